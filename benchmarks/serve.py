"""Latency of what reads a year of articles: `newsmon serve`, and all that asks the views.

`python -m benchmarks.serve [--articles 1000000] [--requests 40] [--rounds 1] [--keep FOLDER]
[--only NAME]`: makes the archive (`benchmarks/archive.py`; with `--keep` once), starts the server
on loopback, asks each kind of request, page and reading (`benchmarks/readings.py`) so many times
with parameters of chance, and prints the median, the 95th percentile and the slowest in
milliseconds as waited for, the CPU time of reader and database, and the goal of the 95th
percentile. Of several rounds it prints the one with the lowest 95th percentile.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import psutil
from benchmarks import archive, bulk, readings
from rich.console import Console
from rich.table import Table

from newsmon.store import migrate

Request = tuple[str, dict[str, Any]]  # path, parameters
console = Console()
_MONTH = timedelta(days=29)
_LONGEST = 40.0  # seconds that one kind is asked for

GOALS = {  # 95th percentile in milliseconds, by what the names of kinds begin with
    "articles": 100,
    "page": 300,
    "explanation": 100,
    "question": 50,
    "digest of a day": 2000,
}


@dataclass(frozen=True, slots=True)
class Latency:
    """Times of one kind of request: milliseconds as waited for, and of CPU on average."""

    kind: str
    waited: list[float]
    cpu: float

    def percentile(self, share: float) -> float:
        return sorted(self.waited)[min(int(share * len(self.waited)), len(self.waited) - 1)]


def kinds(size: int, chance: random.Random) -> dict[str, Callable[[], Request]]:
    """Return by name what makes a request; ranks of words, topics and outlets are of chance."""

    def articles(**filters: Any) -> Request:
        return "/api/articles", filters

    def topic() -> str:
        return f"topic-{chance.randint(1, archive.TOPICS)}"

    def outlet() -> str:
        return f"outlet-{chance.randint(1, archive.SOURCES)}"

    def one(path: str) -> Callable[[], Request]:
        return lambda: (path.format(chance.randint(1, size)), {})

    return {
        "articles": articles,
        "articles, topic": lambda: articles(topic=topic()),
        "articles, outlet": lambda: articles(source=outlet()),
        "articles, topic and outlet": lambda: articles(topic=topic(), source=outlet()),
        "articles, a language of 1 in 500": lambda: articles(language="pt"),
        "articles, a day": lambda: articles(since="2026-06-01", until="2026-06-01"),
        "articles, common word": lambda: articles(q=archive.word(chance.randint(0, 50))),
        "articles, usual word": lambda: articles(q=archive.word(chance.randint(50, 2000))),
        "articles, rare word": lambda: articles(q=archive.word(chance.randint(2000, 29_000))),
        "articles, two words": lambda: articles(
            q=f"{archive.word(chance.randint(0, 300))} {archive.word(chance.randint(0, 300))}"
        ),
        "articles, topic and word": lambda: articles(
            topic=topic(), q=archive.word(chance.randint(0, 500))
        ),
        "articles, event": lambda: articles(event=chance.randint(1, size // 6)),
        "articles, cluster": lambda: articles(cluster=chance.randint(1, size // 2)),
        "article": one("/api/articles/{}"),
        "explanation": one("/api/articles/{}/explain"),
        "events": lambda: ("/api/events", {}),
        "events, topic": lambda: ("/api/events", {"topic": topic()}),
        "events, 3 outlets": lambda: ("/api/events", {"min_sources": 3}),
        "event": lambda: (f"/api/events/{chance.randint(1, size // 6)}", {}),
        "topics": lambda: ("/api/topics", {}),
        "topic, 90 days": lambda: (f"/api/topics/{topic()}/daily", {}),
        "sources": lambda: ("/api/sources", {}),
        "feeds": lambda: ("/api/feeds", {}),
        "metrics": lambda: ("/metrics", {}),
    }


def pages(size: int, chance: random.Random) -> dict[str, Callable[[], Request]]:
    """Return by name what asks for a page."""

    def topic() -> str:
        return f"topic-{chance.randint(1, archive.TOPICS)}"

    def day(first: int = 2, last: int = 350) -> str:
        return str(datetime.now(timezone.utc).date() - timedelta(days=chance.randint(first, last)))

    def search(**filters: Any) -> Request:
        return "/search", filters

    def usual() -> str:
        return archive.word(chance.randint(50, 2000))

    return {
        "page of today": lambda: ("/", {}),
        "page of a day": lambda: ("/", {"day": day()}),
        "page of a topic, 28 days": lambda: (f"/topics/{topic()}", {}),
        "page of a topic, 90 days": lambda: (f"/topics/{topic()}", {"days": 90}),
        "page of a topic, share, a year back": lambda: (
            f"/topics/{topic()}", {"by": "share", "until": day(200, 300)}
        ),
        "page of an event": lambda: (f"/events/{chance.randint(1, size // 6)}", {}),
        "page of an article": lambda: (f"/articles/{chance.randint(1, size)}", {}),
        "page of search, nothing asked": search,
        "page of search, common word": lambda: search(q=archive.word(chance.randint(0, 50))),
        "page of search, usual word": lambda: search(q=usual()),
        "page of search, rare word": lambda: search(q=archive.word(chance.randint(2000, 29_000))),
        "page of search, two words": lambda: search(
            q=f"{archive.word(chance.randint(0, 300))} {archive.word(chance.randint(0, 300))}"
        ),
        "page of search, word and topic": lambda: search(q=usual(), topic=topic()),
        "page of search, word and outlet": lambda: search(
            q=usual(), source=f"outlet-{chance.randint(1, archive.SOURCES)}"
        ),
        "page of search, word and language": lambda: search(q=usual(), language="pt"),
        "page of search, word and days": lambda: search(
            q=usual(), since=(first := day(60)), until=str(date.fromisoformat(first) + _MONTH)
        ),
        "page of feeds": lambda: ("/feeds", {}),
        "page of coverage": lambda: ("/coverage", {}),
        "page of a run": lambda: (f"/runs/{chance.randint(1, archive.DAYS)}", {}),
        "page of a run's digest": lambda: (f"/runs/{chance.randint(1, archive.DAYS)}/digest", {}),
    }  # fmt: skip


@contextlib.contextmanager
def serving(database: str, home: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run `newsmon serve` on a free port; yields its URL and its process."""
    (home / "newsmon.yaml").write_text("serve: {requests_per_minute: 10000000}\n")
    for name in ("feeds.yaml", "topics.yaml"):
        (home / name).write_text(f"{'sources' if name == 'feeds.yaml' else 'topics'}: {{}}\n")
    (home / "feeds.yaml").write_text("sources: []\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "newsmon.cli", "--log-level", "error", "serve", "--port", "0"],
        env={**os.environ, "NEWSMON_DATABASE_URL": database, "NEWSMON_CONFIG": str(home)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        port = re.search(r":(\d+)/ until", process.stdout.readline())
        assert port
        yield f"http://127.0.0.1:{port[1]}", process
    finally:
        process.terminate()
        process.wait()


def cpu_seconds(reader: int, database: str) -> float:
    """CPU time so far of a process, and of the database's processes that work for it."""
    name = (urlsplit(database).path or "/").strip("/")
    total = sum(psutil.Process(reader).cpu_times()[:2])
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            line = " ".join(process.cmdline())
            if line.startswith("postgres:") and f" {name} " in line:
                total += sum(process.cpu_times()[:2])
    return total


def measure(kind: str, ask: Callable[[], object], times: int, used: Callable[[], float]) -> Latency:
    begun = time.perf_counter()
    for _ in range(3):  # what a busy server has in memory
        ask()
        if time.perf_counter() - begun > _LONGEST / 4:
            break
    waited: list[float] = []
    before = used()
    while len(waited) < times and (not waited or time.perf_counter() - begun < _LONGEST):
        begin = time.perf_counter()
        ask()
        waited.append((time.perf_counter() - begin) * 1000)
    latency = Latency(kind, waited, (used() - before) * 1000 / len(waited))
    print(*row(latency), file=sys.stderr, flush=True)
    return latency


def _ask(client: httpx.Client, request: Callable[[], Request]) -> None:
    path, parameters = request()
    response = client.get(path, params=parameters)
    if response.status_code not in (200, 404):  # numbers of chance may be of nothing
        console.print(f"{response.url}: {response.status_code} {response.text[:200]}")


def requested(database: str, size: int, times: int, only: str) -> Iterator[Latency]:
    """Yield the latency of each kind of request whose name begins so."""
    with (
        tempfile.TemporaryDirectory() as home,
        serving(database, Path(home)) as (url, server),
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        chance = random.Random(7)
        for kind, request in {**kinds(size, chance), **pages(size, chance)}.items():
            if kind.startswith(only):
                yield measure(
                    kind,
                    partial(_ask, client, request),
                    times,
                    lambda: cpu_seconds(server.pid, database),
                )


def read(database: str, size: int, times: int, only: str) -> Iterator[Latency]:
    """Yield the latency of each reading without the server whose name begins so."""
    for kind, reading in readings.kinds(size, random.Random(7)).items():
        if kind.startswith(only):
            with readings.reading(database, kind) as conn:
                yield measure(
                    kind,
                    partial(reading, conn),
                    times,
                    lambda: cpu_seconds(os.getpid(), database),
                )


def best(rounds: list[Iterator[Latency]]) -> Iterator[Latency]:
    """Yield of each kind the round with the lowest 95th percentile: the least disturbed one."""
    for same in zip(*[list(latencies) for latencies in rounds], strict=True):
        yield min(same, key=lambda latency: latency.percentile(0.95))


def row(latency: Latency) -> tuple[str, ...]:
    """Return the cells of a line of the table."""
    figures = (latency.percentile(0.5), latency.percentile(0.95), max(latency.waited), latency.cpu)
    goal = next((ms for name, ms in GOALS.items() if latency.kind.startswith(name)), None)
    return (latency.kind, *(f"{figure:,.0f}" for figure in figures), f"{goal:,}" if goal else "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the server and what it has")
    parser.add_argument("--only", default="", help="kinds whose name begins so")
    options = parser.parse_args()
    table = Table("read", title=f"{options.articles:,} articles", title_justify="left")
    for column in ("median, ms", "95th percentile", "slowest", "CPU, ms each", "goal"):
        table.add_column(column, justify="right")
    with bulk.server(options.keep) as server:
        name = f"newsmon_archive_{options.articles}"
        bulk.load(server, name, options.articles, archive.fill)
        database = bulk.url_of(server, name)
        migrate(database)
        scope = (database, options.articles, options.requests, options.only)
        for latency in best(
            [chain(requested(*scope), read(*scope)) for _ in range(options.rounds)]
        ):
            table.add_row(*row(latency))
    console.print(table)


if __name__ == "__main__":
    main()
