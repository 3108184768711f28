#!/bin/sh
# Protego 0.7.0 and a line that it does not know between two User-agent lines of robots.txt.
#
# RFC 9309 (2.2.4) lets crawlers read other lines, which must not change how groups are read: both agents below share the
# rule. Content-Signal and License lines now stand there in many files. Protego drops the agents before such a line,
# so that they may ask for everything; without the line both are told alike.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'protego==0.7.0' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
from protego import Protego

for line in ("", "Content-Signal: ai-train=no\n", "License: https://paper.example/rsl.xml\n"):
    rules = Protego.parse(f"User-agent: first\n{line}User-agent: second\nDisallow: /drafts/\n")
    verdicts = [rules.can_fetch("https://paper.example/drafts/1", agent) for agent in ("first", "second")]
    print(line.partition(":")[0] or "no line", "->", *verdicts)
PYTHON
seen=$("$folder/env/bin/python" "$folder/ask.py")
echo "$seen"
[ "$seen" = "no line -> False False
Content-Signal -> True False
License -> True False" ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# no line -> False False
# Content-Signal -> True False
# License -> True False
