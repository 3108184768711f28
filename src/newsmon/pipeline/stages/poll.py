"""The poll stage: which feeds are due, what they announce, and what became of each feed.

Folders are read in place; everything else is asked for over HTTP, many hosts at a time.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.errors import UsageError
from newsmon.fetch import Visitor
from newsmon.pipeline.frontier.connectivity import is_public
from newsmon.pipeline.frontier.host_queues import Claims, StoppedError, Work
from newsmon.pipeline.frontier.network import Network, Tally, connected, network
from newsmon.pipeline.stages.poll_folders import poll_folder
from newsmon.pipeline.stages.poll_outcomes import STAGE, write
from newsmon.pipeline.stages.poll_requests import Polled, ask_all
from newsmon.store import Database, feeds
from newsmon.store.locks import Lock, holding
from newsmon.store.rows import DueFeed
from newsmon.urls import registered_domain

WITNESSES = 2  # public sites out of reach, before it is the machine and not the site
OFFLINE_SECONDS = 30.0  # until an endless poll looks again whether the machine is online


def choose(config: Config, names: Sequence[str] | None) -> list[str] | None:
    """URLs of the feeds meant by slugs of sources and URLs of feeds; None: all of them.

    Raises UsageError for a name that nobody configured.
    """
    if not names:
        return None
    chosen: list[str] = []
    for name in names:
        matching = [feed.url for source, feed in config.feeds() if name in {source.slug, feed.url}]
        if not matching:
            raise UsageError(f"no feed {name!r} in feeds.yaml; `newsmon feeds list` shows them")
        chosen += matching
    return chosen


def sync(conn: Connection, config: Config) -> None:
    """Make sources and feeds in the database those of the configuration."""
    feeds.sync(
        conn,
        [(s.slug, s.name, s.homepage, s.country, s.language) for s in config.sources],
        [(s.slug, f.url, f.kind, f.enabled) for s, f in config.feeds()],
    )
    conn.commit()


async def poll(
    database: Database,
    config: Config,
    run_id: int,
    *,
    only: Sequence[str] | None = None,
    asked: bool = True,
    shared: Network | None = None,
    stop: threading.Event | None = None,
) -> Counter[str]:
    """Poll the feeds that are due; returns counts, which are added to the run's.

    `only` limits it to feeds with these URLs; with `asked` those need not be due. Feeds that
    another poll is at are waited for, and then mostly no longer due. With `stop`, feeds are
    polled as they fall due, until it is set. `shared`: the network, where others use it, too.
    """
    async with network(database, config, shared) as net, connected(database) as conn:
        await asyncio.to_thread(sync, conn, config)
        polling = _Polling(conn, config, run_id, net, only=only, asked=asked, stop=stop)
        return await polling.go()


class _Polling:
    """One poll of all that is due, or one without end."""

    def __init__(
        self,
        conn: Connection,
        config: Config,
        run_id: int,
        net: Network,
        *,
        only: Sequence[str] | None,
        asked: bool,
        stop: threading.Event | None,
    ) -> None:
        self._conn, self._config, self._run_id, self._net = conn, config, run_id, net
        self._only, self._asked = only, asked and only is not None
        self._configured = {feed.url: feed for _, feed in config.feeds()}
        self._tally = Tally(conn, run_id, STAGE)
        self._left: set[int] | None = None  # slots not polled yet; None: not known, or no end
        self._endless = stop is not None
        self._look_at = 0.0  # not before this time, after the machine was found offline
        self._folders_at = 0.0
        self._reached = False  # whether a public site was, since it was last asked about
        self._lost: list[Polled] = []  # public sites out of reach, or is it us?
        self._claims = Claims(
            net,
            Work(self._slots, self._rows, lambda row: (row.host, row.fetch_url), urgent=True),
            stop or threading.Event(),
            every=config.settings.run.follow_seconds if stop else None,
        )

    async def go(self) -> Counter[str]:
        visitor = Visitor(self._net.fetcher)
        try:
            async for some in ask_all(visitor, self._claims.groups(), self._configured):
                await self._hear(some)
        except StoppedError:
            pass
        await self._claims.leave()
        await asyncio.to_thread(self._tally.save)
        return self._tally.counts

    def _slots(self) -> list[int]:
        now = time.monotonic()
        self._tally.save_now_and_then()
        if now < self._look_at or self._left == set():
            return []
        if now >= self._folders_at:
            self._poll_folders()
            pause = self._config.settings.run.follow_seconds
            self._folders_at = now + pause if self._endless else float("inf")
        due = feeds.due_slots(self._conn, self._only, asked=self._asked)
        self._conn.commit()
        if self._endless:
            return due
        self._left = set(due) if self._left is None else self._left
        return [slot for slot in due if slot in self._left]

    def _rows(self, slots: Sequence[int], but: Sequence[str]) -> list[DueFeed]:
        """The feeds that are due, each once unless there is no end."""
        if self._left is not None:
            self._left -= set(slots)
        rows = feeds.due(self._conn, self._only, asked=self._asked, slots=slots, but=but)
        self._conn.commit()
        return [row for row in rows if row.url in self._configured]

    def _poll_folders(self) -> None:
        with holding(self._conn, Lock.FOLDERS, 0):
            rows = feeds.folders(self._conn, self._only)
            self._conn.commit()
            for row in rows:
                if row.url in self._configured:
                    self._tally.add(poll_folder(self._conn, self._config, row, self._run_id))

    async def _hear(self, some: Sequence[Polled]) -> None:
        """What has come in, but for public sites out of reach: they may not be the reason."""
        lost: list[Polled] = []
        heard: list[Polled] = []
        for one in some:
            (lost if one.unreachable and self._is_public(one) else heard).append(one)
        reached = sum(self._is_public(one) for one in heard if not one.unreachable)
        if reached:
            self._reached, self._net.offline = True, False
        await self._write(heard, Counter(reached=reached))
        self._lost += lost
        if self._lost and (self._reached or self._claims.under_way == len(self._lost)):
            await self._judge()

    async def _judge(self) -> None:
        """Whether it is the sites that were lost, or this machine."""
        lost, self._lost = self._lost, []
        async with self._claims.database:
            here = not self._reached and await asyncio.to_thread(_is_offline, self._conn, lost)
        self._reached = False
        if not here:
            await self._write(lost)
            return
        self._net.offline = True
        self._look_at = time.monotonic() + OFFLINE_SECONDS
        await self._write([], Counter(offline=len(lost)))
        self._claims.done(one.feed for one in lost)

    async def _write(self, some: Sequence[Polled], counts: Counter[str] | None = None) -> None:
        def written() -> None:
            gained = write(self._conn, self._config, some, self._run_id) if some else Counter()
            self._tally.add(gained + (counts or Counter()))

        async with self._claims.database:
            await asyncio.to_thread(written)
        self._claims.done(one.feed for one in some)

    def _is_public(self, polled: Polled) -> bool:
        allowed = self._config.settings.fetch.allow_private_hosts
        return is_public(urlsplit(polled.feed.fetch_url).netloc, allowed)


def _is_offline(conn: Connection, lost: Sequence[Polled]) -> bool:
    """Whether feeds that are all out of reach mean that this machine is, and not they."""
    sites = {registered_domain(polled.feed.fetch_url) for polled in lost}
    if len(sites) < WITNESSES:
        return False
    reached = feeds.reached_lately(conn, [polled.feed.feed_id for polled in lost])
    conn.commit()
    return not reached
