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
from newsmon.pipeline.imports import seeds, wire_admission
from newsmon.pipeline.imports.file_formats import find, read
from newsmon.pipeline.imports.imported import (
    UNNAMED_SOURCE,
    ImportedDocument,
    PassedOver,
    UnusableDocument,
    Withdrawal,
)
from newsmon.store import addresses, articles, pages, run_records
from newsmon.store.locks import retry_on_deadlock

log = logging.getLogger(__name__)

# Documents stored in one transaction; bounds memory.
AT_ONCE = 100  # documents
BYTES_AT_ONCE = 8 * 1024 * 1024


def store_all(conn: Connection, documents: Sequence[tuple[ImportedDocument, int]]) -> Counter[str]:
    """Store documents, each with its source, no address twice.

    Counts: `kept` (to be extracted), `known` (here already, or forgotten), `forgotten`, of
    agencies' items `embargoed` (to be extracted once it is over); `passed_over` with each reason.
    """
    rows = addresses.ensure_all(
        conn, [(doc.url_key, doc.url, doc.host, source_id) for doc, source_id in documents]
    )
    admitted, counts = wire_admission.admit(conn, [doc for doc, _ in documents], rows)
    fresh = {
        address.address_id: document
        for document in admitted
        if (address := rows[document.url_key]).state != "forgotten"
    }
    stored = pages.keep_all(conn, [(key, doc.page) for key, doc in fresh.items()]) if fresh else {}
    addresses.fetched(conn, dict.fromkeys(stored))
    embargoed = sum(is_embargoed(fresh[address_id]) for address_id in stored)
    return counts + Counter(
        kept=len(stored),
        known=len(admitted) - len(stored),
        forgotten=len(admitted) - len(fresh),
        embargoed=embargoed,
    )


def is_embargoed(document: ImportedDocument) -> bool:
    """Tell whether a document was under embargo when it came in."""
    end = document.wire.embargoed_until if document.wire else None
    return end is not None and end > document.page.fetched_at


def load(conn: Connection, config: Config, paths: Iterable[Path], run_id: int) -> Counter[str]:
    """Store every document in these files and folders; commits as it goes.

    Originals of manifest seeds are recognised by their SHA-256 and take the seed's identity.
    Counts: `files`, `documents`, `unreadable`, those of `store_all`, `removed` (by an agency's
    order), and `passed_over` with each reason as `passed_over_REASON`.
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
            elif isinstance(item, Withdrawal):
                batch.withdraw(item)
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
        source_id = self._source(document.source, document.source_name)
        self._waiting[document.url_key] = document, source_id
        self._bytes += size

    def withdraw(self, withdrawal: Withdrawal) -> None:
        """Obey an order to publish an item no more, after what came before it; commits."""
        self.store()
        source_id = self._source(withdrawal.source, None)
        self.counts += retry_on_deadlock(
            self._conn, lambda: wire_admission.withdraw(self._conn, withdrawal, source_id)
        )
        self._conn.commit()

    def _source(self, name: str | None, full_name: str | None) -> int:
        if (name, full_name) not in self._sources:
            source_id = source_of(self._conn, self._config, name, full_name)
            self._sources[name, full_name] = source_id
        return self._sources[name, full_name]

    def store(self) -> None:
        """Store what waits, and commit."""
        if self._waiting:
            self.counts += store_all(self._conn, list(self._waiting.values()))
        self._conn.commit()
        self._waiting.clear()
        self._bytes = 0


def _fail(conn: Connection, document: UnusableDocument, run_id: int) -> None:
    run_records.fail(
        conn, document.rejection, run_id=run_id, source_id=None, url=document.place, stage="load"
    )


def source_of(
    conn: Connection, config: Config, name: str | None, full_name: str | None = None
) -> int:
    """Return the id of the outlet that a document names, made where there is none.

    It is named by slug or by name; `full_name` is its name where that is a slug.
    """
    stated = (name or UNNAMED_SOURCE).strip()
    for source in config.sources:
        if stated.casefold() in {source.slug, source.name.casefold()}:
            return articles.ensure_source(conn, source.slug, source.name)
    slug = "-".join("".join(c if c.isalnum() else " " for c in stated.casefold()).split())
    return articles.ensure_source(conn, slug or UNNAMED_SOURCE, full_name or stated)
