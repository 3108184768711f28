"""A run in one process: the network on one thread, the stages after it on another.

Pages flow on as soon as they are stored, in batches, so memory does not grow with the work and
the first article can be queried while the last is still being fetched.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2.extensions import connection as Connection

from newsmon import logs
from newsmon.config import Config
from newsmon.fetch import together
from newsmon.pipeline import alerts, notify
from newsmon.pipeline.frontier.network import network as sharing
from newsmon.pipeline.stages import allocation, isolation
from newsmon.pipeline.stages import fetch as fetching
from newsmon.pipeline.stages import poll as polling
from newsmon.pipeline.stages.extract_workers import Workers
from newsmon.pipeline.stages.publish import finish, publish
from newsmon.pipeline.stages.read_ahead import ReadAhead
from newsmon.pipeline.stages.sequence import Sequence as Stages
from newsmon.pipeline.stages.worker_server import WorkerServer
from newsmon.pipeline.subscriptions.asking import renew as renew_subscriptions
from newsmon.store import Database, connect, pages, run_records
from newsmon.store.rows import Run

log = logging.getLogger(__name__)

IDLE_SECONDS = 0.2  # how soon the stages notice what another process has stored

Counts = dict[str, dict[str, int]]  # by stage
Progress = Callable[[Counts], None]  # called after each round of work


Outward = Callable[[Connection, Config], object]  # called once what is new is published


def nothing(conn: Connection, config: Config) -> None:
    """Send nothing out."""


def unwatched(counts: Counts) -> None:
    """Report progress to nobody."""


@dataclass(frozen=True, slots=True)
class OngoingRun:
    """A run that has begun: its connection, the stages after fetch, and what forks workers."""

    conn: Connection
    config: Config
    run_id: int
    stages: Stages
    server: WorkerServer
    progress: Progress
    outward: Outward = nothing

    def advance(self) -> int:
        """Take one batch of every stage; return how many items they claimed."""
        claimed = self.stages.advance(self.conn, self.config, self.run_id)
        if claimed:
            self._after_batch()
        return claimed

    def drain(self) -> None:
        """Take all that waits through one stage after the other.

        Full batches are quicker, and their bounds do not depend on how quick extraction is.
        """
        for stage in self.stages:
            stage.drain(self.conn, self.config, self.run_id, self._after_batch)

    def _after_batch(self) -> None:
        """Tell whoever watches how far the run is, and give back what the batch took."""
        self.progress(run_records.get(self.conn, self.run_id).counts)
        self.conn.commit()
        allocation.trimmer()()

    def end(self) -> Run:
        """Bring the rollups up to date, end the run, and return its row."""
        publish(self.conn, self.run_id)
        finish(self.conn, self.run_id)
        return run_records.get(self.conn, self.run_id)


@contextmanager
def begun(
    database: Database,
    config: Config,
    trigger: str,
    *,
    only: Sequence[str] | None = None,
    progress: Progress = unwatched,
    outward: Outward = nothing,
    drains: bool = False,
) -> Iterator[OngoingRun]:
    """Begin a run; one that an exception ends is marked as failed.

    One that takes all through one stage after the other (`drains`) extracts ahead.
    """
    allocation.give_back_large_blocks()
    with (
        closing(connect(database)) as conn,
        Workers(config.settings.run.processes) as workers,
        ReadAhead(database) if drains else nullcontext() as ahead,
    ):
        isolation.release(conn)
        pages.open_weeks(conn)
        notify.begin(conn, config)
        run_id = run_records.start(conn, trigger, feeds=only, single_process=True)
        with logs.about(run=run_id):
            try:
                stages = Stages(workers, run_id, ahead)
                yield OngoingRun(conn, config, run_id, stages, workers.server, progress, outward)
            except BaseException:
                with suppress(psycopg2.Error):
                    conn.rollback()
                    run_records.finish(conn, run_id, "failed")
                raise


@contextmanager
def background(work: Coroutine[Any, Any, None]) -> Iterator[Future[None]]:
    """Have a coroutine run in a thread of its own; it is cancelled if the block raises."""
    started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Task[Any] | None]] = Future()

    async def cancellable() -> None:
        started.set_result((asyncio.get_running_loop(), asyncio.current_task()))
        await work

    with ThreadPoolExecutor(1, thread_name_prefix="network") as threads:
        future = threads.submit(logs.carried(asyncio.run), cancellable())
        try:
            yield future
        except BaseException:
            loop, task = started.result()
            with suppress(RuntimeError):  # the loop has ended by itself
                assert task is not None
                loop.call_soon_threadsafe(task.cancel)
            raise


def run(
    database: Database,
    config: Config,
    *,
    only: Sequence[str] | None = None,
    progress: Progress = unwatched,
    outward: Outward = nothing,
) -> Run:
    """Poll what is due and take all that waits through every stage; return the run's row.

    `only` limits polling to feeds with these URLs, which are polled whether they are due or not,
    and fetching to what is due of their sources. `outward` sends out what readers outside get.
    """
    stored = threading.Event()

    async def network(run_id: int, server: WorkerServer) -> None:
        async with sharing(database, config, stored=stored) as shared:
            polled = asyncio.Event()

            async def poll() -> None:
                await polling.poll(
                    database, config, run_id, only=only, shared=shared, server=server
                )
                polled.set()
                await renew_subscriptions(database, config, shared=shared)

            await together(
                [poll(), fetching.fetch(database, config, run_id, shared=shared, until=polled)]
            )

    with begun(database, config, "cli", only=only, progress=progress, outward=outward) as current:
        alerts.note(current.conn, config, but=current.run_id, current=current.run_id)
        with background(network(current.run_id, current.server)) as asking:
            while not asking.done():
                stored.clear()
                if not current.advance():
                    stored.wait(IDLE_SECONDS)
            asking.result()
        log.debug("the network has done its part", extra={"run": current.run_id})
        while current.advance():
            pass
        current.stages.conclude(current.conn, current.run_id)
        finished = current.end()
        alerts.check(current.conn, config)
        notify.check(current.conn, config)
        outward(current.conn, config)
        return finished


def load(
    database: Database,
    config: Config,
    paths: Iterable[Path],
    *,
    progress: Progress = unwatched,
) -> Run:
    """Take documents through every stage from extract on; return the run's row."""
    from newsmon.pipeline.imports import documents  # late: other runs read none

    with begun(database, config, "load", progress=progress, drains=True) as current:
        with logs.about(stage="load"):
            counts = documents.load(current.conn, config, paths, current.run_id)
            run_records.add_counts(current.conn, current.run_id, "load", counts)
        current.drain()
        finished = current.end()
        notify.check(current.conn, config)
        return finished


def resume(
    database: Database, config: Config, trigger: str, *, progress: Progress = unwatched
) -> Run:
    """Take all that waits through the stages after fetch; return the run's row."""
    with begun(database, config, trigger, progress=progress, drains=True) as current:
        current.drain()
        return current.end()
