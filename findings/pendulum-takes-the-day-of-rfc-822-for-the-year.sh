#!/bin/sh
# pendulum 3.3.0 with strict=False, its documented way to read dates that are not ISO 8601, and dates of RSS.
#
# RSS 2.0 has dates of RFC 822, whose years (5.1) have two digits, or four. pendulum hands them to dateutil and asks for the
# year first: the day of the month becomes the year, the year the day, and a story of this year is of 2002. The zones that
# RFC 822 names are dropped, and what is without a zone is UTC: nine in New York is nine in London. Nothing is said.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'pendulum==3.3.0' 'python-dateutil==2.9.0.post0' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import pendulum

for text in (
    "Mon, 02 Mar 2026 09:00:00 -0500",
    "Mon, 02 Mar 2026 09:00:00 EST",
    "Mon, 02 Mar 26 09:00:00 -0500",
    "Sat, 31 Oct 26 09:00:00 GMT",
):
    print(text, "->", pendulum.parse(text, strict=False))
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'Mon, 02 Mar 2026 09:00:00 -0500 -> 2026-03-02 09:00:00-05:00
Mon, 02 Mar 2026 09:00:00 EST -> 2026-03-02 09:00:00+00:00
Mon, 02 Mar 26 09:00:00 -0500 -> 2002-03-26 09:00:00-05:00
Sat, 31 Oct 26 09:00:00 GMT -> 2031-10-26 09:00:00+00:00' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# Mon, 02 Mar 2026 09:00:00 -0500 -> 2026-03-02 09:00:00-05:00
# Mon, 02 Mar 2026 09:00:00 EST -> 2026-03-02 09:00:00+00:00
# Mon, 02 Mar 26 09:00:00 -0500 -> 2002-03-26 09:00:00-05:00
# Sat, 31 Oct 26 09:00:00 GMT -> 2031-10-26 09:00:00+00:00
