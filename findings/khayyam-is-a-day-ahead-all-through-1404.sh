#!/bin/sh
# khayyam 3.0.17 beside jdatetime 6.1.1 and convertdate 2.5.1, and the dates of Iranian newspapers in 1404.
#
# The year begins with the day whose noon in Tehran is the first after the equinox. That of March 2025 came at half past
# twelve, so 1403 had 366 days and 1404 began on 21 March. khayyam gives the leap day to 1404 instead: from 20 March 2025
# to 20 March 2026 every date is a day off, both ways, and the last day of 1403 is refused. The years around are right.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'khayyam==3.0.17' 'jdatetime==6.1.1' 'convertdate==2.5.1' 'pymeeus==0.5.12' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
from datetime import date, timedelta

import jdatetime
import khayyam
from convertdate import persian

for text in ("1403/12/30", "1404/01/01", "1404/06/15", "1404/12/29", "1405/01/01"):
    days = []
    for read in (
        lambda: khayyam.JalaliDatetime.strptime(text, "%Y/%m/%d").todate(),
        lambda: jdatetime.datetime.strptime(text, "%Y/%m/%d").togregorian().date(),
        lambda: date(*persian.to_gregorian(*map(int, text.split("/")))),
    ):
        try:
            days.append(str(read()))
        except ValueError:
            days.append("refused")
    print(text, "khayyam", days[0], "jdatetime", days[1], "convertdate", days[2])

days = [date(2021, 3, 21) + timedelta(days) for days in range(3650)]
other = [
    day for day in days
    if str(khayyam.JalaliDate(day)) != jdatetime.date.fromgregorian(date=day).strftime("%Y-%m-%d")
]
print("ten years:", len(other), "days differ, from", other[0], "to", other[-1])
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = '1403/12/30 khayyam refused jdatetime 2025-03-20 convertdate 2025-03-20
1404/01/01 khayyam 2025-03-20 jdatetime 2025-03-21 convertdate 2025-03-21
1404/06/15 khayyam 2025-09-05 jdatetime 2025-09-06 convertdate 2025-09-06
1404/12/29 khayyam 2026-03-19 jdatetime 2026-03-20 convertdate 2026-03-20
1405/01/01 khayyam 2026-03-21 jdatetime 2026-03-21 convertdate 2026-03-21
ten years: 366 days differ, from 2025-03-20 to 2026-03-20' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# 1403/12/30 khayyam refused jdatetime 2025-03-20 convertdate 2025-03-20
# 1404/01/01 khayyam 2025-03-20 jdatetime 2025-03-21 convertdate 2025-03-21
# 1404/06/15 khayyam 2025-09-05 jdatetime 2025-09-06 convertdate 2025-09-06
# 1404/12/29 khayyam 2026-03-19 jdatetime 2026-03-20 convertdate 2026-03-20
# 1405/01/01 khayyam 2026-03-21 jdatetime 2026-03-21 convertdate 2026-03-21
# ten years: 366 days differ, from 2025-03-20 to 2026-03-20
