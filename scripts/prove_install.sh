#!/bin/sh
# Install newsmon's wheel by every route that people take, each into an empty environment, and use
# it on a Postgres of one's own.       scripts/prove_install.sh [ROUTE …]
#
# Routes: pip-23.0, pip-newest, uv-tool, system-python; by default all. $PYTHON names the
# interpreter (default python3), $NEWSMON_DATABASE_URL an empty database; left out, the embedded
# server of this checkout lends one. Needs a package index and takes a minute or two a route.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

say() { printf '%s\n' "$*"; }
die() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

page() {
    printf '<html><head><title>The ferry is late again</title></head><body><article><h1>The ferry is late again</h1>'
    for sentence in 'The ferry between the islands left an hour late on Monday, for the tide gauge had stopped.' \
        'Forty passengers waited in the rain with two goats and a piano until the harbour master made tea.' \
        'A new gauge lies in a customs shed on the mainland, wanting a form that the supplier forgot.' \
        'Until it comes, a boatman measures with a pole every morning and telephones the captain.'; do
        printf '<p>%s %s</p>' "$sentence" "$sentence"
    done
    printf '</article></body></html>\n'
}

database() {  # print the URL of an empty database of this name
    if [ -n "${NEWSMON_DATABASE_URL:-}" ]; then
        echo "$NEWSMON_DATABASE_URL"
        return
    fi
    NEWSMON_HOME=$folder/lender .venv/bin/newsmon db shell -q -c "create database $1" >/dev/null
    NEWSMON_HOME=$folder/lender .venv/bin/newsmon db url | sed "s,/[^/]*\$,/$1,"
}

prove() {  # use the newsmon at $1 as somebody who has just installed it
    newsmon=$1
    url=$(database "$(echo "$route" | tr -c 'a-z0-9\n' _)")
    # an environment with nothing of ours in it
    set -- env -i PATH=/usr/bin:/bin HOME="$folder/home-$route" LANG=C.UTF-8
    "$@" "$newsmon" --version
    "$@" "$newsmon" extract "$folder/page.html" --json | grep -q '"rejection": null' || die "$route: extract"
    "$@" NEWSMON_DATABASE_URL="$url" "$newsmon" load "$folder/page.html" >"$folder/load" 2>&1 ||
        { cat "$folder/load" >&2; die "$route: load"; }
    "$@" NEWSMON_DATABASE_URL="$url" "$newsmon" export articles --format jsonl | grep -q 'The ferry is late' ||
        die "$route: the loaded article is not there"
    code=0; "$@" "$newsmon" status 2>"$folder/said" || code=$?
    [ "$code" = 2 ] && grep -q "newsmon\[embedded\]" "$folder/said" || die "$route: no database, exit $code"
    code=0; "$@" "$newsmon" airflow once 2>"$folder/said" || code=$?
    [ "$code" = 2 ] && grep -q "newsmon\[airflow" "$folder/said" || die "$route: no Airflow, exit $code"
    say "ok: $route"
}

by_pip() {  # $1 interpreter, $2 requirement of pip; left out: the pip that the interpreter has
    "$1" -m venv "$folder/$route"
    [ -z "${2:-}" ] || "$folder/$route/bin/python" -m pip install -q --upgrade "$2" >/dev/null 2>&1
    "$folder/$route/bin/python" -m pip install -q --disable-pip-version-check "$wheel" 2>"$folder/pip" ||
        { cat "$folder/pip" >&2; die "$route: pip install"; }
    say "$route: $("$folder/$route/bin/python" --version), $("$folder/$route/bin/python" -m pip --version | cut -d ' ' -f 1,2)," \
        "$("$folder/$route/bin/python" -m pip list 2>/dev/null | tail -n +3 | wc -l) packages," \
        "$(du -sm "$folder/$route" | cut -f 1) MB"
    prove "$folder/$route/bin/newsmon"
}

[ -x .venv/bin/newsmon ] || die "make setup first"
.venv/bin/python -m hatchling build -t wheel -d "$folder/dist" >/dev/null 2>&1
wheel=$(ls "$folder"/dist/*.whl)
page >"$folder/page.html"
for route in ${*:-pip-23.0 pip-newest uv-tool system-python}; do
    case $route in
    pip-23.0) by_pip "$python" 'pip==23.0' ;;
    pip-newest) by_pip "$python" 'pip' ;;
    system-python)
        if /usr/bin/python3 -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
            by_pip /usr/bin/python3
        else
            say "skipped: system-python (no /usr/bin/python3 from 3.10 on with venv)"
        fi ;;
    uv-tool)
        if command -v uv >/dev/null; then
            UV_TOOL_DIR=$folder/tools UV_TOOL_BIN_DIR=$folder/bin uv tool install -q --python "$python" "$wheel" ||
                die "uv-tool: uv tool install"
            prove "$folder/bin/newsmon"
        else
            say "skipped: uv-tool (no uv)"
        fi ;;
    *) die "no route $route" ;;
    esac
done
[ -n "${NEWSMON_DATABASE_URL:-}" ] || NEWSMON_HOME=$folder/lender .venv/bin/newsmon db stop >/dev/null
