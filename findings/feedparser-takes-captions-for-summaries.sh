#!/bin/sh
# feedparser 6.0.14 and an item of RSS with a picture that has a caption (Media RSS).
#
# media:description describes the media object that it stands in, says Media RSS; description is of the item (RSS 2.0). In
# feedparser they are one field. Where the caption stands first, it is the summary of the story, and the story's own
# description becomes its content; where it stands last, the caption is the content, which readers take for the full
# text. The title of the picture is kept apart.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'feedparser==6.0.14' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import feedparser

FEED = """<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>News</title>
<link>https://paper.example/</link><description>News</description><item><title>Truce</title>%s</item></channel></rss>"""
STORY = "<description>Both sides agreed on Monday.</description>"
PICTURE = """<media:content url="https://paper.example/1.jpg"><media:title>Bridge</media:title>
<media:description>The bridge in 1990.</media:description></media:content>"""
for order, inner in (("story alone", STORY), ("caption first", PICTURE + STORY), ("caption last", STORY + PICTURE)):
    entry = feedparser.parse(FEED % inner).entries[0]
    content = entry.content[0].value if "content" in entry else None
    print(order, "-> title", entry.title, "| summary", entry.summary, "| content", content)
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'story alone -> title Truce | summary Both sides agreed on Monday. | content None
caption first -> title Truce | summary The bridge in 1990. | content Both sides agreed on Monday.
caption last -> title Truce | summary Both sides agreed on Monday. | content The bridge in 1990.' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# story alone -> title Truce | summary Both sides agreed on Monday. | content None
# caption first -> title Truce | summary The bridge in 1990. | content Both sides agreed on Monday.
# caption last -> title Truce | summary Both sides agreed on Monday. | content The bridge in 1990.
