"""The groups of hosts that this process may ask, for its polling and its fetching alike.

A slot is one of 64 groups of hosts; whoever holds its lock is the only one to ask them. The locks
are of one session, so that the two streams of a process share what one of them holds, while two
processes exclude each other, whichever stage they are at.

Fetching may take hours, and a poll is due now: so a process says which slots its polling waits
for, and whoever fetches from them gives way once the requests under way are answered. It says so
by another lock, which ends with its holder, too.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Sequence

from psycopg2.extensions import connection as Connection

from newsmon.store.locks import Lock, others_keys, share, try_locks, unlock_all, unshare


class Slots:
    """What one process holds of the slots, and waits for. Blocks; for several threads."""

    def __init__(self, conn: Connection) -> None:
        """`conn` is for nothing else: the locks are its session's."""
        self._conn = conn
        self._turn = threading.Lock()
        self._holders: Counter[int] = Counter()  # streams of this process, by slot
        self._met: dict[int, set[str]] = {}  # hosts asked since a slot was taken
        self._waiting: set[int] = set()

    def take(self, wanted: Sequence[int]) -> set[int]:
        """Take of these slots what no other process holds; each is to be given back once."""
        with self._turn:
            free = [slot for slot in wanted if not self._holders[slot]]
            new = try_locks(self._conn, Lock.SLOT, free) if free else set()
            self._met.update({slot: set() for slot in new})
            taken = new | {slot for slot in wanted if self._holders[slot]}
            self._holders.update(taken)
            return taken

    def meet(self, hosts: Iterable[tuple[int, str]]) -> set[str]:
        """Which of these (slot held, host) this process has not met since the slot is its own.

        Somebody else may have asked them a moment ago.
        """
        with self._turn:
            unmet = {(slot, host) for slot, host in hosts if host not in self._met[slot]}
            for slot, host in unmet:
                self._met[slot].add(host)
            return {host for _, host in unmet}

    def give_back(self, slots: Iterable[int]) -> None:
        with self._turn:
            given = list(slots)
            self._holders.subtract(given)
            free = sorted(slot for slot in given if not self._holders[slot])
            self._holders = +self._holders
            for slot in free:
                del self._met[slot]
            if free:
                unlock_all(self._conn, Lock.SLOT, free)

    def wait_for(self, slots: Iterable[int]) -> None:
        """Let other processes know that polling waits for these slots, and for no others."""
        with self._turn:
            wanted = set(slots)
            if ended := sorted(self._waiting - wanted):
                unshare(self._conn, Lock.AWAITED, ended)
            if begun := sorted(wanted - self._waiting):
                share(self._conn, Lock.AWAITED, begun)
            self._waiting = wanted

    def awaited(self) -> set[int]:
        """Slots that another process's polling waits for."""
        with self._turn:
            return others_keys(self._conn, Lock.AWAITED)
