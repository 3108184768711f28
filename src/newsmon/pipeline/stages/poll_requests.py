"""Requests for feeds: many hosts at a time, politely, each answer read as a feed."""

from __future__ import annotations

import hashlib
import logging
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import xxhash

from newsmon.config import FeedConfig
from newsmon.feeds import AnnouncedEntries, unpacked
from newsmon.feeds.entries import MAX_ENTRIES
from newsmon.fetch import (
    ACCEPT_FEED,
    Allowance,
    Answer,
    FetchSettings,
    Visitor,
    fetch_by_host,
)
from newsmon.model import Entry, Failure, ParsedFeed, Reason
from newsmon.pipeline.frontier.admission import HostLeasedError
from newsmon.pipeline.stages.feed_reader import FeedBody
from newsmon.pipeline.stages.feed_readers import FeedReaders
from newsmon.rights import (
    Statement,
    Use,
    first_honoured,
    rights_of_answer,
    rights_of_feed_item,
    rights_of_feed_items,
)
from newsmon.store.rows import DueFeed
from newsmon.websub import Advertised, advertised

log = logging.getLogger(__name__)

_ENTRY_BYTES = 1000  # of an entry, beside its texts
MAX_NESTED = 20  # sitemaps of one index that are read in one poll


@dataclass(frozen=True, slots=True)
class Poll:
    """One poll of a feed: its answer, what the answer reads as, or the failure.

    Without `parsed` and without `failure` nothing changed since the last poll.
    """

    feed: DueFeed
    config: FeedConfig
    answer: Answer | None = None
    parsed: ParsedFeed | None = None
    failure: Failure | None = None
    rights: Sequence[Statement] = ()  # that a whole answer states
    reserved: tuple[Entry, ...] = ()  # left out: a licence in the feed reserves what is honoured
    advertised: Advertised | None = None  # hubs that the answer names; None: nothing is said
    deferred: bool = False  # another process asks the host that it leads to: it stays due
    body_hash: bytes = b""  # by which the next poll recognises the same body

    @property
    def is_news(self) -> bool:
        """Tell whether there may be something new to fetch."""
        return self.parsed is not None and bool(self.parsed.entries)

    @property
    def is_unreachable(self) -> bool:
        """Tell whether no answer came at all."""
        return self.failure is not None and self.failure.reason.is_unreachable


async def poll_all(
    visitor: Visitor,
    readers: FeedReaders,
    groups: AsyncIterator[tuple[str, list[tuple[DueFeed, str]]]],
    configured: Mapping[str, FeedConfig],
) -> AsyncIterator[list[Poll]]:
    """Poll all feeds; yields the polls that ended since the last list was read.

    `groups` are `(host, its (row of feeds.due, URL to ask for) pairs)`, `configured` feeds by
    the URL that they have in feeds.yaml.
    """
    settings = visitor.fetcher.settings

    async def poll(row: DueFeed, url: str) -> Poll:
        try:
            return await _poll(visitor, readers, row, configured[row.url], url)
        except HostLeasedError:
            return Poll(row, configured[row.url], deferred=True)

    async for results in fetch_by_host(
        groups,
        poll,
        concurrency=settings.concurrency,
        per_host=settings.per_host_concurrency,
        is_urgent=lambda poll: poll.is_news,
    ):
        polls = [poll for _, poll in results]
        results.clear()  # or it would hold the polls until the next ones come
        yield polls


async def _poll(
    visitor: Visitor, readers: FeedReaders, row: DueFeed, feed: FeedConfig, url: str
) -> Poll:
    answer = await _get(visitor, url, feed, row)
    if isinstance(answer, Failure):
        return Poll(row, feed, failure=answer)
    same_body = row.body_hash is not None and bytes(row.body_hash) == digest(answer)
    if answer.unchanged or same_body:
        log.debug("unchanged", extra={"feed": row.url})
        in_header = advertised(answer.headers, answer.final_url)
        return Poll(row, feed, answer, advertised=in_header if in_header.hubs else None)
    poll = await read_answer(readers, row, feed, answer, visitor.fetcher.settings)
    if poll.parsed is not None and poll.parsed.nested:
        allowance = answer.allowance
        del answer  # no body is held while further ones are waited for
        read_nested = partial(_nested, visitor, readers, row, feed)
        return replace(poll, parsed=await _with_nested(read_nested, row, poll.parsed, allowance))
    return poll


async def read_answer(
    readers: FeedReaders, row: DueFeed, feed: FeedConfig, answer: Answer, settings: FetchSettings
) -> Poll:
    """Return the poll of a whole answer, asked for or pushed: what it reads as, or the failure."""
    own = rights_of_answer(
        answer.headers, b"", "", agent=settings.user_agent, url=answer.final_url
    ).header
    honoured = frozenset(map(Use, settings.honoured))
    if reservation := first_honoured(own, honoured):
        refused = Failure(Reason.OPT_OUT, reservation.text)
        return Poll(row, feed, answer, None, refused, own, advertised=Advertised())
    announced = AnnouncedEntries(unpacked(row.entry_marks), _selection_mark(feed))
    parsed = await _read(readers, answer, row, announced)
    if isinstance(parsed, Failure):
        return Poll(row, feed, answer, None, parsed, own)
    items, body_hash = rights_of_feed_items(answer.body, answer.final_url), digest(answer)
    answer = _without_body(answer, parsed)
    allowed = _without_reserved(parsed, items, honoured)
    return Poll(
        row,
        feed,
        answer,
        allowed,
        body_hash=body_hash,
        rights=(*own, *items),
        reserved=_left_out(parsed, allowed),
        advertised=advertised(
            answer.headers, answer.final_url, hubs=parsed.hubs, self_link=parsed.self_link
        ),
    )


def _left_out(parsed: ParsedFeed, allowed: ParsedFeed) -> tuple[Entry, ...]:
    """Return the entries of a feed that are not among those that are allowed."""
    if allowed is parsed:
        return ()
    remaining = set(allowed.entries)
    return tuple(entry for entry in parsed.entries if entry not in remaining)


def _without_body(answer: Answer, parsed: ParsedFeed) -> Answer:
    """Return an answer whose body was read: what it reads as is counted in its place."""
    if answer.allowance is not None:
        answer.allowance.release()
        answer.allowance.become(_size(parsed.entries))
    return replace(answer, body=b"")


def _size(entries: Sequence[Entry]) -> int:
    """Return about how many bytes entries take."""
    return sum(
        _ENTRY_BYTES
        + sys.getsizeof(entry.title)
        + sys.getsizeof(entry.summary)
        + sys.getsizeof(entry.content_html)
        for entry in entries
    )


def _without_reserved(
    parsed: ParsedFeed, items: Sequence[Statement], honoured: frozenset[Use]
) -> ParsedFeed:
    """Return a feed without the entries whose licence in the feed reserves an honoured use."""
    if not items or not honoured:
        return parsed
    entries = tuple(
        entry
        for entry in parsed.entries
        if not first_honoured(rights_of_feed_item(items, entry.url), honoured)
    )
    return replace(parsed, entries=entries)


def _selection_mark(feed: FeedConfig) -> int:
    """Return a number of the feed's selection rules: when it changes, every entry is read anew."""
    apart_from = {"url", "poll", "headers", "proxy", "enabled"}
    return xxhash.xxh3_64_intdigest(feed.model_dump_json(exclude=apart_from).encode())


async def _with_nested(
    read_nested: Callable[[str], Awaitable[ParsedFeed | Failure]],
    row: DueFeed,
    index: ParsedFeed,
    allowance: Allowance | None,
) -> ParsedFeed:
    """Return a sitemap index with the entries of its sitemaps; a loop ends at the bound."""
    visited: set[str] = set()
    waiting, entries = list(index.nested), list(index.entries)
    while waiting and len(visited) < MAX_NESTED and len(entries) < MAX_ENTRIES:
        url = waiting.pop(0)
        if url in visited:
            continue
        visited.add(url)
        parsed = await read_nested(url)
        if isinstance(parsed, Failure):
            log.info("a sitemap of it cannot be read: %s: %s", parsed.reason.value, parsed.detail,
                     extra={"feed": row.url, "url": url})  # fmt: skip
            continue
        entries += parsed.entries
        waiting += parsed.nested
        if allowance is not None:
            allowance.become(_size(entries))
    return replace(index, entries=tuple(entries))


async def _nested(
    visitor: Visitor, readers: FeedReaders, row: DueFeed, feed: FeedConfig, url: str
) -> ParsedFeed | Failure:
    """Return a sitemap of an index."""
    answer = await _get(visitor, url, feed)
    return answer if isinstance(answer, Failure) else await _read(readers, answer, row)


async def _get(
    visitor: Visitor, url: str, feed: FeedConfig, row: DueFeed | None = None
) -> Answer | Failure:
    return await visitor.get(
        url,
        obey_robots=False,  # feeds are offered to programs
        etag=row and row.etag,
        last_modified=row and row.last_modified,
        headers=feed.headers,
        headers_for=feed.url,  # wherever it has moved to, and whatever else it names
        proxy=feed.proxy,
        accept=ACCEPT_FEED,
        follow_refresh=False,
    )


async def _read(
    readers: FeedReaders, answer: Answer, row: DueFeed, announced: AnnouncedEntries | None = None
) -> ParsedFeed | Failure:
    return await readers.read(
        FeedBody(
            answer.body,
            answer.final_url,
            answer.header("Content-Type"),
            row.kind,
            row.country,
            announced or AnnouncedEntries(),
        )
    )


def digest(answer: Answer) -> bytes:
    """Return the hash by which the next poll recognises the same body."""
    return hashlib.sha256(answer.body).digest()
