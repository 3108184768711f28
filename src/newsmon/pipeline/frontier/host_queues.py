"""Work that waits at hosts, given out host by host for as long as there is any.

    due slots ──try lock──▶ due rows ──by host──▶ at work ──stored──▶ done ──▶ next claim

A slot (`host_buckets.py`) is one of 64 groups of hosts. Whoever holds its lock is the only one to
ask its hosts, so a slot is the claim: a killed holder's work is free at once, and two runs at the
same time keep one politeness. A host at work is not claimed again until all that was taken of it
is stored, and others do not wait for it: a slow one holds up nobody but itself.

In a slot that comes anew, somebody else may just have asked: each host's first request waits its
pause. Work that is not urgent gives way to urgent work of another process that waits for a slot:
nothing more is claimed of it, and what was not asked for yet is left in the queue.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from newsmon.pipeline.frontier.network import Network

LOOK_SECONDS = 0.25  # how soon new work, or a slot that someone else held, is noticed
GIVE_WAY_SECONDS = 1.0  # how soon it is noticed that somebody waits for a slot held
SHARE = 0.1  # of the time, at most, goes into looking


class Slotted(Protocol):
    """A row of work: something to ask a host of a slot."""

    @property
    def slot(self) -> int: ...


Row = TypeVar("Row", bound=Slotted)


class StoppedError(Exception):
    """The run is to end: what is under way stays in its queue."""


class Left:
    """Outcome of what was claimed and not asked for: it stays in its queue."""


@dataclass(frozen=True, slots=True)
class Work(Generic[Row]):
    """The queue of one stage. The functions ask the database, in transactions of their own."""

    slots: Callable[[], list[int]]  # those with something due
    rows: Callable[[Sequence[int], Sequence[str]], list[Row]]  # due in slots, not at these hosts
    place: Callable[[Row], tuple[str, str]]  # host and URL of a row, which has a `slot`, too
    urgent: bool = False  # others give way to it


class Claims(Generic[Row]):
    """What one stage of a process takes of its work; used on one event loop."""

    def __init__(
        self,
        net: Network,
        work: Work[Row],
        stop: threading.Event,
        *,
        every: float | None = None,
    ) -> None:
        """`every`: new work is looked for every so many seconds until `stop` is set.

        None: it ends with the work that is there.
        """
        self.database = asyncio.Lock()  # one connection, one statement at a time
        self._net, self._work, self._stop, self._every = net, work, stop, every
        self._held: set[int] = set()
        self._awaited: set[int] = set()  # slots that another process's urgent work waits for
        self._awaited_at = 0.0  # when that was last looked up
        self._elsewhere = False  # whether someone else holds a slot that has work
        self._slot_of: dict[str, int] = {}  # of hosts at work
        self._at_work: Counter[str] = Counter()  # rows by host
        self._stored = asyncio.Event()

    @property
    def under_way(self) -> int:
        """Rows given out whose outcome is not stored yet."""
        return self._at_work.total()

    async def groups(self) -> AsyncIterator[tuple[str, list[tuple[Row, str]]]]:
        """Each host with its (row, URL) pairs; ends with the work, or by StoppedError."""
        while True:
            begun = time.monotonic()
            async with self.database:
                rows, unmet = await asyncio.to_thread(self._claim)
            took = time.monotonic() - begun
            for host in unmet:
                self._net.fetcher.gate.begin_with_a_pause(host)
            for host, pairs in self._by_host(rows):
                yield host, pairs
            if not (rows or self._at_work or self._elsewhere or self._every):
                return
            await self._until_worth_a_look(max(self._every or LOOK_SECONDS, took / SHARE))

    def gives_way(self, row: Row) -> bool:
        """Whether a row that was given out is to be left for somebody else's sake."""
        return row.slot in self._awaited

    async def leave(self) -> None:
        """Give everything back; nothing of it may be under way any more."""
        await asyncio.to_thread(self._leave)

    def _leave(self) -> None:
        if self._work.urgent:
            self._net.slots.wait_for(())
        self._net.slots.give_back(self._held)
        self._held.clear()

    def done(self, rows: Iterable[Row]) -> None:
        """What these rows came to is stored."""
        for row in rows:
            host, _ = self._work.place(row)
            self._at_work[host] -= 1
            if not self._at_work[host]:
                del self._at_work[host], self._slot_of[host]
        self._stored.set()

    def _claim(self) -> tuple[list[Row], set[str]]:
        """Rows to work on, and those of their hosts that another process may just have asked."""
        slots = self._net.slots
        wanted = self._work.slots()
        if not self._work.urgent:
            self._look_for_awaited()
        free = [slot for slot in wanted if slot not in self._held]
        self._held |= slots.take([slot for slot in free if slot not in self._awaited])
        ours = [slot for slot in wanted if slot in self._held - self._awaited]
        elsewhere = set(wanted) - set(ours)
        self._elsewhere = bool(elsewhere)
        if self._work.urgent:
            slots.wait_for(elsewhere)
        rows = self._work.rows(ours, list(self._at_work)) if ours else []
        idle = self._held - {row.slot for row in rows} - set(self._slot_of.values())
        slots.give_back(idle)
        self._held -= idle
        return rows, slots.meet((row.slot, self._work.place(row)[0]) for row in rows)

    def _look_for_awaited(self) -> None:
        self._awaited = self._net.slots.awaited()
        self._awaited_at = time.monotonic()

    def _by_host(self, rows: Iterable[Row]) -> list[tuple[str, list[tuple[Row, str]]]]:
        groups: defaultdict[str, list[tuple[Row, str]]] = defaultdict(list)
        for row in rows:
            host, url = self._work.place(row)
            groups[host].append((row, url))
            self._at_work[host] += 1
            self._slot_of[host] = row.slot
        # The host with the most to do takes longest, so it begins.
        return sorted(groups.items(), key=lambda group: -len(group[1]))

    async def _until_worth_a_look(self, seconds: float) -> None:
        """Until half of what is under way is done; or so long, where more may have come."""
        before, look_at = self.under_way, time.monotonic() + seconds
        while not (before and self.under_way <= before // 2):
            if self._stop.is_set():
                raise StoppedError
            if (self._every or self._elsewhere) and time.monotonic() >= look_at:
                return
            if await self._gave_way():
                return
            self._stored.clear()
            waiting = asyncio.ensure_future(self._stored.wait())
            await asyncio.wait({waiting}, timeout=LOOK_SECONDS)
            waiting.cancel()

    async def _gave_way(self) -> bool:
        """Whether a slot that somebody waits for can be given back now."""
        if self._work.urgent or not self._held:
            return False
        if time.monotonic() - self._awaited_at >= GIVE_WAY_SECONDS:
            await asyncio.to_thread(self._look_for_awaited)
        return bool((self._held & self._awaited) - set(self._slot_of.values()))
