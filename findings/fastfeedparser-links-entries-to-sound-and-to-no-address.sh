#!/bin/sh
# fastfeedparser 0.6.5 and the address of an entry, in valid Atom and RSS.
#
# An Atom link of relation "enclosure" is a recording that belongs to the entry; the entry itself is the link of relation
# "alternate", which is also what a link without a relation means (RFC 4287, 4.2.7.2). Where the enclosure stands first,
# it becomes the address of the entry. In RSS a guid with isPermaLink="false" is no address even where it looks like one, as in every feed of WordPress; where
# a link is missing it becomes one.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'fastfeedparser==0.6.5' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import fastfeedparser

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>urn:x:feed</id>
<updated>2026-03-02T09:00:00Z</updated>
<entry><title>Truce</title><id>urn:x:1</id><updated>2026-03-02T09:00:00Z</updated>
%s</entry></feed>"""
SOUND = '<link rel="enclosure" type="audio/mpeg" href="https://paper.example/truce.mp3"/>'
STORY = '<link href="https://paper.example/truce"/>'
RSS = """<rss version="2.0"><channel><title>News</title><link>https://paper.example/</link>
<description>News</description><item><title>Truce</title>
<guid isPermaLink="false">https://paper.example/?p=26</guid></item></channel></rss>"""
for name, text in {
    "story, sound": ATOM % (STORY + SOUND), "sound, story": ATOM % (SOUND + STORY), "a guid that is no address": RSS,
}.items():
    print(name, "->", fastfeedparser.parse(text).entries[0].link)
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'story, sound -> https://paper.example/truce
sound, story -> https://paper.example/truce.mp3
a guid that is no address -> https://paper.example/?p=26' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# story, sound -> https://paper.example/truce
# sound, story -> https://paper.example/truce.mp3
# a guid that is no address -> https://paper.example/?p=26
