#!/bin/sh
# listparser 0.20, opyml 0.1.2 and outlines of OPML that are commented out.
#
# OPML 2.0 (common attributes) has isComment="true" for an outline that is commented out, and all outlines within it are,
# too: so outliners put feeds to rest. Both libraries read the file without complaint, and give the feeds that are at rest
# like all others; listparser has no trace of the attribute, so nobody behind it can tell.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'listparser==0.20' 'opyml==0.1.2' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import listparser
from opyml import OPML

TEXT = """<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>News</title></head><body>
<outline text="Followed" type="rss" xmlUrl="https://followed.example/rss"/>
<outline text="Itself" type="rss" isComment="true" xmlUrl="https://itself.example/rss"/>
<outline text="Resting" isComment="true"><outline text="Within" type="rss" xmlUrl="https://within.example/rss"/></outline>
</body></opml>"""
feeds = listparser.parse(TEXT).feeds
print("listparser", *(feed.url for feed in feeds), "|", *sorted({key for feed in feeds for key in feed}))
outlines = OPML.from_xml(TEXT).body.outlines
outlines += [inner for outline in outlines for inner in outline.outlines]
print("opyml", *(outline.xml_url for outline in outlines if outline.xml_url))
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'listparser https://followed.example/rss https://itself.example/rss https://within.example/rss | categories tags title url
opyml https://followed.example/rss https://itself.example/rss https://within.example/rss' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# listparser https://followed.example/rss https://itself.example/rss https://within.example/rss | categories tags title url
# opyml https://followed.example/rss https://itself.example/rss https://within.example/rss
