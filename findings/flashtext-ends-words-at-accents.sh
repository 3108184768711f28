#!/bin/sh
# flashtext 2.7, which finds thousands of keywords in one pass, and letters with accents.
#
# A keyword is to match a whole word. Only A to Z, digits and the underscore count as letters of a word, so a word ends
# at every accent: "rich" stands in Zurich as Germans write it, and a Russian keyword in every longer word. A tagger of
# topics that is built on it is right in English only.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'flashtext==2.7' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
from flashtext import KeywordProcessor

for keyword, text in {
    "rich": "Zürich meldet", "mali": "šmalić", "EU": "NÉEU", "нефть": "нефтьпровод", "port": "airport",
}.items():
    processor = KeywordProcessor()
    processor.add_keyword(keyword)
    print(f"{keyword!r:10}".replace("\x27", ""), text, "->", len(processor.extract_keywords(text)))
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'rich     Zürich meldet -> 1
mali     šmalić -> 1
EU       NÉEU -> 1
нефть    нефтьпровод -> 1
port     airport -> 0' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# rich     Zürich meldet -> 1
# mali     šmalić -> 1
# EU       NÉEU -> 1
# нефть    нефтьпровод -> 1
# port     airport -> 0
