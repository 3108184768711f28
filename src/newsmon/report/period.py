"""The stretch of time that a digest covers, and its clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from psycopg2.extensions import connection as Connection

from newsmon.errors import UsageError
from newsmon.store import fetch_one

Interval = tuple[datetime, datetime]

BEGINNING = datetime(1970, 1, 1, tzinfo=timezone.utc)
"""Before anything newsmon has seen."""
UNFINISHED = datetime(9999, 1, 1, tzinfo=timezone.utc)
"""After anything it will have seen when a digest is written."""


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to before `end`, UTC. By event time (a day), else by when it was first seen."""

    start: datetime
    end: datetime
    by_event_time: bool
    name: str  # of the file: letters, digits and dashes
    run: Any = None  # row of report.runs, where it is a run's


EMPTY = Period(BEGINNING, BEGINNING, False, "digest-empty")
"""Of a database that has no articles."""


def of_day(day: date) -> Period:
    """A UTC day of event time."""
    start = datetime.combine(day, time(), timezone.utc)
    return Period(start, start + timedelta(days=1), True, f"digest-{day}")


def of_interval(interval: Interval) -> Period:
    """Return the period of what was first seen in an interval."""
    start, end = (moment.astimezone(timezone.utc) for moment in interval)
    return Period(start, end, False, f"digest-{start:%Y%m%dT%H%M%SZ}-{end:%Y%m%dT%H%M%SZ}")


def of_run(conn: Connection, run_id: int) -> Period:
    """Return the period of what was first seen in a run's interval.

    A backfill has one of its own. Any other run's begins where the run before it ended, so
    that the digests of runs one after the other leave nothing out, and ends with the run.
    """
    run = fetch_one(conn, "report.run", run_id=run_id)
    if run is None:
        raise UsageError(f"there is no run {run_id}; `newsmon status` shows the newest")
    if run.interval_start is not None and run.interval_end is not None:
        start, end = run.interval_start, run.interval_end
    else:
        start = run.previous_end or BEGINNING
        end = run.finished_at or UNFINISHED
    return Period(start, end, False, f"digest-run-{run_id}", run)


def newest(conn: Connection) -> Period | None:
    """The newest day that has articles; None where there are none at all."""
    row = fetch_one(conn, "report.newest_day")
    return of_day(row.day) if row is not None and row.day is not None else None
