#!/bin/sh
# dateparser 1.5.0, and dates in the basic form of ISO 8601.
#
# News agencies write them so: NITF 3.1 asks for YYYYMMDDTHHMMSS with an offset, or with Z. dateparser reads the extended
# form, and takes this one for an age: nine in the morning is 090000, so 90,000 days ago, in the 18th century; a minute
# before midnight is in the 14th. With an offset, or without the hours, it is no date. A comma before the fraction, which
# ISO 8601 allows, makes half a second five days.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'dateparser==1.5.0' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
from datetime import datetime

import dateparser

for text in (
    "2026-03-02T09:00:00Z",
    "20260302T090000Z",
    "20260302T235900Z",
    "20260302T0900Z",
    "20260302T090000+0100",
    "20260302",
    "2026-03-02T09:00:00.5Z",
    "2026-03-02T09:00:00,5Z",
):
    moment = dateparser.parse(text)
    if moment is None or moment.tzinfo:
        print(text, "->", moment)
    else:
        print(text, "->", (datetime.now() - moment).days, "days ago")
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = '2026-03-02T09:00:00Z -> 2026-03-02 09:00:00+00:00
20260302T090000Z -> 90000 days ago
20260302T235900Z -> 235900 days ago
20260302T0900Z -> 900 days ago
20260302T090000+0100 -> None
20260302 -> None
2026-03-02T09:00:00.5Z -> 2026-03-02 09:00:00.500000+00:00
2026-03-02T09:00:00,5Z -> 5 days ago' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# 2026-03-02T09:00:00Z -> 2026-03-02 09:00:00+00:00
# 20260302T090000Z -> 90000 days ago
# 20260302T235900Z -> 235900 days ago
# 20260302T0900Z -> 900 days ago
# 20260302T090000+0100 -> None
# 20260302 -> None
# 2026-03-02T09:00:00.5Z -> 2026-03-02 09:00:00.500000+00:00
# 2026-03-02T09:00:00,5Z -> 5 days ago
