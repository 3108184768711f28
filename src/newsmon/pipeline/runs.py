"""A run in one process: the network on one thread, the stages after it on another.

Pages flow on as soon as they are kept, in batches, so memory does not grow with the work and
the first article can be queried while the last is still being fetched.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.pipeline import alerts
from newsmon.pipeline.frontier.network import network as sharing
from newsmon.pipeline.imports import documents
from newsmon.pipeline.stages import fetch as fetching
from newsmon.pipeline.stages import poll as polling
from newsmon.pipeline.stages.extract_workers import Workers
from newsmon.pipeline.stages.publish import finish, publish
from newsmon.pipeline.stages.sequence import advance, drain, stages
from newsmon.store import Database, connect, runs
from newsmon.store.rows import Run

IDLE_SECONDS = 0.2  # how soon the stages notice a page that was kept
PUBLISH_EVERY = 20  # rounds of work after which a following run brings the rollups up to date
CHECK_SECONDS = 60.0  # how often a following run looks for what deserves a look

Counts = dict[str, dict[str, int]]  # by stage
Progress = Callable[[Counts], None]  # called after each round of work


def _silent(counts: Counts) -> None:
    """Nobody watches."""


def run(
    database: Database,
    config: Config,
    *,
    only: Sequence[str] | None = None,
    progress: Progress = _silent,
) -> Run:
    """Poll what is due and take all that waits through every stage; returns the run's row.

    `only` limits polling to feeds with these URLs, and polls them whether they are due or not.
    """

    async def network(run_id: int) -> None:
        async with sharing(database, config) as shared:
            await polling.poll(database, config, run_id, only=only, shared=shared)
            await fetching.fetch(database, config, run_id, shared=shared)

    with _begun(database, config, "cli", only) as (conn, run_id, workers):
        alerts.note(conn, config, but=run_id, current=run_id)
        with _background(network(run_id)) as background:
            while not background.done():
                if not _advance(conn, config, run_id, workers, progress):
                    time.sleep(IDLE_SECONDS)
            background.result()
        while _advance(conn, config, run_id, workers, progress):
            pass
        _ended(conn, run_id)
        alerts.check(conn, config)
        return runs.get(conn, run_id)


def follow(
    database: Database,
    config: Config,
    *,
    only: Sequence[str] | None = None,
    stop: threading.Event,
    progress: Progress = _silent,
) -> Run:
    """Like `run`, until `stop` is set: feeds are polled and pages fetched as they fall due.

    Both go on side by side: a host that is slow to give its pages holds up no feed.

    What is still under way then stays in its queue, for the next run.
    """

    async def ending_both(work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        finally:
            stop.set()

    async def network(run_id: int) -> None:
        async with sharing(database, config) as shared:
            on_and_on: Any = {"shared": shared, "stop": stop}
            ended = await asyncio.gather(
                ending_both(
                    polling.poll(
                        database, config, run_id, only=only, even_if_not_due=False, **on_and_on
                    )
                ),
                ending_both(fetching.fetch(database, config, run_id, **on_and_on)),
                return_exceptions=True,
            )
        for error in ended:
            if error is not None:
                raise error

    with _begun(database, config, "follow", only) as (conn, run_id, workers):
        alerts.note(conn, config, but=run_id, current=run_id)
        with _background(network(run_id)) as background:
            unpublished, check_at = 0, time.monotonic() + CHECK_SECONDS
            while not (stop.is_set() or background.done()):
                moved = _advance(conn, config, run_id, workers, progress)
                unpublished += bool(moved)
                if unpublished and (not moved or unpublished >= PUBLISH_EVERY):
                    publish(conn, run_id)
                    unpublished = 0
                if time.monotonic() >= check_at:
                    alerts.check(conn, config, current=run_id, again_soon=True)
                    check_at = time.monotonic() + CHECK_SECONDS
                if not moved:
                    stop.wait(IDLE_SECONDS)
            stop.set()
            background.result()
        _ended(conn, run_id)
        alerts.check(conn, config)
        return runs.get(conn, run_id)


def load(
    database: Database,
    config: Config,
    paths: Iterable[Path],
    *,
    progress: Progress = _silent,
) -> Run:
    """Take documents given through every stage from extract on; returns the run's row."""
    with _begun(database, config, "load", None) as (conn, run_id, workers):
        counts = documents.load(conn, config, paths, run_id)
        runs.add_counts(conn, run_id, "load", counts)
        return _drained(conn, config, run_id, workers, progress)


def resume(
    database: Database, config: Config, trigger: str, *, progress: Progress = _silent
) -> Run:
    """Take all that waits through the stages after fetch; returns the run's row."""
    with _begun(database, config, trigger, None) as (conn, run_id, workers):
        return _drained(conn, config, run_id, workers, progress)


@contextmanager
def _begun(
    database: Database, config: Config, trigger: str, only: Sequence[str] | None
) -> Iterator[tuple[Connection, int, Workers]]:
    """A run that has begun; one that an exception ends is marked as failed."""
    with closing(connect(database)) as conn, Workers(config.settings.run.processes) as workers:
        run_id = runs.start(conn, trigger, feeds=only, single_process=True)
        try:
            yield conn, run_id, workers
        except BaseException:
            if not conn.closed:
                conn.rollback()
                runs.finish(conn, run_id, "failed")
            raise


@contextmanager
def _background(work: Coroutine[Any, Any, None]) -> Iterator[Future[None]]:
    """A coroutine on an event loop of its own, in a thread of its own."""
    with ThreadPoolExecutor(1, thread_name_prefix="network") as threads:
        yield threads.submit(asyncio.run, work)


def _advance(
    conn: Connection, config: Config, run_id: int, workers: Workers, progress: Progress
) -> int:
    moved = advance(conn, config, run_id, workers)
    if moved:
        _tell(conn, run_id, progress)
    return moved


def _tell(conn: Connection, run_id: int, progress: Progress) -> None:
    progress(runs.get(conn, run_id).counts)
    conn.commit()


def _drained(
    conn: Connection, config: Config, run_id: int, workers: Workers, progress: Progress
) -> Run:
    """A run that takes all that waits through one stage after the other.

    Full batches are quicker, and their bounds do not depend on how quick extraction is.
    """

    def told() -> None:
        _tell(conn, run_id, progress)

    for stage in stages(workers):
        drain(conn, config, run_id, stage.name, workers, done=told)
    return _ended(conn, run_id)


def _ended(conn: Connection, run_id: int) -> Run:
    """The run's row, with rollups and its state brought up to date."""
    publish(conn, run_id)
    finish(conn, run_id)
    return runs.get(conn, run_id)
