"""The services of docker-compose.yml as processes of this machine, where no engine is at hand.

Each runs its own command, in its own environment, until its own health check passes. Only what
a container would provide is put in its place: host names and ports become free ports on
loopback, the image's folders become folders here.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import yaml

from newsmon.embedded import binaries
from newsmon.embedded.server import free_port

ROOT = Path(__file__).resolve().parents[1]
PORTS = (8080, 5432, 6379, 8765, 8766)
_VARIABLE = re.compile(r"\$\$|\$\{(?P<name>\w+)(?::(?P<how>[-?])(?P<rest>[^}]*))?\}")
_ADDRESS = re.compile(r"\b(?:api-server|postgres|redis)(?=:\d)|0\.0\.0\.0")


class MissingSecretError(Exception):
    """A variable that the compose file requires is not in .env."""


def interpolate(text: str, variables: dict[str, str]) -> str:
    """As compose does it: `${NAME}`, `${NAME:-default}`, `${NAME:?message}`, `$$`."""

    def value(match: re.Match[str]) -> str:
        if match[0] == "$$":
            return "$"
        if setting := variables.get(match["name"]):
            return setting
        if match["how"] == "?":
            raise MissingSecretError(f"{match['name']}: {match['rest']}")
        return match["rest"] or ""

    return _VARIABLE.sub(value, text)


def read(variables: dict[str, str]) -> dict[str, Any]:
    """The compose file with its variables filled in."""

    def filled(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: filled(value) for key, value in node.items()}
        if isinstance(node, list):
            return [filled(value) for value in node]
        return interpolate(node, variables) if isinstance(node, str) else node

    services: dict[str, Any] = filled(yaml.safe_load((ROOT / "docker-compose.yml").read_text()))
    return services


@dataclass
class Service:
    """One running service, or one of its replicas."""

    name: str
    definition: dict[str, Any]
    environment: dict[str, str]
    arguments: list[str]
    log: Path
    program: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.program = subprocess.Popen(
                self.arguments, env=self.environment, cwd=self.environment["HOME"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip

    def output(self) -> str:
        return self.log.read_text(errors="replace")

    def finish(self, seconds: float = 240) -> None:
        """Run to the end, which must be a good one."""
        self.start()
        assert self.program is not None
        assert self.program.wait(seconds) == 0, self.output()[-3000:]

    def members(self) -> list[psutil.Process]:
        """All living processes of its session."""
        processes = []
        for process in psutil.process_iter():
            try:
                if self.program and os.getsid(process.pid) == self.program.pid:
                    processes += [process] if process.status() != psutil.STATUS_ZOMBIE else []
            except (ProcessLookupError, psutil.NoSuchProcess):
                continue
        return processes

    def end(self, seconds: float) -> None:
        """The end of all its processes, if its first has not ended by itself within that time."""
        if self.program is None:
            return
        try:
            self.program.wait(max(0.0, seconds))
        except subprocess.TimeoutExpired:
            self.program.kill()
            self.program.wait()
        for member in self.members():
            member.kill()


@dataclass
class Stack:
    """The project on this machine: where its hosts, ports and folders lie."""

    folder: Path
    variables: dict[str, str]
    config: Path
    ports: dict[int, int] = field(default_factory=lambda: {port: free_port() for port in PORTS})
    started: list[Service] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.definitions: dict[str, Any] = read(self.variables)["services"]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.ports[8080]}"

    def analyst(self, user: str = "newsmon", password: str = "NEWSMON_DB_PASSWORD") -> str:
        """URL of the database with the news, by the port that is published for analysts.

        `password` is the variable of .env that holds it.
        """
        secret = self.variables[password]
        return f"postgresql://{user}:{secret}@127.0.0.1:{self.ports[5432]}/newsmon"

    def here(self, text: str, service: str) -> str:
        """What stands for a host, a port or a folder of the containers on this machine."""
        for port, mapped in self.ports.items():
            text = re.sub(rf"(?<!\d){port}(?!\d)", str(mapped), text)
        text = _ADDRESS.sub("127.0.0.1", text)
        for there, place in (
            ("/opt/newsmon/config", self.config),
            ("/opt/newsmon", ROOT),
            ("/opt/airflow", self.folder / service / "airflow"),
            ("/var/lib/newsmon", self.folder / "newsmon-home"),
        ):
            text = text.replace(there, str(place))
        return text

    def service(self, name: str, replica: int | None = None, **extra: str) -> Service:
        """A service made ready to start; `extra` goes into its environment."""
        definition = self.definitions[name]
        label = name if replica is None else f"{name}-{replica}"
        home = self.folder / label
        (home / "airflow").mkdir(parents=True, exist_ok=True)
        programs = [str(Path(sys.executable).parent), str(binaries.packaged() / "bin")]
        environment = {
            "PATH": os.pathsep.join([*programs, os.environ["PATH"]]),
            "HOME": str(home),
            "HOSTNAME": label,
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            **{
                key: self.here(str(value), label)
                for key, value in definition.get("environment", {}).items()
            },
            **extra,
        }
        arguments = [self.here(part, label) for part in definition.get("command", [])]
        service = Service(label, definition, environment, arguments, self.folder / f"{label}.log")
        self.started.append(service)
        return service

    def healthy(self, service: Service) -> subprocess.CompletedProcess[str]:
        """One go at the service's own health check."""
        kind, *test = service.definition["healthcheck"]["test"]
        test = [self.here(part, service.name) for part in test]
        return subprocess.run(
            ["sh", "-c", test[0]] if kind == "CMD-SHELL" else test,
            env=service.environment, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip

    def wait_until_healthy(self, service: Service, seconds: float = 240) -> None:
        end = time.monotonic() + seconds
        while (checked := self.healthy(service)).returncode != 0:
            alive = service.program is None or service.program.poll() is None
            assert alive, f"{service.name} ended:\n{service.output()[-3000:]}"
            answer = checked.stdout + checked.stderr
            assert time.monotonic() < end, f"{service.name}: {answer}\n{service.output()[-3000:]}"
            time.sleep(1)

    def stop(self) -> list[str]:
        """As an engine does: SIGTERM to all, and after a while the end; what would not end."""
        for service in self.started:
            if service.program is not None:
                service.program.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + 30
        for service in self.started:
            service.end(deadline - time.monotonic())
        return [
            f"{service.name}: {member}" for service in self.started for member in service.members()
        ]


def redis_server() -> str | None:
    return shutil.which("redis-server")
