"""An Airflow of the test run's own: one home, one migrated metadata database for all its tests.

Migrating costs some twenty seconds of a processor, so tests share it; those that do are marked
with `airflow` (below), which also keeps them on one worker, one after the other.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsmon.embedded import EmbeddedPostgres
from newsmon.embedded.airflow import LocalAirflow

FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
NEWSMON = str(Path(sys.executable).with_name("newsmon"))
_created: dict[Path, LocalAirflow] = {}

# Ends whatever is left when the tests end, also when they are killed.
_GUARD = """
import sys
from pathlib import Path
from newsmon.embedded import EmbeddedPostgres
from newsmon.embedded.airflow import LocalAirflow
from newsmon.embedded.airflow_service import AirflowService
from tests.local_airflow import Quiet
sys.stdin.read()
server = EmbeddedPostgres(Path(sys.argv[1]))
AirflowService(LocalAirflow(server.home, server)).down(Quiet())
server.remove()
"""


class Quiet:
    """Progress that a test can read afterwards."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def doing(self, text: str) -> None:
        pass

    def say(self, text: str) -> None:
        self.lines.append(text)


def local_airflow(factory: pytest.TempPathFactory, name: str = "airflow-home") -> LocalAirflow:
    """The Airflow of this test run, its server started and its metadata database migrated.

    Tests that leave runs behind which others would meet name a home of their own.
    """
    home = factory.getbasetemp() / name
    if home not in _created:
        root = str(Path(__file__).resolve().parents[1])
        subprocess.Popen(
            [sys.executable, "-c", _GUARD, str(home)],
            stdin=subprocess.PIPE,
            start_new_session=True,
            cwd=root,
        )
        _created[home] = LocalAirflow(home, EmbeddedPostgres(home, settings=FAST))
    local = _created[home]
    local.prepare(local.environment(), Quiet())
    return local


class Up:
    """`newsmon airflow up` in a program of its own, as from a terminal."""

    def __init__(self, log: Path) -> None:
        self.log = log
        with log.open("w") as file:
            self.program = subprocess.Popen(
                [NEWSMON, "airflow", "up"],
                stdout=file,
                stderr=subprocess.STDOUT,
            )

    def wait_for(self, text: str, seconds: float = 400) -> str:
        """The output, once it has that text in it."""
        end = time.monotonic() + seconds
        while text not in (output := self.log.read_text()):
            assert self.program.poll() is None, output
            assert time.monotonic() < end, output
            time.sleep(0.3)
        return output


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [NEWSMON, *arguments], capture_output=True, text=True, check=False, timeout=300
    )
