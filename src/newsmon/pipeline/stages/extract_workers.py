"""Processes for extraction: kept warm, and a page that ends or stalls one costs that page only.

They are programs of their own rather than `multiprocessing`'s, which cannot be had inside a
Celery worker (a daemon, with a current process of another kind), would import Airflow once more
in each of them, and leaves them behind when the process that started them is killed.
"""

from __future__ import annotations

import pickle
import selectors
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import Any

from newsmon.errors import InternalFaultError, TransientError
from newsmon.model import Article, Reason, Rejection
from newsmon.pipeline.stages.extract_worker import BrokenInstall, Job

__all__ = ["Job", "Workers"]

SECONDS_PER_PAGE = 60.0  # the slowest real page seen took a few
_SECONDS_TO_START = 120.0  # imports take about two on an idle machine
_FEWEST, _MOST = 25, 200  # pages at once; the most bounds memory
_SECONDS_AT_ONCE = 1.0  # what is extracted together waits for each other


class Workers:
    """A pool of extraction processes; started with first use, closed as a context manager."""

    def __init__(self, processes: int) -> None:
        self._pool = ThreadPoolExecutor(processes)  # a thread waits for each process
        self._workers = [_Worker() for _ in range(processes)]
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
            return worker.extract(job)
        finally:
            self._idle.put(worker)


class _Worker:
    """One process, started anew after a page that ended it."""

    def __init__(self) -> None:
        self._program: subprocess.Popen[bytes] | None = None

    def extract(self, job: Job) -> Article | Rejection:
        if self._program is None:
            self._start()
        try:
            self._send(job)
            result: Article | Rejection | BrokenInstall = self._receive(SECONDS_PER_PAGE)
        except TimeoutError:
            self.stop()
            return Rejection(Reason.WORKER_DIED, f"over {SECONDS_PER_PAGE:g} s")
        except (EOFError, OSError, pickle.UnpicklingError):
            self.stop()
            return Rejection(Reason.WORKER_DIED, "extraction ended its process")
        if isinstance(result, BrokenInstall):
            raise InternalFaultError(f"this installation of newsmon is broken: {result.detail}")
        return result

    def stop(self) -> None:
        if self._program is None:
            return
        self._program.kill()  # it holds nothing that would have to be put in order
        self._program.communicate()
        self._program = None

    def _start(self) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "newsmon.pipeline.stages.extract_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        try:
            self._receive(_SECONDS_TO_START)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self.stop()
            raise TransientError("a process for extraction could not be started") from error

    def _send(self, job: Job) -> None:
        assert self._program is not None
        assert self._program.stdin is not None
        pickle.dump(job, self._program.stdin)
        self._program.stdin.flush()

    def _receive(self, seconds: float) -> Any:
        """The next message; raises TimeoutError, or EOFError where the process has ended."""
        assert self._program is not None
        assert self._program.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(self._program.stdout, selectors.EVENT_READ)
            if not selector.select(seconds):
                raise TimeoutError
        return pickle.load(self._program.stdout)  # noqa: S301 - from a process of ours
