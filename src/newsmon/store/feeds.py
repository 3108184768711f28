"""Sources and feeds: what the configuration says of them and what polling has learned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from psycopg2.extensions import connection as Connection

from newsmon.feeds.polling import FeedFacts, FeedState, FeedUpdate
from newsmon.feeds.rhythm import Rhythm
from newsmon.model import Entry, Reason
from newsmon.store.addresses import SLOTS
from newsmon.store.queries import (
    execute,
    execute_values,
    fetch_all,
    fetch_single,
    fetch_values,
)
from newsmon.store.rows import DueFeed, FolderFeed, Sighting


@dataclass(frozen=True, slots=True)
class Announcement:
    """An entry with the identity of the address it points to."""

    entry: Entry
    url_key: str
    url: str
    host: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What one feed announces."""

    feed_id: int
    source_id: int
    announcements: Sequence[Announcement]


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
    """Folders to read, of these URLs (None: all)."""
    return fetch_all(conn, "feeds.folders", urls=_given(urls))


def due_slots(
    conn: Connection, urls: Sequence[str] | None = None, *, asked: bool = False
) -> list[int]:
    """Slots of the hosts that have feeds to poll now; see `due`."""
    rows = fetch_all(conn, "feeds.due_slots", urls=_given(urls), asked=asked)
    return [row.slot for row in rows]


def due(
    conn: Connection,
    urls: Sequence[str] | None = None,
    *,
    asked: bool = False,
    slots: Sequence[int] = range(SLOTS),
    but: Sequence[str] = (),
) -> list[DueFeed]:
    """Feeds to poll now, of these URLs (None: all); with `asked`, whether they are due or not.

    Of these slots, leaving out the hosts in `but`. Only for whoever holds the slots' locks.
    """
    return fetch_all(
        conn, "feeds.due", urls=_given(urls), asked=asked, slots=list(slots), but=list(but)
    )


def _given(urls: Sequence[str] | None) -> list[str] | None:
    return None if urls is None else list(urls)


def facts_of(row: DueFeed) -> FeedFacts:
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


@dataclass(frozen=True, slots=True)
class Decided:
    """What a poll means for a feed."""

    feed_id: int
    before: FeedFacts
    after: FeedUpdate
    marks: bytes | None  # of the entries that were read; None: as they were

    @property
    def as_before(self) -> bool:
        """Whether all is well and nothing but times is other than it was."""
        was, is_ = self.before, self.after.facts
        return (
            self.marks is None
            and is_.reason is None
            and is_.consecutive_failures == 0
            and all(getattr(was, name) is getattr(is_, name) for name in _LASTING)
        )


_LASTING = (
    "state", "since", "fetch_url", "etag", "last_modified", "body_hash", "moved_to", "moved_since",
    "moved_polls", "last_new_at", "rhythm",
)  # fmt: skip


def update(conn: Connection, decided: Iterable[Decided]) -> None:
    """Write what was decided on feeds after a poll; each at most once."""
    changed: list[Decided] = []
    same: list[Decided] = []
    for one in decided:
        (same if one.as_before else changed).append(one)
    if same:
        facts = [one.after.facts for one in same]
        execute(
            conn,
            "feeds.update_times",
            feed_ids=[one.feed_id for one in same],
            polled=[fact.last_polled_at for fact in facts],
            whole=[fact.last_whole_at for fact in facts],
            intervals=[fact.interval for fact in facts],
            due=[one.after.next_poll_at for one in same],
        )
    rows = [(*_update_row(one.feed_id, one.after), one.marks) for one in changed]
    execute_values(conn, "feeds.update", rows)


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


def note_opt_outs(conn: Connection, stated: Sequence[tuple[int, str | None]]) -> None:
    """What feeds' whole answers say of text and data mining: (feed_id, statement) pairs."""
    if stated:
        feed_ids, opt_outs = zip(*stated, strict=True)
        execute(conn, "feeds.opt_outs", feed_ids=list(feed_ids), opt_outs=list(opt_outs))


def reached_lately(conn: Connection, apart_from: Sequence[int]) -> bool:
    """Whether a feed other than these answered within the last hour."""
    return fetch_single(conn, "feeds.recent_ok", feeds=list(apart_from)).online


def set_state(conn: Connection, feed_id: int, state: str, reason: str | None) -> None:
    """State of a folder, after it was read."""
    execute(conn, "feeds.set_state", feed_id=feed_id, state=state, reason=reason)


def announce(conn: Connection, heard: Sequence[Heard], *, fetch: bool = True) -> list[Sighting]:
    """Write the entries of feeds; returns a row (feed_id, address_id) for each sighted anew.

    An entry whose guid and title are known but whose URL changed is the same entry, so
    rotating URLs import nothing twice; a guid reused under another title is a new one.
    `fetch` queues addresses that nobody knew, and known ones that a feed says have changed.
    """
    fresh, moved = _apart(conn, heard)
    if moved:
        execute_values(conn, "addresses.moved", moved)
    if not fresh:
        return []
    execute_values(
        conn,
        "addresses.announce",
        [(one.url_key, one.url, one.host, feed.source_id) for feed, one in fresh],
        form="(%s, %s, %s, %s, now())" if fetch else None,
    )
    sighted = fetch_values(
        conn, "addresses.sight", [_entry_row(feed.feed_id, one) for feed, one in fresh]
    )
    changed = [row.address_id for row in sighted if not row.is_new]
    if changed and fetch:
        execute(conn, "addresses.fetch_again", address_ids=changed)
    return [row for row in sighted if row.is_new]


def _apart(
    conn: Connection, heard: Sequence[Heard]
) -> tuple[list[tuple[Heard, Announcement]], list[tuple[str, str, str, str]]]:
    """The entries with their feeds, each address once a feed; apart from them moved ones.

    Those are known under another URL: (url_key, url, host, url_key that we know).
    """
    known = _known_guids(conn, heard)
    fresh: dict[tuple[int, str], tuple[Heard, Announcement]] = {}
    moved = []
    for feed in heard:
        for one in feed.announcements:
            identity = (feed.feed_id, one.entry.guid, one.entry.title)
            keys = known.get(identity, {one.url_key})
            if one.url_key in keys:
                fresh.setdefault((feed.feed_id, one.url_key), (feed, one))
            else:
                moved.append((one.url_key, one.url, one.host, min(keys)))
    return list(fresh.values()), moved


def _known_guids(
    conn: Connection, heard: Sequence[Heard]
) -> dict[tuple[int, str, str | None], set[str]]:
    """What the feeds have announced under these guids: URL keys by feed, guid and title."""
    pairs = [
        (feed.feed_id, one.entry.guid)
        for feed in heard
        for one in feed.announcements
        if one.entry.guid != one.entry.url
    ]
    known: dict[tuple[int, str, str | None], set[str]] = {}
    if pairs:
        feed_ids, guids = zip(*pairs, strict=True)
        rows = fetch_all(conn, "addresses.known_guids", feed_ids=list(feed_ids), guids=list(guids))
        for row in rows:
            known.setdefault((row.feed_id, row.guid, row.title), set()).add(row.url_key)
    return known


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
