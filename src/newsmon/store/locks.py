"""Claims of sessions and turns of transactions: locks that only the pipeline's roles can take.

Postgres' advisory locks are open to whoever may connect, so that a mere reader could stop the
pipeline by holding one. Ours are rows of private tables.

- A *claim* (`newsmon.claim`) is a session's, for as long as it lives: a killed holder's are free at
  once. Each session proves to be alive by an advisory lock on a random token of its own; a claim
  counts while the very server process that made it holds that token, which nobody can fake.
- A *turn* (`newsmon.turn`) is a transaction's: it locks the row.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from typing import TypeVar
from weakref import WeakKeyDictionary

import psycopg2
from psycopg2.errors import DeadlockDetected, LockNotAvailable
from psycopg2.extensions import connection as Connection

from newsmon.store.queries import execute, fetch_all, fetch_one
from newsmon.store.rows import ClaimHolder

log = logging.getLogger(__name__)

RETRY_SECONDS = 0.25
NOTICE_SECONDS = 3.0  # a wait that lasts longer is reported, with whom it is for
DEADLOCK_TRIES = 5
T = TypeVar("T")
_tokens: WeakKeyDictionary[Connection, int] = WeakKeyDictionary()


class Claim(str, Enum):
    """Kinds of claims; a key tells claims of one kind apart."""

    HOST_BUCKET = "host_bucket"  # one of the 64 groups of hosts; see newsmon.address.bucket
    BUCKET_DEMAND = "bucket_demand"  # shared: a host bucket that polling waits for
    FOLDERS = "folders"  # reading the folders that are feeds
    RUN = "run"  # a run that is one process
    SUBSCRIPTIONS = "subscriptions"  # asking the hubs of feeds
    ALERTS = "alerts"  # noticing and reporting what deserves a look
    DIGEST = "digest"  # sending the digest by mail
    NEWS = "news"  # looking at what has come in, and telling it


class Turn(str, Enum):
    """Names of turns, as in the rows of newsmon.turn."""

    LOAD = "load"  # write extracted articles with all their addresses
    DEDUPLICATE = "deduplicate"  # decide between lookup and insert
    GROUP = "group"  # decide on events
    TOPICS = "topics"  # change topics; taggers share it


def try_claims(conn: Connection, kind: Claim, keys: Sequence[int]) -> set[int]:
    """Claim those of these keys that no other session holds; returns them. Commits."""
    token = _token(conn)
    rows = fetch_all(
        conn, "locks.claim", kind=kind.value, keys=list(keys), token=token, holder=_holder()
    )
    conn.commit()
    return {row.key for row in rows}


def try_claim(conn: Connection, kind: Claim, key: int = 0) -> bool:
    """Make this claim if no other session holds it. Commits."""
    return bool(try_claims(conn, kind, [key]))


def release(conn: Connection, kind: Claim, keys: Sequence[int]) -> None:
    """Give these claims back. Commits."""
    execute(conn, "locks.release", kind=kind.value, keys=list(keys), token=_token(conn))
    conn.commit()


def share(conn: Connection, kind: Claim, keys: Sequence[int]) -> None:
    """Claim these keys together with whoever shares them. Commits."""
    token = _token(conn)
    execute(conn, "locks.share", kind=kind.value, keys=list(keys), token=token, holder=_holder())
    conn.commit()


def holders(conn: Connection, kind: Claim) -> dict[int, ClaimHolder]:
    """Return who else holds claims of this kind, by key; of a shared claim one holder. Commits."""
    rows = fetch_all(conn, "locks.holders", kind=kind.value, token=_token(conn))
    conn.commit()
    return {row.key: row for row in rows}


@contextmanager
def claimed(conn: Connection, kind: Claim, key: int = 0) -> Iterator[bool]:
    """Hold this claim if nobody else does; False, at once, if somebody does."""
    ours = try_claim(conn, kind, key)
    try:
        yield ours
    finally:
        if ours and not conn.closed:
            conn.rollback()  # whatever an exception left behind
            release(conn, kind, [key])


@contextmanager
def claiming(conn: Connection, kind: Claim, key: int = 0) -> Iterator[None]:
    """Hold this claim, waiting for whoever holds it."""
    notice_at = time.monotonic() + NOTICE_SECONDS
    while not try_claim(conn, kind, key):
        if time.monotonic() >= notice_at:
            report_wait(conn, kind, [key])
            notice_at = float("inf")
        time.sleep(RETRY_SECONDS)
    if notice_at == float("inf"):
        log.info("the claim on %s %d is free", kind.value, key)
    try:
        yield
    finally:
        if not conn.closed:
            conn.rollback()
            release(conn, kind, [key])


def report_wait(conn: Connection, kind: Claim, keys: Sequence[int]) -> None:
    """Log which claims are waited for, and for whom. Commits."""
    by_key = holders(conn, kind)
    for key in keys:
        if (holder := by_key.get(key)) is not None:
            since = f"{holder.claimed_at:%Y-%m-%d %H:%M:%S} UTC"
            claim = f"{kind.value} {key}: claimed by {holder.holder} (server process {holder.pid})"
            log.info("waiting for %s since %s", claim, since)


def wait_for_turn(conn: Connection, turn: Turn) -> None:
    """Be the only one to do this until the transaction ends.

    For writers that touch rows in an order that only the work decides, and would otherwise wait
    for each other in a circle.
    """
    if not execute(conn, "locks.try_turn", name=turn.value):
        _wait(conn, turn, "locks.turn")


def share_turn(conn: Connection, turn: Turn) -> None:
    """Keep others from this turn until the transaction ends, with whoever does so, too."""
    if not execute(conn, "locks.try_share_turn", name=turn.value):
        _wait(conn, turn, "locks.share_turn")


def _wait(conn: Connection, turn: Turn, statement: str) -> None:
    execute(conn, "locks.limit_wait", seconds=f"{NOTICE_SECONDS}s")
    try:
        execute(conn, statement, name=turn.value)
    except LockNotAvailable:
        execute(conn, "locks.undo_wait")
        _report_turn(conn, turn)
        execute(conn, statement, name=turn.value)
        log.info("the turn to %s has come", turn.value)
    else:
        execute(conn, "locks.end_wait")


def _report_turn(conn: Connection, turn: Turn) -> None:
    holder = fetch_one(conn, "locks.turn_holder", name=turn.value)
    whom = "several sessions"
    if holder is not None:
        whom = f"server process {holder.pid} ({holder.username}, {holder.application_name})"
    log.info("waiting for the turn to %s: %s has it", turn.value, whom)


def retry_on_deadlock(
    conn: Connection, work: Callable[[], T], *, also: tuple[type[psycopg2.Error], ...] = ()
) -> T:
    """Do a transaction's work, and again from its beginning if Postgres ends it for a deadlock.

    `also` are further errors that the next try may not meet. After DEADLOCK_TRIES the error is
    raised, with the transaction still to be rolled back.
    """
    errors: tuple[type[psycopg2.Error], ...] = (DeadlockDetected, *also)
    for _ in range(DEADLOCK_TRIES - 1):
        try:
            return work()
        except errors as error:
            conn.rollback()
            log.warning("a transaction is done again: %s", str(error).splitlines()[0])
    return work()


def _token(conn: Connection) -> int:
    """Return the number by which this session is known to be alive."""
    token = _tokens.get(conn)
    if token is None:
        token = secrets.randbits(63)
        execute(conn, "locks.identify", token=token)
        execute(conn, "locks.forget_dead")
        conn.commit()
        _tokens[conn] = token
    return token


def _holder() -> str:
    return f"process {os.getpid()} on {socket.gethostname()}"
