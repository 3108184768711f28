#!/bin/sh
# simhash 2.1.2, a usual way to near-duplicates, and texts of scripts whose vowels are marks.
#
# Its default features are what [\w] finds, in runs of four characters over all words put together. Vowel signs of
# Devanagari and Tamil and marks of Thai are marks to Python, and no \w: India and Bharat are one word, a minister is
# his consonants, and a text without its vowels is the same text. Spaces are gone, too, so words may be parted anywhere.
# Accents of French, which are letters, count.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'simhash==2.1.2' 'numpy==2.4.6' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
from simhash import Simhash

PAIRS = (("भारत", "भरत"), ("मंत्री", "मतर"), ("தமிழ்நாடு தேர்தல்", "தமழநட தரதல"), ("ปีใหม่", "ปใหม"),
         ("Truce holds in the north", "Tru ceho ldsi nthenorth"), ("caf\u00e9", "cafe"))
for first, second in PAIRS:
    print(first, "|", second, "-> distance", Simhash(first).distance(Simhash(second)))
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'भारत | भरत -> distance 0
मंत्री | मतर -> distance 0
தமிழ்நாடு தேர்தல் | தமழநட தரதல -> distance 0
ปีใหม่ | ปใหม -> distance 0
Truce holds in the north | Tru ceho ldsi nthenorth -> distance 0
café | cafe -> distance 38' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# भारत | भरत -> distance 0
# मंत्री | मतर -> distance 0
# தமிழ்நாடு தேர்தல் | தமழநட தரதல -> distance 0
# ปีใหม่ | ปใหม -> distance 0
# Truce holds in the north | Tru ceho ldsi nthenorth -> distance 0
# café | cafe -> distance 38
