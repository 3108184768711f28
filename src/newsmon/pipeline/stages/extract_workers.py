"""Processes for extraction: kept warm, and a page that ends or stalls one costs that page only."""

from __future__ import annotations

import time
from collections.abc import Sequence

from newsmon.errors import InternalFaultError
from newsmon.model import Article, Rejection
from newsmon.pipeline.stages.extract_worker import BrokenInstall, Job
from newsmon.pipeline.stages.worker_process import JobError, WorkerPool, cpu_seconds

__all__ = ["Job", "Workers"]

LEAST_SECONDS = 3.0  # of CPU time; a usual page takes some hundredths
SECONDS_PER_MEGABYTE = 3.0
_FEWEST, _MOST = 25, 200  # pages at once; the most bounds memory
_SECONDS_AT_ONCE = 1.0  # what is extracted together waits for each other


class Workers(WorkerPool[Job, "Article | Rejection | BrokenInstall"]):
    """A pool of extraction processes."""

    def __init__(self, processes: int) -> None:
        super().__init__("newsmon.pipeline.stages.extract_worker", processes)
        self.at_once = _FEWEST  # pages: as many as took about a second the last time

    def extract(self, jobs: Sequence[Job]) -> list[Article | Rejection]:
        """Extract all, in order.

        Raises TransientError if no process can be started, and InternalFaultError if extraction
        lacks a part of itself: neither says anything of the pages.
        """
        begun = time.monotonic()
        results = list(self.threads.map(self._extract, jobs))
        per_second = len(jobs) / max(time.monotonic() - begun, 1e-3)
        self.at_once = min(max(int(per_second * _SECONDS_AT_ONCE), _FEWEST), _MOST)
        return results

    def _extract(self, job: Job) -> Article | Rejection:
        seconds = cpu_seconds(
            len(job.page.body), least=LEAST_SECONDS, per_megabyte=SECONDS_PER_MEGABYTE
        )
        try:
            result = self.work(job, seconds)
        except JobError as error:
            return Rejection(error.reason, str(error))
        if isinstance(result, BrokenInstall):
            raise InternalFaultError(f"this installation of newsmon is broken: {result.detail}")
        return result
