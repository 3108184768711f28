"""Raw pages, kept compressed before anything reads them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import zstandard
from psycopg2.extensions import Binary
from psycopg2.extensions import connection as Connection
from psycopg2.extras import Json

from newsmon.model import Edition, Entry, Given, Moment, Page, Precision
from newsmon.store.queries import execute, execute_values, fetch_all, fetch_one

LEVEL = 9  # of zstd: about a fifth of the size of HTML, at a cost far below extraction's


def keep(conn: Connection, address_id: int, page: Page) -> int | None:
    """Keep a page; returns its id, or None if this body was here already."""
    digest = hashlib.sha256(page.body).digest()
    body = zstandard.ZstdCompressor(level=LEVEL).compress(page.body)
    execute(conn, "pages.keep_body", digest=digest, body=Binary(body))
    row = fetch_one(
        conn,
        "pages.keep",
        address_id=address_id,
        final_url=page.final_url,
        status=page.status,
        content_type=page.content_type,
        charset=page.charset,
        headers=Json([list(pair) for pair in page.headers]),
        digest=digest,
        edition=page.edition.value,
        given=Json(_given_to_json(page.given)),
        fetched_at=page.fetched_at,
    )
    return None if row is None else int(row.page_id)


def claim(conn: Connection, batch: int) -> list[Any]:
    """Rows of at most `batch` pages that wait; locked until the transaction ends."""
    return fetch_all(conn, "pages.claim", batch=batch)


def extracted(conn: Connection, page_ids: Iterable[int]) -> None:
    execute_values(conn, "pages.extracted", [(page_id,) for page_id in page_ids])


def page_of(row: Any) -> Page:
    """The page in a claimed row."""
    return Page(
        url=row.url,
        final_url=row.final_url,
        body=decompress(row.body),
        content_type=row.content_type,
        charset=row.charset,
        fetched_at=row.fetched_at,
        status=row.status,
        headers=tuple((name, value) for name, value in row.headers),
        edition=Edition(row.edition),
        given=_given_from_json(row.given),
    )


def entry_of(row: Any) -> Entry | None:
    """What the first feed that announced a claimed page's address said of it."""
    if row.guid is None:
        return None
    published = row.entry_published_at
    return Entry(
        guid=row.guid,
        url=row.url,
        title=row.entry_title or "",
        summary=row.summary or "",
        content_html=row.content_html or "",
        authors=tuple(row.entry_authors),
        published=Moment(published, Precision(row.entry_precision), "feed") if published else None,
        language=row.entry_language,
        tags=tuple(row.entry_tags),
    )


def decompress(body: bytes | memoryview) -> bytes:
    return zstandard.ZstdDecompressor().decompress(bytes(body))


def _given_to_json(given: Given) -> dict[str, object]:
    published = given.published
    facts: dict[str, object | None] = {
        "title": given.title,
        "authors": None if given.authors is None else list(given.authors),
        "language": given.language,
        "published": published
        and {
            "at": published.at.isoformat(),
            "precision": published.precision.value,
            "method": published.method,
        },
    }
    return {name: value for name, value in facts.items() if value is not None}


def _given_from_json(facts: dict[str, Any]) -> Given:
    authors: Sequence[str] | None = facts.get("authors")
    published = facts.get("published")
    return Given(
        title=facts.get("title"),
        authors=None if authors is None else tuple(authors),
        language=facts.get("language"),
        published=published
        and Moment(
            datetime.fromisoformat(published["at"]),
            Precision(published["precision"]),
            published["method"],
        ),
    )
