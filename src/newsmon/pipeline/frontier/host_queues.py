"""The frontier: backlogs that wait at hosts, given out host by host.

    due buckets ──lease──▶ due rows ──by host──▶ claimed ──outcome stored──▶ settled ──▶ next claim

A claim is what one stage takes of its backlog. It rests on the lease of the host's bucket
(`host_buckets.py`), so a killed process leaves no claim behind, and two runs at the same time keep
one politeness. A host with claimed rows is not claimed again until all their outcomes are stored,
and other hosts do not wait for it: a slow one holds up nobody but itself.

Under a new lease another process may just have asked: each host's first request waits its pause.
A backlog that is not urgent gives way to the urgent one of another process: nothing more is
claimed of the bucket, and rows that were not asked yet are deferred: they stay in the backlog.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from newsmon.pipeline.frontier.network import Network

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.25  # how soon new work, or a bucket that another process held, is noticed
GIVE_WAY_SECONDS = 1.0  # how soon another process's demand for a leased bucket is noticed
SHARE = 0.1  # of the time, at most, goes into looking


class StoppedError(Exception):
    """The run is to end: claimed rows stay in their backlog."""


class Deferred:
    """Outcome of a row that was claimed and not asked for: it stays in its backlog."""


class Bucketed(Protocol):
    """A row of a backlog: something to ask a host of a bucket."""

    @property
    def bucket(self) -> int: ...


Row = TypeVar("Row", bound=Bucketed)


def _never(_: object) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Backlog(Generic[Row]):
    """The work of one stage. The functions ask the database, in transactions of their own."""

    buckets: Callable[[], list[int]]  # with something due
    rows: Callable[[Sequence[int], Sequence[str]], list[Row]]  # due in buckets, not at these hosts
    place: Callable[[Row], tuple[str, str]]  # host and URL of a row, which has a `bucket`, too
    urgent: bool = False  # others give way to it
    comes_last: Callable[[Row], bool] = _never  # tells rows that no other should wait for
    next_due: Callable[[], float | None] = lambda: None  # seconds until more is due, if known


class Frontier(Generic[Row]):
    """The claims of one stage of a process; used on one event loop."""

    def __init__(
        self,
        net: Network,
        backlog: Backlog[Row],
        stop: threading.Event,
        *,
        every: float | None = None,
        until: asyncio.Event | None = None,
        wake: asyncio.Event | None = None,
    ) -> None:
        """Without `every`, the frontier ends with the work that is there.

        `every`: new work is looked for every so many seconds until `stop` is set, or until `until`
        is and no work is left; at once when `wake` is set, and when some falls due.
        """
        self.database = asyncio.Lock()  # one connection, one statement at a time
        self._net, self._backlog, self._stop = net, backlog, stop
        self._every, self._until, self._wake = every, until, wake or asyncio.Event()
        self._leased: set[int] = set()
        self._demanded: set[int] = set()  # buckets that another process's urgent backlog waits for
        self._demanded_at = 0.0  # when that was last looked up
        self._elsewhere = False  # another process holds a bucket that has work
        self._bucket_of: dict[str, int] = {}  # of hosts with claimed rows
        self._claimed: Counter[str] = Counter()  # rows by host
        self._settled = asyncio.Event()
        self._due_at = float("inf")  # when more is known to fall due

    @property
    def under_way(self) -> int:
        """Count the claimed rows whose outcome is not stored yet."""
        return self._claimed.total()

    async def groups(self) -> AsyncIterator[tuple[str, list[tuple[Row, str]]]]:
        """Yield each host with its (row, URL) pairs; ends with the work, or by StoppedError."""
        while True:
            ends = self._ends_with_the_work()  # before the look, or work of the meantime is missed
            self._wake.clear()
            begun = time.monotonic()
            async with self.database:
                rows, first_contacts = await asyncio.to_thread(self._claim)
            seconds = time.monotonic() - begun
            for host in first_contacts:
                self._net.fetcher.gate.begin_with_a_pause(host)
            for host, pairs in self._by_host(rows):
                yield host, pairs
            if ends and not (rows or self._claimed or self._elsewhere):
                return
            pause = min(self._every or LOOK_SECONDS, self._due_at - time.monotonic())
            await self._until_worth_a_look(pause, least=seconds / SHARE)

    def _ends_with_the_work(self) -> bool:
        return self._every is None or (self._until is not None and self._until.is_set())

    def gives_way(self, row: Row) -> bool:
        """Tell whether a claimed row is to be deferred, for another process's sake."""
        return row.bucket in self._demanded

    async def close(self) -> None:
        """Release all leases; nothing may be under way any more."""
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        if self._backlog.urgent:
            self._net.buckets.declare_demand(())
        self._net.buckets.release(self._leased)
        self._leased.clear()

    def settle(self, rows: Iterable[Row]) -> None:
        """End the claim on these rows: their outcomes are stored."""
        for row in rows:
            host, _ = self._backlog.place(row)
            self._claimed[host] -= 1
            if not self._claimed[host]:
                del self._claimed[host], self._bucket_of[host]
        self._settled.set()

    def _claim(self) -> tuple[list[Row], set[str]]:
        """Return rows to work on, and their hosts that another process may just have asked."""
        buckets = self._net.buckets
        due = self._backlog.buckets()
        if not self._backlog.urgent:
            self._look_for_demand()
        free = [bucket for bucket in due if bucket not in self._leased | self._demanded]
        self._leased |= buckets.lease(free)
        ours = [bucket for bucket in due if bucket in self._leased - self._demanded]
        elsewhere = set(due) - set(ours)
        self._elsewhere = bool(elsewhere)
        if self._backlog.urgent:
            buckets.declare_demand(elsewhere)
        rows = self._backlog.rows(ours, list(self._claimed)) if ours else []
        soon = self._backlog.next_due() if self._every else None
        self._due_at = float("inf") if soon is None else time.monotonic() + soon
        idle = self._leased - {row.bucket for row in rows} - set(self._bucket_of.values())
        buckets.release(idle)
        self._leased -= idle
        hosts = [(row.bucket, self._backlog.place(row)[0]) for row in rows]
        return rows, buckets.first_contacts(hosts)

    def _look_for_demand(self) -> None:
        self._demanded = self._net.buckets.demand_of_others()
        self._demanded_at = time.monotonic()

    def _by_host(self, rows: Iterable[Row]) -> list[tuple[str, list[tuple[Row, str]]]]:
        groups: defaultdict[str, list[tuple[Row, str]]] = defaultdict(list)
        last: set[str] = set()
        for row in rows:
            host, url = self._backlog.place(row)
            groups[host].append((row, url))
            self._claimed[host] += 1
            self._bucket_of[host] = row.bucket
            if self._backlog.comes_last(row):
                last.add(host)
        # The host with the most to do takes longest, so it begins.
        return sorted(groups.items(), key=lambda group: (group[0] in last, -len(group[1])))

    async def _until_worth_a_look(self, seconds: float, *, least: float) -> None:
        """Wait until half of the claims are settled; or so long, where more may have come.

        Where more is known to have come, for `least` seconds.
        """
        before, begun = self.under_way, time.monotonic()
        while not (before and self.under_way <= before // 2):
            if self._stop.is_set():
                raise StoppedError
            pause = least if self._wake.is_set() else max(seconds, least)
            remaining = begun + pause - time.monotonic()
            if (self._every or self._elsewhere) and remaining <= 0:
                return
            if await self._can_give_way():
                return
            timeout = min(LOOK_SECONDS, remaining) if remaining > 0 else LOOK_SECONDS
            await self._until_something_happens(timeout)

    async def _until_something_happens(self, seconds: float) -> None:
        """Wait until outcomes are stored, or new work is known of, but not for longer."""
        self._settled.clear()
        events = [self._settled] if self._wake.is_set() else [self._settled, self._wake]
        waiting = {asyncio.ensure_future(event.wait()) for event in events}
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()

    async def _can_give_way(self) -> bool:
        """Tell whether a bucket in demand can be released now."""
        if self._backlog.urgent or not self._leased:
            return False
        if time.monotonic() - self._demanded_at >= GIVE_WAY_SECONDS:
            await asyncio.to_thread(self._look_for_demand)
        given_up = (self._leased & self._demanded) - set(self._bucket_of.values())
        if given_up:
            log.debug("gives %d host buckets up to a process that polls", len(given_up))
        return bool(given_up)
