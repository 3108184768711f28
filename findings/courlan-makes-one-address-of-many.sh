#!/bin/sh
# courlan 1.4.0, which cleans addresses for crawlers of news, and addresses whose query is not name=value in UTF-8.
#
# RFC 3986 (3.4) has a query as any text, and (6.2.2.2) lets only octets of unreserved characters be decoded. courlan
# drops a query that has no equals sign or nothing behind it, and every octet that is not UTF-8, as in GBK, becomes the
# same character: all stories of such a site are one, and the address that remains is that of none. An address that
# holds another one, as of a share or a log-in, becomes the other one.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'courlan==1.4.0' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
from courlan import clean_url, normalize_url

for url in (
    "https://paper.example/story?20260302",
    "https://paper.example/story?20260303",
    "https://paper.example/show?id=7&print=",
    "https://paper.example/topic?name=%C0%D6",
    "https://paper.example/topic?name=%B9%FA",
    "https://paper.example/topic?name=%E6%88%98",
):
    print("normalize_url", url, "->", normalize_url(url))
url = "https://paper.example/login?next=https://partner.example/story?id=7"
print("clean_url", url, "->", clean_url(url))
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'normalize_url https://paper.example/story?20260302 -> https://paper.example/story
normalize_url https://paper.example/story?20260303 -> https://paper.example/story
normalize_url https://paper.example/show?id=7&print= -> https://paper.example/show?id=7
normalize_url https://paper.example/topic?name=%C0%D6 -> https://paper.example/topic?name=%EF%BF%BD%EF%BF%BD
normalize_url https://paper.example/topic?name=%B9%FA -> https://paper.example/topic?name=%EF%BF%BD%EF%BF%BD
normalize_url https://paper.example/topic?name=%E6%88%98 -> https://paper.example/topic?name=%E6%88%98
clean_url https://paper.example/login?next=https://partner.example/story?id=7 -> https://partner.example/story?id=7' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# normalize_url https://paper.example/story?20260302 -> https://paper.example/story
# normalize_url https://paper.example/story?20260303 -> https://paper.example/story
# normalize_url https://paper.example/show?id=7&print= -> https://paper.example/show?id=7
# normalize_url https://paper.example/topic?name=%C0%D6 -> https://paper.example/topic?name=%EF%BF%BD%EF%BF%BD
# normalize_url https://paper.example/topic?name=%B9%FA -> https://paper.example/topic?name=%EF%BF%BD%EF%BF%BD
# normalize_url https://paper.example/topic?name=%E6%88%98 -> https://paper.example/topic?name=%E6%88%98
# clean_url https://paper.example/login?next=https://partner.example/story?id=7 -> https://partner.example/story?id=7
