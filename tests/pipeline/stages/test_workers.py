"""The processes that extract: a page costs at most itself, and no process is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import psutil
import pytest
from tests.loopback_news import text

from newsmon.errors import InternalFaultError, TransientError
from newsmon.extract import SourceFacts
from newsmon.model import Article, Page, Reason, Rejection
from newsmon.pipeline.stages import extract_workers, worker_process
from newsmon.pipeline.stages.extract_workers import Job, Workers

pytestmark = pytest.mark.slow

# A program that has one page extracted, says so, and stays.
_PROGRAM = """
import time
from tests.pipeline.stages.test_workers import job
from newsmon.pipeline.stages.extract_workers import Workers
with Workers(1) as workers:
    workers.extract([job("x")])
    print("ready", flush=True)
    time.sleep(600)
"""


@dataclass
class Given:
    """A page that is ready, to be read to its end or not."""

    page: Job
    to_its_end: bool = True

    @property
    def size(self) -> int:
        return len(self.page.page.body)

    def job(self) -> Job:
        return self.page


def job(name: str, *, times: int = 1, markup: str = "", **changed: Any) -> Given:
    address = f"https://example.org/{name}"
    moment = datetime(2026, 1, 1, tzinfo=timezone.utc)
    body = f"<html><head><title>Page {name}</title></head><body><h1>Page {name}</h1>"
    body += text(name) * times + markup
    page = Page(address, address, body.encode(), "text/html", "utf-8", moment)
    return Given(Job(page, None, SourceFacts(), frozenset(), gate=False), **changed)


@pytest.fixture
def workers() -> Iterator[Workers]:
    with Workers(2) as found:
        yield found


def processes() -> list[psutil.Process]:
    """The extraction processes of this test's own process: forks of one that has imported all."""
    return [
        worker
        for server in psutil.Process().children()
        if "newsmon.pipeline.stages.worker_server" in server.cmdline()
        for worker in server.children()
    ]


def titles(results: list[Article | Rejection | None]) -> list[str]:
    return [
        "put off"
        if each is None
        else each.title
        if isinstance(each, Article)
        else each.reason.value
        for each in results
    ]


def test_results_come_in_the_order_of_the_pages(workers: Workers) -> None:
    names = [str(n) for n in range(9)]
    assert titles(workers.extract([job(name) for name in names])) == [f"Page {n}" for n in names]
    assert len(processes()) == 2


def test_processes_stay_warm_between_batches(workers: Workers) -> None:
    workers.extract([job("a"), job("b"), job("c")])
    before = {process.pid for process in processes()}
    workers.extract([job("d"), job("e")])
    assert {process.pid for process in processes()} == before


def test_a_page_that_ends_its_process_is_rejected_alone() -> None:
    with Workers(1) as single:
        single.extract([job("warm")])
        (process,) = processes()
        process.kill()  # as the system does when memory runs out
        results = single.extract([job("first"), job("second")])
        assert titles(results) == [Reason.WORKER_DIED.value, "Page second"]


def test_a_page_that_never_ends_is_given_up(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    workers.extract([job("warm"), job("up")])
    stopped = processes()
    for process in stopped:
        process.suspend()
    monkeypatch.setattr(worker_process, "PATIENCE", 0.2)
    (result,) = workers.extract([job("stuck")])
    assert result == Rejection(Reason.WORKER_DIED, "no answer")
    for process in stopped:
        if process.is_running():
            process.resume()


def test_a_page_that_takes_long_is_put_off_and_later_read_to_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker_process, "PATIENCE", 100_000.0)
    monkeypatch.setattr(extract_workers, "AT_FIRST", 0.0001)  # a third of a millisecond
    with Workers(1) as single:
        assert titles(single.extract([job("a", times=100, to_its_end=False), job("b")])) == [
            "put off",
            "Page b",
        ]
    monkeypatch.setattr(extract_workers, "LEAST_SECONDS", 0.0003)
    monkeypatch.setattr(extract_workers, "SECONDS_PER_MEGABYTE", 0.0)
    with Workers(1) as single:
        assert titles(single.extract([job("a", times=100)])) == [Reason.TOO_COMPLEX.value]


def test_a_page_that_takes_too_much_memory_is_too_complex_and_the_next_is_read() -> None:
    attributes = "<p " + " ".join(f"a{number}" for number in range(300)) + ">x</p>"
    with Workers(1) as single:
        results = single.extract([job("a", markup=attributes * 3000), job("b")])
        assert titles(results) == [Reason.TOO_COMPLEX.value, "Page b"]
        (rejection, _) = results
        assert isinstance(rejection, Rejection)
        assert "memory" in rejection.detail


def test_no_page_is_read_in_part_for_lack_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    page = job("a", times=300)
    lengths = set()
    with Workers(1) as single:
        for megabytes in range(3, 50, 6):
            monkeypatch.setattr(extract_workers, "MEMORY", megabytes * 1024 * 1024)
            (result,) = single.extract([page])
            lengths.add(len(result.text) if isinstance(result, Article) else titles([result])[0])
    assert len(lengths) == 2
    assert Reason.TOO_COMPLEX.value in lengths


def test_a_large_page_leaves_nothing_behind(workers: Workers) -> None:
    """What its tree took goes with its process."""
    workers.extract([job("a"), job("b"), job("c")])
    before = {process.pid for process in processes()}
    large = job("large", times=400)
    assert large.size > worker_process.LARGE
    assert titles(workers.extract([large])) == ["Page large"]
    (remaining,) = processes()
    assert remaining.pid in before


def test_a_process_is_replaced_after_so_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_process, "JOBS", 2)
    with Workers(1) as single:
        single.extract([job("a")])
        (first,) = processes()
        single.extract([job("b")])
        assert processes() == []
        assert titles(single.extract([job("c")])) == ["Page c"]
        assert [process.pid for process in processes()] != [first.pid]


def test_a_process_that_cannot_start_rejects_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text("import os; os._exit(3)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(TransientError), Workers(1) as single:
        single.extract([job("a")])


def test_no_page_pays_for_the_model_of_languages(tmp_path: Path) -> None:
    program = "from newsmon.pipeline.stages.extract_worker import load; load()"
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)
    assert list(tmp_path.rglob("language-arrays-*/ptc.npy"))


def test_a_package_that_cannot_be_imported_is_a_fault_of_the_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['htmldate'] = None\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(InternalFaultError, match="installation"), Workers(1) as single:
        single.extract([job("a")])


def test_closing_leaves_no_process() -> None:
    with Workers(2) as pool:
        pool.extract([job("a"), job("b")])
        assert processes()
    assert processes() == []


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


@pytest.mark.parametrize("kind", ["multiprocessing", "billiard"])
def test_the_process_of_a_celery_worker_can_extract(kind: str) -> None:
    context = pytest.importorskip(kind).get_context("fork")  # billiard is Celery's own

    def extract() -> None:
        with Workers(1) as single:
            os._exit(0 if titles(single.extract([job("a")])) == ["Page a"] else 1)

    process = context.Process(target=extract)
    process.daemon = True
    process.start()
    process.join(120)
    assert process.exitcode == 0
