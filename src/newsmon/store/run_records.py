"""Runs, their counts, and the daily rollups that they leave behind."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from psycopg2.extensions import connection as Connection
from psycopg2.extras import Json

from newsmon.store.locks import Claim, holders, release, try_claim
from newsmon.store.queries import execute, fetch_all, fetch_one, fetch_single
from newsmon.store.rows import Run, RunFailure
from newsmon.text import storable

if TYPE_CHECKING:
    from newsmon.model import Failure, Rejection

log = logging.getLogger(__name__)

AIRFLOW_RUN_HOURS = 24  # a run of many processes that says nothing for so long is dead


def start(
    conn: Connection,
    trigger: str,
    *,
    interval: tuple[datetime, datetime] | None = None,
    feeds: Sequence[str] | None = None,
    single_process: bool,
) -> int:
    """Begin a run. `interval` is the past time that a backfill stands for; `feeds` limits it.

    A run that is one process claims itself on `conn` for as long as it lives; the
    next run to start sees by that which ones were killed, and says so in their state.
    """
    first, last = interval or (None, None)
    row = fetch_single(
        conn,
        "runs.start",
        trigger=trigger,
        interval_start=first,
        interval_end=last,
        feeds=None if feeds is None else list(feeds),
        single_process=single_process,
    )
    run_id = row.run_id
    conn.commit()
    if single_process:
        try_claim(conn, Claim.RUN, run_id)
    log.info("run %d begins (%s)", run_id, trigger)
    _bury_the_dead(conn, run_id)
    return run_id


def _bury_the_dead(conn: Connection, run_id: int) -> None:
    alive = holders(conn, Claim.RUN)
    for run in fetch_all(conn, "runs.unfinished", run_id=run_id):
        if run.single_process:
            dead = run.run_id not in alive
        else:
            age = datetime.now(run.started_at.tzinfo) - run.started_at
            dead = age.total_seconds() > AIRFLOW_RUN_HOURS * 3600
        if dead:
            execute(conn, "runs.mark_dead", run_id=run.run_id)
            log.warning("run %d has died: it counts as failed", run.run_id)
    conn.commit()


def get(conn: Connection, run_id: int) -> Run:
    """Return a run; raises LookupError where there is none of this id."""
    return fetch_single(conn, "runs.get", run_id=run_id)


def find(conn: Connection, run_id: int) -> Run | None:
    """Return a run, or None where there is none of this id."""
    return fetch_one(conn, "runs.get", run_id=run_id)


def newest(conn: Connection) -> Run | None:
    """The newest run's row, or None before the first."""
    return fetch_one(conn, "runs.newest")


def add_counts(conn: Connection, run_id: int, stage: str, counts: Mapping[str, int]) -> None:
    """Add a stage's counts to the run's, in a transaction of its own."""
    nonzero = {name: value for name, value in counts.items() if value}
    if nonzero:
        execute(conn, "runs.add_counts", run_id=run_id, stage=stage, counts=Json(nonzero))
    conn.commit()


def stages_with_work(conn: Connection) -> set[str]:
    """Return the stages after fetch that have something to do; in a transaction of its own."""
    stages = set(fetch_single(conn, "runs.stages_with_work").stages)
    conn.commit()
    return stages


def finish(conn: Connection, run_id: int, state: str) -> None:
    """End a run in this state; commits."""
    log.log(logging.ERROR if state == "failed" else logging.INFO, "run %d ends: %s", run_id, state)
    execute(conn, "runs.finish", run_id=run_id, state=state)
    conn.commit()
    release(conn, Claim.RUN, [run_id])


def fail(
    conn: Connection,
    failure: Failure | Rejection,
    *,
    run_id: int | None,
    source_id: int | None,
    url: str,
    stage: str,
) -> None:
    """Note an attempt that went wrong and will be repeated."""
    log.info("failed: %s: %s", failure.reason.value, failure.detail,
             extra={"stage": stage, "url": url})  # fmt: skip
    execute(
        conn,
        "articles.fail",
        run_id=run_id,
        source_id=source_id,
        url=storable(url),
        stage=stage,
        reason=failure.reason.value,
        detail=storable(failure.detail),
    )


def failures(conn: Connection, run_id: int) -> list[RunFailure]:
    """Return the failures of a run, by source and reason."""
    return fetch_all(conn, "runs.failures", run_id=run_id)


def stale_days(conn: Connection) -> list[date]:
    """Take the days that something changed on since they were last rolled up."""
    return [row.day for row in fetch_all(conn, "runs.stale_days")]
