"""Session advisory locks: held as long as the connection lives, so a killed holder's are free.

The first key says what kind of thing is locked, the second which one.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from typing import TypeVar

from psycopg2.errors import DeadlockDetected
from psycopg2.extensions import connection as Connection

from newsmon.store.queries import execute, fetch_all, fetch_single

log = logging.getLogger(__name__)

RETRY_SECONDS = 0.25
DEADLOCK_TRIES = 5
T = TypeVar("T")


class Lock(IntEnum):
    """What an advisory lock stands for."""

    HOST_BUCKET = 7301  # one of the 64 groups of hosts; see newsmon.address.bucket
    FOLDERS = 7302  # reading the folders that are feeds
    RUN = 7303  # a run that is one process
    BUCKET_DEMAND = 7305  # shared: a host bucket that polling waits for
    ALERTS = 7320  # noticing and telling what deserves a look
    LOAD = 7321  # writing extracted articles with all their addresses


def try_lock(conn: Connection, kind: Lock, key: int) -> bool:
    """Take the lock if nobody holds it."""
    row = fetch_single(conn, "locks.try", kind=int(kind), key=key)
    conn.commit()
    return row.taken


def unlock(conn: Connection, kind: Lock, key: int) -> None:
    execute(conn, "locks.release", kind=int(kind), key=key)
    conn.commit()


def try_locks(conn: Connection, kind: Lock, keys: Sequence[int]) -> set[int]:
    """Take of these locks those that nobody holds; returns them."""
    rows = fetch_all(conn, "locks.try_all", kind=int(kind), keys=list(keys))
    conn.commit()
    return {row.key for row in rows}


def unlock_all(conn: Connection, kind: Lock, keys: Sequence[int]) -> None:
    execute(conn, "locks.release_all", kind=int(kind), keys=list(keys))
    conn.commit()


def share(conn: Connection, kind: Lock, keys: Sequence[int]) -> None:
    """Hold these locks together with others who share them."""
    execute(conn, "locks.share", kind=int(kind), keys=list(keys))
    conn.commit()


def unshare(conn: Connection, kind: Lock, keys: Sequence[int]) -> None:
    execute(conn, "locks.unshare", kind=int(kind), keys=list(keys))
    conn.commit()


def others_keys(conn: Connection, kind: Lock) -> set[int]:
    """Which locks of this kind other sessions hold."""
    rows = fetch_all(conn, "locks.of_others", kind=int(kind))
    conn.commit()
    return {row.key for row in rows}


def wait_for_turn(conn: Connection, kind: Lock) -> None:
    """Be the only one to write this until the transaction ends.

    For writers that touch rows in an order that only the work decides, and would otherwise wait
    for each other in a circle.
    """
    execute(conn, "locks.turn", kind=int(kind))


def again_on_deadlock(conn: Connection, work: Callable[[], T]) -> T:
    """Do a transaction's work, and once more from its beginning if Postgres ends it for a deadlock.

    Several times, if need be; then the error is raised.
    """
    for _ in range(DEADLOCK_TRIES - 1):
        try:
            return work()
        except DeadlockDetected:
            log.warning("Postgres ended our transaction for a deadlock: it is done again")
            conn.rollback()
    return work()


@contextmanager
def locked(conn: Connection, kind: Lock, key: int) -> Iterator[bool]:
    """Hold this lock if nobody else does; False, at once, if somebody does."""
    taken = try_lock(conn, kind, key)
    try:
        yield taken
    finally:
        if taken and not conn.closed:
            conn.rollback()  # whatever an exception left behind
            unlock(conn, kind, key)


@contextmanager
def holding(conn: Connection, kind: Lock, key: int) -> Iterator[None]:
    """Hold this lock, waiting for whoever holds it."""
    while not try_lock(conn, kind, key):
        time.sleep(RETRY_SECONDS)
    try:
        yield
    finally:
        if not conn.closed:
            conn.rollback()
            unlock(conn, kind, key)
