#!/bin/sh
# extruct 0.18.0, and a date of publication in microdata.
#
# HTML (5.2.4, values) takes for the value of a time element its datetime attribute, or, where it has none, its text,
# which has to be a date then. extruct gives an empty string for the second form. And where a word begins with an
# ornament, as an initial letter does, the value is the text with a space in it: HTML has textContent, without one.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'extruct==0.18.0' 'lxml==6.1.3' 'lxml_html_clean==0.4.6' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import json

import extruct

for markup in (
    "<time itemprop=datePublished datetime=2026-03-02>yesterday</time>",
    "<time itemprop=datePublished>2026-03-02</time>",
    "<span itemprop=articleBody>Sanctions hit</span>",
    "<span itemprop=articleBody><b>S</b>anctions hit</span>",
):
    page = f"<!doctype html><div itemscope itemtype=https://schema.org/NewsArticle>{markup}</div>"
    (item,) = extruct.extract(page, syntaxes=["microdata"])["microdata"]
    print(markup, "->", json.dumps(item["properties"]))
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = '<time itemprop=datePublished datetime=2026-03-02>yesterday</time> -> {"datePublished": "2026-03-02"}
<time itemprop=datePublished>2026-03-02</time> -> {"datePublished": ""}
<span itemprop=articleBody>Sanctions hit</span> -> {"articleBody": "Sanctions hit"}
<span itemprop=articleBody><b>S</b>anctions hit</span> -> {"articleBody": "S anctions hit"}' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# <time itemprop=datePublished datetime=2026-03-02>yesterday</time> -> {"datePublished": "2026-03-02"}
# <time itemprop=datePublished>2026-03-02</time> -> {"datePublished": ""}
# <span itemprop=articleBody>Sanctions hit</span> -> {"articleBody": "Sanctions hit"}
# <span itemprop=articleBody><b>S</b>anctions hit</span> -> {"articleBody": "S anctions hit"}
