"""Progress of Airflow's commands in a log: what is quick gets one line, what takes long two."""

from __future__ import annotations

import time

import pytest

from newsmon.cli import airflow_commands
from newsmon.cli.airflow_commands import _InLog


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    lines: list[str] = []
    monkeypatch.setattr(airflow_commands, "_line", lines.append)
    return lines


def test_what_is_quick_gets_one_line(log: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    progress = _InLog()
    progress.doing("poll")
    progress.say("poll: done")
    progress.doing("fetch")
    progress.end()
    assert log == ["poll: done"]


def test_what_takes_a_while_is_announced_once(
    log: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_InLog, "_A_WHILE", 0.0)
    progress = _InLog()
    progress.doing("fetch")
    for _ in range(100):
        if log:
            break
        time.sleep(0.05)
    progress.doing("fetch")
    progress.say("fetch: done")
    assert log == ["fetch", "fetch: done"]
