"""A run without end: feeds are polled and pages fetched as they fall due, until it is stopped.

It outlives its database: where that goes away, everything is given back, and after growing pauses
a new run goes on from what is stored. It follows edits of its configuration. An error that nobody
expected ends it, so that a supervisor sees it; nothing is left behind half alive.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Coroutine, Sequence
from functools import partial
from typing import Any

from psycopg2 import InterfaceError, OperationalError

from newsmon.config import Config
from newsmon.config.edits import Edits
from newsmon.errors import DatabaseError, TransientError
from newsmon.pipeline import alerts, notify
from newsmon.pipeline.frontier.network import network as sharing
from newsmon.pipeline.pace import Pace
from newsmon.pipeline.runs import (
    IDLE_SECONDS,
    OngoingRun,
    Outward,
    Progress,
    background,
    begun,
    nothing,
    unwatched,
)
from newsmon.pipeline.stages import fetch as fetching
from newsmon.pipeline.stages import poll as polling
from newsmon.pipeline.stages.publish import publish
from newsmon.pipeline.subscriptions import asking
from newsmon.store import Database
from newsmon.store.rows import Run

log = logging.getLogger(__name__)

PUBLISH_EVERY = 20  # rounds of work after which the rollups are brought up to date,
# unless that, which counts the whole day, would take more than this share of the time.
PUBLISHING_SHARE = 0.05
CHECK_SECONDS = 60.0  # how often it looks for what deserves a look
PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)  # seconds before the next attempt; the last one repeats
STEADY_SECONDS = 60.0  # a run that lasted so long begins with the first pause again
PASSING = (OperationalError, InterfaceError, DatabaseError, TransientError)


def follow(
    database: Database,
    config: Config,
    *,
    only: Sequence[str] | None = None,
    stop: threading.Event,
    progress: Progress = unwatched,
    outward: Outward = nothing,
) -> Run:
    """Poll, fetch and take what comes through every stage until `stop` is set; return the run.

    Polling and fetching go on side by side: a host that is slow to give its pages holds up no
    feed. What is still under way at the end stays in its queue, for the next run.
    """
    edits, failures = Edits(config.directory), 0
    while True:
        started = time.monotonic()
        try:
            with begun(
                database, config, "follow", only=only, progress=progress, outward=outward
            ) as current:
                if failures:
                    log.warning("goes on after %d failed attempts", failures)
                finished = _follow(database, current, only, stop, edits)
        except PASSING as error:
            failures = 1 if time.monotonic() - started > STEADY_SECONDS else failures + 1
            pause = PAUSES[min(failures, len(PAUSES)) - 1]
            if failures == 1:
                log.warning("interrupted, and tried again until it works: %s", _line(error))
            if stop.wait(pause):
                raise
        else:
            if stop.is_set():
                return finished
            failures = 0
            config = edits.config or config


def _follow(
    database: Database,
    current: OngoingRun,
    only: Sequence[str] | None,
    stop: threading.Event,
    edits: Edits,
) -> Run:
    """Follow until `stop` is set or the configuration has changed; return the run's row."""
    conn, config, run_id = current.conn, current.config, current.run_id
    alerts.note(conn, config, but=run_id, current=run_id)
    ending, stored = threading.Event(), threading.Event()
    network = _network(database, current, only, ending=ending, stored=stored)
    with background(network) as asking:
        _take_on(current, asking.done, stop, stored, edits)
        ending.set()
        asking.result()
    finished = current.end()
    alerts.check(conn, config)
    notify.check(conn, config, again_soon=True)
    current.outward(conn, config)
    return finished


async def _network(
    database: Database,
    current: OngoingRun,
    only: Sequence[str] | None,
    *,
    ending: threading.Event,
    stored: threading.Event,
) -> None:
    """Poll, fetch and ask hubs side by side; where one of them ends, all do."""

    async def ending_all(work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        finally:
            ending.set()

    config, run_id = current.config, current.run_id
    polls = partial(polling.poll, only=only, even_if_not_due=False, server=current.server)
    async with sharing(database, config, stored=stored) as shared:
        endless: Any = {"shared": shared, "stop": ending}
        outcomes = await asyncio.gather(
            ending_all(polls(database, config, run_id, **endless)),
            ending_all(fetching.fetch(database, config, run_id, **endless)),
            ending_all(asking.keep(database, config, **endless)),
            return_exceptions=True,
        )
    for outcome in outcomes:
        if outcome is not None:
            raise outcome


def _take_on(
    current: OngoingRun,
    ended: Any,
    stop: threading.Event,
    stored: threading.Event,
    edits: Edits,
) -> None:
    """Take what comes through the stages until the network ends, or is to end."""
    rounds, unpublished = 1, False  # a run that was killed may have left what it did not publish
    pace = Pace(PUBLISHING_SHARE)
    check_at = time.monotonic() + CHECK_SECONDS
    while not (stop.is_set() or ended() or edits.are_there()):
        stored.clear()
        claimed = current.advance()
        rounds += bool(claimed)
        complete = rounds >= PUBLISH_EVERY or (rounds > 0 and not claimed)
        unpublished |= complete
        if unpublished and pace.allows(began := time.monotonic()):
            publish(current.conn, current.run_id)
            pace.worked(began, time.monotonic())
            unpublished = False
        if complete:
            notify.check(current.conn, current.config, again_soon=True, with_spikes=False)
            rounds = 0
        if time.monotonic() >= check_at:
            alerts.check(current.conn, current.config, current=current.run_id, again_soon=True)
            notify.check(current.conn, current.config, again_soon=True)
            current.outward(current.conn, current.config)
            check_at = time.monotonic() + CHECK_SECONDS
        if not claimed:
            stored.wait(IDLE_SECONDS)  # or until it is to stop, which may be noticed so late


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
