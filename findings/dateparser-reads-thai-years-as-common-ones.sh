#!/bin/sh
# dateparser 1.5.0 and dates of Thai newspapers.
#
# Thai pages count years from the Buddha: 2569 is 2026. dateparser knows the months and the language, is told that the
# text is Thai, and returns a day 543 years ahead. The short name of March is read as January on the way.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'dateparser==1.5.0' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import dateparser

for text in ("2 มีนาคม 2569", "2 มี.ค. 2569", "2 มีนาคม พ.ศ. 2569"):
    print(text, "->", dateparser.parse(text, languages=["th"]))
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = '2 มีนาคม 2569 -> 2569-03-02 00:00:00
2 มี.ค. 2569 -> 2569-01-02 00:00:00
2 มีนาคม พ.ศ. 2569 -> None' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# 2 มีนาคม 2569 -> 2569-03-02 00:00:00
# 2 มี.ค. 2569 -> 2569-01-02 00:00:00
# 2 มีนาคม พ.ศ. 2569 -> None
