"""Processes that read feeds, so that no feed holds up the event loop, nor others for long."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from functools import partial

from newsmon.model import Failure, ParsedFeed
from newsmon.pipeline.stages import feed_reader
from newsmon.pipeline.stages.feed_reader import FeedBody
from newsmon.pipeline.stages.worker_process import (
    LARGE,
    MEGABYTE,
    JobError,
    Limits,
    WorkerPool,
    proportional,
)
from newsmon.pipeline.stages.worker_server import WorkerServer

PROCESSES = 2
# The worst shape found takes 0.1 s at this size (tests/pipeline/stages/test_feed_readers.py).
INLINE_BYTES = 4096
# A plain one takes 5 ms at this size, the worst shape found 0.13 s.
PLAIN_BYTES = 64 * 1024
PLAIN_MARKUP = 4000  # tags and references, or attributes; four times those of 25 rich entries
LEAST_SECONDS = 2.0  # of CPU time; reading a usual feed takes some hundredths
SECONDS_PER_MEGABYTE = 4.0  # the slowest honest feeds take about one
LEAST_MEGABYTES = 32.0  # of memory
MEGABYTES_PER_MEGABYTE = 8.0  # eight of them take 59 at most
UNPACKED = 24 * MEGABYTE  # bytes that a packed feed is taken to have


class FeedReaders(WorkerPool[FeedBody, "ParsedFeed | Failure"]):
    """A pool of reading processes."""

    def __init__(self, server: WorkerServer | None = None) -> None:
        super().__init__(feed_reader.__name__, PROCESSES, server)
        self._large = asyncio.Lock()  # one waits for room in a thread, and leaves the other free

    async def read(self, feed: FeedBody) -> ParsedFeed | Failure:
        """Read a feed in a process; at once a tiny one, or a small one that is plain.

        For nothing in these can take long, and handing one over takes as much as reading it.
        """
        is_packed = feed.body.startswith(b"\x1f\x8b")
        if len(feed.body) <= INLINE_BYTES and not is_packed:
            return _read_at_once(feed)
        if may_be_plain(feed.body) and (parsed := _read_plain(feed)) is not None:
            return parsed
        is_large = is_packed or len(feed.body) > LARGE
        read = partial(self.work, feed, _limits(feed, is_packed=is_packed), is_large=is_large)
        loop = asyncio.get_running_loop()
        try:
            async with self._large if is_large else nullcontext():
                return await loop.run_in_executor(self.threads, read)
        except JobError as error:
            return Failure(error.reason, str(error))


def may_be_plain(body: bytes) -> bool:
    """Tell whether a feed can be read at once if its form is plain."""
    if len(body) > PLAIN_BYTES:
        return False
    return max(body.count(b"<") + body.count(b"&"), body.count(b"=")) <= PLAIN_MARKUP


def _read_plain(feed: FeedBody) -> ParsedFeed | None:
    try:
        return feed_reader.work_at_once(feed)
    except Exception:  # noqa: BLE001 - a process reads it, and says what is wrong with it
        return None


def _read_at_once(feed: FeedBody) -> ParsedFeed | Failure:
    try:
        return feed_reader.work(feed)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is about this feed
        return feed_reader.failure(error)


def _limits(feed: FeedBody, *, is_packed: bool) -> Limits:
    size = len(feed.body)
    unpacked = max(size, UNPACKED) if is_packed else size
    return Limits(
        proportional(size, least=LEAST_SECONDS, per_megabyte=SECONDS_PER_MEGABYTE),
        int(
            proportional(unpacked, least=LEAST_MEGABYTES, per_megabyte=MEGABYTES_PER_MEGABYTE)
            * MEGABYTE
        ),
    )
