#!/bin/sh
# news-please 1.6.16 and a date of publication with an offset.
#
# The page says nine in the morning at +08:00, in its metadata and in JSON-LD. The result is nine without a zone: texts of
# the same moment are hours apart, and who reads the field as UTC has news from the future.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'news-please==1.6.16' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import logging

logging.disable(logging.CRITICAL)
from newsplease import NewsPlease

PAGE = """<html lang="en"><head><title>Truce holds</title>
<meta property="article:published_time" content="2026-03-02T09:00:00%s">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Truce holds",
"datePublished": "2026-03-02T09:00:00%s"}</script></head><body><article><h1>Truce holds</h1>
<p>The truce held for a second week, officials said on Monday after a night of talks.</p></article></body></html>"""
for offset in ("+08:00", "Z", "-05:00"):
    article = NewsPlease.from_html(PAGE % (offset, offset), url="https://paper.example/truce")
    print(offset, "->", article.date_publish, article.date_publish.tzinfo)
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = '+08:00 -> 2026-03-02 09:00:00 None
Z -> 2026-03-02 09:00:00 None
-05:00 -> 2026-03-02 09:00:00 None' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# +08:00 -> 2026-03-02 09:00:00 None
# Z -> 2026-03-02 09:00:00 None
# -05:00 -> 2026-03-02 09:00:00 None
