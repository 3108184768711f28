"""Processes for extraction: kept warm, and a page that ends or stalls one costs that page only."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Protocol

from newsmon.errors import InternalFaultError
from newsmon.model import Article, Rejection
from newsmon.pipeline.stages.extract_job import BrokenInstall, Job
from newsmon.pipeline.stages.worker_process import (
    LARGE,
    MEGABYTE,
    JobError,
    Limits,
    TooComplexError,
    WorkerPool,
    proportional,
)

__all__ = ["Extraction", "Job", "Result", "Unread", "Workers"]

LEAST_SECONDS = 3.0  # of CPU time; a usual page takes some hundredths
SECONDS_PER_MEGABYTE = 3.0
AT_FIRST = 1 / 5  # of that, until a page is put off: others shall not wait for it
MOST_AT_FIRST = 1.2  # seconds: six such pages cost others less than ten
MEMORY = 128 * MEGABYTE  # of a page: 5 MB of nothing but text take 110, of scripts 40
_FEWEST, _MOST = 25, 200  # pages at once; the most bounds memory
_SECONDS_AT_ONCE = 1.0  # what is extracted together waits for each other

Result = Article | Rejection | None  # None: it takes long, and is not read to its end


class Unread(Protocol):
    """A page to be extracted, made ready when a process is free for it."""

    @property
    def size(self) -> int: ...  # bytes

    @property
    def to_its_end(self) -> bool: ...  # or it may be put off

    def job(self) -> Job: ...


class Workers(WorkerPool[Job, "Article | Rejection | BrokenInstall"]):
    """A pool of extraction processes."""

    def __init__(self, processes: int) -> None:
        super().__init__("newsmon.pipeline.stages.extract_worker", processes)
        self.at_once = _FEWEST  # pages: as many as took about a second the last time

    def begin(self, pages: Sequence[Unread]) -> Extraction:
        """Have all extracted, in order, while this thread does something else."""
        return Extraction(self, [self.threads.submit(self._extract, page) for page in pages])

    def extract(self, pages: Sequence[Unread]) -> list[Result]:
        """Extract all; see `Extraction.results`."""
        return self.begin(pages).results()

    def _extract(self, page: Unread) -> Result:
        try:
            limits = Limits(_cpu_seconds(page), MEMORY)
            result = self.work(page.job(), limits, is_large=page.size > LARGE)
        except JobError as error:
            if isinstance(error, TooComplexError) and not page.to_its_end:
                return None
            return Rejection(error.reason, str(error))
        if isinstance(result, BrokenInstall):
            raise InternalFaultError(f"this installation of newsmon is broken: {result.detail}")
        return result


class Extraction:
    """The extraction of some pages, which goes on by itself."""

    def __init__(self, workers: Workers, futures: Sequence[Future[Result]]) -> None:
        self._workers, self._futures = workers, futures
        self._begun = self._ended = time.monotonic()
        for future in futures:
            future.add_done_callback(self._note_time)

    def results(self) -> list[Result]:
        """Return what came of all, in order, once they are done.

        Raises TransientError if no process can be started, and InternalFaultError if extraction
        lacks a part of itself: neither says anything of the pages.
        """
        results = [future.result() for future in self._futures]
        per_second = len(results) / max(self._ended - self._begun, 1e-3)
        self._workers.at_once = min(max(int(per_second * _SECONDS_AT_ONCE), _FEWEST), _MOST)
        return results

    def cancel(self) -> None:
        """Leave out those that have not begun."""
        for future in self._futures:
            future.cancel()

    def _note_time(self, _: Future[Result]) -> None:
        self._ended = time.monotonic()


def _cpu_seconds(page: Unread) -> float:
    seconds = proportional(page.size, least=LEAST_SECONDS, per_megabyte=SECONDS_PER_MEGABYTE)
    return seconds if page.to_its_end else min(AT_FIRST * seconds, MOST_AT_FIRST)
