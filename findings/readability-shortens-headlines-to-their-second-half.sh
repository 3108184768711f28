#!/bin/sh
# readability-lxml 0.9, its short_title, and headlines with a dash or a colon.
#
# short_title is to leave the name of the site out of a title. Where a title has a dash, the first part counts if it has
# four words, else the last one if that has; behind a colon, all that follows. So a headline of two parts is its second
# half, with no site anywhere in it, who spoke is gone, and where site and headline are both short the site stays.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'readability-lxml==0.9' 'lxml==6.1.3' 'lxml_html_clean==0.4.6' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
from readability import Document

TITLES = ("Truce holds - both sides agreed on Monday after talks", "Xi: China will not bow to threats",
          "Live: Fares rise again - The Evening Paper of Harbour Town", "Fares rise again | Paper", "Fares rise for all | Paper")
for title in TITLES:
    page = f"<html><head><title>{title}</title></head><body><article><p>{'All ships wait. ' * 30}</p></article></body></html>"
    print(title, "->", Document(page).short_title())
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'Truce holds - both sides agreed on Monday after talks -> both sides agreed on Monday after talks
Xi: China will not bow to threats -> China will not bow to threats
Live: Fares rise again - The Evening Paper of Harbour Town -> Live: Fares rise again
Fares rise again | Paper -> Fares rise again | Paper
Fares rise for all | Paper -> Fares rise for all' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# Truce holds - both sides agreed on Monday after talks -> both sides agreed on Monday after talks
# Xi: China will not bow to threats -> China will not bow to threats
# Live: Fares rise again - The Evening Paper of Harbour Town -> Live: Fares rise again
# Fares rise again | Paper -> Fares rise again | Paper
# Fares rise for all | Paper -> Fares rise for all
