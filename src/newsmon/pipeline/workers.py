"""Processes for extraction: kept warm, and one that dies costs its page only."""

from __future__ import annotations

import multiprocessing
import multiprocessing.process
import os
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait
from types import TracebackType

from newsmon.extract import SourceFacts, extract
from newsmon.model import Article, Entry, Page, Reason, Rejection

SECONDS_PER_PAGE = 60.0  # the slowest real page seen took a few


@dataclass(frozen=True, slots=True)
class Job:
    """All that extraction needs of one page."""

    page: Page
    entry: Entry | None
    source: SourceFacts
    furniture: frozenset[str]
    gate: bool  # whether the quality gate may reject it


def work(job: Job) -> Article | Rejection:
    """Extract one page (in a worker process)."""
    return extract(
        job.page, entry=job.entry, source=job.source, furniture=job.furniture, gate=job.gate
    )


def _be_able_to_have_children() -> None:
    """Undo what keeps a Celery worker, in which Airflow may run us, from starting processes.

    Celery marks its processes as daemons, which may have no children, and puts one of its own
    kind, which cannot be pickled, where multiprocessing keeps the current process.
    """
    if multiprocessing.current_process().daemon:
        ordinary = multiprocessing.Process()
        ordinary.daemon = False
        ordinary.authkey = os.urandom(32)
        multiprocessing.process._current_process = ordinary  # type: ignore[attr-defined]


def _end_with_parent() -> None:
    """See to it that this worker does not outlive a process that was killed."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


class Workers:
    """A pool of extraction processes; started with first use, closed as a context manager."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stop()

    def extract(self, jobs: list[Job]) -> list[Article | Rejection]:
        """Extract all, in order. A page that kills or stalls its worker is rejected alone."""
        results: dict[int, Article | Rejection] = {}
        futures = [self._submit(job) for job in jobs]
        for number, future in enumerate(futures):
            try:
                results[number] = future.result(SECONDS_PER_PAGE)
            except BrokenProcessPool:
                break  # which page it was cannot be told: the rest go one by one
            except TimeoutError:
                results[number] = Rejection(Reason.WORKER_DIED, f"over {SECONDS_PER_PAGE:g} s")
                break
        else:
            return [results[number] for number in range(len(jobs))]
        self._stop()
        return [results.get(n) or self._alone(job) for n, job in enumerate(jobs)]

    def _alone(self, job: Job) -> Article | Rejection:
        try:
            return self._submit(job).result(SECONDS_PER_PAGE)
        except BrokenProcessPool:
            self._stop()
            return Rejection(Reason.WORKER_DIED, "extraction ended its process")
        except TimeoutError:
            self._stop()
            return Rejection(Reason.WORKER_DIED, f"over {SECONDS_PER_PAGE:g} s")

    def _submit(self, job: Job) -> Future[Article | Rejection]:
        if self._pool is None:
            _be_able_to_have_children()
            # spawn: a fork would copy threads' locks and database connections
            self._pool = ProcessPoolExecutor(
                self._processes,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_end_with_parent,
            )
        return self._pool.submit(work, job)

    def _stop(self) -> None:
        if self._pool is None:
            return
        processes = list((getattr(self._pool, "_processes", None) or {}).values())
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        for process in processes:
            process.join(5)
            if process.is_alive():
                process.kill()
        self._pool = None
