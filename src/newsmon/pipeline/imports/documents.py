"""Imported documents become pages, as if they had been fetched."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timezone
from pathlib import Path

from psycopg2.extensions import connection as Connection

from newsmon import logs
from newsmon.config import Config
from newsmon.pipeline.imports import seeds
from newsmon.pipeline.imports.file_formats import find, read
from newsmon.pipeline.imports.imported import ImportedDocument, PassedOver, UnusableDocument
from newsmon.store import addresses, articles, pages, run_records

log = logging.getLogger(__name__)

SOURCE = "documents"  # outlet of documents that name none
# What is stored in one transaction; bounds memory.
AT_ONCE = 100  # documents
BYTES_AT_ONCE = 8 * 1024 * 1024


def store(conn: Connection, document: ImportedDocument, source_id: int) -> bool:
    """Store a document to be extracted; False if it was here already or is forgotten."""
    return store_all(conn, [(document, source_id)]) == 1


def store_all(conn: Connection, documents: Sequence[tuple[ImportedDocument, int]]) -> int:
    """Store documents, each with its source, no address twice; how many are to be extracted."""
    rows = addresses.ensure_all(
        conn, [(doc.url_key, doc.url, doc.host, source_id) for doc, source_id in documents]
    )
    fresh = [
        (address.address_id, document.page)
        for document, _ in documents
        if (address := rows[document.url_key]).state != "forgotten"
    ]
    stored = pages.keep_all(conn, fresh) if fresh else {}
    addresses.fetched(conn, [addresses.Fetched(address_id) for address_id in stored])
    return len(stored)


def load(conn: Connection, config: Config, paths: Iterable[Path], run_id: int) -> Counter[str]:
    """Store every document in these files and folders; commits as it goes.

    Originals of manifest seeds are recognised by their SHA-256 and take the seed's identity.
    Counts: `files`, `documents`, `kept`, `known`, `unreadable`, and `passed_over` with each reason
    as `passed_over_REASON`.
    """
    pages.open_weeks(conn)
    counts: Counter[str] = Counter()
    manifest = seeds.by_digest(config)
    now = datetime.now(timezone.utc)
    batch = _Batch(conn, config)
    for path in find(list(paths)):
        counts["files"] += 1
        log.debug("reads %s", path)
        for item in read(path, now, countries(config)):
            if isinstance(item, PassedOver):
                counts.update(passed_over_counts(item))
                log.debug("passed over: %s", item.reason, extra={"url": str(path)})
                continue
            counts["documents"] += 1
            if isinstance(item, UnusableDocument):
                counts["unreadable"] += 1
                _fail(conn, item, run_id)
            else:
                seed = manifest.get(seeds.digest(item.page.body))
                batch.add(item if seed is None else seeds.as_original(seed, item.page))
    batch.store()
    counts += batch.counts
    log.info("%s", logs.counted(counts))
    return counts


def passed_over_counts(item: PassedOver) -> dict[str, int]:
    """Return what is counted of something that is passed over."""
    return {"passed_over": 1, f"passed_over_{item.reason}": 1}


def countries(config: Config) -> dict[str, str | None]:
    """Return the countries of configured sources, by slug and by name in small letters."""
    return {
        key: source.country
        for source in config.sources
        for key in (source.slug, source.name.casefold())
    }


class _Batch:
    """Documents that are stored together, each address once."""

    def __init__(self, conn: Connection, config: Config) -> None:
        self.counts: Counter[str] = Counter()
        self._conn, self._config = conn, config
        self._waiting: dict[str, tuple[ImportedDocument, int]] = {}
        self._bytes = 0
        self._sources: dict[tuple[str | None, str | None], int] = {}

    def add(self, document: ImportedDocument) -> None:
        """Add a document; what waits is stored first where it is enough, or of the same address."""
        size = len(document.page.body)
        full = len(self._waiting) >= AT_ONCE or self._bytes + size > BYTES_AT_ONCE
        if full or document.url_key in self._waiting:
            self.store()
        outlet = (document.source, document.source_name)
        if outlet not in self._sources:
            self._sources[outlet] = source_of(self._conn, self._config, document)
        self._waiting[document.url_key] = document, self._sources[outlet]
        self._bytes += size

    def store(self) -> None:
        """Store what waits, and commit."""
        if self._waiting:
            stored = store_all(self._conn, list(self._waiting.values()))
            self.counts.update(kept=stored, known=len(self._waiting) - stored)
        self._conn.commit()
        self._waiting.clear()
        self._bytes = 0


def _fail(conn: Connection, document: UnusableDocument, run_id: int) -> None:
    run_records.fail(
        conn, document.rejection, run_id=run_id, source_id=None, url=document.place, stage="load"
    )


def source_of(conn: Connection, config: Config, document: ImportedDocument) -> int:
    """Return the id of the outlet that a document names, made where there is none.

    It is named by slug or by name.
    """
    named = (document.source or SOURCE).strip()
    for source in config.sources:
        if named.casefold() in {source.slug, source.name.casefold()}:
            return articles.ensure_source(conn, source.slug, source.name)
    slug = "-".join("".join(c if c.isalnum() else " " for c in named.casefold()).split())
    return articles.ensure_source(conn, slug or SOURCE, document.source_name or named)
