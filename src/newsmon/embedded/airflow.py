"""An Airflow of newsmon's own on this machine: its settings, its database, runs of its DAGs.

Airflow is only ever started as a program; its metadata are the database `airflow` on the
embedded server, whichever database the news go to. `newsmon.embedded.airflow_service` keeps
it running with a scheduler and a user interface.

    home/airflow/                 AIRFLOW_HOME: task logs, secrets.json (mode 0600)
    home/airflow/migrated.json    which Airflow made the metadata database, at which revision
    home/logs/airflow-*.log       what its programs said
"""

from __future__ import annotations

import base64
import contextlib
import importlib.util
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

import psycopg2

from newsmon.config.paths import home as default_home
from newsmon.config.paths import shipped
from newsmon.embedded.airflow_log import Ended, LogReader
from newsmon.embedded.postgres import EmbeddedPostgres
from newsmon.embedded.server import write_private
from newsmon.embedded.task_logs import TaskLogs
from newsmon.errors import NewsmonError

METADATA = "airflow"
FETCH_POOL = "newsmon_fetch"
FETCH_SLOTS = 8  # shards fetched at one time; as many as a run has by default
PORT = 8080
_TAIL = 20  # lines of a log that are worth showing on failure

# Several runs in one program, since a start of Airflow costs more than a short run.
_DAGS_TEST = """
import sys
from airflow.__main__ import main
for dag_id in sys.argv[1:]:
    sys.argv = ["airflow", "dags", "test", dag_id]
    main()
"""


class AirflowError(NewsmonError):
    """Airflow could not be prepared, started or stopped, or a run of a DAG failed."""


class Progress(Protocol):
    """Tells the person who waits what happens."""

    def doing(self, text: str) -> None:
        """Show what is under way, in place of what was under way before."""

    def say(self, text: str) -> None:
        """Print a line that stays."""


@dataclass(frozen=True, slots=True)
class LocalAirflow:
    """The Airflow of one `$NEWSMON_HOME`."""

    home: Path
    server: EmbeddedPostgres

    @classmethod
    def here(cls) -> LocalAirflow:
        """Return that of `newsmon.config.home()`; AirflowError where Airflow is not installed."""
        if importlib.util.find_spec("airflow") is None:
            raise AirflowError("Airflow is not installed: pip install 'newsmon[airflow,embedded]'")
        return cls(default_home(), EmbeddedPostgres(default_home()))

    @property
    def folder(self) -> Path:
        """AIRFLOW_HOME."""
        return self.home / "airflow"

    def environment(self, *, port: int = PORT) -> dict[str, str]:
        """The variables under which every program of this Airflow runs, besides our own.

        Starts the embedded server, since its address is one of them.
        """
        self.server.start()
        self.folder.mkdir(parents=True, exist_ok=True)
        address = f"http://127.0.0.1:{port}"
        secret = self._secrets()
        settings = {
            "CORE__DAGS_FOLDER": str(shipped("dags")),
            "CORE__PLUGINS_FOLDER": str(shipped("plugins")),
            "CORE__LOAD_EXAMPLES": "False",
            "CORE__EXECUTOR": "LocalExecutor",
            "CORE__PARALLELISM": str(max(4, 2 * (os.cpu_count() or 1))),
            "CORE__DEFAULT_TIMEZONE": "utc",
            "CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",  # or the schedule would wait for a click
            "CORE__EXECUTION_API_SERVER_URL": f"{address}/execution/",
            "CORE__FERNET_KEY": secret["fernet_key"],
            "CORE__SIMPLE_AUTH_MANAGER_USERS": "admin:admin",
            "DATABASE__SQL_ALCHEMY_CONN": self.metadata_url(),
            "API__HOST": "127.0.0.1",
            "API__PORT": str(port),
            "API__BASE_URL": address,
            "API__WORKERS": "1",
            "API__SECRET_KEY": secret["api_secret"],
            "API_AUTH__JWT_SECRET": secret["jwt_secret"],
            "DAG_PROCESSOR__REFRESH_INTERVAL": "30",
            "USAGE_DATA_COLLECTION__ENABLED": "False",
        }
        programs = str(Path(sys.executable).parent)
        return {
            "AIRFLOW_HOME": str(self.folder),
            "NEWSMON_HOME": str(self.home),
            "SCARF_ANALYTICS": "false",
            "PATH": os.pathsep.join([programs, os.environ.get("PATH", os.defpath)]),
            **{f"AIRFLOW__{name}": value for name, value in settings.items()},
        }

    def metadata_url(self) -> str:
        """SQLAlchemy's URL of the metadata database, with psycopg2."""
        return self.server.url(METADATA).replace("postgresql://", "postgresql+psycopg2://", 1)

    def prepare(self, environment: Mapping[str, str], progress: Progress) -> None:
        """Bring the metadata database up to this Airflow, if it is not; make the pool."""
        stamp = self.folder / "migrated.json"
        with contextlib.suppress(FileNotFoundError, ValueError):
            if json.loads(stamp.read_text(encoding="utf-8")) == self._revision():
                return
        progress.doing("preparing Airflow's own database (once, about half a minute)")
        log = self.log("prepare")
        pool = ["pools", "set", FETCH_POOL, str(FETCH_SLOTS), "Shards of hosts fetched at one time"]
        for arguments in (["db", "migrate"], pool):
            if self._program(["-m", "airflow", *arguments], environment, log):
                command = " ".join(arguments)
                raise AirflowError(f"airflow {command} failed; the end of {log}:\n{tail(log)}")
        write_private(stamp, json.dumps(self._revision()))
        progress.say("Airflow's own database is ready")

    def run_once(self, dag_ids: Sequence[str], progress: Progress) -> None:
        """A real run of each DAG, one after the other; one that fails is the last.

        Raises AirflowError with what the failed tasks said.
        """
        environment = self.environment()
        self.prepare(environment, progress)
        log, reader, logs = self.log("once"), LogReader(), TaskLogs(self.folder / "logs")
        failed: list[Ended] = []

        def take(line: str) -> None:
            logs.take(line)
            before = reader.task
            ended = reader.read(line)
            if ended is not None:
                progress.say(describe_task(ended))
                failed.extend([ended] if ended.state == "failed" else [])
            elif reader.task != before:
                progress.doing(f"{reader.dag}: {reader.task}")

        progress.doing(f"starting Airflow (its log: {log})")
        if self._program(["-c", _DAGS_TEST, *dag_ids], environment, log, take):
            raise AirflowError(_why(failed, log))

    def password(self) -> str:
        """The password of the one user of the interface."""
        return self._secrets()["password"]

    def log(self, name: str) -> Path:
        """Return the file for a program's output; a program that is started anew begins it anew."""
        path = self.home / "logs" / f"airflow-{name}.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        return path

    def _program(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        log: Path,
        take: Callable[[str], None] = lambda line: None,
    ) -> int:
        """Run a Python program to its end, each line to the log and to `take`; its exit code."""
        with (
            log.open("a", encoding="utf-8") as file,
            subprocess.Popen(
                [sys.executable, *arguments],
                env=inherited() | {**environment},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
            ) as program,
        ):
            assert program.stdout is not None
            try:
                for line in program.stdout:
                    file.write(line)
                    take(line)
            except BaseException:  # a Ctrl-C reaches the program too: let it end in its own way
                with contextlib.suppress(subprocess.TimeoutExpired):
                    program.wait(timeout=10)
                program.kill()
                raise
        return program.returncode

    def _revision(self) -> dict[str, str | None]:
        """Return Airflow's version and the revision of its database (None: none yet)."""
        stamp: dict[str, str | None] = {"airflow": version("apache-airflow"), "revision": None}
        with contextlib.closing(psycopg2.connect(self.server.url(METADATA))) as connection:
            cursor = connection.cursor()
            with contextlib.suppress(psycopg2.errors.UndefinedTable):
                cursor.execute("select version_num from alembic_version")
                stamp["revision"] = next((row[0] for row in cursor.fetchall()), None)
        return stamp

    def _secrets(self) -> dict[str, str]:
        """Return the keys that Airflow signs and encrypts with, made up once for this machine."""
        path = self.folder / "secrets.json"
        if not path.exists():
            fresh = {
                "fernet_key": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
                "jwt_secret": secrets.token_urlsafe(48),
                "api_secret": secrets.token_urlsafe(48),
                "password": secrets.token_urlsafe(12),
            }
            write_private(path, json.dumps(fresh))
        stored: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        return stored


def inherited() -> dict[str, str]:
    """Our environment, without what would make Airflow compile itself anew at every start."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def tail(log: Path, lines: int = _TAIL) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def describe_task(ended: Ended) -> str:
    """One line on how a task ended: `newsmon_ingest: fetch 2: 12 fetched`."""
    where = f"{ended.dag}: {ended.task}"
    if ended.state == "up_for_retry":
        return f"{where}: will be tried again after {ended.error}"
    if ended.state == "failed":
        return f"{where}: failed: {ended.error}"
    if ended.state == "skipped":
        return f"{where}: skipped"
    counts = ", ".join(f"{value} {name}" for name, value in ended.counts.items())
    return f"{where}: {counts or 'done'}"


def _why(failed: Sequence[Ended], log: Path) -> str:
    if not failed:  # it did not come as far as a task
        return f"Airflow could not run; the end of {log}:\n{tail(log)}"
    traceback = "\n".join(failed[0].traceback.splitlines()[-_TAIL:])
    return (
        f"{traceback}\n{chr(10).join(describe_task(ended) for ended in failed)}\nAll of it: {log}"
    )
