"""One Postgres server per `$NEWSMON_HOME`, shared by all processes, started by whoever is first.

    home/postgres/password, port, lock          always; secrets have mode 0600
    home/postgres/data, server.log              where an ordinary user runs it
    /var/lib/newsmon/<hash of home>/data, …     where root does: an unprivileged user gets there,
    /var/lib/newsmon/server-<version>           and to the programs

Every step can be cut off by `kill -9`: the data folder appears by a rename, starting holds a file
lock that dies with its holder, and a server found half started is waited for. The server is no
child of whoever started it, and runs until `stop`.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import logging
import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from newsmon.embedded import binaries
from newsmon.embedded.server import Server, free_port, is_free, wait, write_private
from newsmon.errors import DatabaseError

ADMINISTRATOR = "newsmon"
DATABASES = ("newsmon", "airflow")
log = logging.getLogger(__name__)

_SYSTEM_PLACE = Path("/var/lib/newsmon")
_DEADLINE = 120.0  # seconds; recovery after a crash took 4 s, a slow disk may take far longer
_OPEN_TO_ALL = """
    select datname from pg_database
    where datname in ('airflow', 'postgres', 'template1') and (
        datacl is null
        or exists (select from aclexplode(datacl) where grantee = 0 and privilege_type = 'CONNECT'))
"""
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # a socket's path may not pass 107 bytes
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "random_page_cost": "2",  # disks without a head; twice that reads whole tables for a day's news
    "jit": "off",
    "log_checkpoints": "off",
}


@dataclass(frozen=True, slots=True)
class Status:
    """The state of the server, learned without starting it."""

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
        """`server`: another Postgres (folder with `bin`, `lib`, `share`); `settings`: its own."""
        self.home = home.absolute()
        self._own = self.home / "postgres"
        self._programs = server
        self._settings = {**_SETTINGS, **(settings or {})}
        place = self._own
        if os.geteuid() == 0:
            name = hashlib.sha256(os.fsencode(self.home.resolve())).hexdigest()[:16]
            place = _SYSTEM_PLACE / name
        self._server = Server(place, ADMINISTRATOR, deadline)

    def start(self) -> str:
        """Have the server running and its databases there; the URL of database `newsmon`.

        Raises DatabaseError with one line that says what to do.
        """
        with self._explained(), self._lock():
            runner = self._install()
            self._set_aside_orphan(runner)
            if not self._server.data.exists():
                durable = self._settings.get("fsync") != "off"
                log.info("making a database cluster in %s", self._server.data)
                self._server.initialise(runner, self._secret("password"), durable=durable)
            self._server.refuse_other_version()
            if not self._answers():
                log.info("starting Postgres in %s", self.home)
                self._server.launch(runner, lambda: self._configure(runner), self._answers)
                log.info("Postgres takes connections at port %s", self._port())
            self._create_databases()
        return self.url()

    def stop(self) -> bool:
        """Stop the server cleanly; whether there was one to stop."""
        with self._explained():
            if self._server.pid() is None:
                return False
            with self._lock():
                self._server.stop(self._install())
            log.info("Postgres in %s has stopped", self.home)
            return True

    def status(self) -> Status:
        """Return whether it runs, and where; start nothing."""
        with self._explained():
            pid = self._server.pid()
            return Status(pid is not None, self._port(), pid, self._server.data, self._server.log)

    def url(self, database: str = DATABASES[0]) -> str:
        """URL of one database, with the administrator's password in it; start it first."""
        with self._explained():
            return self._url(ADMINISTRATOR, (self._own / "password").read_text("ascii"), database)

    def login_url(self, role: str, database: str = DATABASES[0]) -> str:
        """URL for a role that exists, letting it log in with a password of its own."""
        with self._explained(), self._lock():
            password = self._secret(f"password-{role}")
            with contextlib.closing(psycopg2.connect(self.url(database))) as connection:
                statement = sql.SQL("alter role {} login password {}")
                connection.cursor().execute(
                    statement.format(sql.Identifier(role), sql.Literal(password))
                )
                connection.commit()
        return self._url(role, password, database)

    def remove(self) -> None:
        """Stop the server and delete its data for good (tests and demonstrations)."""
        self.stop()
        for folder in (self._server.place, self._own):
            shutil.rmtree(folder, ignore_errors=True)

    def _install(self) -> binaries.Runner:
        """The programs, where the user who runs them can reach them."""
        source = self._programs or binaries.packaged()
        if os.geteuid() != 0:
            return binaries.Runner(source / "bin")
        place = self._server.place
        uid, gid = binaries.unprivileged()
        if not place.exists():
            if not _SYSTEM_PLACE.exists():
                _SYSTEM_PLACE.mkdir()
                _SYSTEM_PLACE.chmod(0o755)  # ours, so open to the server's user whatever our umask
            place.mkdir(mode=0o700)
            (place / "home").write_text(f"{self.home}\n", encoding="utf-8")  # for people
        os.chown(place, uid, gid)
        copied = binaries.copy_server(source, _SYSTEM_PLACE)
        return binaries.Runner(copied / "bin", uid, gid)

    def _set_aside_orphan(self, runner: binaries.Runner) -> None:
        """Data kept outside a home that was deleted since: whoever deletes a home begins anew.

        Its password is gone with the home. Nothing is deleted: the data are moved aside.
        """
        data = self._server.data
        if data.parent == self._own or not data.exists() or (self._own / "password").exists():
            return
        if self._server.pid() is not None:
            self._server.stop(runner)
        aside = data.with_name(f"data-of-{datetime.now(timezone.utc):%Y%m%dT%H%M%S}")
        data.rename(aside)
        log.warning("the data of a home that is gone are set aside in %s", aside)

    def _configure(self, runner: binaries.Runner) -> None:
        """Settle on a port (the last one where it is still free) and write the settings."""
        port = self._port()
        if port is None or not is_free(port):
            port = free_port()
            write_private(self._own / "port", str(port))
        self._server.configure(runner, {**self._settings, "port": str(port)})

    def _answers(self) -> bool:
        if self._server.pid() is None or self._port() is None:
            return False
        try:
            psycopg2.connect(self.url("postgres"), connect_timeout=5).close()
        except psycopg2.OperationalError as error:
            if "password authentication failed" in str(error):
                raise DatabaseError(
                    f"The embedded Postgres does not take the password in {self._own}/password: "
                    f"put the right one back, or move {self._server.data} away to begin anew."
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
                    log.debug("making database %s", name)
                    cursor.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
            cursor.execute(_OPEN_TO_ALL)
            for (name,) in cursor.fetchall():  # Airflow's is no business of newsmon's readers
                revoke = sql.SQL("revoke connect on database {} from public")
                cursor.execute(revoke.format(sql.Identifier(name)))

    def _url(self, user: str, password: str, database: str) -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self._port()}/{quote(database)}"

    def _port(self) -> int | None:
        try:
            return int((self._own / "port").read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return None

    def _secret(self, name: str) -> str:
        path = self._own / name
        if not path.exists():
            write_private(path, secrets.token_urlsafe(24))
        return path.read_text(encoding="ascii")

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        """Held by one process at a time; freed by the system when that process dies."""
        self._own.mkdir(parents=True, exist_ok=True)
        with (self._own / "lock").open("a") as file:

            def acquire() -> bool:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return False
                return True

            wait(acquire, 2 * self._server.deadline, lambda: "is held up by another process")
            yield

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what the system refuses into one line that says what to do."""
        try:
            yield
        except PermissionError as error:
            raise DatabaseError(
                f"No access to {error.filename}: the embedded Postgres of {self.home} belongs to "
                "another user. Run as that user, or set NEWSMON_HOME to a folder of yours."
            ) from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise DatabaseError(f"The embedded Postgres cannot be used: {error}") from error
        except psycopg2.Error as error:
            detail = " ".join(str(error).split())
            raise DatabaseError(
                f"The embedded Postgres does not do as told: {detail} (log: {self._server.log})"
            ) from error
