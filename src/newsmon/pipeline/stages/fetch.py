"""The fetch stage: due addresses become raw pages, politely, with no transaction over the network.

slots ──lock──▶ due addresses by host ──gate, robots, GET──▶ page kept | put off | rejected
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timezone
from typing import Any
from urllib.parse import urlsplit

from psycopg2.extensions import connection as Connection

from newsmon.config import Config, FeedConfig
from newsmon.fetch import Answer, RobotsRules, Visitor, each, opt_out_of, page
from newsmon.model import Reason, Rejection
from newsmon.pipeline.frontier.connectivity import is_public
from newsmon.pipeline.frontier.host_queues import LOOK_SECONDS, Claims, Left, StoppedError, Work
from newsmon.pipeline.frontier.network import Network, Tally, connected, network
from newsmon.pipeline.stages.fetch_outcomes import (
    NETWORK,
    PUT_OFF_SECONDS,
    STAGE,
    Got,
    Outcome,
    Outcomes,
)
from newsmon.store import Database, addresses, execute, fetch_one, pages
from newsmon.store.rows import DueAddress
from newsmon.urls import spelling

PER_HOST = 20  # addresses of one host claimed at once, so that no host fills a batch alone
BATCH = 5000  # addresses claimed at once; bounds memory
PATIENCE = 2  # network failures running before the rest of a host's pages is put off unasked


async def fetch(
    database: Database,
    config: Config,
    run_id: int,
    *,
    slots: Sequence[int] | None = None,
    offline: bool = False,
    shared: Network | None = None,
    stop: threading.Event | None = None,
) -> Counter[str]:
    """Fetch all that is due in these slots (None: in all); returns counts, added to the run's.

    Waits for whoever else works on a slot. When the machine is `offline`, only hosts that
    `fetch.allow_private_hosts` names are asked. With `stop`, pages are fetched as they fall due,
    until it is set. `shared`: the network, where others use it, too.
    """
    async with network(database, config, shared) as net, connected(database) as conn:
        net.offline = net.offline or offline
        await asyncio.to_thread(pages.open_weeks, conn)
        return await _Fetching(conn, config, run_id, net, only=slots, stop=stop).go()


def hosts_in_reach(conn: Connection, config: Config, offline: bool) -> list[str] | None:
    """Hosts that may be asked now; None: all of them."""
    if not offline:
        return None
    allowed = config.settings.fetch.allow_private_hosts
    return [host for host in addresses.due_hosts(conn) if not is_public(host, allowed)]


class _Fetching:
    """One pass over the hosts of some slots, or one without end; what was learned on the way."""

    def __init__(
        self,
        conn: Connection,
        config: Config,
        run_id: int,
        net: Network,
        *,
        only: Sequence[int] | None,
        stop: threading.Event | None,
    ) -> None:
        self._conn, self._config, self._net, self._only = conn, config, net, only
        self._tally = Tally(conn, run_id, STAGE)
        self._outcomes = Outcomes(conn, config, run_id)
        self._special = {feed.url: feed for _, feed in config.feeds() if feed.proxy or feed.headers}
        self._claims = Claims(
            net,
            Work(self._slots, self._rows, lambda row: (row.host, row.url)),
            stop or threading.Event(),
            every=LOOK_SECONDS if stop else None,
        )
        self._visitor = Visitor(
            net.fetcher, load_robots=self._load_robots, save_robots=self._save_robots
        )
        self._failures: dict[str, tuple[int, float]] = {}  # of a host: running, and since when

    async def go(self) -> Counter[str]:
        settings = self._config.settings.fetch
        try:
            async for some in each(
                self._claims.groups(),
                self._ask,
                concurrency=settings.concurrency,
                per_host=settings.per_host_concurrency,
            ):
                await self._write(some)
        except StoppedError:
            pass
        await self._claims.leave()
        await asyncio.to_thread(self._tally.save)
        return self._tally.counts

    def _slots(self) -> list[int]:
        self._tally.save_now_and_then()
        due = addresses.due_slots(
            self._conn, hosts_in_reach(self._conn, self._config, self._net.offline)
        )
        self._conn.commit()
        return [slot for slot in due if self._only is None or slot in self._only]

    def _rows(self, slots: Sequence[int], but: Sequence[str]) -> list[DueAddress]:
        hosts = hosts_in_reach(self._conn, self._config, self._net.offline)
        rows = addresses.due(
            self._conn,
            slots,
            hosts=hosts,
            but=but,
            feeds=list(self._special),
            per_host=PER_HOST,
            batch=BATCH,
        )
        self._conn.commit()
        return rows

    async def _write(self, some: Sequence[tuple[DueAddress, Outcome | Left]]) -> None:
        asked = [(row, outcome) for row, outcome in some if not isinstance(outcome, Left)]
        if asked:
            async with self._claims.database:
                await asyncio.to_thread(lambda: self._tally.add(self._outcomes.write(asked)))
        self._claims.done(row for row, _ in some)

    async def _ask(self, row: DueAddress, url: str) -> Outcome | Left:
        """What is at an address, or why there is none; None where its host is not asked now."""
        if self._claims.gives_way(row):
            return Left()
        if self._out_of_reach(row.host):
            return None
        way = _way(url, self._special.get(row.feed or ""))
        answer = await self._visitor.get(url, **_validators(row.headers), **way)
        self._learn(row.host, answer)
        if isinstance(answer, Rejection):
            return answer
        opt_out = opt_out_of(answer) or await self._said_by_robots(url, way["proxy"])
        if opt_out and self._config.settings.fetch.mining_opt_out == "skip":
            return Rejection(Reason.OPT_OUT, opt_out)
        if answer.unchanged:
            return Got(None, opt_out)
        found = page(answer, datetime.now(timezone.utc))
        return found if isinstance(found, Rejection) else Got(found, opt_out)

    async def _said_by_robots(self, url: str, proxy: str | None) -> str | None:
        """What the host's robots.txt says of mining, where it was read at all."""
        if not self._config.settings.fetch.respect_robots:
            return None
        permission = await self._visitor.robots.permission(spelling(url), proxy)
        return permission.opt_out

    def _out_of_reach(self, host: str) -> bool:
        running, since = self._failures.get(host, (0, 0.0))
        return running >= PATIENCE and time.monotonic() - since < PUT_OFF_SECONDS

    def _learn(self, host: str, answer: Answer | Rejection) -> None:
        if isinstance(answer, Rejection) and answer.reason in NETWORK:
            running, _ = self._failures.get(host, (0, 0.0))
            self._failures[host] = running + 1, time.monotonic()
        elif isinstance(answer, Rejection) and answer.reason is Reason.RATE_LIMITED:
            # it asked us to stop: the rest comes later
            self._failures[host] = PATIENCE, time.monotonic()
        else:
            self._failures.pop(host, None)

    async def _load_robots(self, origin: str) -> RobotsRules | None:
        async with self._claims.database:
            row = await asyncio.to_thread(fetch_one, self._conn, "robots.load", origin=origin)
        return None if row is None else RobotsRules(*row)

    async def _save_robots(self, rules: RobotsRules) -> None:
        def save() -> None:
            execute(self._conn, "robots.save", **asdict(rules))
            self._conn.commit()

        async with self._claims.database:
            await asyncio.to_thread(save)


def _validators(headers: list[list[str]] | None) -> dict[str, Any]:
    """What to ask with for a page that was loaded, to hear whether it has changed."""
    known = {name.lower(): value for name, value in headers or ()}
    return {"etag": known.get("etag"), "last_modified": known.get("last-modified")}


def _way(url: str, feed: FeedConfig | None) -> dict[str, Any]:
    """How a page of a feed is asked for: through its proxy; with its headers on its own host.

    They may hold secrets, and an entry can point anywhere.
    """
    own = feed is not None and urlsplit(url)[:2] == urlsplit(feed.url)[:2]
    return {"proxy": feed and feed.proxy, "headers": feed.headers if feed and own else None}
