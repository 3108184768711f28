#!/bin/sh
# croniter 7.0.0 beside cronsim 2.8, and a daily time within the hour that a clock has twice.
#
# Debian's cron (cron(8)) runs a job of a certain hour once when the clock goes back, and so does cronsim. croniter, by which
# schedulers in Python reckon, gives both: a digest of 01:30 in New York, or of 02:30 in Berlin, goes out two times on that
# day, and what counts runs by day counts one too many. In spring, both give the hour that is missing once, as cron does.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'croniter==7.0.0' 'cronsim==2.8' 'tzdata==2026.6' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
from datetime import datetime
from zoneinfo import ZoneInfo

from croniter import croniter
from cronsim import CronSim

for line, zone, start in (
    ("30 1 * * *", "America/New_York", datetime(2026, 10, 31, 12)),
    ("30 2 * * *", "Europe/Berlin", datetime(2026, 10, 24, 12)),
    ("30 2 * * *", "Europe/Berlin", datetime(2026, 3, 28, 12)),
):
    start = start.replace(tzinfo=ZoneInfo(zone))
    times = croniter(line, start)
    others = CronSim(line, start)
    print(line, zone)
    print("  croniter", *(times.get_next(datetime).isoformat(timespec="minutes") for _ in range(3)))
    print("  cronsim ", *(next(others).isoformat(timespec="minutes") for _ in range(3)))
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = '30 1 * * * America/New_York
  croniter 2026-11-01T01:30-04:00 2026-11-01T01:30-05:00 2026-11-02T01:30-05:00
  cronsim  2026-11-01T01:30-04:00 2026-11-02T01:30-05:00 2026-11-03T01:30-05:00
30 2 * * * Europe/Berlin
  croniter 2026-10-25T02:30+02:00 2026-10-25T02:30+01:00 2026-10-26T02:30+01:00
  cronsim  2026-10-25T02:30+02:00 2026-10-26T02:30+01:00 2026-10-27T02:30+01:00
30 2 * * * Europe/Berlin
  croniter 2026-03-29T03:00+02:00 2026-03-30T02:30+02:00 2026-03-31T02:30+02:00
  cronsim  2026-03-29T03:00+02:00 2026-03-30T02:30+02:00 2026-03-31T02:30+02:00' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# 30 1 * * * America/New_York
#   croniter 2026-11-01T01:30-04:00 2026-11-01T01:30-05:00 2026-11-02T01:30-05:00
#   cronsim  2026-11-01T01:30-04:00 2026-11-02T01:30-05:00 2026-11-03T01:30-05:00
# 30 2 * * * Europe/Berlin
#   croniter 2026-10-25T02:30+02:00 2026-10-25T02:30+01:00 2026-10-26T02:30+01:00
#   cronsim  2026-10-25T02:30+02:00 2026-10-26T02:30+01:00 2026-10-27T02:30+01:00
# 30 2 * * * Europe/Berlin
#   croniter 2026-03-29T03:00+02:00 2026-03-30T02:30+02:00 2026-03-31T02:30+02:00
#   cronsim  2026-03-29T03:00+02:00 2026-03-30T02:30+02:00 2026-03-31T02:30+02:00
