"""Addresses: the queue of what to fetch, and the identity of what was fetched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from psycopg2.extensions import connection as Connection

from newsmon.store.queries import execute, execute_values, fetch_all
from newsmon.store.rows import Address, DueAddress

SLOTS = 64  # as in the definition of newsmon.address.slot


def ensure(conn: Connection, url_key: str, url: str, host: str, source_id: int) -> Address:
    """The address with this identity; made if need be, not queued, `source_id` its outlet."""
    return ensure_all(conn, [(url_key, url, host, source_id)])[url_key]


def ensure_all(conn: Connection, wanted: Sequence[tuple[str, str, str, int]]) -> dict[str, Address]:
    """Addresses by their identity, from the arguments of `ensure`."""
    execute_values(conn, "addresses.announce", wanted)
    keys = [url_key for url_key, *_ in wanted]
    return {row.url_key: row for row in fetch_all(conn, "addresses.by_keys", url_keys=keys)}


def due(
    conn: Connection,
    slots: Sequence[int],
    *,
    hosts: Sequence[str] | None = None,
    but: Sequence[str] = (),
    feeds: Sequence[str] = (),
    per_host: int,
    batch: int,
) -> list[DueAddress]:
    """Addresses of these slots to fetch now, at most `per_host` of one host.

    `hosts` limits them to these hosts, `but` names hosts to leave out. Only for whoever holds the
    slots' locks. A row's `feed` is the first of `feeds` (URLs) in which the address stands.
    """
    return fetch_all(
        conn,
        "addresses.due",
        slots=list(slots),
        hosts=None if hosts is None else list(hosts),
        but=list(but),
        feeds=list(feeds),
        per_host=per_host,
        batch=batch,
    )


def due_slots(conn: Connection, hosts: Sequence[str] | None = None) -> list[int]:
    """Slots in which something is to be fetched now, ascending."""
    rows = fetch_all(conn, "addresses.due_slots", hosts=None if hosts is None else list(hosts))
    return [row.slot for row in rows]


def due_hosts(conn: Connection) -> list[str]:
    """Hosts from which something is to be fetched now."""
    return [row.host for row in fetch_all(conn, "addresses.due_hosts")]


@dataclass(frozen=True, slots=True)
class Fetched:
    """An address whose page was fetched."""

    address_id: int
    opt_out: str | None = None  # what reserves text and data mining
    again: float | None = None  # seconds after which it is fetched again; None: not by itself


def fetched(conn: Connection, done: Iterable[Fetched]) -> None:
    execute_values(
        conn,
        "addresses.fetched",
        [(one.address_id, one.opt_out, one.again) for one in done],
    )


def still_rejected(conn: Connection, done: Fetched) -> None:
    """The page of a rejected address is what it was; None for `again` gives it up."""
    execute(
        conn,
        "addresses.still_rejected",
        address_id=done.address_id,
        opt_out=done.opt_out,
        seconds=done.again,
    )


def postpone(conn: Connection, address_id: int, *, reason: str, seconds: float) -> None:
    """Try again after so many seconds."""
    execute(conn, "addresses.postpone", address_id=address_id, reason=reason, seconds=seconds)


def schedule(conn: Connection, address_id: int, seconds: float | None) -> None:
    """Fetch (again) after so many seconds; None: not again."""
    execute(conn, "addresses.schedule", address_id=address_id, seconds=seconds)
