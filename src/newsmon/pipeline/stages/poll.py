"""The poll stage: the feeds that are due, their entries, and the state of each feed.

Folders are read in place; everything else is polled over HTTP, many hosts at a time.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import urlsplit

from psycopg2.extensions import connection as Connection

from newsmon import logs
from newsmon.config import Config
from newsmon.errors import UsageError
from newsmon.fetch import Visitor
from newsmon.model import Reason
from newsmon.pipeline.frontier.admission import Admission
from newsmon.pipeline.frontier.connectivity import is_public
from newsmon.pipeline.frontier.host_queues import Backlog, Frontier, StoppedError
from newsmon.pipeline.frontier.network import Network, Tally, connected, network
from newsmon.pipeline.stages.feed_readers import FeedReaders
from newsmon.pipeline.stages.poll_outcomes import STAGE, write
from newsmon.pipeline.stages.poll_requests import Poll, poll_all
from newsmon.pipeline.stages.worker_server import WorkerServer
from newsmon.store import Database, feeds
from newsmon.store.locks import Claim, claiming
from newsmon.store.rows import DueFeed, FolderFeed
from newsmon.urls import registered_domain

log = logging.getLogger(__name__)

WITNESSES = 2  # public sites out of reach, before it is the machine and not the site
OFFLINE_SECONDS = 30.0  # until an endless poll looks again whether the machine is online


def choose(config: Config, names: Sequence[str] | None) -> list[str] | None:
    """Return the URLs of the feeds with these names: slugs of sources, URLs of feeds; None: all.

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
    even_if_not_due: bool = True,
    shared: Network | None = None,
    stop: threading.Event | None = None,
    server: WorkerServer | None = None,
) -> Counter[str]:
    """Poll the feeds that are due; returns counts, which are added to the run's.

    `only` limits it to feeds with these URLs; with `even_if_not_due` those need not be due. Feeds
    that another process is polling are waited for, and then mostly no longer due. With `stop`,
    feeds are polled as they fall due, until it is set. `shared`: the network, `server`: what forks
    the processes that read feeds, where others use them.
    """
    async with network(database, config, shared) as net, connected(database) as conn:
        with logs.about(run=run_id, stage=STAGE):
            await asyncio.to_thread(sync, conn, config)
            polling = _Polling(
                conn, config, run_id, net, only=only, even_if_not_due=even_if_not_due, stop=stop
            )
            counts = await polling.work(server)
            log.info("ends: %s", logs.counted(counts))
            return counts


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
        even_if_not_due: bool,
        stop: threading.Event | None,
    ) -> None:
        self._conn, self._config, self._run_id, self._net = conn, config, run_id, net
        self._only, self._even_if_not_due = only, even_if_not_due and only is not None
        self._configured = {feed.url: feed for _, feed in config.feeds()}
        self._tally = Tally(conn, run_id, STAGE)
        self._unpolled: set[int] | None = None  # buckets; None: not looked up, or no end
        self._endless = stop is not None
        self._look_at = 0.0  # not before this time, after the machine was found offline
        self._folders_at = 0.0
        self._online = False  # a public site answered, since that was last in doubt
        self._unreachable: list[Poll] = []  # public sites out of reach, or is it this machine?
        self._frontier = Frontier(
            net,
            Backlog(
                self._buckets,
                self._rows,
                lambda row: (row.host, row.fetch_url),
                urgent=True,
                comes_last=lambda row: row.reason == Reason.TOO_COMPLEX.value,
                next_due=self._next_due,
            ),
            stop or threading.Event(),
            every=config.settings.run.follow_seconds if stop else None,
        )

    async def work(self, server: WorkerServer | None) -> Counter[str]:
        visitor = Visitor(self._net.fetcher, admission=Admission(self._net))
        with FeedReaders(server) as readers, suppress(StoppedError):
            groups = self._frontier.groups()
            async for polls in poll_all(visitor, readers, groups, self._configured):
                await self._receive(polls)
                polls.clear()  # what they hold is room for further ones
        self._net.connectivity_known.set()
        await self._frontier.close()
        await asyncio.to_thread(self._tally.save)
        return self._tally.counts

    def _buckets(self) -> list[int]:
        now = time.monotonic()
        self._tally.save_now_and_then()
        if now < self._look_at or self._unpolled == set():
            return []
        if now >= self._folders_at:
            self._poll_folders()
            pause = self._config.settings.run.follow_seconds
            self._folders_at = now + pause if self._endless else float("inf")
        due = feeds.due_buckets(self._conn, self._only, even_if_not_due=self._even_if_not_due)
        self._conn.commit()
        log.debug("feeds are due in %d host buckets", len(due))
        if self._endless:
            return due
        self._unpolled = set(due) if self._unpolled is None else self._unpolled
        return [bucket for bucket in due if bucket in self._unpolled]

    def _rows(self, buckets: Sequence[int], except_hosts: Sequence[str]) -> list[DueFeed]:
        """Return the feeds that are due, each once unless there is no end."""
        if self._unpolled is not None:
            self._unpolled -= set(buckets)
        rows = feeds.due(
            self._conn,
            self._only,
            even_if_not_due=self._even_if_not_due,
            buckets=buckets,
            except_hosts=except_hosts,
        )
        self._conn.commit()
        return [row for row in rows if row.url in self._configured]

    def _next_due(self) -> float | None:
        """Return the seconds until the next feed falls due; None while nobody is to be asked."""
        if time.monotonic() < self._look_at:
            return None
        seconds = feeds.next_due(self._conn, self._only)
        self._conn.commit()
        return seconds

    def _poll_folders(self) -> None:
        with claiming(self._conn, Claim.FOLDERS):
            rows = feeds.folders(self._conn, self._only)
            self._conn.commit()
            for row in rows:
                if row.url in self._configured:
                    self._poll_folder(row)

    def _poll_folder(self, row: FolderFeed) -> None:
        from newsmon.pipeline.stages.poll_folders import poll_folder  # late: few feeds are folders

        self._tally.add(poll_folder(self._conn, self._config, row, self._run_id))

    async def _receive(self, polls: Sequence[Poll]) -> None:
        """Write what has come in, but for unreachable public sites: the fault may be ours."""
        self._frontier.settle(poll.feed for poll in polls if poll.deferred)
        polls = [poll for poll in polls if not poll.deferred]
        in_doubt = [poll for poll in polls if poll.is_unreachable and self._is_public(poll)]
        certain = [poll for poll in polls if not (poll.is_unreachable and self._is_public(poll))]
        reached = sum(self._is_public(poll) for poll in certain if not poll.is_unreachable)
        if reached:
            self._online, self._net.offline = True, False
            self._net.connectivity_known.set()
        await self._write(certain, Counter(reached=reached))
        self._unreachable += in_doubt
        nothing_else = self._frontier.under_way == len(self._unreachable)
        if self._unreachable and (self._online or nothing_else):
            await self._judge()

    async def _judge(self) -> None:
        """Decide whether the sites cannot be reached, or this machine is offline."""
        polls, self._unreachable = self._unreachable, []
        async with self._frontier.database:
            offline = not self._online and await asyncio.to_thread(self._is_offline, polls)
        self._online = False
        if not offline:
            await self._write(polls)
            return
        log.warning("%d feeds on %d public sites cannot be reached: this machine seems offline",
                    len(polls), len({poll.feed.host for poll in polls}))  # fmt: skip
        self._net.offline = True
        self._net.connectivity_known.set()
        self._look_at = time.monotonic() + OFFLINE_SECONDS
        await self._write([], Counter(offline=len(polls)))
        self._frontier.settle(poll.feed for poll in polls)

    async def _write(self, polls: Sequence[Poll], counts: Counter[str] | None = None) -> None:
        def write_and_count() -> None:
            written = write(self._conn, self._config, polls, self._run_id) if polls else Counter()
            self._tally.add(written + (counts or Counter()))

        async with self._frontier.database:
            await asyncio.to_thread(write_and_count)
        if any(poll.is_news for poll in polls):
            self._net.announced.set()
        self._frontier.settle(poll.feed for poll in polls)

    def _is_offline(self, polls: Sequence[Poll]) -> bool:
        """Tell whether polls that all failed to reach public sites mean that we are offline."""
        sites = {registered_domain(poll.feed.fetch_url) for poll in polls}
        if len(sites) < WITNESSES:
            return False
        reached = feeds.reached_lately(self._conn, [poll.feed.feed_id for poll in polls])
        self._conn.commit()
        return not any(self._is_public_url(url) for url in reached)

    def _is_public(self, poll: Poll) -> bool:
        return self._is_public_url(poll.feed.fetch_url)

    def _is_public_url(self, url: str) -> bool:
        return is_public(urlsplit(url).netloc, self._config.settings.fetch.allow_private_hosts)
