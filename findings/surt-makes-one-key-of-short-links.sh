#!/bin/sh
# surt 0.3.1, by which cdxj-indexer 1.5.0 orders web archives, and short links of newspapers.
#
# A path is case-sensitive (RFC 3986 6.2.2.1), and short links and ids of videos live on it. surt puts all of an address
# into small letters: two links to different stories have one key, so that an index of captures (CDXJ) shows both under
# either. It drops www2 but keeps m, drops cfid with cftoken and leaves an ampersand behind, and keeps utm_source:
# variants of one page have several keys, while two pages share one.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'cdxj-indexer==1.5.0' 'surt==0.3.1' 'warcio==1.8.1' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import io
import os
import tempfile

import surt
from cdxj_indexer.main import CDXJIndexer
from warcio.warcwriter import WARCWriter

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "a.warc.gz")
    with open(path, "wb") as file:
        writer = WARCWriter(file, gzip=True)
        for link in ("https://nws.example/4aBcD", "https://nws.example/4abcd"):
            page = io.BytesIO(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + link.encode())
            date = {"WARC-Date": "2026-03-02T09:00:00Z"}
            writer.write_record(writer.create_warc_record(link, "response", payload=page, warc_headers_dict=date))
    index = io.StringIO()
    CDXJIndexer(output=index, inputs=[path]).process_all()
    for line in index.getvalue().splitlines():
        print("CDXJ", line.split(" ", 1)[0], line.split("\"url\": \"")[1].split("\"")[0])
for url in ("https://www2.paper.example/a", "https://m.paper.example/a", "https://paper.example/a?id=1&cfid=12&cftoken=34",
            "https://paper.example/a?id=1", "https://paper.example/a?id=1&utm_source=rss"):
    print(url, "->", surt.surt(url))
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'CDXJ example,nws)/4abcd https://nws.example/4aBcD
CDXJ example,nws)/4abcd https://nws.example/4abcd
https://www2.paper.example/a -> example,paper)/a
https://m.paper.example/a -> example,paper,m)/a
https://paper.example/a?id=1&cfid=12&cftoken=34 -> example,paper)/a?&id=1
https://paper.example/a?id=1 -> example,paper)/a?id=1
https://paper.example/a?id=1&utm_source=rss -> example,paper)/a?id=1&utm_source=rss' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# CDXJ example,nws)/4abcd https://nws.example/4aBcD
# CDXJ example,nws)/4abcd https://nws.example/4abcd
# https://www2.paper.example/a -> example,paper)/a
# https://m.paper.example/a -> example,paper,m)/a
# https://paper.example/a?id=1&cfid=12&cftoken=34 -> example,paper)/a?&id=1
# https://paper.example/a?id=1 -> example,paper)/a?id=1
# https://paper.example/a?id=1&utm_source=rss -> example,paper)/a?id=1&utm_source=rss
