"""The stages as Airflow calls them: one function a task, ids and counts in and out.

Each opens a connection of its own and can be killed and run again at any time.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone

from psycopg2 import InterfaceError, OperationalError
from psycopg2.extensions import connection as Connection

from newsmon.config import Config, load
from newsmon.delivery import Notify
from newsmon.errors import TransientError
from newsmon.pipeline import alerts, notify, task_log
from newsmon.pipeline.operations import maintenance
from newsmon.pipeline.stages import fetch as fetching
from newsmon.pipeline.stages import isolation
from newsmon.pipeline.stages import poll as polling
from newsmon.pipeline.stages import publish as publishing
from newsmon.pipeline.stages.allocation import give_back_large_blocks
from newsmon.pipeline.stages.extract_workers import Workers
from newsmon.pipeline.stages.fetch_outcomes import STAGE as FETCH
from newsmon.pipeline.stages.poll_outcomes import STAGE as POLL
from newsmon.pipeline.stages.read_ahead import ReadAhead
from newsmon.pipeline.stages.sequence import Sequence as Stages
from newsmon.pipeline.subscriptions import asking
from newsmon.store import Database, addresses, connect, migrate, pages, resolve, run_records

log = logging.getLogger(__name__)

Interval = tuple[datetime, datetime]


def start(
    *,
    database_url: str | None,
    trigger: str,
    interval: Interval | None = None,
    feeds: list[str] | None = None,
) -> int:
    """Bring the schema up to date and begin a run; returns its id.

    `interval` is the past time that a backfill stands for, which polls nothing. `feeds` (slugs of
    sources, URLs of feeds) limits it. Raises UsageError for a feed that nobody configured.
    """
    config = load()
    only = polling.choose(config, feeds)
    if interval is not None:
        log.info("a backfill: no feed is polled, for feeds have no past")
    database = resolve(database_url)
    with _connected(database) as conn:
        migrate(database)
        isolation.release(conn)
        notify.begin(conn, config)
        run_id = run_records.start(
            conn,
            trigger,
            interval=interval,
            feeds=only,
            single_process=False,
        )
        alerts.note(conn, config, but=run_id)  # if it comes late, that is to be known
        return run_id


def is_past(interval: Interval | None) -> bool:
    """Tell whether an interval lies in the past: feeds have nothing to say about it."""
    return publishing.is_past(interval, datetime.now(timezone.utc))


def poll(run_id: int, *, database_url: str | None) -> list[int]:
    """Poll what is due; returns the shards of hosts that have something to fetch."""
    config, database = load(), resolve(database_url)
    with _connected(database) as conn:
        run = run_records.get(conn, run_id)
        if run.interval_start is not None:
            return []
        pages.open_weeks(conn)  # commits, or now() would stand still and what comes not be due
        polled = asyncio.run(polling.poll(database, config, run_id, only=run.feeds))
        task_log.tell_polled(conn, run_id, polled)
        shards = config.settings.run.shards
        hosts = fetching.hosts_in_reach(conn, config, polled["offline"] > 0)
        due = addresses.due_buckets(conn, hosts, only_of=run.feeds)
        return sorted({bucket % shards for bucket in due})


def fetch(run_id: int, shard: int, *, database_url: str | None) -> dict[str, int]:
    """Fetch all that is due from the hosts of one shard."""
    config, database = load(), resolve(database_url)
    buckets = range(shard, addresses.HOST_BUCKETS, config.settings.run.shards)
    with _connected(database) as conn:
        polled = run_records.get(conn, run_id).counts.get(POLL, {})
        conn.commit()  # or a transaction would stay open, idle, for as long as fetching takes
        work = fetching.fetch(
            database, config, run_id, buckets=buckets, offline=polled.get("offline", 0) > 0
        )
        counts = dict(asyncio.run(work))
        task_log.tell_stage(conn, run_id, FETCH, counts)
        return counts


def extract(run_id: int, *, database_url: str | None) -> dict[str, int]:
    """Extract all pages that wait; several of these tasks share the work."""
    return _drain("extract", run_id, database_url)


def deduplicate(run_id: int, *, database_url: str | None) -> dict[str, int]:
    """Find the near-duplicates of all articles that wait."""
    return _drain("deduplicate", run_id, database_url)


def tag(run_id: int, *, database_url: str | None) -> dict[str, int]:
    """Tag all articles that wait, and those whose topics have changed."""
    return _drain("tag", run_id, database_url)


def group(run_id: int, *, database_url: str | None) -> dict[str, int]:
    """Group all articles that wait into events."""
    return _drain("group", run_id, database_url)


def publish(
    run_id: int, *, database_url: str | None, failed: Sequence[str] = ()
) -> dict[str, int | str]:
    """Bring the rollups up to date and end the run; returns its state and what it loaded.

    `failed` are the tasks that did not do their part; they make the run a degraded one.
    """
    with _connected(resolve(database_url)) as conn:
        counts = publishing.publish(conn, run_id)
        run_records.add_counts(conn, run_id, "publish", counts)
        state = publishing.finish(conn, run_id, failed=failed)
        task_log.tell_run(conn, run_id, state)
        loaded = run_records.get(conn, run_id).counts.get("extract", {})
        return {"state": state, "days": counts["days"], "new": loaded.get("new", 0)}


def fail(run_id: int, *, database_url: str | None) -> None:
    """End a run that went wrong."""
    with _connected(resolve(database_url)) as conn:
        run_records.finish(conn, run_id, "failed")


def check_health(
    *, database_url: str | None, again_soon: bool = False, notifier: Notify | None = None
) -> dict[str, int]:
    """Note what deserves a look, and tell whoever has not been told.

    `notifier` tells a notifier of Airflow's. `again_soon`: another check follows within minutes.
    """
    with _connected(resolve(database_url)) as conn:
        return dict(alerts.check(conn, load(), again_soon=again_soon, notify=notifier))


def tell_news(
    *, database_url: str | None, again_soon: bool = False, notifier: Notify | None = None
) -> dict[str, int]:
    """Look at what has come in by the rules of `notify:`, and tell it; see `check_health`."""
    with _connected(resolve(database_url)) as conn:
        return dict(notify.check(conn, load(), again_soon=again_soon, notify=notifier))


def try_targets(*, notifier: Notify) -> dict[str, str]:
    """Send a test message to every target; what each said, by its name."""
    return {
        delivery.target: delivery.error or "took it"
        for delivery in alerts.try_targets(load(), notify=notifier)
    }


def renew_subscriptions(*, database_url: str | None) -> dict[str, int]:
    """Ask the hubs of feeds for what is due."""
    with _transient():
        return dict(asyncio.run(asking.renew(resolve(database_url), load())))


def maintain(*, database_url: str | None) -> dict[str, int]:
    """The weekly housekeeping."""
    with _connected(resolve(database_url)) as conn:
        return dict(maintenance.maintain(conn, load()))


def _drain(stage: str, run_id: int, database_url: str | None) -> dict[str, int]:
    config: Config = load()
    database = resolve(database_url)
    with _connected(database) as conn, Workers(1) as workers, ReadAhead(database) as ahead:
        counts = Stages(workers, run_id, ahead)[stage].drain(conn, config, run_id, lambda: None)
        task_log.tell_stage(conn, run_id, stage, counts)
        return dict(counts)


@contextmanager
def _connected(database: Database) -> Iterator[Connection]:
    give_back_large_blocks()
    with _transient():
        conn = connect(database)
        try:
            yield conn
        finally:
            conn.close()


@contextmanager
def _transient() -> Iterator[None]:
    """A database that went away in mid-work comes back: worth another try."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise TransientError(f"the database went away: {error}") from error
