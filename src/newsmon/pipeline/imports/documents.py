"""Documents given become pages, as if they had been fetched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timezone
from pathlib import Path

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.pipeline.imports import seeds
from newsmon.pipeline.imports.file_formats import ImportedDocument, UnusableDocument, find, read
from newsmon.store import addresses, articles, pages, runs

SOURCE = "documents"  # outlet of documents that name none
# What is kept in one transaction; bounds memory.
AT_ONCE = 100  # documents
BYTES_AT_ONCE = 8 * 1024 * 1024


def keep(conn: Connection, given: ImportedDocument, source_id: int) -> bool:
    """Keep a given page, to be extracted; False if it was here already or is forgotten."""
    return keep_all(conn, [(given, source_id)]) == 1


def keep_all(conn: Connection, given: Sequence[tuple[ImportedDocument, int]]) -> int:
    """Keep pages, each with its source, no address twice; how many are to be extracted."""
    found = addresses.ensure_all(
        conn, [(one.url_key, one.url, one.host, source_id) for one, source_id in given]
    )
    wanted = [
        (address.address_id, one.page)
        for one, _ in given
        if (address := found[one.url_key]).state != "forgotten"
    ]
    kept = pages.keep_all(conn, wanted) if wanted else {}
    addresses.fetched(conn, [addresses.Fetched(address_id) for address_id in kept])
    return len(kept)


def load(conn: Connection, config: Config, paths: Iterable[Path], run_id: int) -> Counter[str]:
    """Keep every document found at these paths; commits as it goes.

    Originals of manifest seeds are recognised by their SHA-256 and take the seed's identity.
    Counts: `files`, `documents`, `kept`, `known`, `unreadable`.
    """
    pages.open_weeks(conn)
    counts: Counter[str] = Counter()
    manifest = seeds.by_digest(config)
    now = datetime.now(timezone.utc)
    batch = _Batch(conn, config)
    for path in find(list(paths)):
        counts["files"] += 1
        for found in read(path, now, countries(config)):
            counts["documents"] += 1
            if isinstance(found, UnusableDocument):
                counts["unreadable"] += 1
                _fail(conn, found, run_id)
            else:
                seed = manifest.get(seeds.digest(found.page.body))
                batch.add(found if seed is None else seeds.as_original(seed, found.page))
    batch.keep()
    return counts + batch.counts


def countries(config: Config) -> dict[str, str | None]:
    """Return the countries of configured sources, by slug and by name in small letters."""
    return {
        key: source.country
        for source in config.sources
        for key in (source.slug, source.name.casefold())
    }


class _Batch:
    """Documents that are kept together, each address once."""

    def __init__(self, conn: Connection, config: Config) -> None:
        self.counts: Counter[str] = Counter()
        self._conn, self._config = conn, config
        self._waiting: dict[str, tuple[ImportedDocument, int]] = {}
        self._bytes = 0
        self._sources: dict[tuple[str | None, str | None], int] = {}

    def add(self, given: ImportedDocument) -> None:
        full = len(self._waiting) >= AT_ONCE or self._bytes >= BYTES_AT_ONCE
        if full or given.url_key in self._waiting:
            self.keep()
        outlet = (given.source, given.source_name)
        if outlet not in self._sources:
            self._sources[outlet] = source_of(self._conn, self._config, given)
        self._waiting[given.url_key] = given, self._sources[outlet]
        self._bytes += len(given.page.body)

    def keep(self) -> None:
        """Keep what waits, and commit."""
        if self._waiting:
            kept = keep_all(self._conn, list(self._waiting.values()))
            self.counts.update(kept=kept, known=len(self._waiting) - kept)
        self._conn.commit()
        self._waiting.clear()
        self._bytes = 0


def _fail(conn: Connection, found: UnusableDocument, run_id: int) -> None:
    runs.fail(conn, found.rejection, run_id=run_id, source_id=None, url=found.place, stage="load")


def source_of(conn: Connection, config: Config, given: ImportedDocument) -> int:
    """Id of the outlet that a document names, by slug or by name; made where nobody knows it."""
    wanted = (given.source or SOURCE).strip()
    for source in config.sources:
        if wanted.casefold() in {source.slug, source.name.casefold()}:
            return articles.ensure_source(conn, source.slug, source.name)
    slug = "-".join("".join(c if c.isalnum() else " " for c in wanted.casefold()).split())
    return articles.ensure_source(conn, slug or SOURCE, given.source_name or wanted)
