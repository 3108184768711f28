#!/bin/sh
# Protego 0.7.0, Python's urllib.robotparser, and a comment of robots.txt with a line separator that only Unicode knows.
#
# RFC 9309 (2.2) ends lines with CR, LF or both, and lets a comment hold any character of UTF-8. Both parsers split with
# str.splitlines(), which also parts at U+2028, U+2029, U+0085: what a text pasted into a comment has behind such a
# character is read as a rule, here one that forbids the whole site. No editor shows the difference.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'protego==0.7.0' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import pathlib
import sys
from urllib.robotparser import RobotFileParser

from protego import Protego

URL = "https://paper.example/news/1"
file = pathlib.Path(sys.argv[1], "robots.txt")
for separator in (" ", "\u2028", "\u2029", "\u0085"):
    text = f"User-agent: *\nDisallow: /drafts/\n# We do not write{separator}Disallow: /\n"
    file.write_bytes(text.encode())
    standard = RobotFileParser(file.as_uri())
    standard.read()
    protego = Protego.parse(text)
    print(f"U+{ord(separator):04X}", protego.can_fetch(URL, "reader"), standard.can_fetch("reader", URL))
PYTHON
seen=$("$folder/env/bin/python" "$folder/ask.py" "$folder")
echo "$seen"
[ "$seen" = "U+0020 True True
U+2028 False False
U+2029 False False
U+0085 False False" ] || { echo "changed"; exit 1; }

# Seen in November 2026 with Python 3.11.7; all should be True:
# U+0020 True True
# U+2028 False False
# U+2029 False False
# U+0085 False False
