"""The program of the processes that read feeds."""

from __future__ import annotations

from dataclasses import dataclass

from newsmon.feeds import AnnouncedEntries
from newsmon.logs import describe
from newsmon.model import Failure, ParsedFeed, Reason


@dataclass(frozen=True, slots=True)
class FeedBody:
    """Everything that reading a feed needs."""

    body: bytes
    url: str
    content_type: str | None
    kind: str
    country: str | None
    announced: AnnouncedEntries


def load() -> None:
    """Load all that feeds are read by."""
    from newsmon.feeds import parse  # noqa: F401


def work(feed: FeedBody) -> ParsedFeed | Failure:
    """Read a feed."""
    from newsmon.feeds import parse  # late: polling reads few feeds itself, and mostly none

    return parse(
        feed.body,
        url=feed.url,
        content_type=feed.content_type,
        kind=feed.kind,
        country=feed.country,
        announced=feed.announced,
    )


def work_at_once(feed: FeedBody) -> ParsedFeed | None:
    """Read a feed that takes little time; None for all others."""
    from newsmon.feeds import parse_plain

    return parse_plain(
        feed.body,
        url=feed.url,
        content_type=feed.content_type,
        country=feed.country,
        announced=feed.announced,
    )


def failure(error: Exception) -> Failure:
    """Return the failure of a feed that breaks the reader."""
    return Failure(Reason.INTERNAL_ERROR, describe(error))
