"""The publish stage: rollups of the days that a run touched, and how the run ended."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone

from psycopg2.extensions import connection as Connection

from newsmon.pipeline.stages import rollups
from newsmon.store import run_records
from newsmon.store.rows import Run
from newsmon.text.quantities import quantity

log = logging.getLogger(__name__)


def publish(conn: Connection, run_id: int) -> Counter[str]:
    """Recompute the rollups of the days on which something changed, and of a backfill's days.

    One transaction. Counts: `days`, and `quarantine`: rollups that cannot be computed.
    Raises InternalFaultError where none can.
    """
    days = set(run_records.stale_days(conn)) | set(days_of(run_records.get(conn, run_id)))
    failed = rollups.roll_up(conn, sorted(days), run_id)
    conn.commit()
    log.info("rollups of %s are up to date", quantity(len(days), "day"), extra={"stage": "publish"})
    return Counter(days=len(days), quarantine=failed)


def days_of(run: Run) -> list[date]:
    """UTC days of the interval that a backfill stands for; none for any other run."""
    if run.interval_start is None or run.interval_end is None:
        return []
    first = run.interval_start.astimezone(timezone.utc).date()
    last = (run.interval_end - timedelta(microseconds=1)).astimezone(timezone.utc).date()
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def is_past(interval: tuple[datetime, datetime] | None, now: datetime) -> bool:
    """Tell whether an interval lies in the past, so that feeds have nothing to say about it.

    A scheduled run starts when its interval ends; one that is late by no more than its own
    length (or a day, for short schedules) is still the current one.
    """
    if interval is None:
        return False
    first, last = interval
    return now - last > max(last - first, timedelta(days=1))


def finish(conn: Connection, run_id: int, *, failed: Sequence[str] = ()) -> str:
    """End a run and return its state: offline if polling found so, degraded if anything failed.

    `failed` are tasks that did not do their part.
    """
    counts = run_records.get(conn, run_id).counts
    polled = counts.get("poll", {})
    if polled.get("offline") and not polled.get("reached"):
        state = "offline"
    else:
        state = "degraded" if failed or run_records.failures(conn, run_id) else "ok"
    run_records.finish(conn, run_id, state)
    return state
