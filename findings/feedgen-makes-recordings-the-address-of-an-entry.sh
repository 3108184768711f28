#!/bin/sh
# feedgen 1.0.0 writes an entry with a recording as Atom; feedparser 6.0.14 reads it.
#
# RFC 4287 (4.2.7.2) has a link without a relation mean the entry itself. feedgen knows that a link is an enclosure, and
# its entry says so when asked; in Atom it writes the address alone, without relation, type and length. So the recording
# is another address of the story, and, standing last, the one that readers take. The same entry as RSS is right, but
# for the author, who is not there since he has no address for mail.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'feedgen==1.0.0' 'feedparser==6.0.14' 'lxml==6.1.3' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import re

import feedparser
from feedgen.feed import FeedGenerator

feed = FeedGenerator()
feed.id("https://paper.example/")
feed.title("Paper")
feed.link(href="https://paper.example/")
feed.description("News")
entry = feed.add_entry()
entry.id("https://paper.example/truce")
entry.title("Truce")
entry.author(name="Ann Example")
entry.link(href="https://paper.example/truce")
entry.enclosure("https://paper.example/truce.mp3", 4096, "audio/mpeg")
print("its own", *(link["rel"] + " " + link["href"] for link in entry.link()))
print("written", *re.findall(r"<link[^>]*mp3[^>]*>", feed.atom_str().decode()))
for form, text in (("RSS", feed.rss_str()), ("Atom", feed.atom_str())):
    read = feedparser.parse(text).entries[0]
    print(form, "| link", read.link, "| enclosures", len(read.enclosures), "| author", read.get("author"))
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'its own alternate https://paper.example/truce enclosure https://paper.example/truce.mp3
written <link href="https://paper.example/truce.mp3"/>
RSS | link https://paper.example/truce | enclosures 1 | author None
Atom | link https://paper.example/truce.mp3 | enclosures 0 | author Ann Example' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# its own alternate https://paper.example/truce enclosure https://paper.example/truce.mp3
# written <link href="https://paper.example/truce.mp3"/>
# RSS | link https://paper.example/truce | enclosures 1 | author None
# Atom | link https://paper.example/truce.mp3 | enclosures 0 | author Ann Example
