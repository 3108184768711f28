#!/bin/sh
# ultimate-sitemap-parser 1.8.1, and dates of sitemaps and feeds that are valid and not whole.
#
# Dates of a sitemap are those of the W3C (sitemaps.org, lastmod), which may be a year and a month, or a year. What is not
# stated is taken from the day on which it is read: a page of some day in 2019 was changed today of that year, and another
# day tomorrow. Names of zones, which RSS has from RFC 822 (5.1), are dropped: nine in New York is nine, of no zone. An
# item of RSS whose guid is its address, as the specification has it, is not there.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'ultimate-sitemap-parser==1.8.1' 'python-dateutil==2.9.0.post0' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import logging
from calendar import monthrange
from datetime import date

from usp.tree import sitemap_from_str

logging.disable()
SITEMAP = """<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://paper.example/1</loc><lastmod>%s</lastmod></url></urlset>"""
for stated in ("2019-03-02", "2019-03", "2019"):
    (page,) = sitemap_from_str(SITEMAP % stated).all_pages()
    today = date.today()
    month = today.month if stated == "2019" else 3
    filled = date(2019, month, min(today.day, monthrange(2019, month)[1]))
    print(stated, "->", "the day of today" if page.last_modified.date() == filled else page.last_modified.date())

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>https://paper.example/</link>
<description>News</description><item><title>Truce</title><link>https://paper.example/1</link>
<pubDate>Mon, 02 Mar 2026 09:00:00 %s</pubDate></item><item><title>Vote</title>
<guid isPermaLink="true">https://paper.example/2</guid></item></channel></rss>"""
for zone in ("-0500", "EST"):
    pages = list(sitemap_from_str(FEED % zone).all_pages())
    print(zone, "->", *(f"{page.news_story.title} {page.news_story.publish_date}," for page in pages), len(pages), "of 2")
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = '2019-03-02 -> 2019-03-02
2019-03 -> the day of today
2019 -> the day of today
-0500 -> Truce 2026-03-02 09:00:00-05:00, 1 of 2
EST -> Truce 2026-03-02 09:00:00, 1 of 2' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# 2019-03-02 -> 2019-03-02
# 2019-03 -> the day of today
# 2019 -> the day of today
# -0500 -> Truce 2026-03-02 09:00:00-05:00, 1 of 2
# EST -> Truce 2026-03-02 09:00:00, 1 of 2
