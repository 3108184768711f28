#!/bin/sh
# trafilatura 2.3.1, its reader of feeds, and links within comments, descriptions and enclosures.
#
# A comment of XML is no part of a feed, a description is text, and an Atom link of relation enclosure is a recording,
# replies a thread (RFC 4287 4.2.7.2, RFC 4685). trafilatura looks for link elements by a pattern over the text: a draft
# that is commented out, a link that a story shows to its readers, and recordings are stories of the feed. An item of
# RSS that has its address in its guid, as the specification allows, is none.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'trafilatura==2.3.1' 'lxml==6.1.3' 'lxml_html_clean==0.4.6' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
from trafilatura.feeds import FeedParameters, extract_links

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title><link>https://paper.example/</link>
<item><title>Truce</title><link>https://paper.example/truce-holds</link></item>
<!-- <item><title>Draft</title><link>https://paper.example/draft-of-next-week</link></item> -->
<item><title>How feeds work</title><link>https://paper.example/how-feeds-work</link>
<description><![CDATA[Write <link>https://paper.example/your-story</link> into the item.]]></description></item>
<item><title>Fares</title><guid>https://paper.example/fares-rise</guid></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Paper</title><entry><title>Truce</title>
<link rel="enclosure" type="audio/mpeg" href="https://paper.example/truce-holds.mp3"/>
<link rel="alternate" href="https://paper.example/truce-holds"/></entry></feed>"""
parameters = FeedParameters("https://paper.example", "paper.example", "https://paper.example/feed")
for name, feed in (("RSS", RSS), ("Atom", ATOM)):
    print(name, *extract_links(feed, parameters))
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'RSS https://paper.example/draft-of-next-week https://paper.example/how-feeds-work https://paper.example/truce-holds https://paper.example/your-story
Atom https://paper.example/truce-holds https://paper.example/truce-holds.mp3' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# RSS https://paper.example/draft-of-next-week https://paper.example/how-feeds-work https://paper.example/truce-holds https://paper.example/your-story
# Atom https://paper.example/truce-holds https://paper.example/truce-holds.mp3
