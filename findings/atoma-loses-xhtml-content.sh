#!/bin/sh
# atoma 0.0.17 and an Atom entry whose content is XHTML.
#
# RFC 4287 (4.1.3.3) has such content as one div in the namespace of XHTML; WordPress plug-ins and most hand-made feeds
# write it so. The entry keeps its title and dates, and its content is None, without a word, while the same markup as
# type="html" is there in full.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'atoma==0.0.17' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import atoma

FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>urn:x:feed</id>
<updated>2026-03-02T09:00:00Z</updated><entry><title>Truce</title><id>urn:x:1</id>
<updated>2026-03-02T09:00:00Z</updated><content type="%s">%s</content></entry></feed>"""
XHTML = '<div xmlns="http://www.w3.org/1999/xhtml"><p>It holds.</p></div>'
for kind, content in (("html", "&lt;p&gt;It holds.&lt;/p&gt;"), ("xhtml", XHTML)):
    entry = atoma.parse_atom_bytes((FEED % (kind, content)).encode()).entries[0]
    print(kind, "->", entry.title.value, "|", entry.content and entry.content.value)
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'html -> Truce | <p>It holds.</p>
xhtml -> Truce | None' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# html -> Truce | <p>It holds.</p>
# xhtml -> Truce | None
