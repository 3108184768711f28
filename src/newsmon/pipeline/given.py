"""Documents given become pages, as if they had been fetched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timezone
from pathlib import Path

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.pipeline import seeds
from newsmon.pipeline.files import GivenPage, Unreadable, find, read
from newsmon.store import addresses, articles, pages, runs

SOURCE = "documents"  # outlet of documents that name none
COMMIT_EVERY = 100


def keep(conn: Connection, given: GivenPage, source_id: int) -> bool:
    """Keep a given page, to be extracted; False if it was here already or is forgotten."""
    address = addresses.ensure(conn, given.url_key, given.url, given.host, source_id)
    if address.state == "forgotten" or pages.keep(conn, address.address_id, given.page) is None:
        return False
    addresses.fetched(conn, [addresses.Fetched(address.address_id)])
    return True


def load(conn: Connection, config: Config, paths: Iterable[Path], run_id: int) -> Counter[str]:
    """Keep every document found at these paths.

    Originals of manifest seeds are recognised by their SHA-256 and take the seed's identity.
    Counts: `files`, `documents`, `kept`, `known`, `unreadable`.
    """
    counts: Counter[str] = Counter()
    pages.open_weeks(conn)
    manifest = seeds.by_digest(config)
    now = datetime.now(timezone.utc)
    for path in find(list(paths)):
        counts["files"] += 1
        for found in read(path, now):
            counts["documents"] += 1
            if isinstance(found, Unreadable):
                counts["unreadable"] += 1
                runs.fail(
                    conn,
                    found.rejection,
                    run_id=run_id,
                    source_id=None,
                    url=found.place,
                    stage="load",
                )
            else:
                seed = manifest.get(seeds.digest(found.page.body))
                given = found if seed is None else seeds.as_original(seed, found.page)
                kept = keep(conn, given, source_of(conn, config, given))
                counts["kept" if kept else "known"] += 1
            if counts["documents"] % COMMIT_EVERY == 0:
                conn.commit()
    conn.commit()
    return counts


def source_of(conn: Connection, config: Config, given: GivenPage) -> int:
    """Id of the outlet that a document names, by slug or by name; made where nobody knows it."""
    wanted = (given.source or SOURCE).strip()
    for source in config.sources:
        if wanted.casefold() in {source.slug, source.name.casefold()}:
            return articles.ensure_source(conn, source.slug, source.name)
    slug = "-".join("".join(c if c.isalnum() else " " for c in wanted.casefold()).split())
    return articles.ensure_source(conn, slug or SOURCE, given.source_name or wanted)
