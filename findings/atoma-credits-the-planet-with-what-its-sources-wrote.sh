#!/bin/sh
# atoma 0.0.17 and the author of an entry, in Atom that was put together of other feeds and in JSON Feed 1.1.
#
# RFC 4287 (4.2.1) has an entry without an author be by the author of its source, and only without one there by that of
# the feed. atoma reads the source and gives the author of the feed all the same: a planet has written what all of its
# papers wrote. JSON Feed 1.1 has authors, a list, in the place of author; of these atoma reads none, while the rest of
# such an item is there.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'atoma==0.0.17' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import json

import atoma

SOURCE = "<source><id>urn:paper</id><title>Paper</title><updated>2026-03-02T09:00:00Z</updated>%s</source>"
FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:planet</id><title>Planet</title>
<updated>2026-03-02T09:00:00Z</updated><author><name>Planet</name></author><entry><id>urn:1</id><title>Truce</title>
<updated>2026-03-02T09:00:00Z</updated>%s</entry></feed>"""
for what, source in (("source by Ann", SOURCE % "<author><name>Ann</name></author>"), ("source by nobody", SOURCE % "")):
    entry = atoma.parse_atom_bytes((FEED % source).encode()).entries[0]
    print(what, "-> entry by", *(author.name for author in entry.authors), "| its source", *(a.name for a in entry.source.authors))
item = {"id": "1", "url": "https://paper.example/1", "content_text": "All ships wait."}
for version, credit in (("1", {"author": {"name": "Ann"}}), ("1.1", {"authors": [{"name": "Ann"}, {"name": "Bo"}]})):
    feed = {"version": f"https://jsonfeed.org/version/{version}", "title": "Paper", "items": [item | credit]}
    read = atoma.parse_json_feed_bytes(json.dumps(feed).encode()).items[0]
    print("JSON Feed", version, "-> author", read.author and read.author.name, "| text", read.content_text)
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'source by Ann -> entry by Planet | its source Ann
source by nobody -> entry by Planet | its source
JSON Feed 1 -> author Ann | text All ships wait.
JSON Feed 1.1 -> author None | text All ships wait.' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# source by Ann -> entry by Planet | its source Ann
# source by nobody -> entry by Planet | its source
# JSON Feed 1 -> author Ann | text All ships wait.
# JSON Feed 1.1 -> author None | text All ships wait.
