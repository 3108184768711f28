"""The program that reads feeds, one after the other, started as a module."""

from __future__ import annotations

from dataclasses import dataclass

from newsmon.feeds import AnnouncedEntries, parse
from newsmon.logs import describe
from newsmon.model import Failure, ParsedFeed, Reason
from newsmon.pipeline.stages import allocation
from newsmon.pipeline.stages.worker_server import serve


@dataclass(frozen=True, slots=True)
class FeedBody:
    """Everything that reading a feed needs."""

    body: bytes
    url: str
    content_type: str | None
    kind: str
    country: str | None
    announced: AnnouncedEntries


def read(feed: FeedBody) -> ParsedFeed | Failure:
    """Read a feed; one that breaks the reader is a failure of its own."""
    try:
        return parse(
            feed.body,
            url=feed.url,
            content_type=feed.content_type,
            kind=feed.kind,
            country=feed.country,
            announced=feed.announced,
        )
    except Exception as error:  # noqa: BLE001 - whatever it is, it is about this feed
        return Failure(Reason.INTERNAL_ERROR, describe(error))


if __name__ == "__main__":
    allocation.give_back_large_blocks()
    serve(read, after=allocation.trimmer())
