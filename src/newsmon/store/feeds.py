"""Sources and feeds: their configuration, their state after each poll, and their entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from psycopg2.extensions import connection as Connection

from newsmon.feeds.polling import FeedFacts, FeedState
from newsmon.feeds.rhythm import Rhythm
from newsmon.model import Entry, Reason
from newsmon.store import addresses
from newsmon.store.batches import batches
from newsmon.store.json_records import json_records
from newsmon.store.queries import PAGE_SIZE, execute, execute_values, fetch_all, fetch_single
from newsmon.store.rows import DueFeed, FolderFeed, Sighting


@dataclass(frozen=True, slots=True)
class Announcement:
    """An entry of a feed, with the identity of the address that it points to."""

    feed_id: int
    source_id: int
    entry: Entry
    url_key: str
    url: str
    host: str


@dataclass(frozen=True, slots=True)
class FeedChange:
    """The facts of a feed after a poll, and the marks of the entries that were read.

    `entry_marks` and `warnings` are None where no entry was read: the stored ones stay. So are
    `hubs` and `topic` where nothing was said of them. `push_missed`: something new came by the poll
    that no push had brought.
    """

    feed_id: int
    facts: FeedFacts
    entry_marks: bytes | None
    entries_too_old: int = 0
    warnings: tuple[str, ...] | None = None
    hubs: tuple[str, ...] | None = None
    topic: str | None = None
    push_missed: bool = False


def sync(
    conn: Connection,
    sources: Iterable[tuple[str, str, str | None, str | None, str | None]],
    feeds: Sequence[tuple[str, str, str, bool]],
) -> None:
    """Make the tables agree with the configuration.

    `sources` are (slug, name, homepage, country, language); `feeds` are (source slug, url,
    kind, enabled). Feeds that are not among them become `removed`.
    """
    execute_values(conn, "feeds.sync_sources", list(sources))
    execute_values(conn, "feeds.sync_feeds", feeds)
    execute(conn, "feeds.retire_feeds", urls=[url for _, url, _, _ in feeds])


def folders(conn: Connection, urls: Sequence[str] | None = None) -> list[FolderFeed]:
    """Return the folders to read, of these URLs (None: all)."""
    return fetch_all(conn, "feeds.folders", urls=_list_or_none(urls))


def due_buckets(
    conn: Connection, urls: Sequence[str] | None = None, *, even_if_not_due: bool = False
) -> list[int]:
    """Return the buckets of the hosts that have feeds to poll now; see `due`."""
    rows = fetch_all(
        conn, "feeds.due_buckets", urls=_list_or_none(urls), even_if_not_due=even_if_not_due
    )
    return [row.bucket for row in rows]


def next_due(conn: Connection, urls: Sequence[str] | None = None) -> float | None:
    """Return the seconds until the next of the feeds that are not due falls due."""
    return fetch_single(conn, "feeds.next_due", urls=_list_or_none(urls)).seconds


def due(
    conn: Connection,
    urls: Sequence[str] | None = None,
    *,
    even_if_not_due: bool = False,
    buckets: Sequence[int] = range(addresses.HOST_BUCKETS),
    except_hosts: Sequence[str] = (),
) -> list[DueFeed]:
    """Return the feeds to poll now, of these URLs (None: all), in these host buckets.

    Only for whoever holds the buckets' leases. A feed whose last poll lies a day ahead of the
    database's clock is due: the clock that set its next poll was wrong.
    """
    return fetch_all(
        conn,
        "feeds.due",
        urls=_list_or_none(urls),
        even_if_not_due=even_if_not_due,
        buckets=list(buckets),
        except_hosts=list(except_hosts),
    )


def _list_or_none(urls: Sequence[str] | None) -> list[str] | None:
    return None if urls is None else list(urls)


def facts_of(row: DueFeed) -> FeedFacts:
    """Return the facts in a row of `feeds.due`."""
    rhythm = dict(row.rhythm)
    if rhythm.get("since"):
        rhythm["since"] = datetime.fromisoformat(rhythm["since"])
    return FeedFacts(
        url=row.url,
        fetch_url=row.fetch_url,
        state=FeedState(row.state),
        since=row.since,
        reason=Reason(row.reason) if row.reason else None,
        etag=row.etag,
        last_modified=row.last_modified,
        body_hash=None if row.body_hash is None else bytes(row.body_hash),
        moved_to=row.moved_to,
        moved_since=row.moved_since,
        moved_polls=row.moved_polls,
        last_polled_at=row.last_polled_at,
        last_ok_at=row.last_ok_at,
        last_whole_at=row.last_whole_at,
        last_new_at=row.last_new_at,
        consecutive_failures=row.consecutive_failures,
        poll_interval=row.poll_interval,
        next_poll_at=row.next_poll_at,
        rhythm=Rhythm(**rhythm),
    )


_FACTS = tuple(field.name for field in fields(FeedFacts))  # each a column of newsmon.feed


def update(conn: Connection, changes: Iterable[FeedChange]) -> None:
    """Write the facts of feeds after a poll; each feed at most once."""
    records = [
        {
            "feed_id": change.feed_id,
            "entry_marks": change.entry_marks,
            "entries_too_old": change.entries_too_old,
            "warnings": None if change.warnings is None else list(change.warnings),
            "hubs": None if change.hubs is None else list(change.hubs),
            "topic": change.topic,
            "push_missed": change.push_missed,
        }
        | {name: getattr(change.facts, name) for name in _FACTS}
        for change in changes
    ]
    if records:
        execute(conn, "feeds.update", feeds=json_records(records))


def reached_lately(conn: Connection, except_feeds: Sequence[int]) -> list[str]:
    """Return the addresses of the feeds other than these that answered within the last hour."""
    rows = fetch_all(conn, "feeds.reached_lately", feeds=list(except_feeds))
    return [row.fetch_url for row in rows]


def set_state(conn: Connection, feed_id: int, state: str, reason: str | None) -> None:
    """Write the state of a folder after it was read."""
    execute(conn, "feeds.set_state", feed_id=feed_id, state=state, reason=reason)


def announce(
    conn: Connection, announcements: Sequence[Announcement], *, fetch: bool = True
) -> list[Sighting]:
    """Write the entries of feeds; returns a row (feed_id, address_id) for each new sighting.

    An entry whose guid and title are stored but whose URL changed is the same entry, so
    rotating URLs import nothing twice; a guid reused under another title is a new one.
    `fetch` queues new addresses, and loaded ones that a feed says have changed.
    """
    new_sightings: list[Sighting] = []
    sightings = _without_moved(conn, announcements)
    for page in batches(sightings, _size, number=PAGE_SIZE):
        addresses.make(conn, [(a.url_key, a.url, a.host, a.source_id) for a in page], fetch=fetch)
        rows = fetch_all(conn, "addresses.add_sightings", entries=json_records(map(_record, page)))
        changed = [row.address_id for row in rows if not row.is_new]
        if changed and fetch:
            execute(conn, "addresses.fetch_again", address_ids=changed)
        new_sightings += [row for row in rows if row.is_new]
    return new_sightings


def _size(announcement: Announcement) -> int:
    entry = announcement.entry
    return len(entry.title) + len(entry.summary) + len(entry.content_html)


def _without_moved(conn: Connection, announcements: Sequence[Announcement]) -> list[Announcement]:
    """Return the announcements, each address once a feed, but for entries whose URL changed.

    The new URLs of those are written as further addresses of the same article.
    """
    stored_keys = _stored_keys(conn, announcements)
    sightings: dict[tuple[int, str], Announcement] = {}
    moved: list[tuple[str, str, str, str]] = []
    for announcement in announcements:
        entry, url_key = announcement.entry, announcement.url_key
        keys = stored_keys.get((announcement.feed_id, entry.guid, entry.title), {url_key})
        if url_key in keys:
            sightings.setdefault((announcement.feed_id, url_key), announcement)
        else:
            moved.append((url_key, announcement.url, announcement.host, min(keys)))
    if moved:
        execute_values(conn, "addresses.add_moved", moved)
    return list(sightings.values())


def _stored_keys(
    conn: Connection, announcements: Sequence[Announcement]
) -> dict[tuple[int, str, str | None], set[str]]:
    """Return the URL keys of the stored entries with these guids, by feed, guid and title."""
    pairs = [(a.feed_id, a.entry.guid) for a in announcements if a.entry.guid != a.entry.url]
    keys: dict[tuple[int, str, str | None], set[str]] = {}
    if pairs:
        feed_ids, guids = zip(*pairs, strict=True)
        rows = fetch_all(conn, "addresses.by_guids", feed_ids=list(feed_ids), guids=list(guids))
        for row in rows:
            keys.setdefault((row.feed_id, row.guid, row.title), set()).add(row.url_key)
    return keys


def _record(announcement: Announcement) -> dict[str, object]:
    """Return the columns of newsmon.entry, with the URL key in the place of the address."""
    entry = announcement.entry
    return {
        "feed_id": announcement.feed_id,
        "guid": entry.guid,
        "url_key": announcement.url_key,
        "title": entry.title,
        "summary": entry.summary or None,
        "content_html": entry.content_html or None,
        "authors": entry.authors,
        "published_at": entry.published and entry.published.at.isoformat(),
        "published_precision": entry.published and entry.published.precision,
        "modified_at": entry.modified and entry.modified.at.isoformat(),
        "language": entry.language,
        "tags": entry.tags,
    }
