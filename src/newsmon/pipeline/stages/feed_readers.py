"""Processes that read feeds, so that no feed holds up the event loop, nor others for long."""

from __future__ import annotations

import asyncio

from newsmon.model import Failure, ParsedFeed
from newsmon.pipeline.stages.feed_reader import FeedBody, read
from newsmon.pipeline.stages.worker_process import JobError, WorkerPool, cpu_seconds

PROCESSES = 2
# The worst shape found takes 0.1 s at this size (tests/pipeline/stages/test_feed_readers.py).
INLINE_BYTES = 4096
LARGE_BYTES = 1024 * 1024  # such feeds are read one at a time: their trees take many times as much
LEAST_SECONDS = 2.0  # of CPU time; reading a usual feed takes some hundredths
SECONDS_PER_MEGABYTE = 4.0  # the slowest honest feeds take about one


class FeedReaders(WorkerPool[FeedBody, "ParsedFeed | Failure"]):
    """A pool of reading processes."""

    def __init__(self) -> None:
        super().__init__("newsmon.pipeline.stages.feed_reader", PROCESSES)
        self._large = asyncio.Lock()

    async def read(self, feed: FeedBody) -> ParsedFeed | Failure:
        """Read a feed in a process; a tiny one at once, for nothing in it can take long."""
        is_packed = feed.body.startswith(b"\x1f\x8b")
        if len(feed.body) <= INLINE_BYTES and not is_packed:
            return read(feed)
        if len(feed.body) <= LARGE_BYTES and not is_packed:
            return await self._read_in_process(feed)
        async with self._large:
            return await self._read_in_process(feed)

    async def _read_in_process(self, feed: FeedBody) -> ParsedFeed | Failure:
        seconds = cpu_seconds(
            len(feed.body), least=LEAST_SECONDS, per_megabyte=SECONDS_PER_MEGABYTE
        )
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self.threads, self.work, feed, seconds)
        except JobError as error:
            return Failure(error.reason, str(error))
