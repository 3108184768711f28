"""Work that waits at hosts, given out host by host for as long as there is any.

    due slots ──try lock──▶ due rows ──by host──▶ at work ──stored──▶ done ──▶ next claim

A slot is one of 64 groups of hosts. Whoever holds its lock is the only one to ask its hosts, so a
slot is the claim: a killed holder's work is free at once, and two runs at the same time keep one
politeness. A host at work is not claimed again until all that was taken of it is stored, and
others do not wait for it: a slow one holds up nobody but itself.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg2.extensions import connection as Connection

from newsmon.store.locks import Lock, try_locks, unlock_all

LOOK_SECONDS = 0.25  # how soon new work, or a slot that someone else held, is noticed
SHARE = 0.1  # of the time, at most, goes into looking


class StoppedError(Exception):
    """The run is to end: what is under way stays in its queue."""


@dataclass(frozen=True, slots=True)
class Work:
    """The queue of one stage. The functions ask the database, in transactions of their own."""

    lock: Lock
    slots: Callable[[], list[int]]  # those with something due
    rows: Callable[[Sequence[int], Sequence[str]], list[Any]]  # due in slots, not at these hosts
    place: Callable[[Any], tuple[str, str]]  # host and URL of a row, which has a `slot`, too


class Claims:
    """What one connection takes of a stage's work; used on one event loop."""

    def __init__(
        self,
        conn: Connection,
        work: Work,
        stop: threading.Event,
        *,
        every: float | None = None,
    ) -> None:
        """`every`: new work is looked for every so many seconds until `stop` is set.

        None: it ends with the work that is there.
        """
        self.database = asyncio.Lock()  # one connection, one statement at a time
        self._conn, self._work, self._stop, self._every = conn, work, stop, every
        self._held: set[int] = set()
        self._elsewhere = False  # whether someone else holds a slot that has work
        self._slot_of: dict[str, int] = {}  # of hosts at work
        self._at_work: Counter[str] = Counter()  # rows by host
        self._stored = asyncio.Event()

    @property
    def under_way(self) -> int:
        """Rows given out whose outcome is not stored yet."""
        return self._at_work.total()

    async def groups(self) -> AsyncIterator[tuple[str, list[tuple[Any, str]]]]:
        """Each host with its (row, URL) pairs; ends with the work, or by StoppedError."""
        while True:
            begun = time.monotonic()
            async with self.database:
                rows = await asyncio.to_thread(self._claim)
            took = time.monotonic() - begun
            for host, pairs in self._by_host(rows):
                yield host, pairs
            if not (rows or self._at_work or self._elsewhere or self._every):
                return
            await self._until_worth_a_look(max(self._every or LOOK_SECONDS, took / SHARE))

    def done(self, rows: Iterable[Any]) -> None:
        """What these rows came to is stored."""
        for row in rows:
            host, _ = self._work.place(row)
            self._at_work[host] -= 1
            if not self._at_work[host]:
                del self._at_work[host], self._slot_of[host]
        self._stored.set()

    def _claim(self) -> list[Any]:
        wanted = self._work.slots()
        free = [slot for slot in wanted if slot not in self._held]
        taken = try_locks(self._conn, self._work.lock, free) if free else set()
        self._held |= taken
        self._elsewhere = len(taken) < len(free)
        ours = [slot for slot in wanted if slot in self._held]
        rows = self._work.rows(ours, list(self._at_work)) if ours else []
        idle = self._held - {row.slot for row in rows} - set(self._slot_of.values())
        if idle:
            unlock_all(self._conn, self._work.lock, sorted(idle))
            self._held -= idle
        return rows

    def _by_host(self, rows: Iterable[Any]) -> list[tuple[str, list[tuple[Any, str]]]]:
        groups: defaultdict[str, list[tuple[Any, str]]] = defaultdict(list)
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
            self._stored.clear()
            waiting = asyncio.ensure_future(self._stored.wait())
            await asyncio.wait({waiting}, timeout=LOOK_SECONDS)
            waiting.cancel()
