"""A Postgres server of its own, to be restarted, paused and put on a disk that is full."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg2

from newsmon.embedded import binaries
from newsmon.embedded.server import free_port
from newsmon.store import migrate

DISK_MEGABYTES = 160  # of the small disk: room for the news, none for a ballast beside it
TEMPLATE = "faults_template"
_SETTINGS = (
    "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\n"
    "max_connections = 100\nshared_buffers = 32MB\nmax_wal_size = 64MB\nmin_wal_size = 32MB\n"
    "track_activity_query_size = 4096\ntimezone = 'UTC'\nautovacuum_naptime = 5\n"
)


class Cluster:
    """A server in a folder; `programs` is the folder of initdb and pg_ctl, the wheel's if None."""

    def __init__(
        self,
        folder: Path,
        programs: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.folder, self.port = folder, free_port()
        self._environment = environment or {}
        folder.mkdir(parents=True, exist_ok=True)
        self._identity: dict[str, Any] = {}
        bin_folder = programs or binaries.packaged() / "bin"
        if os.geteuid() == 0:
            uid, gid = binaries.unprivileged()
            self._identity = {"user": uid, "group": gid, "extra_groups": []}
            os.chown(folder, uid, gid)
            if programs is None:
                bin_folder = binaries.copy_server(binaries.packaged(), folder.parent) / "bin"
        self._programs = bin_folder
        self._disk = folder / "disk"
        self._ballast = self._disk / "ballast"

    def create(self) -> None:
        """Make the data folder and the template of all databases, and start."""
        self._run("initdb", "-D", "data", "-U", "newsmon", "-A", "trust", "-E", "UTF8",
                  "--locale=C", "--no-sync")  # fmt: skip
        with (self.folder / "data" / "postgresql.conf").open("a") as file:
            file.write(f"{_SETTINGS}port = {self.port}\n")
        self.start()
        self.execute(f"create database {TEMPLATE}")
        migrate(self.url(TEMPLATE))

    def start(self) -> None:
        self._run("pg_ctl", "start", "-D", "data", "-l", "server.log", "-w", "-t", "60")

    def stop(self, mode: str = "immediate") -> None:
        self._run("pg_ctl", "stop", "-D", "data", "-m", mode, "-w", "-t", "60")

    def restart(self) -> None:
        """Have it crash, and come back after recovery."""
        self.stop()
        self.start()

    def end_connections(self, database: str) -> None:
        self.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            f" where datname = '{database}' and pid <> pg_backend_pid()"
        )

    def pause(self, seconds: float) -> None:
        """Have every process of the server stand still for some seconds."""
        postmaster = psutil.Process(
            int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        )
        processes = [postmaster, *postmaster.children()]
        for process in processes:
            with suppress(psutil.NoSuchProcess):  # some last for a moment only
                process.suspend()
        time.sleep(seconds)
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.resume()

    @contextmanager
    def small_disk(self) -> Iterator[None]:
        """A small file system on which databases can be made (needs root)."""
        self._disk.mkdir(exist_ok=True)
        size = f"size={DISK_MEGABYTES}m"
        subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", self._disk], check=True)
        space = self._disk / "space"
        space.mkdir()
        if self._identity:
            os.chown(space, self._identity["user"], self._identity["group"])
        self.execute(f"create tablespace small location '{space}'")
        try:
            yield
        finally:
            self.execute("drop tablespace small")
            subprocess.run(["umount", "-l", self._disk], check=True)

    def fill_disk(self) -> None:
        with self._ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"\0" * 65536)
            except OSError:
                return

    def free_disk(self) -> None:
        self._ballast.unlink(missing_ok=True)

    def url(self, database: str) -> str:
        return f"postgresql://newsmon@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str) -> None:
        with closing(psycopg2.connect(self.url("postgres"))) as conn:
            conn.autocommit = True
            conn.cursor().execute(statement)

    @contextmanager
    def database(self, name: str, tablespace: str = "pg_default") -> Iterator[str]:
        """URL of a fresh database with the whole schema, dropped afterwards."""
        self.execute(f"create database {name} template {TEMPLATE} tablespace {tablespace}")
        try:
            yield self.url(name)
        finally:
            self.execute(f"drop database if exists {name} with (force)")

    def remove(self) -> None:
        if (self.folder / "data" / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_"))}
        with (self.folder / "command.log").open("w+") as output:
            done = subprocess.run(
                [self._programs / program, *arguments],
                cwd=self.folder,
                env={**environment, **self._environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
                **self._identity,
            )
            output.seek(0)
            assert done.returncode == 0, output.read()


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and its workers at once, as the system does when memory is short."""
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGKILL)
    for child in children:
        try:
            child.kill()
        except psutil.NoSuchProcess:
            continue
    process.wait()


@contextmanager
def open_folder() -> Iterator[Path]:
    """A temporary folder that the server's user may enter, too."""
    with tempfile.TemporaryDirectory(prefix="newsmon-faults-", dir="/var/tmp") as folder:
        root = Path(folder)
        root.chmod(0o755)
        yield root


@contextmanager
def cluster(
    folder: Path, programs: Path | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[Cluster]:
    """A server that is running, removed afterwards."""
    server = Cluster(folder, programs, environment)
    try:
        server.create()
        yield server
    finally:
        server.remove()
