"""Airflow with scheduler and user interface on this machine, until it is told to stop.

`airflow standalone` would start the same four programs, but also servers of logs on every
network interface, and a fifth program that leaves the others behind when it is ended. So they
are started here, each as the leader of a session, by which all its descendants are found.

    home/airflow/running.json        its programs and port, while it runs
    home/logs/airflow-<part>.log     what each program says
"""

from __future__ import annotations

import contextlib
import json
import logging
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType

from newsmon.embedded.airflow import PORT, AirflowError, LocalAirflow, Progress, inherited, tail
from newsmon.embedded.leaving import stop_unless_used
from newsmon.embedded.server import free_port, is_free, write_private
from newsmon.embedded.sessions import began, end, members

log = logging.getLogger(__name__)

USER = "admin"
# The scheduler comes last: tasks that it starts before the API server answers fail, and are tried
# again only minutes later.
PARTS: Mapping[str, tuple[str, ...]] = {
    "api-server": ("api-server",),
    "dag-processor": ("dag-processor",),
    "triggerer": ("triggerer", "--skip-serve-logs"),
    "scheduler": ("scheduler", "--skip-serve-logs"),
}
_VITAL = ("metadatabase", "scheduler", "dag_processor", "triggerer")
_HEALTHY_WITHIN = 600.0  # seconds; 50 to 120 were measured on two busy cores
_PATIENCE = 40.0  # seconds from SIGTERM to SIGKILL; an idle Airflow needs under ten


@dataclass(frozen=True, slots=True)
class Running:
    """A started Airflow, as it is remembered."""

    port: int
    programs: dict[int, float]  # pid → when it began; each leads a session
    stopping: bool = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True, slots=True)
class AirflowService:
    """The four programs of Airflow for one home."""

    airflow: LocalAirflow

    def running(self) -> Running | None:
        """Return the Airflow that runs here, if there is one."""
        remembered = self._remembered()
        return remembered if remembered and members(remembered.programs) else None

    def up(self, progress: Progress, *, port: int | None = None) -> None:
        """Start Airflow, say where it is, and stay until Ctrl-C, SIGTERM or `down`.

        Raises AirflowError if it runs already, does not become healthy, or a part of it ends.
        """
        if running_already := self.running():
            raise AirflowError(
                f"Airflow runs already: {running_already.address} (newsmon airflow down)"
            )
        port = port or (PORT if is_free(PORT) else free_port())
        environment = self.airflow.environment(port=port)
        self.airflow.prepare(environment, progress)
        self._state.unlink(missing_ok=True)
        running = Running(port, {})
        programs: dict[str, subprocess.Popen[bytes]] = {}
        with _stopped_by_signals() as stop:
            try:
                for name in PARTS:
                    if name == "scheduler":
                        self._wait(programs, running, stop, progress, ("api-server",))
                    if stop.is_set() or self._ended(programs):
                        return
                    programs[name] = self._start(name, running, environment)
                self._wait(programs, running, stop, progress, ("api-server", *_VITAL))
                if not stop.is_set() and not self._ended(programs):
                    progress.say(f"Airflow is ready: {running.address}")
                    progress.say(f"user {USER}, password {self.airflow.password()}")
                    progress.doing("running; Ctrl-C or `make down` stops it")
                while not stop.wait(0.5) and not self._ended(programs):
                    pass
            finally:
                self._stop(running, progress)

    def down(self, progress: Progress) -> bool:
        """Stop what `up` started, from anywhere; whether there was anything to stop."""
        running = self.running()
        if running is None:
            self._state.unlink(missing_ok=True)
            return False
        running = Running(running.port, running.programs, stopping=True)
        self._remember(running)
        self._stop(running, progress)
        return True

    # -- starting -------------------------------------------------------------------------

    def _start(
        self, name: str, running: Running, environment: Mapping[str, str]
    ) -> subprocess.Popen[bytes]:
        """Start a part, remembering it in `running` and in its file."""
        passwords = self.airflow.folder / "simple_auth_manager_passwords.json.generated"
        if not passwords.exists():  # Airflow would make one that everybody can read
            write_private(passwords, json.dumps({USER: self.airflow.password()}))
        with self.airflow.log(name).open("ab") as output:
            # handlers of ours become the defaults in a program that we start: a signal
            # that is ignored, as SIGINT in the background of a script, would stay ignored
            program = subprocess.Popen(
                [sys.executable, "-m", "airflow", *PARTS[name]],
                env=inherited() | {**environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        running.programs[program.pid] = began(program.pid)
        log.info("Airflow's %s is started as process %d", name, program.pid)
        self._remember(running)
        return program

    def _wait(
        self,
        programs: Mapping[str, subprocess.Popen[bytes]],
        running: Running,
        stop: threading.Event,
        progress: Progress,
        parts: Collection[str],
    ) -> None:
        """Until these parts are well, or it is all to end."""
        deadline = time.monotonic() + _HEALTHY_WITHIN
        while waiting := [part for part in unhealthy(running.port) if part in parts]:
            if self._ended(programs):
                return
            if time.monotonic() > deadline:
                raise AirflowError(f"Airflow did not become healthy: {', '.join(waiting)}")
            progress.doing(f"starting Airflow; still waiting for {', '.join(waiting)}")
            if stop.wait(1):
                return

    def _ended(self, programs: Mapping[str, subprocess.Popen[bytes]]) -> bool:
        """Tell whether `down` has ended it; raises AirflowError where a part ended by itself."""
        gone = [name for name, program in programs.items() if program.poll() is not None]
        remembered = self._remembered()
        if not gone or remembered is None or remembered.stopping:
            return bool(gone)
        file = self.airflow.home / "logs" / f"airflow-{gone[0]}.log"
        raise AirflowError(f"Airflow's {gone[0]} ended by itself; the end of {file}:\n{tail(file)}")

    # -- remembering ----------------------------------------------------------------------

    @property
    def _state(self) -> Path:
        return self.airflow.folder / "running.json"

    def _remember(self, running: Running) -> None:
        write_private(self._state, json.dumps(asdict(running)))

    def _remembered(self) -> Running | None:
        try:
            state = json.loads(self._state.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        programs = {int(pid): when for pid, when in state["programs"].items()}
        return Running(state["port"], programs, state["stopping"])

    # -- stopping -------------------------------------------------------------------------

    def _stop(self, running: Running, progress: Progress) -> None:
        progress.doing("stopping Airflow")
        if survivors := end(running.programs, _PATIENCE):
            raise AirflowError(f"Airflow could not be stopped; still there: {survivors}")
        self._state.unlink(missing_ok=True)
        log.info("Airflow is stopped")
        progress.say("Airflow is stopped")
        self._stop_server(progress)

    def _stop_server(self, progress: Progress) -> None:
        """Stop the embedded server, too, unless somebody else works with it."""
        if sessions := stop_unless_used(self.airflow.server):
            progress.say(f"Postgres keeps running: {sessions} other connections use it")
        else:
            progress.say("Postgres is stopped")


def unhealthy(port: int) -> list[str]:
    """The parts of the Airflow at this port that do not say that they are well."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/api/v2/monitor/health")
        parts = json.load(connection.getresponse())
    except (OSError, HTTPException, ValueError):
        return ["api-server"]
    finally:
        connection.close()
    return [part for part in _VITAL if (parts.get(part) or {}).get("status") != "healthy"]


@contextlib.contextmanager
def _stopped_by_signals() -> Iterator[threading.Event]:
    """An event that SIGINT, SIGTERM and a closed terminal set, instead of ending us."""
    stop = threading.Event()

    def hear(number: int, frame: FrameType | None) -> None:
        stop.set()

    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(signum, hear) for signum in signals]
    try:
        yield stop
    finally:
        for signum, handler in zip(signals, before, strict=True):
            signal.signal(signum, handler)
