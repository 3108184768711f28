"""A process of ours that reads what strangers sent: what ends or stalls it costs one item.

Workers are forked by a process that has imported their program (`worker_server`), and anew after
some jobs, or a large one: what stays behind of it goes with the process.
"""

from __future__ import annotations

import logging
import pickle
import select
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from queue import LifoQueue
from threading import Lock
from types import TracebackType
from typing import Any, Generic, TypeVar

from newsmon.errors import NewsmonError
from newsmon.model import Reason
from newsmon.pipeline.stages.worker_server import OUT_OF_MEMORY, WorkerServer

log = logging.getLogger(__name__)

PATIENCE = 20.0  # seconds to wait for each of CPU time: the machine may be busy elsewhere
LEAST_STALL = 3.0  # seconds of CPU time that are waited for, however few an item has
MEGABYTE = 1024 * 1024
LARGE = 1 * MEGABYTE  # bytes of an item: its tree takes many times as much
JOBS = 250  # of one worker
_BUFFER = 64 * 1024  # bytes: most feeds and what they read as
_one_large = Lock()  # item at a time, of whatever kind

Job = TypeVar("Job")
Result = TypeVar("Result")
Pool = TypeVar("Pool", bound="WorkerPool[Any, Any]")


class JobError(NewsmonError):
    """A job that was not done, for a reason that is about the job."""

    reason: Reason


class TooComplexError(JobError):
    """The item took more CPU time or memory than any honest one of its size."""

    reason = Reason.TOO_COMPLEX


class WorkerDiedError(JobError):
    """The item ended the process, or stalled it."""

    reason = Reason.WORKER_DIED


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a job: seconds of CPU time, and bytes of memory beyond its process's own."""

    seconds: float
    memory: int


def proportional(size: int, *, least: float, per_megabyte: float) -> float:
    """Return what an item of so many bytes may take."""
    return least + per_megabyte * size / MEGABYTE


class _Connection:
    """A connection to a worker, with what is needed for each message made once."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._jobs = connected.makefile("wb", _BUFFER)
        self._results = connected.makefile("rb", _BUFFER)
        self._poll = select.poll()
        self._poll.register(connected, select.POLLIN)

    def ask(self, message: object, seconds: float) -> Any:
        """Send a message and return the answer, of which there is one to each.

        Raises TimeoutError, or EOFError or OSError if the process has ended.
        """
        pickle.dump(message, self._jobs)
        self._jobs.flush()
        if not self._poll.poll(seconds * 1000):
            raise TimeoutError
        return pickle.load(self._results)  # noqa: S301 - from a process of ours

    def close(self) -> None:
        """Close it; what a worker that has ended did not take is dropped."""
        for closed in (self._jobs, self._results, self._socket):
            with suppress(OSError):
                closed.close()


class WorkerProcess(Generic[Job, Result]):
    """One process, forked with its first job and anew after a job that ended it."""

    def __init__(self, server: WorkerServer, program: str) -> None:
        self._server, self._program = server, program
        self._jobs = 0  # done
        self._pid = 0  # 0: none
        self._connection: _Connection | None = None

    def work(self, job: Job, limits: Limits) -> Result:
        """Have one job done within its limits.

        Raises JobError, which is about the job, and TransientError if no process can be started,
        which is not.
        """
        if self._connection is None:
            self._pid, connected = self._server.fork(self._program)
            self._connection = _Connection(connected)
            self._jobs = 0
            log.debug("process %d is started", self._pid)
        try:
            patience = PATIENCE * max(limits.seconds, LEAST_STALL)
            result: Result = self._connection.ask((limits.seconds, limits.memory, job), patience)
        except TimeoutError:
            log.warning("process %d does not answer, and is ended", self._pid)
            self.stop()
            raise WorkerDiedError("no answer") from None
        except (EOFError, OSError, pickle.UnpicklingError):
            code = self.stop()
            log.warning("a process has ended at a job, by exit code %s", code)
            if code == -signal.SIGPROF:
                raise TooComplexError(f"over {limits.seconds:.1f} s of CPU time") from None
            if code == OUT_OF_MEMORY:
                megabytes = limits.memory // MEGABYTE
                raise TooComplexError(f"over {megabytes} MB of memory") from None
            raise WorkerDiedError("it ended its process") from None
        self._jobs += 1
        if self._jobs >= JOBS:
            self.stop()
        return result

    def stop(self) -> int | None:
        """End the process; returns its exit code, None if there is none to be known."""
        if self._connection is None:
            return None
        self._connection.close()
        self._connection = None
        return self._server.end(self._pid)


class WorkerPool(Generic[Job, Result]):
    """Processes of one program, started as they are needed; closed as a context manager."""

    def __init__(self, program: str, processes: int, server: WorkerServer | None = None) -> None:
        """`server` is one that others use as well, and end."""
        self.threads = ThreadPoolExecutor(processes)  # a thread waits for each process
        self.server = server or WorkerServer()
        self._is_own_server = server is None
        self._workers = [WorkerProcess[Job, Result](self.server, program) for _ in range(processes)]
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
        if self._is_own_server:
            self.server.stop()

    def work(self, job: Job, limits: Limits, *, is_large: bool = False) -> Result:
        """Have one job done by an idle process; waits until there is one. Raises as it does.

        A large one waits for other large ones, and its process ends with it.
        """
        with _one_large if is_large else nullcontext():
            worker = self._idle.get()
            try:
                result = worker.work(job, limits)
                if is_large:
                    worker.stop()
                return result
            finally:
                self._idle.put(worker)
