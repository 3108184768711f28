"""One Postgres server per `$NEWSMON_HOME`, shared by all processes, started by whoever comes first.

    home/postgres/password, port, lock          always (mode 0600)
    home/postgres/data, server.log              run by an ordinary user
    /var/lib/newsmon/<hash of home>/data, …     run by root: where an unprivileged user can go

Every step can be cut off by `kill -9`: the data folder appears by a rename after `initdb` is done;
starting holds a file lock that dies with its holder; and a server found half started is waited for.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg2
from psycopg2 import sql

from newsmon.embedded import binaries
from newsmon.errors import DatabaseError

ADMIN = "newsmon"
DATABASES = ("newsmon", "airflow")
_SYSTEM_PLACE = Path("/var/lib/newsmon")
_DEADLINE = 120.0  # seconds; recovery after a crash took 4 s, a slow disk may take far longer
_PAUSE = 0.1
_LOG_LIMIT = 10_000_000  # bytes, after which the server's log starts anew
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # a socket's path may not pass 107 bytes
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "jit": "off",
    "log_checkpoints": "off",
}


@dataclass(frozen=True, slots=True)
class Status:
    """What is known of the server without starting it."""

    running: bool
    port: int | None
    pid: int | None
    data: Path
    log: Path


class EmbeddedPostgres:
    """The server of one home; any number of processes may hold one of these at once."""

    def __init__(
        self,
        home: Path,
        *,
        server: Path | None = None,
        settings: Mapping[str, str] | None = None,
        deadline: float = _DEADLINE,
    ) -> None:
        """`server`: folder of another Postgres (`bin`, `lib`, `share`); `settings`: server settings."""
        self.home = home.absolute()
        self._own = self.home / "postgres"
        self._server = server
        self._settings = {**_SETTINGS, **(settings or {})}
        self._deadline = deadline
        self.place = self._own
        if os.geteuid() == 0:
            name = hashlib.sha256(os.fsencode(self.home.resolve())).hexdigest()[:16]
            self.place = _SYSTEM_PLACE / name
        self.data = self.place / "data"
        self.log = self.place / "server.log"

    # -- what users call ------------------------------------------------------------------

    def start(self) -> str:
        """Have the server running and its databases there; the URL of database `newsmon`.

        Raises DatabaseError with one line that says what to do.
        """
        with self._explained(), self._lock():
            runner = self._install()
            if not self.data.exists():
                self._initialise(runner)
            self._refuse_other_version()
            if not self._answers():
                self._launch(runner)
            self._create_databases()
        return self.url()

    def stop(self) -> bool:
        """Stop the server cleanly; whether there was one to stop."""
        if not self.data.exists():
            return False
        with self._explained(), self._lock():
            if self._pid() is None:
                return False
            runner = self._install()
            arguments = ["stop", "-D", "data", "-m", "fast", "-w", "-t", str(int(self._deadline))]
            done = runner.run("pg_ctl", arguments, cwd=self.place, timeout=self._deadline + 10)
            self._until(lambda: self._pid() is None, f"did not stop: {_last_line(done.stdout)}")
            return True

    def status(self) -> Status:
        """Whether it runs, and where; starts nothing."""
        try:
            pid = self._pid()
            return Status(pid is not None, self._port(), pid, self.data, self.log)
        except PermissionError:
            return Status(False, None, None, self.data, self.log)

    def url(self, database: str = DATABASES[0]) -> str:
        """URL of one database, with the administrator's password in it."""
        with self._explained():
            password = (self._own / "password").read_text(encoding="ascii")
            return f"postgresql://{ADMIN}:{password}@127.0.0.1:{self._port()}/{quote(database)}"

    def login_url(self, role: str, database: str = DATABASES[0]) -> str:
        """URL for a role that exists, as which one can log in after this (password kept 0600)."""
        with self._explained(), self._lock():
            password = self._secret(f"password-{role}")
            with contextlib.closing(psycopg2.connect(self.url(database))) as connection:
                statement = sql.SQL("alter role {} login password {}")
                connection.cursor().execute(
                    statement.format(sql.Identifier(role), sql.Literal(password))
                )
                connection.commit()
        return f"postgresql://{role}:{password}@127.0.0.1:{self._port()}/{quote(database)}"

    def remove(self) -> None:
        """Stop the server and delete its data for good (tests and demonstrations)."""
        self.stop()
        for folder in {self.place, self._own}:
            shutil.rmtree(folder, ignore_errors=True)

    # -- preparing ------------------------------------------------------------------------

    def _install(self) -> binaries.Runner:
        """The programs, where the user who runs them can reach them."""
        source = self._server or binaries.packaged()
        if os.geteuid() != 0:
            return binaries.Runner(source / "bin")
        uid, gid = binaries.unprivileged()
        if not self.place.exists():
            # the server's own user needs the way in, whatever our umask; nobody else does
            _SYSTEM_PLACE.mkdir(parents=True, exist_ok=True)
            if _SYSTEM_PLACE.stat().st_uid == 0:
                _SYSTEM_PLACE.chmod(0o755)
            self.place.mkdir(mode=0o700)
        os.chown(self.place, uid, gid)
        copied = binaries.copy_server(source, self.place)
        return binaries.Runner(copied / "bin", uid, gid)

    def _initialise(self, runner: binaries.Runner) -> None:
        for left in self.place.glob("data-new-*"):  # of a starter that was killed
            shutil.rmtree(left, ignore_errors=True)
        new = self.place / f"data-new-{secrets.token_hex(4)}"
        password_file = self.place / f"{new.name}.password"
        descriptor = os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(self._secret("password"))
        runner.own(password_file)
        arguments = [
            *("-D", new.name, "-U", ADMIN, "--pwfile", password_file.name),
            *("-A", "scram-sha-256", "-E", "UTF8"),
            # full Unicode case rules on every platform, with no locale installed
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
        ]
        try:
            done = runner.run("initdb", arguments, cwd=self.place, timeout=self._deadline)
        finally:
            password_file.unlink()
        if done.returncode != 0:
            raise DatabaseError(f"initdb failed in {self.place}: {_last_line(done.stdout)}")
        with (new / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("include_if_exists = 'newsmon.conf'\n")
        new.rename(self.data)

    def _refuse_other_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text(encoding="ascii").strip()
        if made_by != str(binaries.MAJOR):
            raise DatabaseError(
                f"The data in {self.data} were made by Postgres {made_by}, this newsmon brings "
                f"Postgres {binaries.MAJOR}: save them with the newsmon that made them "
                "(newsmon db backup FILE), move that folder away, then newsmon db restore FILE."
            )

    # -- starting -------------------------------------------------------------------------

    def _launch(self, runner: binaries.Runner) -> None:
        """Start, or wait for one that is starting; repeated until it answers or the deadline."""
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.unlink()
        said = ""

        def attempt() -> bool:
            nonlocal said
            self._forget_dead_server()
            if self._pid() is None:
                self._configure(runner)
                arguments = ["start", "-D", "data", "-l", self.log.name, "-w", "-t", "5"]
                done = runner.run("pg_ctl", arguments, cwd=self.place, timeout=self._deadline)
                said = _last_line(done.stdout)
            return self._answers()

        self._until(attempt, lambda: f"did not start ({said}); its log is {self.log}")

    def _configure(self, runner: binaries.Runner) -> None:
        """Settle on a port (the last one where it is still free) and write the settings."""
        port = self._port()
        if port is None or not _is_free(port):
            port = _free_port()
            _write_private(self._own / "port", str(port))
        settings = {**self._settings, "port": str(port)}
        lines = [f"{name} = '{value}'\n" for name, value in settings.items()]
        path = self.data / "newsmon.conf"
        path.write_text("".join(lines), encoding="utf-8")
        runner.own(path)

    def _forget_dead_server(self) -> None:
        """Remove a postmaster.pid that names a dead server but would keep the next from starting.

        Postgres sees through a stale file itself, unless the pid is a zombie (nobody has
        collected it yet) or belongs to another program by now. Backends that outlive their
        postmaster still hold its memory: as long as there is one, the file stays.
        """
        path = self.data / "postmaster.pid"
        if path.exists() and self._pid() is None and not self._backends():
            path.unlink(missing_ok=True)

    def _answers(self) -> bool:
        if self._pid() is None or self._port() is None:
            return False
        try:
            psycopg2.connect(self.url("postgres"), connect_timeout=5).close()
        except psycopg2.OperationalError as error:
            if "password authentication failed" in str(error):
                raise DatabaseError(
                    f"The embedded Postgres does not take the password in {self._own}/password: "
                    f"put the right one back, or move {self.data} away to begin anew."
                ) from None
            return False
        return True

    def _create_databases(self) -> None:
        with contextlib.closing(psycopg2.connect(self.url("postgres"))) as connection:
            connection.autocommit = True  # create database stands outside transactions
            cursor = connection.cursor()
            cursor.execute("select datname from pg_database")
            there = {row[0] for row in cursor.fetchall()}
            for name in DATABASES:
                if name not in there:
                    cursor.execute(sql.SQL("create database {}").format(sql.Identifier(name)))

    # -- the running server ---------------------------------------------------------------

    def _pid(self) -> int | None:
        """Pid of the living postmaster of this data folder; zombies and strangers are dead."""
        try:
            pid = int((self.data / "postmaster.pid").read_text(encoding="utf-8").split("\n")[0])
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return None
        return pid if self._is_ours(pid) else None

    def _is_ours(self, pid: int) -> bool:
        try:
            process = psutil.Process(pid)
            if process.status() == psutil.STATUS_ZOMBIE or not process.name().startswith(
                "postgres"
            ):
                return False
            return Path(process.cwd()) == self.data.resolve()
        except psutil.AccessDenied:
            return True  # there, a postgres, and not ours to look into: believe the file
        except psutil.NoSuchProcess:
            return False

    def _backends(self) -> bool:
        return any(
            self._is_ours(p.pid)
            for p in psutil.process_iter(["name"])
            if (p.info["name"] or "").startswith("postgres")
        )

    def _port(self) -> int | None:
        try:
            return int((self._own / "port").read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return None

    # -- files ----------------------------------------------------------------------------

    def _secret(self, name: str) -> str:
        path = self._own / name
        if not path.exists():
            _write_private(path, secrets.token_urlsafe(24))
        return path.read_text(encoding="ascii")

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        """Held by one process at a time; freed by the system when that process dies."""
        self._own.mkdir(parents=True, exist_ok=True)
        with (self._own / "lock").open("a") as file:

            def taken() -> bool:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return False
                return True

            self._until(taken, "is being started or stopped by another process for too long")
            yield

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what the system refuses into one line that says what to do."""
        try:
            yield
        except PermissionError as error:
            raise DatabaseError(
                f"No access to {error.filename}: the embedded Postgres under {self.home} belongs to "
                "another user. Run as that user, or set NEWSMON_HOME to a folder of yours."
            ) from error
        except OSError as error:
            raise DatabaseError(f"The embedded Postgres cannot be set up: {error}") from error
        except subprocess.TimeoutExpired as error:
            raise DatabaseError(f"The embedded Postgres is too slow: {error}") from error

    def _until(self, condition: Callable[[], bool], complaint: str | Callable[[], str]) -> None:
        end = time.monotonic() + self._deadline
        while not condition():
            if time.monotonic() > end:
                text = complaint if isinstance(complaint, str) else complaint()
                raise DatabaseError(f"The embedded Postgres {text}")
            time.sleep(_PAUSE)


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    partial = path.with_name(f".{path.name}-{os.getpid()}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
    partial.replace(path)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no message"
