"""A process that has imported programs of ours, and forks one whenever a worker is wanted.

Imports cost a second and 70 MB, a fork some milliseconds and what it writes itself. The server is a
program of its own rather than `multiprocessing`'s, which cannot be had inside a Celery worker (a
daemon, with a current process of another kind), would import Airflow once more, and leaves
processes behind when the one that started them is killed.

A program is a module with `load`, called once, and `work`, called with each job; where that raises,
`failure` makes the result. Over the server's control socket come names of programs, each with the
connection of a worker to be forked, and pids of workers to be ended; it answers with a pid, and
with an exit code. Workers of all programs share what the server has imported.
"""

from __future__ import annotations

import gc
import importlib
import itertools
import os
import pickle
import signal
import socket
import struct
import subprocess
import sys
from contextlib import suppress
from functools import cache
from threading import Lock
from typing import Any, Final, Protocol, cast

from newsmon.errors import InternalFaultError, TransientError
from newsmon.pipeline.stages import allocation

_SECONDS_TO_START: Final = 120.0  # imports take about two on an idle machine
_RAISED: Final = 1  # exit code of Python after an exception: no lack of memory, no signal
_LONGEST_NAME: Final = 256  # bytes of a program's name
_JOBS_A_TRIM: Final = 50  # a trim takes some milliseconds
OUT_OF_MEMORY: Final = 12  # exit code of a worker whose job takes more than it may
_NUMBER: Final = struct.Struct("i")
_READY: Final = _NUMBER.pack(0)


class Program(Protocol):
    """A module whose functions workers run."""

    def load(self) -> None:
        """Load all that jobs need, so that no worker has to."""

    def work(self, job: Any) -> object:
        """Do a job."""

    def failure(self, error: Exception) -> object:
        """Return the result of a job that broke the program."""


class WorkerServer:
    """The server from the side of the process that has work; started with its first worker."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._lock = Lock()

    def fork(self, program: str) -> tuple[int, socket.socket]:
        """Return the pid of a new worker that runs a program, a module, and a connection to it.

        Raises TransientError if no process can be started, and InternalFaultError if the program
        fails before it can fork.
        """
        ours, theirs = socket.socketpair()
        with self._lock, theirs:
            try:
                control = self._control or self._start()
                socket.send_fds(control, [program.encode()], [theirs.fileno()])
                return _number(control), ours
            except (OSError, EOFError) as error:
                ours.close()
                if self._stop() == _RAISED:
                    raise InternalFaultError(
                        f"this installation of newsmon is broken: {program} ends with an "
                        "error before it can begin; the log has it"
                    ) from error
                raise TransientError(f"the process {program} could not be started") from error

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
                [sys.executable, "-m", __name__], stdin=theirs.fileno(),
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


def serve() -> None:
    """Fork workers as they are asked for over the socket that is stdin.

    It ends by itself when that is closed, and its workers when their connections are, so none
    outlives the process that started it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for the process that started us
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    allocation.give_back_large_blocks()
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    control = socket.socket(fileno=os.dup(sys.stdin.fileno()))
    control.sendall(_READY)
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, _LONGEST_NAME, 1)
        if descriptors:
            program = _loaded(message.decode())
            control.sendall(_NUMBER.pack(_forked(control, descriptors[0], program)))
        elif message:
            control.sendall(_NUMBER.pack(_ended(*_NUMBER.unpack(message))))
        else:
            return


@cache
def _loaded(name: str) -> Program:
    program = cast(Program, importlib.import_module(name))
    program.load()
    gc.collect()
    gc.freeze()  # what is there now stays shared: no collection writes to it
    return program


def _forked(control: socket.socket, descriptor: int, program: Program) -> int:
    pid = os.fork()
    if pid:
        os.close(descriptor)
        return pid
    try:
        control.close()
        os.close(sys.stdin.fileno())
        _do_jobs(socket.socket(fileno=descriptor), program)
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


def _do_jobs(connection: socket.socket, program: Program) -> None:
    """Do one job after the other, each within the CPU time and the memory that it may take.

    The kernel ends the process at a job that takes more time, even within C code, and refuses it
    more memory.
    """
    jobs, results = connection.makefile("rb"), connection.makefile("wb")
    trim, own = allocation.trimmer(), allocation.data_size()
    for number in itertools.count(1):
        try:
            seconds, memory, job = pickle.load(jobs)  # noqa: S301 - from our own process
        except EOFError:
            return
        if own:
            allocation.limit(own + memory)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            result = program.work(job)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is about this item
            if own and _is_for_memory(error, own + memory // 2):
                os._exit(OUT_OF_MEMORY)
            result = program.failure(error)
        signal.setitimer(signal.ITIMER_PROF, 0)
        pickle.dump(result, results)
        results.flush()
        del job, result
        if number % _JOBS_A_TRIM == 0:
            trim()


def _is_for_memory(error: Exception, half: int) -> bool:
    """Tell whether a job failed for lack of memory, which libraries call by other names, too.

    A block that is refused is at most as large as what is there: lists and texts grow to twice
    their size.
    """
    return isinstance(error, MemoryError) or allocation.data_size() > half


if __name__ == "__main__":
    serve()
