"""An Airflow of newsmon's own on this machine: its settings, its database, one run of a DAG.

Airflow is only ever started as a program; its metadata are the database `airflow` on the
embedded server, whichever database the news go to. `newsmon.embedded.standalone` keeps it
running with a scheduler and a user interface.

    home/airflow/                  AIRFLOW_HOME: task logs, airflow.cfg, secrets.json (mode 0600)
    home/airflow/migrated.json     which Airflow made the metadata database, as of which revision
    home/logs/airflow-<dag>.log    what the last run of that DAG said
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import psycopg2

from newsmon.config.paths import home as default_home
from newsmon.config.paths import shipped
from newsmon.embedded.postgres import EmbeddedPostgres
from newsmon.errors import NewsmonError

METADATA = "airflow"
FETCH_POOL = "newsmon_fetch"
FETCH_SLOTS = 8  # shards fetched at one time; as many as a run has by default
PORT = 8080
_TAIL = 30  # lines of a log that are worth showing on failure
_STARTING = re.compile(r"\[DAG TEST\] starting task_id=(?P<task>\S+) map_index=(?P<index>-?\d+)")

Say = Callable[[str], None]
"""Takes one line of progress for the person who waits."""


class AirflowError(NewsmonError):
    """Airflow could not be prepared, started or stopped, or a run of a DAG failed."""


@dataclass(frozen=True, slots=True)
class LocalAirflow:
    """The Airflow of one `$NEWSMON_HOME`."""

    home: Path
    server: EmbeddedPostgres

    @classmethod
    def here(cls) -> LocalAirflow:
        """That of `newsmon.config.home()`."""
        return cls(default_home(), EmbeddedPostgres(default_home()))

    @property
    def folder(self) -> Path:
        """AIRFLOW_HOME."""
        return self.home / "airflow"

    def environment(self, *, port: int = PORT) -> dict[str, str]:
        """The variables under which every program of this Airflow runs, on top of our own.

        Starts the embedded server, since its address is one of them.
        """
        self.server.start()
        address = f"http://127.0.0.1:{port}"
        secret = self._secrets()
        settings = {
            "CORE__DAGS_FOLDER": str(shipped("dags")),
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
        return {
            "AIRFLOW_HOME": str(self.folder),
            "NEWSMON_HOME": str(self.home),
            "SCARF_ANALYTICS": "false",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            **{f"AIRFLOW__{name}": value for name, value in settings.items()},
        }

    def metadata_url(self) -> str:
        """SQLAlchemy's URL of the metadata database, with psycopg2."""
        url = self.server.url(METADATA)
        return url.replace("postgresql://", "postgresql+psycopg2://", 1)

    def run(
        self, arguments: Iterable[str], environment: Mapping[str, str], log: Path
    ) -> subprocess.Popen[str]:
        """Start `airflow …`; its output goes to `log` only through whoever reads stdout."""
        log.parent.mkdir(parents=True, exist_ok=True)
        return subprocess.Popen(
            [sys.executable, "-m", "airflow", *arguments],
            env=_inherited() | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )

    def prepare(self, environment: Mapping[str, str], say: Say) -> None:
        """Bring the metadata database up to this Airflow, if it is not; make the pool."""
        made = {"airflow": version("apache-airflow"), "revision": self._revision()}
        stamp = self.folder / "migrated.json"
        with contextlib.suppress(FileNotFoundError, ValueError):
            if made["revision"] and json.loads(stamp.read_text(encoding="utf-8")) == made:
                return
        say("preparing Airflow's own database (once, about half a minute)")
        log = self.home / "logs" / "airflow-prepare.log"
        self._complete(["db", "migrate"], environment, log)
        pool = ["pools", "set", FETCH_POOL, str(FETCH_SLOTS), "Shards of hosts fetched at one time"]
        self._complete(pool, environment, log)
        made["revision"] = self._revision()
        write_private(stamp, json.dumps(made))

    def run_once(self, dag_ids: Iterable[str], say: Say) -> None:
        """A real run of each DAG, one after the other, in this process's sight.

        Raises AirflowError with the end of the log when a run fails.
        """
        environment = self.environment()
        self.prepare(environment, say)
        for dag_id in dag_ids:
            self._run_dag(dag_id, environment, say)

    def _run_dag(self, dag_id: str, environment: Mapping[str, str], say: Say) -> None:
        log = self.home / "logs" / f"airflow-{dag_id}.log"
        began = time.monotonic()
        say(f"{dag_id}: starting (its log: {log})")
        with self.run(["dags", "test", dag_id], environment, log) as process:
            assert process.stdout is not None
            with log.open("w", encoding="utf-8") as file:
                for line in process.stdout:
                    file.write(line)
                    if found := _STARTING.search(line):
                        index = int(found["index"])
                        say(f"{dag_id}: {found['task']}{f' {index + 1}' if index >= 0 else ''}")
        if process.returncode != 0:
            raise AirflowError(f"A run of {dag_id} failed; the end of {log}:\n{tail(log)}")
        say(f"{dag_id}: done in {time.monotonic() - began:.0f} s")

    def _complete(self, arguments: list[str], environment: Mapping[str, str], log: Path) -> None:
        with self.run(arguments, environment, log) as process:
            assert process.stdout is not None
            with log.open("a", encoding="utf-8") as file:
                file.writelines(process.stdout)
        if process.returncode != 0:
            command = " ".join(arguments)
            raise AirflowError(f"airflow {command} failed; the end of {log}:\n{tail(log)}")

    def _revision(self) -> str | None:
        """Revision of the metadata database; None where there is none yet."""
        with contextlib.closing(psycopg2.connect(self.server.url(METADATA))) as connection:
            cursor = connection.cursor()
            try:
                cursor.execute("select version_num from alembic_version")
            except psycopg2.errors.UndefinedTable:
                return None
            row = cursor.fetchone()
            return str(row[0]) if row else None

    def _secrets(self) -> dict[str, str]:
        """What Airflow signs and encrypts with, made up once for this machine."""
        path = self.folder / "secrets.json"
        if not path.exists():
            fresh = {
                "fernet_key": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
                "jwt_secret": secrets.token_urlsafe(48),
                "api_secret": secrets.token_urlsafe(48),
            }
            write_private(path, json.dumps(fresh))
        made: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        return made


def _inherited() -> dict[str, str]:
    """Our environment without what would make every start of Airflow recompile itself."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all; the first writer wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}-{os.getpid()}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    partial.replace(path)


def tail(log: Path, lines: int = _TAIL) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
