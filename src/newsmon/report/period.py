"""The stretch of time that a digest covers, and its clock."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
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
    topic: str | None = None  # the only topic, where it is of one

    @property
    def before(self) -> datetime | None:
        """Start of the equally long period before it; None where its own bounds are open."""
        if self.start <= BEGINNING or self.end >= UNFINISHED:
            return None
        return self.start - (self.end - self.start)

    @property
    def last_day(self) -> date:
        return (self.end - timedelta(microseconds=1)).date()

    @property
    def is_whole_days(self) -> bool:
        return BEGINNING < self.start < self.end < UNFINISHED and (
            self.start.time() == self.end.time() == time()
        )

    @property
    def is_day(self) -> bool:
        return self.by_event_time and self.start.date() == self.last_day

    @property
    def is_week(self) -> bool:
        """Tell whether it is a week of the calendar, Monday to Sunday."""
        monday = self.start.weekday() == 0
        return self.by_event_time and monday and self.end - self.start == timedelta(days=7)

    def of_topic(self, topic: str) -> Period:
        """Return the same period of one topic."""
        return replace(self, name=f"{self.name}-{topic}", topic=topic)


EMPTY = Period(BEGINNING, BEGINNING, False, "digest-empty")
"""Of a database that has no articles."""


def of_day(day: date) -> Period:
    """A UTC day of event time."""
    start = datetime.combine(day, time(), timezone.utc)
    return Period(start, start + timedelta(days=1), True, f"digest-{day}")


def of_days(first: date, last: date) -> Period:
    """UTC days of event time, both included."""
    start = datetime.combine(first, time(), timezone.utc)
    end = datetime.combine(last, time(), timezone.utc) + timedelta(days=1)
    name = f"digest-{first}-to-{last}"
    span = Period(start, end, True, name)
    if span.is_day:
        return of_day(first)
    year, week, _ = first.isocalendar()
    return replace(span, name=f"digest-{year}-W{week:02}") if span.is_week else span


def chosen_days(week: str | None, since: str | None, until: str | None) -> tuple[date, date] | None:
    """Return first and last day of what was chosen; None if nothing was.

    A week is `2026-W10` or any day in it; `until` is by default today. Raises UsageError for what
    is no week or no day, for a week with bounds beside it, and for an end before the start.
    """
    if week is None and since is None and until is None:
        return None
    if week is not None:
        if since or until:
            raise UsageError("choose a week, or the days since and until; not both")
        monday = _monday(week)
        return monday, monday + timedelta(days=6)
    if since is None:
        raise UsageError("say since which day; until alone has no beginning")
    first = _calendar_day(since)
    last = _calendar_day(until) if until else max(first, datetime.now(timezone.utc).date())
    if last < first:
        raise UsageError(f"{until} is before {since}")
    return first, last


def _monday(week: str) -> date:
    match = re.fullmatch(r"(\d{4})-?W(\d{1,2})", week.strip(), re.IGNORECASE)
    if match is None:
        day = _calendar_day(week)
        return day - timedelta(days=day.weekday())
    try:
        return date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        raise UsageError(f"the year {match[1]} has no week {match[2]}") from None


def _calendar_day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f"{text!r} is no day; write it like 2026-03-02") from None


def of_interval(interval: Interval) -> Period:
    """Return the period of what was first seen in an interval."""
    start, end = (moment.astimezone(timezone.utc) for moment in interval)
    if start.time() == end.time() == time() and start < end:
        last = end.date() - timedelta(days=1)
        days = f"{start:%Y-%m-%d}" + (f"-to-{last}" if last > start.date() else "")
        return Period(start, end, False, f"digest-seen-{days}")
    return Period(start, end, False, f"digest-{start:%Y%m%dT%H%M%SZ}-{end:%Y%m%dT%H%M%SZ}")


def of_run(conn: Connection, run_id: int) -> Period:
    """Return the period of what was first seen in a run's interval.

    A backfill has one of its own, by which its digest is named and titled. Any other run's begins
    where the run before it ended, so that the digests of runs one after the other leave nothing
    out, and ends with the run.
    """
    run = fetch_one(conn, "report.run", run_id=run_id)
    if run is None:
        raise UsageError(f"there is no run {run_id}; `newsmon status` shows the newest")
    if run.interval_start is not None and run.interval_end is not None:
        return replace(of_interval((run.interval_start, run.interval_end)), run=run)
    start = run.previous_end or BEGINNING
    end = run.finished_at or UNFINISHED
    return Period(start, end, False, f"digest-run-{run_id}", run)


def newest(conn: Connection) -> Period | None:
    """The newest day that has articles; None where there are none at all."""
    row = fetch_one(conn, "report.newest_day")
    return of_day(row.day) if row is not None and row.day is not None else None
