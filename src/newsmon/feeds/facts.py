"""The facts that are stored of a feed, and the outcomes that a poll of it can have."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from newsmon.feeds.rhythm import Rhythm
from newsmon.model import Failure, Reason


class FeedState(str, Enum):
    """States of a feed; the last two are set by the configuration, never here."""

    NEW = "new"
    OK = "ok"
    QUIET = "quiet"
    FAILING = "failing"
    MOVED = "moved"  # healthy, at another address than feeds.yaml says
    GONE = "gone"
    DISABLED = "disabled"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says so (304), or the body is the same to the byte."""

    not_modified: bool  # True: 304; False: a whole answer with the known body
    etag: str | None = None
    last_modified: str | None = None
    permanent_url: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A whole answer that parsed as a feed."""

    new: int  # entries not known before
    total: int  # entries in it
    body_hash: bytes
    etag: str | None = None
    last_modified: str | None = None
    permanent_url: str | None = None
    hint: timedelta | None = None  # the longer of the feed's ttl and Cache-Control's max-age
    oldest_at: datetime | None = None  # publication times as the feed states them
    newest_at: datetime | None = None


Outcome = Unchanged | Read | Failure


@dataclass(frozen=True, slots=True)
class PollRules:
    """Bounds from the configuration; a feed with `poll:` of its own has shortest == longest."""

    shortest: timedelta = timedelta(minutes=5)
    longest: timedelta = timedelta(hours=12)
    retry_after_cap: timedelta = timedelta(days=1)
    first: timedelta = timedelta(hours=1)  # distance before anything is known
    pushed_until: datetime | None = None  # what is new is pushed until then
    safety_poll: timedelta = timedelta(hours=6)  # distance while it is


@dataclass(frozen=True, slots=True)
class FeedFacts:
    """Everything stored of a feed: the input of a decision, and (changed) its result."""

    url: str  # as configured
    fetch_url: str
    state: FeedState
    since: datetime
    reason: Reason | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: bytes | None = None
    moved_to: str | None = None
    moved_since: datetime | None = None
    moved_polls: int = 0
    last_polled_at: datetime | None = None
    last_ok_at: datetime | None = None
    last_whole_at: datetime | None = None  # last 200 that was read
    last_new_at: datetime | None = None
    consecutive_failures: int = 0
    poll_interval: timedelta | None = None
    next_poll_at: datetime | None = None
    rhythm: Rhythm = field(default_factory=Rhythm)
