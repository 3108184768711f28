"""Addresses: the frontier of pages to fetch, and the identity of pages that were fetched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from psycopg2.extensions import connection as Connection

from newsmon.store.queries import execute, execute_values, fetch_all
from newsmon.store.rows import Address, DueAddress

HOST_BUCKETS = 64  # as in the definition of newsmon.address.bucket


def make(conn: Connection, addresses: Sequence[tuple[str, str, str, int]], *, fetch: bool) -> None:
    """Make the addresses (url_key, url, host, source_id) that do not exist; `fetch` queues them."""
    if addresses:
        url_keys, urls, hosts, source_ids = map(list, zip(*addresses, strict=True))
        execute(
            conn,
            "addresses.add",
            url_keys=url_keys,
            urls=urls,
            hosts=hosts,
            source_ids=source_ids,
            fetch=fetch,
        )


def ensure_all(
    conn: Connection, addresses: Sequence[tuple[str, str, str, int]]
) -> dict[str, Address]:
    """Return addresses by their URL key, made if need be and not queued; arguments as of `make`."""
    make(conn, addresses, fetch=False)
    keys = [url_key for url_key, *_ in addresses]
    return {row.url_key: row for row in fetch_all(conn, "addresses.by_keys", url_keys=keys)}


def due(
    conn: Connection,
    buckets: Sequence[int],
    *,
    hosts: Sequence[str] | None = None,
    except_hosts: Sequence[str] = (),
    except_sources: Sequence[int] = (),
    feeds: Sequence[str] = (),
    only_of: Sequence[str] | None = None,
    per_host: int,
    per_source: int,
    batch: int,
) -> list[DueAddress]:
    """Return the addresses of these host buckets to fetch now, at most `per_host` of one host.

    Of one source they are at `per_source` hosts at most; sources take turns at a host. `hosts`
    limits them to these hosts, `only_of` to the sources of these feeds (URLs); `except_hosts`
    leaves hosts out, `except_sources` sources. Only for whoever holds the buckets' leases. A row's
    `feed` is the first of `feeds` (URLs) in which the address stands.
    """
    return fetch_all(
        conn,
        "addresses.due",
        buckets=list(buckets),
        hosts=None if hosts is None else list(hosts),
        except_hosts=list(except_hosts),
        except_sources=list(except_sources),
        feeds=list(feeds),
        only_of=None if only_of is None else list(only_of),
        per_host=per_host,
        per_source=per_source,
        batch=batch,
    )


def due_buckets(
    conn: Connection,
    hosts: Sequence[str] | None = None,
    *,
    only_of: Sequence[str] | None = None,
) -> list[int]:
    """Return the host buckets in which something is to be fetched now, ascending.

    `hosts` limits them to these hosts, `only_of` to the sources of these feeds (URLs).
    """
    rows = fetch_all(
        conn,
        "addresses.due_buckets",
        hosts=None if hosts is None else list(hosts),
        only_of=None if only_of is None else list(only_of),
    )
    return [row.bucket for row in rows]


def due_hosts(conn: Connection) -> list[str]:
    """Return the hosts from which something is to be fetched now."""
    return [row.host for row in fetch_all(conn, "addresses.due_hosts")]


def bring_forward(conn: Connection, horizon: float) -> int:
    """Make due whatever is queued for more than `horizon` seconds ahead; returns how many.

    No wait is that long: the clock was wrong when it was set.
    """
    return execute(conn, "addresses.bring_forward", horizon=horizon)


def pause_hosts(conn: Connection, pauses: Mapping[str, float]) -> None:
    """Let no process ask these hosts for so many seconds."""
    if pauses:
        execute(
            conn,
            "addresses.pause_hosts",
            hosts=list(pauses),
            seconds=list(pauses.values()),
        )


def fetched(conn: Connection, waits: Mapping[int, float | None]) -> None:
    """Note that the pages of these addresses are stored.

    Each comes with the seconds after which it is fetched again; None: not by itself.
    """
    execute_values(conn, "addresses.mark_fetched", list(waits.items()))


def still_rejected(conn: Connection, address_id: int, again: float | None) -> None:
    """Note that a rejected address has the same page as then; None for `again` gives it up."""
    execute(conn, "addresses.mark_still_rejected", address_id=address_id, seconds=again)


def postpone(conn: Connection, address_id: int, *, reason: str, seconds: float) -> None:
    """Count a failed attempt, and try again after so many seconds."""
    execute(conn, "addresses.postpone", address_id=address_id, reason=reason, seconds=seconds)


def refetch_regularly(conn: Connection, url_key: str, every: timedelta) -> None:
    """Ask for a page at a rhythm of its own, whatever comes of it."""
    execute(conn, "addresses.refetch_regularly", url_key=url_key, every=every)


def follow_live(conn: Connection, address_id: int, until: datetime, seconds: float) -> None:
    """Fetch the page of a live blog again after so many seconds, and until it is over."""
    execute(conn, "addresses.follow_live", address_id=address_id, until=until, seconds=seconds)


def schedule(conn: Connection, address_id: int, seconds: float | None) -> None:
    """Fetch (again) after so many seconds; None: not again."""
    execute(conn, "addresses.schedule", address_id=address_id, seconds=seconds)
