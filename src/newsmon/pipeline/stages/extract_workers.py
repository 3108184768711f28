"""Processes for extraction: kept warm, and a page that ends or stalls one costs that page only."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType

from newsmon.errors import InternalFaultError
from newsmon.model import Article, Reason, Rejection
from newsmon.pipeline.stages.extract_worker import BrokenInstall, Job
from newsmon.pipeline.stages.worker_process import (
    TooComplexError,
    WorkerDiedError,
    WorkerProcess,
    cpu_seconds,
)

__all__ = ["Job", "Workers"]

LEAST_SECONDS = 3.0  # of CPU time; a usual page takes some hundredths
SECONDS_PER_MEGABYTE = 3.0
_PROGRAM = "newsmon.pipeline.stages.extract_worker"
_Worker = WorkerProcess[Job, "Article | Rejection | BrokenInstall"]
_FEWEST, _MOST = 25, 200  # pages at once; the most bounds memory
_SECONDS_AT_ONCE = 1.0  # what is extracted together waits for each other


class Workers:
    """A pool of extraction processes; started with first use, closed as a context manager."""

    def __init__(self, processes: int) -> None:
        self._pool = ThreadPoolExecutor(processes)  # a thread waits for each process
        self._workers = [_Worker(_PROGRAM) for _ in range(processes)]
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self.at_once = _FEWEST  # pages: as many as took about a second the last time

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.stop()

    def extract(self, jobs: Sequence[Job]) -> list[Article | Rejection]:
        """Extract all, in order.

        Raises TransientError if no process can be started, and InternalFaultError if extraction
        lacks a part of itself: neither says anything of the pages.
        """
        begun = time.monotonic()
        results = list(self._pool.map(self._extract, jobs))
        per_second = len(jobs) / max(time.monotonic() - begun, 1e-3)
        self.at_once = min(max(int(per_second * _SECONDS_AT_ONCE), _FEWEST), _MOST)
        return results

    def _extract(self, job: Job) -> Article | Rejection:
        worker = self._idle.get()
        try:
            result = worker.work(job, _cpu_seconds(job))
        except TooComplexError as error:
            return Rejection(Reason.TOO_COMPLEX, str(error))
        except WorkerDiedError as error:
            return Rejection(Reason.WORKER_DIED, str(error))
        finally:
            self._idle.put(worker)
        if isinstance(result, BrokenInstall):
            raise InternalFaultError(f"this installation of newsmon is broken: {result.detail}")
        return result


def _cpu_seconds(job: Job) -> float:
    size = len(job.page.body)
    return cpu_seconds(size, least=LEAST_SECONDS, per_megabyte=SECONDS_PER_MEGABYTE)
