"""The fetch stage: due addresses become raw pages, politely, with no transaction over the network.

    slots ──lock──▶ due addresses by host ──gate, robots, GET──▶ page kept | put off | rejected

Whoever holds the locks of a slot is the only one to ask its hosts, so a slot is the claim: a
killed holder's work is free at once, and two runs at the same time keep one politeness.
"""

from __future__ import annotations

import asyncio
import random
import threading
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from typing import Any

from psycopg2 import DataError, IntegrityError
from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.fetch import (
    Answer,
    Fetcher,
    RobotsRules,
    Visitor,
    after_fetch,
    after_rejection,
    backoff,
    each,
    opt_out_of,
    page,
)
from newsmon.model import Page, Reason, Rejection
from newsmon.pipeline.reach import is_public
from newsmon.store import (
    Database,
    addresses,
    articles,
    connect,
    execute,
    fetch_one,
    pages,
    runs,
)
from newsmon.store.locks import Lock, again_on_deadlock, holding
from newsmon.urls import spelling

STAGE = "fetch"
PER_HOST = 20  # addresses of one host claimed at once, so that no host fills a batch alone
BATCH = 5000  # addresses claimed at once; bounds memory
PATIENCE = 2  # network failures running before the rest of a host's pages is put off unasked
PUT_OFF_SECONDS = 900.0
NETWORK = frozenset({Reason.DNS, Reason.CONNECT, Reason.TIMEOUT, Reason.TLS})
PASSING = NETWORK | {Reason.HTTP_5XX, Reason.RATE_LIMITED, Reason.PROTOCOL}


async def fetch(
    database: Database,
    config: Config,
    run_id: int,
    *,
    slots: Sequence[int] | None = None,
    offline: bool = False,
    stop: threading.Event | None = None,
) -> Counter[str]:
    """Fetch all that is due in these slots (None: in all); returns counts, added to the run's.

    Waits for whoever else works on a slot. When the machine is `offline`, only hosts that
    `fetch.allow_private_hosts` names are asked. Ends early once `stop` is set.
    """
    ending = stop or threading.Event()
    with ExitStack() as stack:
        conn = stack.enter_context(closing(await asyncio.to_thread(connect, database)))
        await asyncio.to_thread(pages.open_weeks, conn)
        wanted = await asyncio.to_thread(_wanted_slots, conn, config, slots, offline)
        lock = holding(conn, Lock.SLOT, wanted, give_up=ending.is_set)
        if not wanted or not await asyncio.to_thread(stack.enter_context, lock):
            return Counter()
        async with Fetcher(config.settings.fetch) as fetcher:
            visit = _Visit(conn, config, run_id, fetcher)
            while not ending.is_set() and (rows := await visit.claim(wanted, offline)):
                await visit.fetch(rows, ending)
            return visit.counts


def hosts_in_reach(conn: Connection, config: Config, offline: bool) -> list[str] | None:
    """Hosts that may be asked now; None: all of them."""
    if not offline:
        return None
    allowed = config.settings.fetch.allow_private_hosts
    return [host for host in addresses.due_hosts(conn) if not is_public(host, allowed)]


def _wanted_slots(
    conn: Connection, config: Config, slots: Sequence[int] | None, offline: bool
) -> list[int]:
    due = addresses.due_slots(conn, hosts_in_reach(conn, config, offline))
    conn.commit()
    return [slot for slot in due if slots is None or slot in slots]


@dataclass(frozen=True, slots=True)
class _Got:
    """A good answer."""

    page: Page | None  # None: the host says that it has not changed
    opt_out: str | None  # what reserves text and data mining


def _validators(headers: list[list[str]] | None) -> dict[str, Any]:
    """What to ask with for a page that was loaded, to hear whether it has changed."""
    known = {name.lower(): value for name, value in headers or ()}
    return {"etag": known.get("etag"), "last_modified": known.get("last-modified")}


class _Visit:
    """One pass over the hosts of some slots: what was learned of hosts on the way, and counts."""

    def __init__(self, conn: Connection, config: Config, run_id: int, fetcher: Fetcher) -> None:
        self.counts: Counter[str] = Counter()
        self._conn, self._config, self._run_id = conn, config, run_id
        self._visitor = Visitor(
            fetcher, load_robots=self._load_robots, save_robots=self._save_robots
        )
        self._database = asyncio.Lock()  # one connection, one statement at a time
        self._failed_running: defaultdict[str, int] = defaultdict(int)

    async def claim(self, slots: Sequence[int], offline: bool) -> list[Any]:
        """The next addresses to fetch."""

        def due() -> list[Any]:
            hosts = hosts_in_reach(self._conn, self._config, offline)
            rows = addresses.due(self._conn, slots, hosts=hosts, per_host=PER_HOST, batch=BATCH)
            self._conn.commit()
            return rows

        return await asyncio.to_thread(due)

    async def fetch(self, rows: Sequence[Any], ending: threading.Event) -> None:
        """Ask for these addresses, and store each outcome as it comes."""
        by_host: defaultdict[str, list[tuple[Any, str]]] = defaultdict(list)
        for row in rows:
            by_host[row.host].append((row, row.url))
        settings = self._config.settings.fetch
        before = self.counts.copy()
        # The host with the most pages takes longest, so it begins.
        groups = sorted(by_host.items(), key=lambda group: -len(group[1]))
        async for some in each(
            groups,
            self._ask,
            concurrency=settings.concurrency,
            per_host=settings.per_host_concurrency,
        ):
            async with self._database:
                await asyncio.to_thread(self._store_some, some)
            if ending.is_set():
                break
        gained = self.counts - before
        async with self._database:
            await asyncio.to_thread(runs.add_counts, self._conn, self._run_id, STAGE, gained)

    async def _ask(self, row: Any, url: str) -> _Got | Rejection | None:
        """What is at an address, or why there is none; None where its host is not asked now."""
        if self._failed_running[row.host] >= PATIENCE:
            return None
        answer = await self._visitor.get(url, **_validators(row.headers))
        self._learn(row.host, answer)
        if isinstance(answer, Rejection):
            return answer
        opt_out = opt_out_of(answer) or await self._said_by_robots(url)
        if opt_out and self._config.settings.fetch.mining_opt_out == "skip":
            return Rejection(Reason.OPT_OUT, opt_out)
        if answer.unchanged:
            return _Got(None, opt_out)
        found = page(answer, datetime.now(timezone.utc))
        return found if isinstance(found, Rejection) else _Got(found, opt_out)

    async def _said_by_robots(self, url: str) -> str | None:
        """What the host's robots.txt says of mining, where it was read at all."""
        if not self._config.settings.fetch.respect_robots:
            return None
        return (await self._visitor.robots.permission(spelling(url))).opt_out

    def _learn(self, host: str, answer: Answer | Rejection) -> None:
        if isinstance(answer, Rejection) and answer.reason in NETWORK:
            self._failed_running[host] += 1
            return
        self._failed_running[host] = 0
        if isinstance(answer, Rejection) and answer.reason is Reason.RATE_LIMITED:
            self._failed_running[host] = PATIENCE  # it asked us to stop: the rest comes later

    def _store_some(self, some: Sequence[tuple[Any, _Got | Rejection | None]]) -> None:
        """`_store_all`, whatever others write to the same addresses meanwhile."""
        again_on_deadlock(self._conn, lambda: self._store_all(some))

    def _store_all(self, some: Sequence[tuple[Any, _Got | Rejection | None]]) -> None:
        """Outcomes, in one transaction; what Postgres refuses costs only itself."""
        counts: Counter[str] = Counter()
        try:
            got = [(row, one) for row, one in some if isinstance(one, _Got)]
            new = pages.keep_all(
                self._conn, [(row.address_id, one.page) for row, one in got if one.page]
            )
            known = [(row, one) for row, one in got if row.address_id not in new]
            same = [(row, one) for row, one in known if row.state == "rejected"]
            for row, one in same:
                addresses.still_rejected(self._conn, self._still_rejected(row, one))
            addresses.fetched(
                self._conn, [self._fetched(row, one) for row, one in got if (row, one) not in same]
            )
            counts.update(fetched=len(new), unchanged=len(known))
            for row, outcome in some:
                counts.update(self._store(row, outcome))
            self._conn.commit()
        except (DataError, IntegrityError) as error:
            self._conn.rollback()
            if len(some) == 1:
                if not isinstance(some[0][1], _Got):
                    raise
                refused = Rejection(Reason.PROTOCOL, f"cannot be stored: {error}"[:300])
                self._store_all([(some[0][0], refused)])
            else:
                for one_alone in some:
                    self._store_all([one_alone])
            return
        self.counts += counts + Counter(claimed=len(some))

    def _fetched(self, row: Any, got: _Got) -> addresses.Fetched:
        """A page that is kept or known, and when it is to be looked at for changes."""
        refetch = self._config.settings.fetch.refetch
        again = after_fetch(row.fetches + 1, random.random(), refetch)
        return addresses.Fetched(row.address_id, got.opt_out, again)

    def _still_rejected(self, row: Any, got: _Got) -> addresses.Fetched:
        """A page that is what it was when it was rejected."""
        return addresses.Fetched(row.address_id, got.opt_out, self._again(row, Reason(row.reason)))

    def _again(self, row: Any, reason: Reason) -> float | None:
        """Seconds until a rejected address is asked for again; None: given up."""
        waits = self._config.settings.fetch.retries
        return after_rejection(reason, row.retries, random.random(), waits)

    def _store(self, row: Any, outcome: _Got | Rejection | None) -> Counter[str]:
        """One outcome, but for the page itself; returns what it is counted as."""
        counts: Counter[str] = Counter()
        if outcome is None:
            addresses.schedule(self._conn, row.address_id, PUT_OFF_SECONDS)
            counts["put_off"] += 1
        elif isinstance(outcome, Rejection):
            counts[self._not_fetched(row, outcome)] += 1
        if row.is_seed:
            every = self._config.settings.seeds.live_every.total_seconds()
            addresses.schedule(self._conn, row.address_id, every)
        return counts

    def _not_fetched(self, row: Any, rejection: Rejection) -> str:
        settings = self._config.settings.fetch
        if row.is_seed:
            return "seeds_not_live"  # we have a text of it, so nothing is missing
        if rejection.reason in PASSING and row.attempts + 1 < settings.max_attempts:
            wait = backoff(row.attempts + 1, random.random())
            asked = min(rejection.retry_after or 0, settings.max_retry_after.total_seconds())
            addresses.postpone(
                self._conn,
                row.address_id,
                reason=rejection.reason.value,
                seconds=max(wait, asked),
            )
            runs.fail(
                self._conn,
                rejection,
                run_id=self._run_id,
                source_id=row.source_id,
                url=row.url,
                stage=STAGE,
            )
            return "failed"
        articles.reject(
            self._conn,
            rejection,
            address_id=row.address_id,
            source_id=row.source_id,
            url=row.url,
            stage=STAGE,
            again=self._again(row, rejection.reason),
        )
        return "rejected"

    async def _load_robots(self, origin: str) -> RobotsRules | None:
        async with self._database:
            row = await asyncio.to_thread(fetch_one, self._conn, "robots.load", origin=origin)
        return None if row is None else RobotsRules(*row)

    async def _save_robots(self, rules: RobotsRules) -> None:
        def save() -> None:
            execute(self._conn, "robots.save", **asdict(rules))
            self._conn.commit()

        async with self._database:
            await asyncio.to_thread(save)
