"""Items of agencies: the newest version of each, and the removal of what was withdrawn."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from psycopg2.extensions import connection as Connection

from newsmon.model import Edition, Reason, Rejection
from newsmon.store import rejections
from newsmon.store.erasure import erase_article
from newsmon.store.queries import execute, execute_values, fetch_all
from newsmon.store.rows import WiresAddresses
from newsmon.wires import ItemVersion, PubStatus

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item in the newest version that came in."""

    version: ItemVersion
    status: PubStatus
    first_made_at: datetime | None = None  # earliest of all versions
    embargoed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ItemAddress:
    """The address that an item is stored under, and the outlet that it is of."""

    address_id: int
    source_id: int
    url: str


def lock(conn: Connection, address_ids: Collection[int]) -> dict[int, StoredItem]:
    """Return what is stored of items, by address, locked until the transaction ends."""
    rows = fetch_all(conn, "wires.lock", address_ids=sorted(address_ids)) if address_ids else []
    return {
        row.address_id: StoredItem(
            ItemVersion(tuple(row.version), row.made_at),
            PubStatus(row.status),
            row.first_made_at,
            row.embargoed_until,
        )
        for row in rows
    }


def write(conn: Connection, items: Iterable[tuple[int, StoredItem]]) -> None:
    """Note the newest versions of items, each with its address; no address twice."""
    execute_values(
        conn,
        "wires.write",
        [
            (
                address_id,
                list(item.version.number),
                item.version.made_at,
                item.first_made_at,
                item.status.value,
                item.embargoed_until,
            )
            for address_id, item in sorted(items, key=lambda pair: pair[0])
        ],
    )


def withdraw(conn: Connection, item: ItemAddress, status: PubStatus, detail: str) -> bool:
    """Remove what was loaded of an item, and what waits; True if there was an article.

    A cancelled item's addresses become tombstones. An article that has been fetched from its
    publisher's site since is no longer the agency's, and stays. Part of the transaction.
    """
    reject(conn, item, detail)
    pages = [row.address_id for row in _addresses(conn, item)]
    execute(conn, "inspect.forget_bodies", address_ids=pages)
    execute(conn, "inspect.forget_pages", address_ids=pages)
    # who was extracting one of these pages has committed by now
    rows = _addresses(conn, item)
    if any(row.edition == Edition.PAGE.value for row in rows):
        return False
    ids = [row.address_id for row in rows]
    state = "forgotten" if status is PubStatus.CANCELED else "rejected"
    execute(conn, "inspect.forget_entries", address_ids=ids)
    execute(conn, "wires.withdraw", address_ids=ids, state=state)
    article_ids = {row.article_id for row in rows if row.article_id is not None}
    for article_id in article_ids:
        erase_article(conn, article_id)
        log.warning("article %d is %s by its agency, and removed", article_id, status.value,
                    extra={"url": item.url})  # fmt: skip
    return bool(article_ids)


def reject(conn: Connection, item: ItemAddress, detail: str) -> None:
    """Say in the rejections that an item is withdrawn."""
    rejections.reject(
        conn, Rejection(Reason.WITHDRAWN, detail), address_id=item.address_id,
        source_id=item.source_id, url=item.url, stage="load",
    )  # fmt: skip


def _addresses(conn: Connection, item: ItemAddress) -> list[WiresAddresses]:
    return fetch_all(conn, "wires.addresses", address_id=item.address_id)
