"""Raw pages, kept compressed before anything reads them."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from itertools import accumulate, chain, islice

import zstandard
from psycopg2.errors import DuplicateTable, UniqueViolation
from psycopg2.extensions import Binary
from psycopg2.extensions import connection as Connection
from psycopg2.extras import Json

from newsmon.model import Edition, Entry, Moment, Page, Precision
from newsmon.store.batches import PAGE_BYTES, batches
from newsmon.store.locks import retry_on_deadlock
from newsmon.store.queries import (
    PAGE_SIZE,
    execute,
    execute_values,
    fetch_all,
    fetch_single,
    fetch_values,
)
from newsmon.store.rows import ClaimedPage
from newsmon.store.supplied_json import supplied_from_json, supplied_to_json

log = logging.getLogger(__name__)

LEVEL = 3  # of zstd: a fifth of the size of HTML; level 9 makes it 8 % less for 4 times the CPU


def keep(conn: Connection, address_id: int, page: Page) -> int | None:
    """Keep one page; returns its id, or None if it is known (see `keep_all`)."""
    return keep_all(conn, [(address_id, page)]).get(address_id)


def keep_all(conn: Connection, fetched: Sequence[tuple[int, Page]]) -> dict[int, int]:
    """Keep pages, each with its address, no address twice; the ids of new ones by address.

    A page that was fetched is known where its body is that of the last time: one that goes back to
    what it was before is new. A document given is known where it was ever given.
    """
    for at in sorted({page.fetched_at.date() for _, page in fetched}):
        _open_week(conn, at)
    digests = [hashlib.sha256(page.body).digest() for _, page in fetched]
    bodies = (
        (digest, page.fetched_at, compress(page.body))
        for digest, (_, page) in zip(digests, fetched, strict=True)
    )
    for batch in batches(bodies, lambda row: len(row[2]), number=PAGE_SIZE):
        values = [(digest, at, Binary(packed)) for digest, at, packed in batch]
        execute_values(conn, "pages.add_bodies", values)
    new = fetch_values(conn, "pages.add", [
        _page_row(address_id, page, digest)
        for digest, (address_id, page) in zip(digests, fetched, strict=True)
    ])  # fmt: skip
    return {int(row.address_id): int(row.page_id) for row in new}


def open_weeks(conn: Connection) -> None:
    """Make the partitions of this week and the next ahead, in a transaction of its own.

    Making one locks addresses against writers: who writes pages without it may meet a deadlock.
    """

    def make() -> None:
        today = datetime.now(timezone.utc).date()
        for day in (today, today + timedelta(days=7)):
            _open_week(conn, day)
        conn.commit()

    retry_on_deadlock(conn, make, also=(DuplicateTable, UniqueViolation))


def _open_week(conn: Connection, day: date) -> None:
    """The partitions of a day's week; asking is cheaper than making."""
    if not fetch_single(conn, "pages.week_is_open", day=day).open:
        execute(conn, "pages.open_week", day=day)
        log.info("the partition for pages of the week of %s is open", day)


def _page_row(address_id: int, page: Page, digest: bytes) -> tuple[object, ...]:
    return (
        address_id,
        page.final_url,
        page.status,
        page.content_type,
        page.charset,
        Json([list(pair) for pair in page.headers]),
        digest,
        page.edition.value,
        Json(supplied_to_json(page.supplied)),
        page.fetched_at,
    )


def claim(conn: Connection, batch: int, most: int = PAGE_BYTES) -> list[ClaimedPage]:
    """Return at most `batch` pages that wait, of `most` bytes together and one at least.

    They are locked until the transaction ends. Those that may take long come once no other waits.
    """
    rows: list[ClaimedPage] = []
    for slow in (False, True):
        rows = rows or fetch_all(conn, "pages.claim", batch=batch, slow=slow, bytes=most)
    sizes = accumulate(size(row) for row in rows)
    fitting = sum(before < most for before in islice(chain([0], sizes), len(rows)))
    return rows[:fitting]


def claim_again(conn: Connection, rows: Sequence[ClaimedPage]) -> list[ClaimedPage]:
    """Return those of these pages that still wait, locked until the transaction ends.

    They come with what is known of their addresses by now.
    """
    ids = [row.page_id for row in rows]
    by_now = {row.page_id: row for row in fetch_all(conn, "pages.claim_again", pages=ids)}
    return [row._replace(**by_now[row.page_id]._asdict()) for row in rows if row.page_id in by_now]


def size(row: ClaimedPage) -> int:
    """Return how many bytes a page's body has, as far as its compressed form says it."""
    try:
        return max(zstandard.frame_content_size(bytes(row.body[:32])), 0)
    except zstandard.ZstdError:
        return 0  # it cannot be unpacked either


def extracted(conn: Connection, page_ids: Iterable[int]) -> None:
    execute_values(conn, "pages.mark_extracted", [(page_id,) for page_id in page_ids])


def mark_slow(conn: Connection, page_ids: Sequence[int]) -> None:
    """Have pages read to their end once no other page waits."""
    if page_ids:
        execute(conn, "pages.mark_slow", pages=list(page_ids))


def page_of(row: ClaimedPage) -> Page:
    """Return the page in a claimed row."""
    return replace(bare_page_of(row), body=decompress(row.body))


def bare_page_of(row: ClaimedPage) -> Page:
    """Return the page in a claimed row without its body."""
    return Page(
        url=row.url,
        final_url=row.final_url,
        body=b"",
        content_type=row.content_type,
        charset=row.charset,
        fetched_at=row.fetched_at,
        status=row.status,
        headers=tuple((name, value) for name, value in row.headers),
        edition=Edition(row.edition),
        supplied=supplied_from_json(row.supplied),
    )


def entry_of(row: ClaimedPage) -> Entry | None:
    """Return the entry of the first feed that announced a claimed page's address."""
    if row.guid is None:
        return None
    published = row.entry_published_at
    return Entry(
        guid=row.guid,
        url=row.url,
        title=row.entry_title or "",
        summary=row.summary or "",
        content_html=row.content_html or "",
        authors=tuple(row.entry_authors or ()),
        published=Moment(published, Precision(row.entry_precision), "feed") if published else None,
        language=row.entry_language,
        tags=tuple(row.entry_tags or ()),
    )


def compress(body: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=LEVEL).compress(body)


def decompress(body: bytes | memoryview) -> bytes:
    return zstandard.ZstdDecompressor().decompress(bytes(body))
