"""The processes that extract: usable wherever Airflow runs tasks, and none is left behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import datetime, timezone

import psutil
import pytest

from newsmon.extract import SourceFacts
from newsmon.model import Page
from newsmon.pipeline.workers import Job, Workers

pytestmark = pytest.mark.slow

# A program that has one page extracted, says so, and stays.
_PROGRAM = """
import sys, time
from tests.pipeline.test_workers import extract_one
if __name__ == "__main__":
    with extract_one():
        print("ready", flush=True)
        time.sleep(600)
"""


def extract_one() -> Workers:
    address = "https://example.org/a"
    moment = datetime(2026, 1, 1, tzinfo=timezone.utc)
    body = b"<html><body><p>Hardly anything.</p></body></html>"
    page = Page(address, address, body, "text/html", "utf-8", moment)
    workers = Workers(1)
    (result,) = workers.extract([Job(page, None, SourceFacts(), frozenset(), gate=True)])
    assert result is not None
    return workers


def _in_daemon() -> None:
    with extract_one():
        pass


@pytest.mark.parametrize("kind", ["multiprocessing", "billiard"])
def test_the_process_of_a_celery_worker_can_extract(kind: str) -> None:
    context = pytest.importorskip(kind).get_context("fork")  # billiard is Celery's own
    process = context.Process(target=_in_daemon)
    process.daemon = True
    process.start()
    process.join(120)
    assert process.exitcode == 0


def test_workers_end_when_their_process_is_killed() -> None:
    program = subprocess.Popen([sys.executable, "-c", _PROGRAM], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    assert program.stdout.readline() == "ready\n"
    children = psutil.Process(program.pid).children(recursive=True)
    assert children
    program.send_signal(signal.SIGKILL)
    program.wait()
    _, alive = psutil.wait_procs(children, timeout=30)
    assert alive == []
