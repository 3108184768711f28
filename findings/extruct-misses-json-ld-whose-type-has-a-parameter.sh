#!/bin/sh
# extruct 0.18.0, and JSON-LD whose media type has a parameter or is written with capitals.
#
# JSON-LD 1.1 (7) has a script of type application/ld+json, with a profile parameter if its author likes; a media type
# has parameters and no case (RFC 6838 4.2, HTML on the type of a script). extruct compares the attribute as text: what
# the page says of its author and its time is not there, without a word.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'extruct==0.18.0' 'lxml==6.1.3' 'lxml_html_clean==0.4.6' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import extruct

PAGE = """<!doctype html><title>Truce</title><script type="%s">
{"@context": "https://schema.org", "@type": "NewsArticle", "datePublished": "2026-03-02T09:00:00Z"}</script>"""
for kind in (
    "application/ld+json",
    "application/ld+json; charset=utf-8",
    "application/ld+json;profile=&quot;http://www.w3.org/ns/json-ld#compacted&quot;",
    "application/LD+JSON",
):
    items = extruct.extract(PAGE % kind, syntaxes=["json-ld"])["json-ld"]
    print(kind, "->", *([item["datePublished"] for item in items] or ["nothing"]))
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'application/ld+json -> 2026-03-02T09:00:00Z
application/ld+json; charset=utf-8 -> nothing
application/ld+json;profile=&quot;http://www.w3.org/ns/json-ld#compacted&quot; -> nothing
application/LD+JSON -> nothing' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# application/ld+json -> 2026-03-02T09:00:00Z
# application/ld+json; charset=utf-8 -> nothing
# application/ld+json;profile=&quot;http://www.w3.org/ns/json-ld#compacted&quot; -> nothing
# application/LD+JSON -> nothing
