"""Processes that read feeds, so that no feed holds up the event loop, nor others for long."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from queue import LifoQueue
from types import TracebackType

from newsmon.model import Failure, ParsedFeed, Reason
from newsmon.pipeline.stages.feed_reader import FeedBody, read
from newsmon.pipeline.stages.worker_process import (
    TooComplexError,
    WorkerDiedError,
    WorkerProcess,
    cpu_seconds,
)

PROCESSES = 2
# The worst shape found takes 0.1 s at this size (tests/pipeline/stages/test_feed_readers.py).
INLINE_BYTES = 4096
LEAST_SECONDS = 2.0  # of CPU time; reading a usual feed takes some hundredths
SECONDS_PER_MEGABYTE = 4.0  # the slowest honest feeds take about one


class FeedReaders:
    """A pool of reading processes; started as they are needed, closed as a context manager."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(PROCESSES, thread_name_prefix="feeds")
        self._workers = [
            WorkerProcess[FeedBody, "ParsedFeed | Failure"]("newsmon.pipeline.stages.feed_reader")
            for _ in range(PROCESSES)
        ]
        self._idle: LifoQueue[WorkerProcess[FeedBody, ParsedFeed | Failure]] = LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def __enter__(self) -> FeedReaders:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.stop()

    async def read(self, feed: FeedBody) -> ParsedFeed | Failure:
        """Read a feed in a process; a tiny one at once, for nothing in it can take long."""
        if len(feed.body) <= INLINE_BYTES and feed.body[:2] != b"\x1f\x8b":
            return read(feed)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._read, feed)

    def _read(self, feed: FeedBody) -> ParsedFeed | Failure:
        seconds = cpu_seconds(
            len(feed.body), least=LEAST_SECONDS, per_megabyte=SECONDS_PER_MEGABYTE
        )
        worker = self._idle.get()
        try:
            return worker.work(feed, seconds)
        except TooComplexError as error:
            return Failure(Reason.TOO_COMPLEX, str(error))
        except WorkerDiedError as error:
            return Failure(Reason.WORKER_DIED, str(error))
        finally:
            self._idle.put(worker)
