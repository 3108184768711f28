"""The fetch stage: due addresses become raw pages, politely, with no transaction over the network.

buckets ──lease──▶ due addresses by host ──gate, robots, GET──▶ page stored | put off | rejected
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timezone
from typing import Any
from urllib.parse import urlsplit

from psycopg2.extensions import connection as Connection

from newsmon import logs
from newsmon.config import Config, FeedConfig
from newsmon.fetch import (
    LONGEST_WAIT,
    SMALL,
    Answer,
    RightsReader,
    Visitor,
    fetch_by_host,
    host_of,
    page,
)
from newsmon.model import Failure, Reason, Rejection
from newsmon.pipeline.frontier.admission import Admission, HostLeasedError
from newsmon.pipeline.frontier.connectivity import is_public
from newsmon.pipeline.frontier.host_health import HostHealth
from newsmon.pipeline.frontier.host_pace import HostPace
from newsmon.pipeline.frontier.host_queues import (
    LOOK_SECONDS,
    Backlog,
    Deferred,
    Frontier,
    StoppedError,
)
from newsmon.pipeline.frontier.network import Network, Tally, connected, network
from newsmon.pipeline.frontier.publisher_files import PublisherFiles
from newsmon.pipeline.frontier.source_shares import SourceShares
from newsmon.pipeline.stages.fetch_outcomes import (
    STAGE,
    Outcome,
    OutcomeWriter,
    PageAnswer,
)
from newsmon.rights import Use, first_honoured
from newsmon.store import Database, addresses, pages, run_records
from newsmon.store.rows import DueAddress

log = logging.getLogger(__name__)

PER_HOST = 20  # addresses of one host claimed at once, so that no host fills a batch alone
BATCH = 5000  # addresses claimed at once; bounds memory


async def fetch(
    database: Database,
    config: Config,
    run_id: int,
    *,
    buckets: Sequence[int] | None = None,
    offline: bool = False,
    shared: Network | None = None,
    stop: threading.Event | None = None,
    until: asyncio.Event | None = None,
) -> Counter[str]:
    """Fetch all that is due in these host buckets (None: all); returns counts, added to the run's.

    A run that is limited to feeds fetches only what is due of their sources. Waits for other
    processes that hold a bucket. When the machine is `offline`, only hosts that
    `fetch.allow_private_hosts` names are asked. With `stop`, pages are fetched as they fall due,
    until it is set; with `until`, until that is set and nothing is due. `shared`: the network,
    where others use it, too.
    """
    async with network(database, config, shared) as net, connected(database) as conn:
        net.offline = net.offline or offline
        await asyncio.to_thread(pages.open_weeks, conn)
        await asyncio.to_thread(_bring_forward, conn, config)
        with logs.about(run=run_id, stage=STAGE):
            fetching = _Fetching(conn, config, run_id, net, only=buckets, stop=stop, until=until)
            counts = await fetching.work()
            log.info("ends: %s", logs.counted(counts))
            if slow := fetching.pace.slow():
                log.info("slow hosts: %s", slow)
            return counts


def _bring_forward(conn: Connection, config: Config) -> None:
    """Make due whatever is queued further ahead than any wait lasts: a clock was wrong."""
    settings = config.settings
    configured = (wait for waits in settings.fetch.retries.values() for wait in waits)
    waits = [*configured, *settings.fetch.refetch, settings.fetch.max_retry_after]
    if settings.fetch.live_every is not None:
        waits.append(settings.fetch.live_every)
    longest = max([*waits, LONGEST_WAIT, settings.seeds.live_every])
    if moved := addresses.bring_forward(conn, 2 * longest.total_seconds()):
        log.warning("%d addresses waited longer than any wait lasts: a clock was wrong", moved)
    conn.commit()


def hosts_in_reach(conn: Connection, config: Config, offline: bool) -> list[str] | None:
    """Return the hosts that may be asked now; None: all of them."""
    if not offline:
        return None
    allowed = config.settings.fetch.allow_private_hosts
    return [host for host in addresses.due_hosts(conn) if not is_public(host, allowed)]


class _Fetching:
    """One pass over the hosts of some buckets, or one without end; and how hosts answered."""

    def __init__(
        self,
        conn: Connection,
        config: Config,
        run_id: int,
        net: Network,
        *,
        only: Sequence[int] | None,
        stop: threading.Event | None,
        until: asyncio.Event | None,
    ) -> None:
        self._conn, self._config, self._net, self._only = conn, config, net, only
        self._chosen = run_records.get(conn, run_id).feeds  # a run that is limited to feeds
        conn.commit()
        self._tally = Tally(conn, run_id, STAGE)
        self._until = until
        self._outcomes = OutcomeWriter(conn, config, run_id)
        self._special = {feed.url: feed for _, feed in config.feeds() if feed.proxy or feed.headers}
        self._frontier = Frontier(
            net,
            Backlog(self._buckets, self._rows, lambda row: (row.host, row.url)),
            stop or threading.Event(),
            every=LOOK_SECONDS if stop or until else None,
            until=until,
            wake=net.announced,
        )
        self._health, self.pace = HostHealth(), HostPace()
        self._shares = SourceShares(config.settings.fetch.concurrency)
        files = PublisherFiles(conn, self._frontier.database)
        self._visitor = Visitor(
            net.fetcher,
            load_robots=files.load_robots,
            save_robots=files.save_robots,
            admission=Admission(net, self._health),
        )

        self._honoured = frozenset(map(Use, config.settings.fetch.honoured))
        self._rights = RightsReader(
            self._get_rights_file,
            self._visitor.robots if config.settings.fetch.respect_robots else None,
            agent=config.settings.fetch.user_agent,
            load=files.load_rights,
            save=files.save_rights,
            save_origin=files.save_origin,
        )

    async def work(self) -> Counter[str]:
        settings = self._config.settings.fetch
        try:
            async for results in fetch_by_host(
                self._frontier.groups(),
                self._ask,
                concurrency=settings.concurrency,
                per_host=settings.per_host_concurrency,
            ):
                await self._write(results)
                results.clear()  # what they hold is room for further ones
        except StoppedError:
            pass
        await self._frontier.close()
        await asyncio.to_thread(self._tally.save)
        return self._tally.counts

    def _buckets(self) -> list[int]:
        self._tally.save_now_and_then()
        due = addresses.due_buckets(
            self._conn,
            hosts_in_reach(self._conn, self._config, self._net.offline),
            only_of=self._chosen,
        )
        self._conn.commit()
        return [bucket for bucket in due if self._only is None or bucket in self._only]

    def _rows(self, buckets: Sequence[int], except_hosts: Sequence[str]) -> list[DueAddress]:
        hosts = hosts_in_reach(self._conn, self._config, self._net.offline)
        rows = addresses.due(
            self._conn,
            buckets,
            hosts=hosts,
            except_hosts=except_hosts,
            except_sources=self._shares.used_up(),
            feeds=list(self._special),
            only_of=self._chosen,
            per_host=PER_HOST,
            per_source=self._shares.hosts_at_once,
            batch=BATCH,
        )
        self._conn.commit()
        self._shares.begin(rows)
        return rows

    async def _write(self, results: Sequence[tuple[DueAddress, Outcome | Deferred]]) -> None:
        outcomes = [(row, o) for row, o in results if not isinstance(o, Deferred)]
        if outcomes:
            async with self._frontier.database:
                await asyncio.to_thread(lambda: self._tally.add(self._outcomes.write(outcomes)))
            self._net.stored.set()
        self._shares.end(row for row, _ in results)
        self._frontier.settle(row for row, _ in results)

    async def _ask(self, row: DueAddress, url: str) -> Outcome | Deferred:
        """Ask for an address; returns None where its host is out of reach for now."""
        if self._frontier.gives_way(row):
            log.debug("left to another process, which polls that host", extra={"url": url})
            return Deferred()
        if self._health.is_out_of_reach(row.host):
            log.debug("not asked: its host is out of reach", extra={"url": url})
            return None
        way = _way(url, self._special.get(row.feed or ""))
        try:
            answer = await self._visitor.get(url, **_validators(row.headers), **way)
        except HostLeasedError:
            log.debug("leads to a host that another process asks", extra={"url": url})
            return None
        self._record(row.host, answer)
        if isinstance(answer, Failure):
            if await self._is_our_fault(row.host, answer):
                return Deferred()
            return await self._refusal(answer, url, way["proxy"])
        return await self._page(answer, way["proxy"])

    async def _refusal(self, failure: Failure, url: str, proxy: str | None) -> Outcome:
        """Return a refusal with the rights that count for its page.

        What is refused and reserved too is not even used as far as a feed has it.
        """
        if failure.reason.is_transient and not failure.headers:
            return failure
        rights = await self._rights.of_refusal(failure, url, proxy)
        if reservation := first_honoured(rights, self._honoured):
            return PageAnswer(Rejection(Reason.OPT_OUT, reservation.text), rights)
        is_priced = failure.reason is Reason.PAYMENT_REQUIRED  # which states enough
        return PageAnswer(failure, rights) if rights and not is_priced else failure

    async def _page(self, answer: Answer, proxy: str | None) -> PageAnswer:
        """Return the page of a good answer, unless it is none, or is not to be read."""
        if answer.unchanged:
            return PageAnswer(None)
        rights = await self._rights.of_page(answer, proxy)
        if reservation := first_honoured(rights, self._honoured):
            return PageAnswer(Rejection(Reason.OPT_OUT, reservation.text), rights)
        return PageAnswer(page(answer, datetime.now(timezone.utc)), rights, answer.allowance)

    async def _get_rights_file(self, url: str, proxy: str | None, page: str) -> Answer | Failure:
        """Ask for a file that states rights, on behalf of a page."""
        try:
            # The page is held meanwhile, so the file is one that never waits for room.
            return await self._visitor.get_file(url, proxy, host_of(page), max_bytes=SMALL)
        except HostLeasedError:
            return Failure(Reason.CONNECT, "another process asks its host")

    def _record(self, host: str, answer: Answer | Failure) -> None:
        """Charge a failure to the host that failed, which a redirect may have led to."""
        if not isinstance(answer, Failure):
            self._health.record(host, None)
            self.pace.note(host, answer.elapsed)
            return
        failed_host = host_of(answer.url) if answer.url else host
        self._health.record(failed_host, answer)
        if failed_host != host:
            self._health.record(host, None)

    async def _is_our_fault(self, host: str, failure: Failure) -> bool:
        """Tell whether this machine is offline, once polling has found out."""
        allowed = self._config.settings.fetch.allow_private_hosts
        if not failure.reason.is_unreachable or not is_public(host, allowed):
            return False
        if self._until is not None:
            await self._net.connectivity_known.wait()
        return self._net.offline


def _validators(headers: list[list[str]] | None) -> dict[str, Any]:
    """Return the validators of a loaded page, so that an unchanged one is not sent again."""
    stored = {name.lower(): value for name, value in headers or ()}
    return {"etag": stored.get("etag"), "last_modified": stored.get("last-modified")}


def _way(url: str, feed: FeedConfig | None) -> dict[str, Any]:
    """Return the options for a page of a feed: its proxy, and on its own host its headers.

    They may hold secrets, and an entry can point anywhere.
    """
    own = feed is not None and urlsplit(url)[:2] == urlsplit(feed.url)[:2]
    return {"proxy": feed and feed.proxy, "headers": feed.headers if feed and own else None}
