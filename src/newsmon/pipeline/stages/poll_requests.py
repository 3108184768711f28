"""Asking for feeds over HTTP: all at once, politely, each with what it says once it is there."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace

import xxhash

from newsmon.config import FeedConfig
from newsmon.feeds import Known, parse, unpacked
from newsmon.fetch import ACCEPT_FEED, Answer, Visitor, each, opt_out_of
from newsmon.model import ParsedFeed, Reason, Rejection
from newsmon.store.rows import DueFeed

MAX_NESTED = 20  # sitemaps of one index that are read in one poll
# Bytes of a feed that is read at once, in some milliseconds: threads that compute keep the one that
# asks from its turn, and switching between them costs a tenth of a poll.
SMALL = 32 * 1024
UNREACHABLE = frozenset({Reason.DNS, Reason.CONNECT, Reason.TIMEOUT, Reason.TLS})


@dataclass(frozen=True, slots=True)
class Polled:
    """What asking for one feed came to."""

    feed: DueFeed
    config: FeedConfig
    answer: Answer | Rejection
    parsed: ParsedFeed | Rejection | None  # None: not modified, or nothing to parse
    opt_out: str | None = None  # what reserves text and data mining

    @property
    def read(self) -> bool:
        """Whether there are entries to look at."""
        return isinstance(self.parsed, ParsedFeed)

    @property
    def unreachable(self) -> bool:
        return isinstance(self.answer, Rejection) and self.answer.reason in UNREACHABLE


async def ask_all(
    visitor: Visitor,
    groups: AsyncIterator[tuple[str, list[tuple[DueFeed, str]]]],
    configured: Mapping[str, FeedConfig],
) -> AsyncIterator[list[Polled]]:
    """Ask for all feeds, politely; yields what has come in since the last list was taken.

    `groups` are `(host, its (row of feeds.due, URL to ask for) pairs)`, `configured` feeds by
    the URL that they have in feeds.yaml.
    """
    settings = visitor.fetcher.settings

    async def ask(row: DueFeed, url: str) -> Polled:
        return await _ask(visitor, row, configured[row.url], url)

    async for some in each(
        groups, ask, concurrency=settings.concurrency, per_host=settings.per_host_concurrency
    ):
        yield [polled for _, polled in some]


async def _ask(visitor: Visitor, row: DueFeed, feed: FeedConfig, url: str) -> Polled:
    answer = await _get(visitor, url, feed, row)
    if isinstance(answer, Rejection) or answer.unchanged:
        return Polled(row, feed, answer, None)
    if row.body_hash is not None and bytes(row.body_hash) == digest(answer):
        return Polled(row, feed, answer, None)
    opt_out = opt_out_of(answer)
    if opt_out and visitor.fetcher.settings.mining_opt_out == "skip":
        return Polled(row, feed, answer, Rejection(Reason.OPT_OUT, opt_out), opt_out)
    known = Known(unpacked(row.entry_marks), _meaning(feed))
    parsed = await _read(answer, feed.kind, row.country, known)
    if isinstance(parsed, ParsedFeed) and parsed.nested:
        parsed = await _with_nested(visitor, row, feed, parsed)
    return Polled(row, feed, answer, parsed, opt_out)


def _meaning(feed: FeedConfig) -> int:
    """A number for what of a feed is wanted: when that changes, no entry counts as known."""
    apart_from = {"url", "poll", "headers", "proxy", "enabled"}
    return xxhash.xxh3_64_intdigest(feed.model_dump_json(exclude=apart_from).encode())


async def _with_nested(
    visitor: Visitor, row: DueFeed, feed: FeedConfig, index: ParsedFeed
) -> ParsedFeed:
    """A sitemap index with the entries of the sitemaps that it lists; a loop ends at the bound."""
    seen: set[str] = set()
    waiting, entries = list(index.nested), list(index.entries)
    while waiting and len(seen) < MAX_NESTED:
        url = waiting.pop(0)
        if url in seen:
            continue
        seen.add(url)
        answer = await _get(visitor, url, feed)
        if isinstance(answer, Rejection):
            continue
        parsed = await _read(answer, feed.kind, row.country)
        if isinstance(parsed, ParsedFeed):
            entries += parsed.entries
            waiting += parsed.nested
    return replace(index, entries=tuple(entries))


async def _get(
    visitor: Visitor, url: str, feed: FeedConfig, row: DueFeed | None = None
) -> Answer | Rejection:
    return await visitor.get(
        url,
        obey_robots=False,  # feeds are offered to programs
        etag=row and row.etag,
        last_modified=row and row.last_modified,
        headers=feed.headers,
        proxy=feed.proxy,
        accept=ACCEPT_FEED,
    )


async def _read(
    answer: Answer, kind: str, country: str | None, known: Known | None = None
) -> ParsedFeed | Rejection:
    """What a body says as a feed; a large one is read beside the event loop."""
    if len(answer.body) <= SMALL:
        return _parse(answer, kind, country, known)
    return await asyncio.to_thread(_parse, answer, kind, country, known)


def _parse(
    answer: Answer, kind: str, country: str | None, known: Known | None = None
) -> ParsedFeed | Rejection:
    return parse(
        answer.body,
        url=answer.final_url,
        content_type=answer.header("Content-Type"),
        kind=kind,
        country=country,
        known=known or Known(),
    )


def digest(answer: Answer) -> bytes:
    """What the body is known by when the feed is asked for again."""
    return hashlib.sha256(answer.body).digest()
