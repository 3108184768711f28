"""The state of things: the newest run, the seeds, what was loaded, what went wrong."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta, timezone
from typing import Any, Final

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.store import Database, alerts, connect, fetch_all, fetch_dicts, run_records
from newsmon.store.rows import Backlog, Run

_STALLED: Final = timedelta(minutes=15)  # something waits for so long, and its stage does nothing
_ON_THE_NETWORK: Final = ("poll", "fetch")  # between two runs something is always due here
_COVERED_DAYS: Final = 7
_NEWEST: Final = 5  # articles that a summary lists


def status(database: Database, config: Config) -> dict[str, Any]:
    """Return the database and why it is this one, totals, backlogs, feeds, newest run, alerts.

    `coverage` is that of each source over a week, the least covered first. `stalled` are the
    stages that do nothing though something waits; `quarantine` lists what is passed over until the
    version changes.
    """
    with closing(connect(database)) as conn:
        run = run_records.newest(conn)
        stages = fetch_all(conn, "inspect.backlogs")
        return {
            "database": {"where": database.location, "why": database.origin},
            "config": str(config.directory),
            "totals": fetch_dicts(conn, "inspect.totals")[0],
            "stages": [{**row._asdict(), "lag_seconds": _lag(row)} for row in stages],
            "stalled": [row.stage for row in stages if _is_stalled(row, run)],
            "feeds": {row.state: row.feeds for row in fetch_all(conn, "inspect.feed_states")},
            "feed_notices": fetch_dicts(conn, "inspect.feed_notices")[0],
            "coverage": fetch_dicts(conn, "coverage.newest", days=_COVERED_DAYS),
            "run": None if run is None else _run(conn, run),
            "quarantine": fetch_dicts(conn, "inspect.quarantine"),
            "alerts": dict(Counter(row.kind for row in alerts.open_alerts(conn))),
        }


def _lag(row: Backlog) -> float:
    """Return for how many seconds the oldest item of a stage has waited."""
    if row.waiting_since is None:
        return 0.0
    return max((datetime.now(timezone.utc) - row.waiting_since).total_seconds(), 0.0)


def _is_stalled(row: Backlog, run: Run | None) -> bool:
    """Return whether a stage does nothing though something waits.

    For the network this is so only while a run goes on.
    """
    if row.stage in _ON_THE_NETWORK and (run is None or run.finished_at is not None):
        return False
    idle_since = max(filter(None, (row.waiting_since, row.progressed_at)), default=None)
    return bool(row.waiting and idle_since and datetime.now(timezone.utc) - idle_since > _STALLED)


def summary(database: Database, config: Config, run_id: int | None = None) -> dict[str, Any]:
    """One run for a newcomer: the seeds, what is new by source and topic, what failed and why.

    `run_id` None: the newest run.
    """
    from newsmon.pipeline.imports import seeds
    from newsmon.pipeline.imports.imported import identity

    with closing(connect(database)) as conn:
        run = run_records.newest(conn) if run_id is None else run_records.find(conn, run_id)
        keys = [identity(seed.url)[1] for seed in seeds.manifest(config)]
        since = run.started_at if run else datetime.now(timezone.utc)
        return {
            "run": None if run is None else _run(conn, run),
            "seeds": fetch_dicts(conn, "inspect.seeds", url_keys=keys),
            "newest": fetch_dicts(conn, "inspect.newest_articles", since=since, limit=_NEWEST),
            "sources": fetch_dicts(conn, "inspect.loaded_by_source", since=since),
            "topics": fetch_dicts(conn, "inspect.loaded_by_topic", since=since),
            "rejections": fetch_dicts(conn, "inspect.rejections", since=since),
            "feed_notices": fetch_dicts(conn, "inspect.feed_notices")[0],
        }


def _run(conn: Connection, run: Run) -> dict[str, Any]:
    failures = [row._asdict() for row in run_records.failures(conn, run.run_id)]
    return {**run._asdict(), "failures": failures}
