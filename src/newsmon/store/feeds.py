"""Sources and feeds: what the configuration says of them and what polling has learned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from psycopg2.extensions import connection as Connection

from newsmon.feeds.polling import FeedFacts, FeedState, FeedUpdate
from newsmon.feeds.rhythm import Rhythm
from newsmon.model import Entry, Reason
from newsmon.store.queries import execute, execute_values, fetch_all, fetch_one


@dataclass(frozen=True, slots=True)
class Announcement:
    """An entry with the identity of the address it points to."""

    entry: Entry
    url_key: str
    url: str
    host: str


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


def due(conn: Connection, urls: Sequence[str] | None = None, *, asked: bool = False) -> list[Any]:
    """Feeds to poll now, of these URLs (None: all); with `asked`, whether they are due or not."""
    return fetch_all(conn, "feeds.due", urls=list(urls) if urls is not None else None, asked=asked)


def facts_of(row: Any) -> FeedFacts:
    """What is stored of a feed, as the decider wants it."""
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
        interval=row.poll_interval,
        rhythm=Rhythm(**rhythm),
    )


def update(conn: Connection, decided: Iterable[tuple[int, FeedUpdate, bytes | None]]) -> None:
    """Write what was decided on feeds after a poll; each at most once.

    By id, and with the marks of the entries that were read (None: as they were).
    """
    rows = [(*_update_row(feed_id, update), marks) for feed_id, update, marks in decided]
    execute_values(conn, "feeds.update", rows, template=_UPDATE)


# The columns of `feeds.update`; a column of nothing but nulls has no type of its own.
_UPDATE = (
    "(%s, %s, %s::timestamptz, %s, %s, %s, %s, %s::bytea, %s, %s::timestamptz, %s,"
    " %s::timestamptz, %s::timestamptz, %s::timestamptz, %s::timestamptz, %s::jsonb, %s,"
    " %s::interval, %s::timestamptz, %s::bytea)"
)


_RHYTHM = tuple(field.name for field in fields(Rhythm))


def _update_row(feed_id: int, decided: FeedUpdate) -> tuple[object, ...]:
    facts, rhythm = decided.facts, decided.facts.rhythm
    since = rhythm.since
    return (
        feed_id,
        facts.state.value,
        facts.since,
        facts.reason.value if facts.reason else None,
        facts.fetch_url,
        facts.etag,
        facts.last_modified,
        facts.body_hash,
        facts.moved_to,
        facts.moved_since,
        facts.moved_polls,
        facts.last_polled_at,
        facts.last_ok_at,
        facts.last_whole_at,
        facts.last_new_at,
        {field: getattr(rhythm, field) for field in _RHYTHM}
        | {"since": since and since.isoformat()},
        facts.consecutive_failures,
        facts.interval,
        decided.next_poll_at,
    )


def note_opt_out(conn: Connection, feed_id: int, opt_out: str | None) -> None:
    """What a feed's whole answer says of text and data mining."""
    execute(conn, "feeds.opt_out", feed_id=feed_id, opt_out=opt_out)


def seconds_to_next(conn: Connection) -> float | None:
    """Seconds until the next feed falls due (negative: overdue); None without feeds."""
    row = fetch_one(conn, "feeds.next_due")
    return None if row is None or row.seconds is None else float(row.seconds)


def reached_lately(conn: Connection, apart_from: Sequence[int]) -> bool:
    """Whether a feed other than these answered within the last hour."""
    return bool(fetch_one(conn, "feeds.recent_ok", feeds=list(apart_from)).online)


def set_state(conn: Connection, feed_id: int, state: str, reason: str | None) -> None:
    """State of a folder, after it was read."""
    execute(conn, "feeds.set_state", feed_id=feed_id, state=state, reason=reason)


def announce(
    conn: Connection,
    feed_id: int,
    source_id: int,
    announcements: Sequence[Announcement],
    *,
    fetch: bool = True,
) -> list[int]:
    """Write the entries of a feed that are new to us; returns the addresses sighted anew.

    An entry whose guid and title are known but whose URL changed is the same entry, so
    rotating URLs import nothing twice; a guid reused under another title is a new one.
    `fetch` queues addresses that nobody knew, and known ones that the feed says have changed.
    """
    fresh, moved = _apart(conn, feed_id, announcements)
    if moved:
        execute_values(conn, "addresses.moved", moved)
    if not fresh:
        return []
    when = "now()" if fetch else "null"
    execute_values(
        conn,
        "addresses.announce",
        [(a.url_key, a.url, a.host, source_id) for a in fresh],
        template=f"(%s, %s, %s, %s, {when})",
    )
    sighted = execute_values(
        conn,
        "addresses.sight",
        [_entry_row(feed_id, a) for a in fresh],
        template="(%s, %s, %s, %s, %s, %s, %s::text[],"
        " %s::timestamptz, %s, %s::timestamptz, %s, %s::text[])",
        fetch=True,
    )
    changed = [row.address_id for row in sighted if not row.is_new]
    if changed and fetch:
        execute(conn, "addresses.fetch_again", address_ids=changed)
    return [row.address_id for row in sighted if row.is_new]


def _apart(
    conn: Connection, feed_id: int, announcements: Sequence[Announcement]
) -> tuple[list[Announcement], list[tuple[str, str, str, str]]]:
    """The entries, each address once; apart from them those known under another URL.

    The latter as (url_key, url, host, url_key that we know).
    """
    guids = [a.entry.guid for a in announcements if a.entry.guid != a.entry.url]
    known: dict[tuple[str, str | None], set[str]] = {}
    for row in fetch_all(conn, "addresses.known_guids", feed_id=feed_id, guids=guids):
        known.setdefault((row.guid, row.title), set()).add(row.url_key)
    fresh: dict[str, Announcement] = {}
    moved = []
    for one in announcements:
        keys = known.get((one.entry.guid, one.entry.title), {one.url_key})
        if one.url_key in keys:
            fresh.setdefault(one.url_key, one)
        else:
            moved.append((one.url_key, one.url, one.host, min(keys)))
    return list(fresh.values()), moved


def _entry_row(feed_id: int, announcement: Announcement) -> tuple[object, ...]:
    entry = announcement.entry
    published = entry.published
    return (
        feed_id,
        entry.guid,
        announcement.url_key,
        entry.title,
        entry.summary or None,
        entry.content_html or None,
        list(entry.authors),
        published.at if published else None,
        published.precision.value if published else None,
        entry.modified.at if entry.modified else None,
        entry.language,
        list(entry.tags),
    )
