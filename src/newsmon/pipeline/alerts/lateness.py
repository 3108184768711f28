"""Lateness of runs: none began when one was due, or one takes far too long.

Judged by the distance of the schedule's times and not by the times themselves, so that it holds
for Airflow's scheduler and for a cron line at another hour alike. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

SHORTEST_GRACE: Final = timedelta(minutes=15)  # three runs missed at `*/5`
LONGEST_GRACE: Final = timedelta(hours=6)
_QUARTERLY: Final = "0 0 1 */3 *"  # the one preset of Airflow's that croniter does not know


@dataclass(frozen=True, slots=True)
class SeenRun:
    """A run that did not fail and was to ask all feeds."""

    run_id: int
    started_at: datetime
    finished_at: datetime | None
    follow: bool = False  # it goes on until somebody stops it
    alive: bool = True  # of one that has not finished: whether there is still a process


@dataclass(frozen=True, slots=True)
class Patience:
    """From when on a run is late; see `alerts:` in newsmon.yaml."""

    schedule: str | None
    late_after: timedelta | None = None
    longest_run: timedelta = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Late:
    """Since when something was due that did not come, and what."""

    since: datetime
    detail: str


def lateness(runs: Sequence[SeenRun], patience: Patience, now: datetime) -> Late | None:
    """Return what is late, if anything; `runs` are the newest first."""
    for run in runs:
        if run.finished_at is None and run.alive:
            return None if run.follow else _too_long(run, patience, now)
        if run.finished_at is None and run.follow:
            return Late(run.started_at, f"`newsmon run --follow` (run {run.run_id}) has died")
        if run.finished_at is not None:
            return _missing(run, run.finished_at, patience, now)
    return None  # nothing has ever run, so nobody knows what to expect


def _too_long(run: SeenRun, patience: Patience, now: datetime) -> Late | None:
    longest = patience.longest_run
    if patience.schedule is not None:
        longest = max(longest, distance(patience.schedule, run.started_at) or longest)
    if now - run.started_at <= longest:
        return None
    began = f"run {run.run_id} began at {run.started_at:%Y-%m-%d %H:%M} UTC"
    return Late(run.started_at + longest, f"{began} and has not finished")


def _missing(
    last: SeenRun, finished_at: datetime, patience: Patience, now: datetime
) -> Late | None:
    gap = None if patience.schedule is None else distance(patience.schedule, last.started_at)
    if gap is None:
        return None
    due = max(last.started_at + gap, finished_at)
    grace = patience.late_after
    if grace is None:
        grace = min(max(gap / 2, SHORTEST_GRACE), LONGEST_GRACE)
    if now <= due + grace:
        return None
    began = f"{last.started_at:%Y-%m-%d %H:%M} UTC"
    return Late(due, f"no run since that of {began}; by {patience.schedule} one was due")


def distance(schedule: str, at: datetime) -> timedelta | None:
    """Return the span from the schedule's last time up to `at` to the next; None without a next."""
    if schedule == "@once":
        return None
    if schedule == "@continuous":
        return timedelta(0)
    from croniter import croniter  # late: most checks have no cron line to judge by

    line = _QUARTERLY if schedule == "@quarterly" else schedule
    before: datetime = croniter(line, at + timedelta(seconds=1)).get_prev(datetime)
    after: datetime = croniter(line, at).get_next(datetime)
    return after - before
