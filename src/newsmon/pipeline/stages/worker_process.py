"""A process of ours that reads what strangers sent: what ends or stalls it costs one item.

It is a program of its own rather than `multiprocessing`'s, which cannot be had inside a Celery
worker (a daemon, with a current process of another kind), would import Airflow once more in each
process, and leaves them behind when the process that started them is killed.
"""

from __future__ import annotations

import logging
import os
import pickle
import selectors
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import LifoQueue
from types import TracebackType
from typing import Any, Generic, TypeVar

from newsmon.errors import NewsmonError, TransientError
from newsmon.model import Reason

log = logging.getLogger(__name__)

_SECONDS_TO_START = 120.0  # imports take about two on an idle machine
PATIENCE = 20.0  # seconds to wait for each of CPU time: the machine may be busy elsewhere
_MEGABYTE = 1024 * 1024

Job = TypeVar("Job")
Result = TypeVar("Result")
Pool = TypeVar("Pool", bound="WorkerPool[Any, Any]")


class JobError(NewsmonError):
    """A job that was not done, for a reason that is about the job."""

    reason: Reason


class TooComplexError(JobError):
    """The item took more CPU time than any honest one of its size."""

    reason = Reason.TOO_COMPLEX


class WorkerDiedError(JobError):
    """The item ended the process, or stalled it."""

    reason = Reason.WORKER_DIED


def cpu_seconds(size: int, *, least: float, per_megabyte: float) -> float:
    """Return the CPU time that an item of so many bytes may take."""
    return least + per_megabyte * size / _MEGABYTE


class WorkerProcess(Generic[Job, Result]):
    """One process, started with its first job and anew after a job that ended it."""

    def __init__(self, program: str) -> None:
        """`program` is a module that calls `serve`."""
        self._module = program
        self._process: subprocess.Popen[bytes] | None = None

    def work(self, job: Job, seconds: float) -> Result:
        """Have one job done within so many seconds of CPU time.

        Raises JobError, which is about the job, and TransientError if no process can be started,
        which is not.
        """
        if self._process is None:
            self._start()
        try:
            self._send((seconds, job))
            result: Result = self._receive(PATIENCE * seconds)
        except TimeoutError:
            self.stop()
            log.warning("%s does not answer, and is ended", self._module)
            raise WorkerDiedError("no answer") from None
        except (EOFError, OSError, pickle.UnpicklingError):
            code = self.stop()
            log.warning("%s has ended at a job, by exit code %s", self._module, code)
            if code == -signal.SIGPROF:
                raise TooComplexError(f"over {seconds:.1f} s of CPU time") from None
            raise WorkerDiedError("it ended its process") from None
        return result

    def stop(self) -> int | None:
        """End the process; returns its exit code."""
        if self._process is None:
            return None
        self._process.kill()  # it holds nothing that would have to be put in order
        self._process.communicate()
        code: int = self._process.returncode
        self._process = None
        return code

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", self._module], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        try:
            self._receive(_SECONDS_TO_START)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self.stop()
            raise TransientError(f"the process {self._module} could not be started") from error
        log.debug("%s is started as process %d", self._module, self._process.pid)

    def _send(self, message: object) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        pickle.dump(message, self._process.stdin)
        self._process.stdin.flush()

    def _receive(self, seconds: float) -> Any:
        """Return the next message; raises TimeoutError, or EOFError if the process has ended."""
        assert self._process is not None
        assert self._process.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            if not selector.select(seconds):
                raise TimeoutError
        return pickle.load(self._process.stdout)  # noqa: S301 - from a process of ours


class WorkerPool(Generic[Job, Result]):
    """Processes of one program, started as they are needed; closed as a context manager."""

    def __init__(self, program: str, processes: int) -> None:
        self.threads = ThreadPoolExecutor(processes)  # a thread waits for each process
        self._workers = [WorkerProcess[Job, Result](program) for _ in range(processes)]
        self._idle: LifoQueue[WorkerProcess[Job, Result]] = LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def __enter__(self: Pool) -> Pool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.stop()

    def work(self, job: Job, seconds: float) -> Result:
        """Have one job done by an idle process; waits until there is one. Raises as it does."""
        worker = self._idle.get()
        try:
            return worker.work(job, seconds)
        finally:
            self._idle.put(worker)


def serve(work: Callable[[Any], object], after: Callable[[], object] = lambda: None) -> None:
    """Do jobs from stdin, one after the other, and write their results to stdout.

    The kernel ends the process at a job that takes more CPU time than it may, even within C code.
    It ends by itself when stdin does, so it never outlives the process that started it. `after` is
    called after each job.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for the process that started us
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print is no reply
    pickle.dump("ready", replies)
    replies.flush()
    while True:
        try:
            seconds, job = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_PROF, seconds)
        result = work(job)
        signal.setitimer(signal.ITIMER_PROF, 0)
        pickle.dump(result, replies)
        replies.flush()
        del job, result
        after()
