"""Polling a folder: documents in it are entries, read in place.

A folder with a `manifest.yaml` holds seeds; any other, documents of its source.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

from psycopg2.extensions import connection as Connection

from newsmon import logs
from newsmon.config import Config
from newsmon.model import Entry, Failure, Reason, Rejection
from newsmon.pipeline.imports import documents, seeds, wire_admission
from newsmon.pipeline.imports.file_formats import find, read
from newsmon.pipeline.imports.imported import (
    ImportedDocument,
    ImportItem,
    PassedOver,
    UnusableDocument,
    Withdrawal,
)
from newsmon.store import addresses, feeds, run_records
from newsmon.store.locks import retry_on_deadlock
from newsmon.store.rows import FolderFeed

log = logging.getLogger(__name__)


def poll_folder(conn: Connection, config: Config, feed: FolderFeed, run_id: int) -> Counter[str]:
    """Keep every document of a folder that is new; returns counts. Commits.

    A folder that is not there is a failure of that feed alone.
    """
    return retry_on_deadlock(conn, lambda: _poll_folder(conn, config, feed, run_id))


def _poll_folder(conn: Connection, config: Config, feed: FolderFeed, run_id: int) -> Counter[str]:
    folder = config.folder(feed.url)
    if not folder.is_dir():
        missing = Failure(Reason.UNREADABLE_FILE, f"{folder} is no folder")
        _fail(conn, feed, run_id, str(folder), missing)
        feeds.set_state(conn, feed.feed_id, "failing", missing.reason.value)
        conn.commit()
        return Counter(feeds=1, failed=1)
    counts: Counter[str] = Counter(feeds=1)
    live_every = config.settings.seeds.live_every if seeds.has_manifest(folder) else None
    for item in _items(config, folder):
        if isinstance(item, PassedOver):
            counts.update(documents.passed_over_counts(item))
            log.debug("passed over: %s", item.reason, extra={"feed": feed.url})
        elif isinstance(item, UnusableDocument):
            _fail(conn, feed, run_id, item.place, item.rejection)
            counts["unreadable"] += 1
        elif isinstance(item, Withdrawal):
            counts += wire_admission.withdraw(conn, item, feed.source_id)
        else:
            counts += _take(conn, config, feed, item, live_every)
    feeds.set_state(conn, feed.feed_id, "ok", None)
    conn.commit()
    log.info("folder: %s", logs.counted(counts), extra={"feed": feed.url})
    return counts


def _items(config: Config, folder: Path) -> Iterator[ImportItem]:
    now = datetime.now(timezone.utc)
    if seeds.has_manifest(folder):
        for _, document in seeds.best_editions(folder, config, now):
            yield document
        return
    for path in find([folder]):
        yield from read(path, now, documents.countries(config))


def _take(
    conn: Connection,
    config: Config,
    feed: FolderFeed,
    document: ImportedDocument,
    live_every: timedelta | None,
) -> Counter[str]:
    """Announce a document as an entry of the folder and store its page.

    With `live_every` its live page is asked for as well, so often. An agency's item is the
    folder's own, whoever it names. Counts: `entries` that are new, and those of agencies' items.
    """
    source_id = feed.source_id
    if document.source is not None and document.wire is None:
        source_id = documents.source_of(conn, config, document.source, document.source_name)
    announcement = feeds.Announcement(
        feed.feed_id, source_id, _entry(document), document.url_key, document.url, document.host
    )
    feeds.announce(conn, [announcement], fetch=False)
    stored = documents.store_all(conn, [(document, source_id)])
    if live_every is not None and document.host:
        addresses.refetch_regularly(conn, document.url_key, live_every)
    counts = Counter(
        {name: n for name, n in stored.items() if name not in {"kept", "known", "forgotten"}}
    )
    return counts + Counter(entries=stored["kept"])


def _entry(document: ImportedDocument) -> Entry:
    """Return a document as an entry; nothing of an item under embargo but that it is there."""
    if documents.is_embargoed(document):
        return Entry(guid=document.guid, url=document.url)
    facts = document.page.supplied
    return Entry(
        guid=document.guid,
        url=document.url,
        title=facts.title or "",
        authors=facts.authors or (),
        published=facts.published,
        language=facts.language,
    )


def _fail(
    conn: Connection, feed: FolderFeed, run_id: int, place: str, problem: Failure | Rejection
) -> None:
    run_records.fail(
        conn, problem, run_id=run_id, source_id=feed.source_id, url=place, stage="poll"
    )
