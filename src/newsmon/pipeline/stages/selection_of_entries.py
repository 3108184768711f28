"""The entries of a poll that are taken, and the account of those that are not."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime

import xxhash

from newsmon.model import Entry
from newsmon.pipeline.stages.poll_requests import Poll
from newsmon.store import feeds
from newsmon.store.coverage import PassedEntry
from newsmon.urls import host, normalise, url_key

log = logging.getLogger(__name__)

_LONGEST_KEY = 500  # characters of an address that cannot be used


@dataclass(slots=True)
class Selection:
    """Entries of one feed: to be announced, the newest first, and passed over."""

    announcements: list[feeds.Announcement] = field(default_factory=list)
    passed: list[PassedEntry] = field(default_factory=list)


def select_entries(poll: Poll, now: datetime) -> Selection:
    """Return the entries of usable URLs that the configuration selects, and all others."""
    assert poll.parsed is not None
    since = poll.config.announced_since(poll.feed.created_at, now)
    selection = Selection()
    for entry in poll.parsed.entries:
        selected = _selected(poll, entry, since)
        if isinstance(selected, PassedEntry):
            log.debug("entry passed over: %s", selected.reason,
                      extra={"feed": poll.feed.url, "url": entry.url})  # fmt: skip
            selection.passed.append(selected)
        else:
            selection.announcements.append(selected)
    selection.announcements.sort(
        key=lambda a: a.entry.published.at if a.entry.published else now, reverse=True
    )
    selection.passed += [
        PassedEntry(poll.feed.feed_id, _key(entry) or entry.url, "reserved")
        for entry in poll.reserved
    ]
    selection.passed += [
        PassedEntry(
            poll.feed.feed_id, f"no link: {xxhash.xxh3_64_hexdigest(stated.encode())}", "no_link"
        )
        for stated in poll.parsed.unlinked
    ]
    return selection


def is_too_old(entry: Entry, since: datetime) -> bool:
    """Tell whether an entry was published before what its feed may announce."""
    return entry.published is not None and entry.published.at < since


def _selected(poll: Poll, entry: Entry, since: datetime) -> feeds.Announcement | PassedEntry:
    """Return the announcement of an entry, or why there is none."""
    feed_id = poll.feed.feed_id
    try:
        url = normalise(entry.url)
        key, server = url_key(url), host(url)
    except ValueError:
        return PassedEntry(feed_id, entry.url[:_LONGEST_KEY], "bad_url")
    if is_too_old(entry, since):
        return PassedEntry(feed_id, key, "too_old")
    if not poll.config.wants(url, entry.title):
        return PassedEntry(feed_id, key, "excluded")
    return feeds.Announcement(feed_id, poll.feed.source_id, entry, key, url, server)


def _key(entry: Entry) -> str | None:
    try:
        return url_key(normalise(entry.url))
    except ValueError:
        return None
