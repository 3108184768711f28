#!/bin/sh
# Protego 0.7.0 and a group of robots.txt for a crawler whose name our name begins with.
#
# RFC 9309 (2.2.1) has product names compared as a whole, without case. Protego takes a group whose name is a part of the
# agent's name at its beginning: what is forbidden to "news" is forbidden to "newsreader", and the group for all crawlers
# is not looked at any more. The other way round, a longer name in the file, does not count.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'protego==0.7.0' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
from protego import Protego

for name in ("newsreader", "news", "n", "newsreaders"):
    rules = Protego.parse(f"User-agent: {name}\nDisallow: /\n\nUser-agent: *\nAllow: /\n")
    print(name, "->", rules.can_fetch("https://paper.example/a", "newsreader"))
PYTHON
seen=$("$folder/env/bin/python" "$folder/ask.py")
echo "$seen"
[ "$seen" = "newsreader -> False
news -> False
n -> False
newsreaders -> True" ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# newsreader -> False
# news -> False
# n -> False
# newsreaders -> True
