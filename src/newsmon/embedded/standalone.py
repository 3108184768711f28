"""Airflow with scheduler and user interface on this machine, until it is told to stop.

`airflow standalone` starts four programs, and these start more. Only SIGINT makes it end
them; SIGTERM would orphan them all. So it gets a session of its own, by which every one of
its descendants is found, and whatever is left after SIGINT and a pause is ended one by one.

    home/airflow/running.json     pid, start time and port, while it runs
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType

import psutil
import psycopg2

from newsmon.embedded.airflow import (
    PORT,
    AirflowError,
    LocalAirflow,
    Progress,
    inherited,
    tail,
)
from newsmon.embedded.server import free_port, is_free, write_private

USER = "admin"
_PARTS = ("metadatabase", "scheduler", "triggerer", "dag_processor")
_HEALTHY_WITHIN = 600.0  # seconds; 50 to 120 were measured on two busy cores
_PATIENCE = 40.0  # seconds from SIGINT to SIGTERM; an idle Airflow needs under ten
_LAST_WORDS = 10.0  # seconds from SIGTERM to SIGKILL


@dataclass(frozen=True, slots=True)
class Running:
    """What is remembered of a started Airflow."""

    pid: int  # also the session's id
    created: float  # epoch seconds; a pid alone may come to be somebody else's
    port: int
    stopping: bool = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True, slots=True)
class Standalone:
    """`airflow standalone` for one home."""

    airflow: LocalAirflow

    @property
    def _state(self) -> Path:
        return self.airflow.folder / "running.json"

    def running(self) -> Running | None:
        """What is running here, if anything is."""
        with contextlib.suppress(FileNotFoundError, ValueError):
            known = Running(**json.loads(self._state.read_text(encoding="utf-8")))
            if _members(known):
                return known
        return None

    def up(self, progress: Progress, *, port: int | None = None) -> None:
        """Start Airflow, say where it is, and stay until Ctrl-C, SIGTERM or `down`.

        Raises AirflowError if it runs already, does not become healthy, or ends by itself.
        """
        if found := self.running():
            raise AirflowError(f"Airflow runs already: {found.address} (newsmon airflow down)")
        environment = self.airflow.environment(
            port=port or (PORT if is_free(PORT) else free_port())
        )
        self.airflow.prepare(environment, progress)
        with _told_to_stop() as stop:
            program, running = self._start(environment)
            try:
                self._wait_until_healthy(program, running, stop, progress)
                while program.poll() is None and not stop.wait(0.5):
                    pass
                if not stop.is_set() and not self._stopped_by_down():
                    log = self.airflow.home / "logs" / "airflow-up.log"
                    raise AirflowError(f"Airflow ended by itself; the end of {log}:\n{tail(log)}")
            finally:
                self._stop(running, progress)

    def down(self, progress: Progress) -> bool:
        """Stop what `up` started, from anywhere; whether there was anything to stop."""
        running = self.running()
        if running is None:
            self._state.unlink(missing_ok=True)
            return False
        self._remember(Running(running.pid, running.created, running.port, stopping=True))
        self._stop(running, progress)
        return True

    # -- starting -------------------------------------------------------------------------

    def _start(self, environment: dict[str, str]) -> tuple[subprocess.Popen[bytes], Running]:
        passwords = self.airflow.folder / "simple_auth_manager_passwords.json.generated"
        if not passwords.exists():  # Airflow would make one that everybody can read
            write_private(passwords, json.dumps({USER: self.airflow.password()}))
        with self.airflow.log("up").open("ab") as log:
            # our own handlers of signals become the defaults in a program that we start: an
            # ignored SIGINT, as in the background of a script, would stay ignored
            program = subprocess.Popen(
                [sys.executable, "-m", "airflow", "standalone"],
                env=inherited() | environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        created = psutil.Process(program.pid).create_time()
        running = Running(program.pid, created, int(environment["AIRFLOW__API__PORT"]))
        self._remember(running)
        return program, running

    def _remember(self, running: Running) -> None:
        write_private(self._state, json.dumps(asdict(running)))

    def _wait_until_healthy(
        self,
        program: subprocess.Popen[bytes],
        running: Running,
        stop: threading.Event,
        progress: Progress,
    ) -> None:
        end = time.monotonic() + _HEALTHY_WITHIN
        while waiting := unhealthy(running.port):
            if program.poll() is not None or stop.is_set():
                return
            if time.monotonic() > end:
                raise AirflowError(f"Airflow did not become healthy: {', '.join(waiting)}")
            progress.doing(f"starting Airflow; still waiting for {', '.join(waiting)}")
            stop.wait(1)
        progress.say(f"Airflow is ready: {running.address}")
        progress.say(f"user {USER}, password {self.airflow.password()}")
        progress.doing("running; Ctrl-C or `make down` stops it")

    def _stopped_by_down(self) -> bool:
        try:
            return Running(**json.loads(self._state.read_text(encoding="utf-8"))).stopping
        except FileNotFoundError:
            return True

    # -- stopping -------------------------------------------------------------------------

    def _stop(self, running: Running, progress: Progress) -> None:
        progress.doing("stopping Airflow")
        with contextlib.suppress(psutil.NoSuchProcess):
            leader = psutil.Process(running.pid)
            if leader.create_time() == running.created:
                leader.send_signal(signal.SIGINT)
        if not _gone(running, _PATIENCE):
            _signal_all(running, signal.SIGTERM)
            if not _gone(running, _LAST_WORDS):
                _signal_all(running, signal.SIGKILL)
                if not _gone(running, _LAST_WORDS):
                    left = ", ".join(str(member.pid) for member in _members(running))
                    raise AirflowError(f"Airflow could not be stopped; still there: {left}")
        self._state.unlink(missing_ok=True)
        progress.say("Airflow is stopped")
        self._stop_server(progress)

    def _stop_server(self, progress: Progress) -> None:
        """Stop the embedded server, too, unless somebody else works with it."""
        server = self.airflow.server
        try:
            with contextlib.closing(psycopg2.connect(server.url("postgres"))) as connection:
                cursor = connection.cursor()
                cursor.execute(
                    "select count(*) from pg_stat_activity"
                    " where backend_type = 'client backend' and pid <> pg_backend_pid()"
                )
                others = cursor.fetchone()
        except psycopg2.OperationalError:
            return  # it is stopped
        if others and others[0]:
            progress.say(f"Postgres keeps running: {others[0]} other connections use it")
        elif server.stop():
            progress.say("Postgres is stopped")


def unhealthy(port: int) -> list[str]:
    """The parts of the Airflow at this port that do not say that they are well."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/api/v2/monitor/health")
        said = json.load(connection.getresponse())
    except (OSError, HTTPException, ValueError):
        return ["api-server"]
    finally:
        connection.close()
    return [part for part in _PARTS if (said.get(part) or {}).get("status") != "healthy"]


@contextlib.contextmanager
def _told_to_stop() -> Iterator[threading.Event]:
    """An event that SIGINT, SIGTERM and a closed terminal set, instead of ending us."""
    told = threading.Event()

    def hear(number: int, frame: FrameType | None) -> None:
        told.set()

    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(each, hear) for each in signals]
    try:
        yield told
    finally:
        for each, handler in zip(signals, before, strict=True):
            signal.signal(each, handler)


def _members(running: Running) -> list[psutil.Process]:
    """The living processes of its session, and their descendants in sessions of their own."""
    found: dict[int, psutil.Process] = {}
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, ProcessLookupError, PermissionError):
            if os.getsid(process.pid) == running.pid and _is_alive(process, running):
                found[process.pid] = process
                for child in process.children(recursive=True):
                    if _is_alive(child, running):
                        found[child.pid] = child
    return list(found.values())


def _is_alive(process: psutil.Process, running: Running) -> bool:
    # a zombie of ours that nobody has collected yet does nothing any more
    return process.create_time() >= running.created - 1 and process.status() != psutil.STATUS_ZOMBIE


def _gone(running: Running, within: float) -> bool:
    end = time.monotonic() + within
    while _members(running):
        if time.monotonic() > end:
            return False
        time.sleep(0.2)
    return True


def _signal_all(running: Running, number: signal.Signals) -> None:
    for member in _members(running):
        with contextlib.suppress(psutil.Error):
            member.send_signal(number)
