"""The network that polling and fetching share in one process, and their manners on it."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.fetch import Fetcher
from newsmon.pipeline.frontier.host_buckets import HostBuckets
from newsmon.store import Database, connect, run_records

YOUNG_OBJECTS = 10_000  # more than the interpreter's own hundreds, before they are looked through
SAVE_SECONDS = 1.0  # how often a stage's counts are added to the run's


@dataclass(slots=True)
class Network:
    """One pool of connections, one politeness, one set of leases; and whether it leads anywhere."""

    fetcher: Fetcher
    buckets: HostBuckets
    offline: bool = False  # then only hosts that `fetch.allow_private_hosts` names are asked
    # Set once polling has reached a public host, or found none, or has ended.
    connectivity_known: asyncio.Event = field(default_factory=asyncio.Event)
    announced: asyncio.Event = field(default_factory=asyncio.Event)  # set with addresses to fetch
    stored: threading.Event = field(default_factory=threading.Event)  # set with pages to extract


@asynccontextmanager
async def network(
    database: Database,
    config: Config,
    shared: Network | None = None,
    *,
    stored: threading.Event | None = None,
) -> AsyncIterator[Network]:
    """Yield the shared network, or one of its own; `stored` is set when pages are."""
    if shared is not None:
        yield shared
        return
    with _rarely_collecting():
        async with connected(database) as conn, Fetcher(config.settings.fetch) as fetcher:
            yield Network(fetcher, HostBuckets(conn), stored=stored or threading.Event())


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """Have the garbage collector look for cycles less often.

    A request makes and drops hundreds of objects, hardly any in a cycle; with hundreds of
    requests under way each look goes over all of theirs, a fifth of what a poll costs.
    """
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], YOUNG_OBJECTS), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@asynccontextmanager
async def connected(database: Database) -> AsyncIterator[Connection]:
    """A connection for work on an event loop: psycopg2 blocks, so each call goes to a thread."""
    conn = await asyncio.to_thread(connect, database)
    try:
        yield conn
    finally:
        await asyncio.to_thread(conn.close)


class Tally:
    """Counts of a stage, added to the run's as they grow. Blocks."""

    def __init__(self, conn: Connection, run_id: int, stage: str) -> None:
        self.counts: Counter[str] = Counter()
        self._conn, self._run_id, self._stage = conn, run_id, stage
        self._unsaved: Counter[str] = Counter()
        self._saved_at = time.monotonic()

    def add(self, counts: Mapping[str, int]) -> None:
        self.counts.update(counts)
        self._unsaved.update(counts)
        self.save_now_and_then()

    def save_now_and_then(self) -> None:
        """Also to be called where nothing is counted: what was, shall be seen soon."""
        if self._unsaved and time.monotonic() - self._saved_at >= SAVE_SECONDS:
            self.save()

    def save(self) -> None:
        run_records.add_counts(self._conn, self._run_id, self._stage, self._unsaved)
        self._unsaved.clear()
        self._saved_at = time.monotonic()
