"""Hostile feeds and pages beside an honest feed, from outside: each costs itself alone."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg2
import pytest
import yaml
from tests.conftest import fresh_database

from newsmon.config import shipped
from newsmon.urls import normalise

from .cases import CASES, Case, good, rss
from .server import Hosts, http, serving

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hostile")]

HONEST = "127.1.200.1"
ARTICLES = 25
RUNS = 2
MOST_MEMORY = 600 * 1024 * 1024  # bytes of all processes of a run together, at any time


@dataclass
class Result:
    """What the runs made of it all."""

    port: int
    codes: list[int]
    memory: int  # bytes, the most at any time
    hosts: Hosts
    become: dict[str, set[str]]  # addresses, and feeds: what became of them
    articles: list[str]
    logs: str
    environment: dict[str, str]

    def url(self, host: str, path: str) -> str:
        address = path if ":" in path else f"http://{host}:{self.port}{path}"
        address = address.replace("{port}", str(self.port))
        try:
            return normalise(address)
        except ValueError:
            return address


def host_of(name: str) -> str:
    return f"127.1.0.{list(CASES).index(name) + 1}"


def write_configuration(folder: Path, port: int) -> None:
    cases = {host_of(name): case for name, case in CASES.items()} | {HONEST: Case({}, {})}
    sources = [
        {
            "slug": f"outlet-{host.replace('.', '-')}",
            "name": host,
            "feeds": [
                {
                    "url": f"http://{host}:{port}/feed", "kind": case.kind, "poll": "1s",
                    "max_age": case.age,
                }
            ],
        }
        for host, case in cases.items()
    ]  # fmt: skip
    settings = {
        "fetch": {
            "allow_private_hosts": ["127.1.0.0/16"], "per_host_delay_seconds": 0,
            "timeout_seconds": 3, "connect_timeout_seconds": 2, "max_attempts": 1,
        },
        "run": {"processes": 2},
    }  # fmt: skip
    folder.mkdir()
    (folder / "feeds.yaml").write_text(yaml.safe_dump({"sources": sources}))
    (folder / "newsmon.yaml").write_text(yaml.safe_dump(settings))
    (folder / "topics.yaml").write_bytes((shipped("config") / "topics.yaml").read_bytes())


def give_answers(hosts: Hosts) -> None:
    """Have each host answer as its case says; a case without a feed gets one of all its paths."""
    for name, case in CASES.items():
        host = host_of(name)
        paths = [path for path in case.answers if path not in {"/feed", "/robots.txt", "/target"}]
        links = [*paths, *case.links]
        feed = rss(
            [
                (link if ":" in link or link == "//[" else f"http://{host}:{{port}}{link}", "")
                for link in links
            ]
        )
        hosts.answers[host, "/feed"] = http(feed, "application/rss+xml")
        for path, answer in case.answers.items():
            hosts.answers[host, path] = answer
    paths = [f"/{n}" for n in range(ARTICLES)]
    feed = rss([(f"http://{HONEST}:{{port}}{path}", "") for path in paths])
    hosts.answers[HONEST, "/feed"] = http(feed, "application/rss+xml")
    for path in paths:
        hosts.answers[HONEST, path] = good(f"honest {path}")


def run(environment: dict[str, str], log: Path) -> tuple[int, int]:
    """Run newsmon; return its exit code and the most memory that all its processes had together."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "newsmon.cli", "run"],
            env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=output,
        )  # fmt: skip
        most = 0
        while process.poll() is None:
            most = max(most, _memory(process.pid))
            try:
                process.wait(0.3)
            except subprocess.TimeoutExpired:
                continue
    return process.returncode, most


def _memory(pid: int) -> int:
    """Return proportional memory of a process and its children, in bytes."""
    total = 0
    try:
        parent = psutil.Process(pid)
        for process in [parent, *parent.children(recursive=True)]:
            total += process.memory_full_info().pss
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        pass
    return total


def query(database: str, statement: str) -> list[tuple[Any, ...]]:
    with closing(psycopg2.connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def became(database: str) -> dict[str, set[str]]:
    become: defaultdict[str, set[str]] = defaultdict(set)
    for url, what in query(
        database,
        "select url, 'loaded' from report.articles union all"
        " select url, 'loaded' from newsmon.address where state = 'loaded' union all"
        " select url, reason from report.rejections union all"
        " select url, reason from report.failures union all"
        " select url, 'waits' from newsmon.address where state = 'pending' union all"
        " select feed, coalesce(reason, '') from report.feed_health",
    ):
        become[url].add(what)
    return become


@pytest.fixture(scope="module")
def result(
    server: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Result]:
    folder = tmp_path_factory.mktemp("hostile")
    hosts = Hosts()
    with serving(hosts), fresh_database(server, template) as database:
        give_answers(hosts)
        write_configuration(folder / "config", hosts.port)
        environment = os.environ | {
            "NEWSMON_DATABASE_URL": database, "NEWSMON_CONFIG": str(folder / "config"),
            "NEWSMON_HOME": str(folder / "home"),
        }  # fmt: skip
        codes, most = [], 0
        for _ in range(RUNS):
            code, memory = run(environment, folder / "log")
            codes.append(code)
            most = max(most, memory)
        articles = [url for (url,) in query(database, "select url from report.articles")]
        logs = (folder / "log").read_text(errors="replace")
        yield Result(hosts.port, codes, most, hosts, became(database), articles, logs, environment)


def test_the_runs_end_and_none_of_the_honest_articles_is_lost(result: Result) -> None:
    assert set(result.codes) <= {0, 1}, result.logs[-3000:]
    honest = {result.url(HONEST, f"/{n}") for n in range(ARTICLES)}
    assert honest <= set(result.articles)
    assert len(result.articles) == len(set(result.articles))


def test_nothing_inside_was_asked(result: Result) -> None:
    assert result.hosts.breaches == []


def test_memory_is_bounded(result: Result) -> None:
    assert 0 < result.memory < MOST_MEMORY


def test_no_exception_is_in_the_log(result: Result) -> None:
    assert "Traceback" not in result.logs


@pytest.mark.parametrize("name", CASES)
def test_what_becomes_of_it(result: Result, name: str) -> None:
    host = host_of(name)
    wrong = {}
    for path, expected in CASES[name].becomes.items():
        becomes = result.become.get(result.url(host, path), {"nothing"})
        allowed = expected if isinstance(expected, set) else {expected}
        if not becomes & allowed:
            wrong[path] = (becomes, allowed)
    assert not wrong


def newsmon(result: Result, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "newsmon.cli", *arguments],
        env=result.environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


def test_no_script_is_in_the_digest(result: Result, tmp_path: Path) -> None:
    newsmon(result, "report", "--directory", str(tmp_path))
    (digest,) = tmp_path.glob("*.html")
    assert "at the pier" in digest.read_text()
    assert "<script>" not in digest.read_text()


def test_no_formula_is_in_the_export(result: Result) -> None:
    cells = [
        cell
        for row in csv.reader(io.StringIO(newsmon(result, "export", "articles")))
        for cell in row
    ]
    assert any("HYPERLINK(1)" in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_what_was_asked_for_too_often_is_not_put_off_for_years(result: Result) -> None:
    waits = query(
        result.environment["NEWSMON_DATABASE_URL"],
        "select count(*) from newsmon.address where next_attempt_at > now() + interval '5 days'"
        " union all"
        " select count(*) from newsmon.feed where next_poll_at > now() + interval '2 days'",
    )
    assert json.dumps(waits) == "[[0], [0]]"
