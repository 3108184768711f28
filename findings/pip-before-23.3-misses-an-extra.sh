#!/bin/sh
# pip 23.2.1 and the extra through which trafilatura 2.3.1 gets lxml_html_clean.
#
# trafilatura needs justext, which asks for `lxml[html_clean]`. lxml 6.1.3 provides that extra under its normalised name,
# `html-clean`. pip 23.2.1 compares the two as text: it warns, installs lxml without the extra, and
# exits 0; the first extraction then raises ImportError. pip 23.3.2 normalises both names.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/extract.py" <<'PYTHON'
import trafilatura
print(len(trafilatura.extract("<html><body><article><p>" + "A sentence of a page. " * 20 + "</p></article></body></html>")))
PYTHON

extraction_with() {  # print what an extraction says in an environment made by this pip
    python3 -m venv "$folder/$1"
    "$folder/$1/bin/python" -m pip install -q --disable-pip-version-check "pip==$1" >/dev/null 2>&1
    "$folder/$1/bin/python" -m pip install -q --disable-pip-version-check 'lxml==6.1.3' 'trafilatura==2.3.1' >/dev/null 2>&1
    "$folder/$1/bin/python" "$folder/extract.py" 2>&1 | tail -n 1
}

old=$(extraction_with 23.2.1)
new=$(extraction_with 23.3.2)
echo "pip 23.2.1: $old"
echo "pip 23.3.2: $new"
case $old in *lxml*html*clean*) ;; *) echo "changed: pip 23.2.1 brings the extra"; exit 1 ;; esac
[ "$new" -gt 100 ] || { echo "changed: pip 23.3.2 does not bring the extra"; exit 1; }

# Seen in November 2026:
# pip 23.2.1: Install lxml[html-clean] or lxml_html_clean directly.      (the end of an ImportError)
# pip 23.3.2: 439
