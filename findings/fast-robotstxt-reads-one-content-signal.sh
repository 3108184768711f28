#!/bin/sh
# fast-robotstxt 1.1.0 (Google's parser of robots.txt with Content-Signal added) and a file with two Content-Signal lines.
#
# RFC 9309 (2.2.1) has groups for the same crawler read as one, as they stand where a managed block is put before a site's
# own file. The library keeps the first line and drops the second, whatever it is about: a reservation of training is
# answered with "allowed". In the other order the permission is dropped instead.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'fast-robotstxt==1.1.0' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
from robotstxt import RobotsMatcher

SEARCH, TRAIN = "Content-Signal: search=yes\n", "Content-Signal: ai-train=no\n"
for name, text in (
    ("one line", "User-agent: *\nContent-Signal: search=yes, ai-train=no\n"),
    ("two lines", f"User-agent: *\n{SEARCH}{TRAIN}"),
    ("two groups", f"User-agent: *\n{SEARCH}Allow: /\n\nUser-agent: *\n{TRAIN}Disallow: /drafts/\n"),
    ("turned round", f"User-agent: *\n{TRAIN}{SEARCH}"),
):
    matcher = RobotsMatcher()
    matcher.is_allowed(text, "reader", "https://paper.example/news/1")
    signals = matcher.content_signal
    print(f"{name}: search {signals['search']}, ai-train {signals['ai_train']}, may train {matcher.allows_ai_train}")
PYTHON
seen=$("$folder/env/bin/python" "$folder/ask.py")
echo "$seen"
[ "$seen" = "one line: search True, ai-train False, may train False
two lines: search True, ai-train None, may train True
two groups: search True, ai-train None, may train True
turned round: search None, ai-train False, may train False" ] || { echo "changed"; exit 1; }

# Seen in November 2026; all four should be like the first:
# one line: search True, ai-train False, may train False
# two lines: search True, ai-train None, may train True
# two groups: search True, ai-train None, may train True
# turned round: search None, ai-train False, may train False
