"""Feeds are read in processes that a hostile one ends, and no other has to wait for long."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import psutil
import pytest

from newsmon.feeds import AnnouncedEntries
from newsmon.model import Failure, ParsedFeed, Reason
from newsmon.pipeline.stages import feed_readers
from newsmon.pipeline.stages.extract_workers import Workers
from newsmon.pipeline.stages.feed_reader import FeedBody, work, work_at_once
from newsmon.pipeline.stages.feed_readers import (
    INLINE_BYTES,
    PLAIN_BYTES,
    PLAIN_MARKUP,
    FeedReaders,
    may_be_plain,
)
from newsmon.pipeline.stages.worker_server import WorkerServer

ITEM = "<item><title>One</title><link>https://paper.example/1</link></item>"


def feed(body: str) -> FeedBody:
    return FeedBody(
        body.encode(), "https://paper.example/rss", None, "feed", None, AnnouncedEntries()
    )


def rss(content: str) -> FeedBody:
    return feed(f"<rss version='2.0'><channel><title>Paper</title>{content}</channel></rss>")


def costly() -> FeedBody:
    """Well-formed, and slow to read by its sheer number of small elements."""
    return rss(ITEM + "<category>a</category>" * 400_000)


def test_a_feed_is_read_in_a_process() -> None:
    async def run() -> ParsedFeed | Failure:
        with FeedReaders() as readers:
            return await readers.read(rss(ITEM + " " * PLAIN_BYTES))

    result = asyncio.run(run())
    assert isinstance(result, ParsedFeed)
    assert [entry.title for entry in result.entries] == ["One"]


def test_a_small_plain_feed_is_read_without_a_process() -> None:
    body = rss(ITEM + " " * INLINE_BYTES)
    before = psutil.Process().children()

    async def run() -> tuple[ParsedFeed | Failure, list[psutil.Process]]:
        with FeedReaders() as readers:
            return await readers.read(body), psutil.Process().children()

    assert asyncio.run(run()) == (work(body), before)


@pytest.mark.parametrize(
    "content",
    [
        " " * PLAIN_BYTES,
        "<category/>" * PLAIN_MARKUP,
        f"<title>{'&amp;' * PLAIN_MARKUP}</title>",
        "<link " + " ".join(f"a{number}=''" for number in range(PLAIN_MARKUP)) + "/>",
    ],
    ids=["many bytes", "many tags", "many references", "many attributes"],
)
def test_a_large_or_tangled_feed_is_left_to_a_process(content: str) -> None:
    assert not may_be_plain(rss(content).body)


def test_a_feed_that_takes_too_much_cpu_time_is_too_complex_and_the_next_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(feed_readers, "LEAST_SECONDS", 0.2)
    monkeypatch.setattr(feed_readers, "SECONDS_PER_MEGABYTE", 0.0)

    async def run() -> tuple[ParsedFeed | Failure, ParsedFeed | Failure]:
        with FeedReaders() as readers:
            return (
                await readers.read(costly()),
                await readers.read(rss(ITEM + " " * PLAIN_BYTES)),
            )

    hostile, honest = asyncio.run(run())
    assert isinstance(hostile, Failure)
    assert hostile.reason is Reason.TOO_COMPLEX
    assert isinstance(honest, ParsedFeed)


def test_a_feed_that_takes_too_much_memory_is_too_complex_and_the_next_is_read() -> None:
    attributes = " ".join(f"a{number}='1'" for number in range(400_000))

    async def run() -> tuple[ParsedFeed | Failure, ParsedFeed | Failure]:
        with FeedReaders() as readers:
            return (
                await readers.read(feed(f"<rss {attributes}/>")),
                await readers.read(rss(ITEM + " " * PLAIN_BYTES)),
            )

    hostile, honest = asyncio.run(run())
    assert isinstance(hostile, Failure)
    assert hostile.reason is Reason.TOO_COMPLEX
    assert isinstance(honest, ParsedFeed)


def test_a_feed_as_large_as_a_body_may_be_is_read() -> None:
    entries = "".join(
        f"<item><title>Entry {number}</title><link>https://paper.example/{number}</link>"
        f"<description>{'All ships wait. ' * 120}</description></item>"
        for number in range(4000)
    )

    async def run() -> ParsedFeed | Failure:
        with FeedReaders() as readers:
            return await readers.read(rss(entries))

    assert len(entries) > 7 * 1024 * 1024
    result = asyncio.run(run())
    assert isinstance(result, ParsedFeed)
    assert len(result.entries) == 4000


def test_readers_and_extraction_share_what_is_imported() -> None:
    """Two pools, one process that forks for both, which ends with the pool that started it."""

    async def run(server: WorkerServer) -> ParsedFeed | Failure:
        with FeedReaders(server) as readers:
            return await readers.read(rss(ITEM + " " * PLAIN_BYTES))

    before = psutil.Process().children()
    with Workers(1) as workers:
        for _ in range(2):
            assert isinstance(asyncio.run(run(workers.server)), ParsedFeed)
        assert len(psutil.Process().children()) == len(before) + 1
    assert psutil.Process().children() == before


def test_the_event_loop_turns_while_a_feed_is_read() -> None:
    async def run() -> float:
        longest = 0.0
        with FeedReaders() as readers:
            reading = asyncio.ensure_future(readers.read(rss(ITEM + "<a>b</a>" * 50_000)))
            while not reading.done():
                before = time.monotonic()
                await asyncio.sleep(0.01)
                longest = max(longest, time.monotonic() - before)
        return longest

    assert asyncio.run(run()) < 1.0


SHAPES: dict[str, Callable[[int], str]] = {
    "attributes": lambda n: "<item " + " ".join(f'a{i}="b"' for i in range(n // 8)) + "/>",
    "namespaces": lambda n: "<a " + " ".join(f'xmlns:n{i}="u{i}"' for i in range(n // 16)) + "/>",
    "elements": lambda n: "<a/>" * (n // 4),
    "depth": lambda n: "<a>" * (n // 8) + "</a>" * (n // 8),
    "unclosed": lambda n: "<a>" * (n // 3),
    "references": lambda n: f"<title>{'&amp;' * (n // 5)}</title>",
    "broken references": lambda n: f"<title>{'&' * n}</title>",
    "comments": lambda n: "<!---->" * (n // 7),
    "unclosed comments": lambda n: "<!--" * (n // 4),
    "sections": lambda n: "<title>" + "<![CDATA[]]>" * (n // 12) + "</title>",
    "instructions": lambda n: "<?a?>" * (n // 5),
    "brackets": lambda n: "<" * n,
    "nested namespaces": lambda n: "".join(f'<a xmlns:n{i}="u">' for i in range(n // 16)),
    "markup in text": lambda n: f"<item><description>{'&lt;b&gt;' * (n // 9)}</description></item>",
    "tags": lambda n: "<item>" + "<category>a</category>" * (n // 22) + "</item>",
    "dates": lambda n: f"<item><pubDate>{'1 ' * (n // 2)}</pubDate></item>",
    "addresses": lambda n: f"<item><author>{'a@' * (n // 2)}</author></item>",
    "spaces": lambda n: f"<item><title>{' ' * n}a</title></item>",
    "declaration": lambda n: "<!DOCTYPE " + "[" * n,
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_feed_small_enough_to_be_read_at_once_takes_little(shape: str) -> None:
    body = rss(SHAPES[shape](INLINE_BYTES - 200))
    work(body)  # imports, tables
    before = time.process_time()
    work(body)
    assert time.process_time() - before < 0.25, shape


TANGLES: dict[str, Callable[[int], str]] = {
    **SHAPES,
    "formatting": lambda n: described("<font>" * min(n // 12, 990)),
    "formatting in tables": lambda n: described("<table><tr><font>" * min(n // 36, 330)),
    "names of tags": lambda n: f"<item><title><![CDATA[{'<x>' * (n // 3)}]]></title></item>",
    "links in links": lambda n: described("<a href='x'><div>" * min(n // 36, 490)),
    "joiners": lambda n: described("\u200d" * (n // 6)),
    "addresses in addresses": lambda n: (
        f"<item><link>http://h.example/?{'u=http://a.b/&amp;' * (n // 18)}</link></item>"
    ),
    "hyphens": lambda n: f"<item><link>http://h.example/{'-' * n}</link></item>",
}  # fmt: skip


def described(content: str) -> str:
    item = f"<link>http://h.example/1</link><description><![CDATA[{content}x]]></description>"
    return f"<item>{item}</item>" * 2


@pytest.mark.parametrize("shape", TANGLES)
def test_what_is_read_at_once_for_being_plain_takes_little(shape: str) -> None:
    size = PLAIN_BYTES - 400
    while not may_be_plain((body := rss(TANGLES[shape](size))).body):
        size = size * 9 // 10
    work_at_once(body)  # imports, tables
    before = time.process_time()
    work_at_once(body)
    assert time.process_time() - before < 0.25, shape
