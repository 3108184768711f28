#!/bin/sh
# newspaper4k 0.9.6 and a page whose address holds another date than the page.
#
# Addresses keep the day on which a story, a series or a folder was begun. The page states its date twice, as metadata
# and as JSON-LD; the date in the address wins over both, at midnight.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'newspaper4k==0.9.6' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import newspaper

PAGE = """<html lang="en"><head><title>Truce holds</title>
<meta property="article:published_time" content="2026-03-02T09:00:00+08:00">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Truce holds",
"datePublished": "2026-03-02T09:00:00+08:00"}</script></head><body><article><h1>Truce holds</h1>
<p>The truce held for a second week, officials said on Monday after a night of talks.</p></article></body></html>"""
for path in ("truce", "2019/05/06/truce"):
    article = newspaper.Article(f"https://paper.example/{path}")
    article.download(input_html=PAGE)
    article.parse()
    print(path, "->", article.publish_date)
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'truce -> 2026-03-02 09:00:00+08:00
2019/05/06/truce -> 2019-05-06 00:00:00' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# truce -> 2026-03-02 09:00:00+08:00
# 2019/05/06/truce -> 2019-05-06 00:00:00
