"""A process that has imported a program of ours, and forks it whenever a worker is wanted.

Imports cost a second and 70 MB, a fork some milliseconds and what it writes itself. The server is a
program of its own rather than `multiprocessing`'s, which cannot be had inside a Celery worker (a
daemon, with a current process of another kind), would import Airflow once more, and leaves
processes behind when the one that started them is killed.

Over its control socket come descriptors, each the connection of a worker to be forked, and pids of
workers to be ended; it answers with a pid, and with an exit code.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import Any, Final

from newsmon.errors import InternalFaultError, TransientError

_SECONDS_TO_START: Final = 120.0  # imports take about two on an idle machine
_RAISED: Final = 1  # exit code of Python after an exception: no lack of memory, no signal
_NUMBER: Final = struct.Struct("i")
_READY: Final = _NUMBER.pack(0)


class WorkerServer:
    """The server from the side of the process that has work; started with its first worker."""

    def __init__(self, program: str) -> None:
        """`program` is a module that calls `serve`."""
        self._program = program
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._lock = Lock()

    def fork(self) -> tuple[int, socket.socket]:
        """Return the pid of a new worker and a connection to it.

        Raises TransientError if no process can be started, and InternalFaultError if the program
        fails before it can fork.
        """
        ours, theirs = socket.socketpair()
        with self._lock, theirs:
            try:
                control = self._control or self._start()
                socket.send_fds(control, [b"f"], [theirs.fileno()])
                return _number(control), ours
            except (OSError, EOFError) as error:
                ours.close()
                if self._stop() == _RAISED:
                    raise InternalFaultError(
                        f"this installation of newsmon is broken: {self._program} ends with an "
                        "error before it can begin; the log has it"
                    ) from error
                raise TransientError(f"the process {self._program} could not be started") from error

    def end(self, pid: int) -> int | None:
        """End a worker, which may have ended by itself; returns its exit code, None if unknown."""
        with self._lock, suppress(OSError, EOFError):
            if self._control is not None:
                self._control.sendall(_NUMBER.pack(pid))
                return _number(self._control)
        return None

    def stop(self) -> None:
        """End the server."""
        with self._lock:
            self._stop()

    def _start(self) -> socket.socket:
        control, theirs = socket.socketpair()
        control.settimeout(_SECONDS_TO_START)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self._program], stdin=theirs.fileno(),
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # threads do not survive a fork
            )  # fmt: skip
        self._control = control
        _number(control)
        return control

    def _stop(self) -> int | None:
        """End the server; returns its exit code, which it may have had by itself."""
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.kill()  # it holds nothing that would have to be put in order
            self._process.wait()
        code = None if self._process is None else self._process.returncode
        self._control = self._process = None
        return code


def _number(control: socket.socket) -> int:
    received = control.recv(_NUMBER.size, socket.MSG_WAITALL)
    if len(received) < _NUMBER.size:
        raise EOFError("the server has ended")
    (number,) = _NUMBER.unpack(received)
    return int(number)


def serve(work: Callable[[Any], object], after: Callable[[], object] = lambda: None) -> None:
    """Fork workers that do `work`, as they are asked for over the socket that is stdin.

    It ends by itself when that is closed, and its workers when their connections are, so none
    outlives the process that started it. `after` is called after each job of a worker.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for the process that started us
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    gc.collect()
    gc.freeze()  # what is there now stays shared: no collection writes to it
    control = socket.socket(fileno=os.dup(sys.stdin.fileno()))
    control.sendall(_READY)
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, _NUMBER.size, 1)
        if descriptors:
            control.sendall(_NUMBER.pack(_forked(control, descriptors[0], work, after)))
        elif message:
            control.sendall(_NUMBER.pack(_ended(*_NUMBER.unpack(message))))
        else:
            return


def _forked(
    control: socket.socket,
    descriptor: int,
    work: Callable[[Any], object],
    after: Callable[[], object],
) -> int:
    pid = os.fork()
    if pid:
        os.close(descriptor)
        return pid
    try:
        control.close()
        os.close(sys.stdin.fileno())
        _do_jobs(socket.socket(fileno=descriptor), work, after)
    finally:
        os._exit(0)


def _ended(pid: int) -> int:
    try:
        ended, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return 0  # a worker of a server before this one: it ends as its connection does
    if not ended:
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def _do_jobs(
    connection: socket.socket, work: Callable[[Any], object], after: Callable[[], object]
) -> None:
    """Do one job after the other.

    The kernel ends the process at a job that takes more CPU time than it may, even within C code.
    """
    jobs, results = connection.makefile("rb"), connection.makefile("wb")
    while True:
        try:
            seconds, job = pickle.load(jobs)  # noqa: S301 - from our own process
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_PROF, seconds)
        result = work(job)
        signal.setitimer(signal.ITIMER_PROF, 0)
        pickle.dump(result, results)
        results.flush()
        del job, result
        after()
