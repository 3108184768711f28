"""Feeds as files: written where they changed, whole or not at all, for any web server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

from psycopg2.extensions import connection as Connection

from newsmon.config import Settings, files, home
from newsmon.errors import UsageError
from newsmon.report.feeds_out.feed_content import read
from newsmon.report.feeds_out.formats import render
from newsmon.store import execute, fetch_all


def write_feeds(conn: Connection, settings: Settings, *, now: datetime | None = None) -> list[Path]:
    """Write the feeds of `feeds_out:`, and return the paths of those that changed.

    Only reads from the database, in one transaction of its own. Without a directory nothing is
    written. Raises UsageError where a file cannot be written.
    """
    out = settings.feeds_out
    if out.directory is None:
        return []
    directory = (home() / Path(out.directory).expanduser()).absolute()
    conn.rollback()
    execute(conn, "report.begin")
    changed = []
    for name in _names(conn, settings):
        feed = read(conn, settings, name, now or datetime.now(timezone.utc))
        for form in out.formats if feed else ():
            assert feed is not None
            path = directory / f"{name}.{form}"
            if _write(path, render(feed, form)):
                changed.append(path)
    conn.rollback()
    return changed


def _names(conn: Connection, settings: Settings) -> Iterator[str]:
    """Yield the names of all feeds: of topics, of events and of searches."""
    chosen = settings.feeds_out.topics
    yield "events.all"
    for row in fetch_all(conn, "report.topics"):
        if chosen == "all" or row.topic in chosen:
            yield row.topic
            yield f"events.{row.topic}"
    for search in settings.feeds_out.searches:
        yield f"search.{search.name}"


def _write(path: Path, body: bytes) -> bool:
    """Write a file unless it says the same already; tells whether it was written."""
    try:
        if path.is_file() and path.read_bytes() == body:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        files.replace(path, body, mode=0o644)
    except OSError as error:
        raise UsageError(f"the feed cannot be written to {path}: {error.strerror}") from None
    return True
