"""One data folder and the Postgres that runs on it: create, start, stop, tell dead from living.

place/data         the data; appears by a rename once initdb is done
place/server.log   what the server says
place/command.log  what the last initdb or pg_ctl said
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

from newsmon.embedded import binaries
from newsmon.embedded.binaries import Runner
from newsmon.errors import DatabaseError

_PAUSE = 0.1  # seconds between two looks
_START_WAIT = 5  # seconds that pg_ctl waits; a longer recovery is waited for here
_LOG_LIMIT = 10_000_000  # bytes, after which the server's log starts anew


@dataclass(frozen=True, slots=True)
class Server:
    """A server in its place. All that changes it expects the caller to hold the lock."""

    place: Path
    administrator: str
    deadline: float  # seconds

    @property
    def data(self) -> Path:
        return self.place / "data"

    @property
    def log(self) -> Path:
        return self.place / "server.log"

    def initialise(self, runner: Runner, password: str, *, durable: bool = True) -> None:
        """Create the data folder, whole or not at all."""
        for leftover in self.place.glob("data-new-*"):  # of a starter that was killed
            shutil.rmtree(leftover, ignore_errors=True)
            leftover.unlink(missing_ok=True)
        new = self.place / f"data-new-{secrets.token_hex(4)}"
        password_file = new.with_name(f"{new.name}.password")
        write_private(password_file, password)
        runner.own(password_file)
        code, output = self._initdb(runner, new, password_file, durable=durable, letters="C.UTF-8")
        if code != 0:  # a system without that locale: punctuation beyond ASCII is letters there
            code, output = self._initdb(runner, new, password_file, durable=durable, letters="C")
        password_file.unlink()
        if code != 0:
            raise DatabaseError(f"initdb failed in {self.place}: {last_line(output)}")
        with (new / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("include_if_exists = 'newsmon.conf'\n")
        new.rename(self.data)

    def _initdb(
        self, runner: Runner, new: Path, password_file: Path, *, durable: bool, letters: str
    ) -> tuple[int, str]:
        """Run initdb; `letters` is the locale that full-text search asks what a letter is."""
        arguments = [
            *("-D", new.name, "-U", self.administrator, "--pwfile", password_file.name),
            *("-A", "scram-sha-256", "-E", "UTF8"),
            # full Unicode case rules on every platform, with no locale installed
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
            f"--lc-ctype={letters}",
        ]
        if not durable:
            arguments.append("--no-sync")
        return runner.run("initdb", arguments, cwd=self.place, timeout=self.deadline)

    def refuse_other_version(self) -> None:
        """DatabaseError for data that another major version made."""
        made_by = (self.data / "PG_VERSION").read_text(encoding="ascii").strip()
        if made_by != str(binaries.MAJOR):
            raise DatabaseError(
                f"The data in {self.data} were made by Postgres {made_by}, this newsmon brings "
                f"Postgres {binaries.MAJOR}: save them with the newsmon that made them "
                "(newsmon db backup FILE), move that folder away, then newsmon db restore FILE."
            )

    def configure(self, runner: Runner, settings: Mapping[str, str]) -> None:
        """Settings for the next start."""
        lines = [f"{name} = '{value}'\n" for name, value in settings.items()]
        path = self.data / "newsmon.conf"
        path.write_text("".join(lines), encoding="utf-8")
        runner.own(path)

    def launch(
        self, runner: Runner, configure: Callable[[], None], answers: Callable[[], bool]
    ) -> None:
        """Start it, or wait for one that is starting; again and again until it answers."""
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.unlink()
        last_message = "it was starting already"

        def attempt() -> bool:
            nonlocal last_message
            self._forget_dead()
            if self.pid() is None:
                configure()
                arguments = ["start", "-D", "data", "-l", self.log.name, "-w"]
                arguments += ["-t", str(_START_WAIT)]
                code, output = runner.run(
                    "pg_ctl", arguments, cwd=self.place, timeout=self.deadline
                )
                last_message = last_line(output) if code else "it does not answer"
            return answers()

        wait(
            attempt, self.deadline, lambda: f"did not start ({last_message}); its log is {self.log}"
        )

    def stop(self, runner: Runner) -> None:
        """Stop it; sessions are ended, what they committed is kept."""
        arguments = ["stop", "-D", "data", "-m", "fast", "-w", "-t", str(int(self.deadline))]
        _, output = runner.run("pg_ctl", arguments, cwd=self.place, timeout=self.deadline + 10)
        wait(
            lambda: self.pid() is None, self.deadline, lambda: f"did not stop: {last_line(output)}"
        )

    def pid(self) -> int | None:
        """The living postmaster of this data folder; zombies and strangers are dead."""
        try:
            text = (self.data / "postmaster.pid").read_text(encoding="utf-8")
            pid = int(text.split("\n")[0])
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return None
        return pid if self._is_ours(pid) else None

    def _is_ours(self, pid: int) -> bool:
        """Tell whether a process is a Postgres on this data folder (its working directory)."""
        try:
            process = psutil.Process(pid)
            if process.status() == psutil.STATUS_ZOMBIE or "postgres" not in process.name():
                return False
            return Path(process.cwd()) == self.data.resolve()
        except psutil.AccessDenied:
            return True  # a Postgres that we may not look into: believe the file
        except psutil.NoSuchProcess:
            return False

    def _forget_dead(self) -> None:
        """Remove a postmaster.pid that names a dead server but would keep the next from starting.

        Postgres sees through a stale file itself, unless the pid is a zombie (nobody has
        collected it yet) or belongs to another program by now. Backends that outlive their
        postmaster still hold its memory: as long as there is one, the file stays.
        """
        path = self.data / "postmaster.pid"
        if not path.exists() or self.pid() is not None:
            return
        processes = (
            process
            for process in psutil.process_iter(["name"])
            if process.info["name"] == "postgres"
        )
        if not any(self._is_ours(process.pid) for process in processes):
            path.unlink(missing_ok=True)


def wait(condition: Callable[[], bool], deadline: float, complaint: Callable[[], str]) -> None:
    """Until the condition holds; DatabaseError after `deadline` seconds."""
    end = time.monotonic() + deadline
    while not condition():
        if time.monotonic() > end:
            raise DatabaseError(f"The embedded Postgres {complaint()}")
        time.sleep(_PAUSE)


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    partial = path.with_name(f".{path.name}-{os.getpid()}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
    partial.replace(path)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no message"
