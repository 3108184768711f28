#!/bin/sh
# robotspy 0.13.0 and robotexclusionrulesparser 1.7.1, and an escaped star or dollar in a path of robots.txt.
#
# RFC 9309 (2.2.3) has publishers write %2A and %24 where a path itself has a star or a dollar: its examples are the first
# two rules below. Both libraries undo the escape and then take the character for a wildcard or an end, so that a rule about
# one file forbids its neighbours, too; the older one no longer forbids the file with the dollar itself.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check \
  'robotspy==0.13.0' 'robotexclusionrulesparser==1.7.1' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import robots
from robotexclusionrulesparser import RobotExclusionRulesParser

for rule, path in (
    ("/path/file-with-a-%2A.html", "/path/file-with-a-*.html"),
    ("/path/foo-%24", "/path/foo-$"),
    ("/path/file-with-a-%2A.html", "/path/file-with-a-photo.html"),
    ("/path/foo-%24", "/path/foo-"),
):
    text, url = f"User-agent: *\nDisallow: {rule}\n", f"https://paper.example{path}"
    older = RobotExclusionRulesParser()
    older.parse(text)
    newer = robots.RobotsParser.from_string(text)
    print(rule, path, newer.can_fetch("reader", url), older.is_allowed("reader", url))
PYTHON
seen=$("$folder/env/bin/python" "$folder/ask.py")
echo "$seen"
[ "$seen" = "/path/file-with-a-%2A.html /path/file-with-a-*.html False False
/path/foo-%24 /path/foo-\$ False True
/path/file-with-a-%2A.html /path/file-with-a-photo.html False False
/path/foo-%24 /path/foo- False False" ] || { echo "changed"; exit 1; }

# Seen in November 2026, robotspy and then robotexclusionrulesparser; right would be False in the first two lines and
# True in the others:
# /path/file-with-a-%2A.html /path/file-with-a-*.html False False
# /path/foo-%24 /path/foo-$ False True
# /path/file-with-a-%2A.html /path/file-with-a-photo.html False False
# /path/foo-%24 /path/foo- False False
