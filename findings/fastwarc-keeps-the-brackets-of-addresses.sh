#!/bin/sh
# FastWARC 2.0.1 beside warcio 1.8.1, and the address of a record in a WARC 1.0 file.
#
# The grammar of WARC 1.0 has addresses in angle brackets, and some writers keep to it; WARC 1.1 has them bare. warcio
# takes the brackets away; FastWARC returns them, so that a lookup by address finds nothing.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'fastwarc==2.0.1' 'warcio==1.8.1' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import io

from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Truce</p>"
RECORD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <https://paper.example/truce>\r\n"
    b"WARC-Date: 2026-03-02T09:00:00Z\r\n"
    b"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
    b"Content-Type: application/http; msgtype=response\r\n"
    b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(ANSWER), ANSWER)
)
for record in ArchiveIterator(io.BytesIO(RECORD)):
    print("warcio  ", record.rec_headers.get_header("WARC-Target-URI"))
for record in FastIterator(io.BytesIO(RECORD)):
    print("FastWARC", record.headers.get("WARC-Target-URI"))
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'warcio   https://paper.example/truce
FastWARC <https://paper.example/truce>' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# warcio   https://paper.example/truce
# FastWARC <https://paper.example/truce>
