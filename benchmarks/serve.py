"""Latency of `newsmon serve` over a year of articles.

`python -m benchmarks.serve [--articles 1000000] [--requests 40] [--keep FOLDER]`: makes the archive
(`benchmarks/archive.py`; with `--keep` once), starts the server on loopback, asks each kind of
request so many times with parameters of chance, and prints the median, the 95th percentile and the
slowest in milliseconds as a client waits for them, and the CPU time of the server and its database.
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
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import psutil
from benchmarks import archive, bulk
from rich.console import Console
from rich.table import Table

from newsmon.store import migrate

Request = tuple[str, dict[str, Any]]  # path, parameters
console = Console()


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


def cpu_seconds(server: subprocess.Popen[str], database: str) -> float:
    """CPU time so far of the server, and of the database's processes that work for it."""
    name = (urlsplit(database).path or "/").strip("/")
    total = sum(psutil.Process(server.pid).cpu_times()[:2])
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            line = " ".join(process.cmdline())
            if line.startswith("postgres:") and f" {name} " in line:
                total += sum(process.cpu_times()[:2])
    return total


def measure(
    client: httpx.Client, kind: str, request: Callable[[], Request], times: int,
    used: Callable[[], float],
) -> Latency:  # fmt: skip
    for _ in range(3):  # what a busy server has in memory
        _ask(client, request())
    waited = []
    before = used()
    for _ in range(times):
        begin = time.perf_counter()
        _ask(client, request())
        waited.append((time.perf_counter() - begin) * 1000)
    return Latency(kind, waited, (used() - before) * 1000 / times)


def _ask(client: httpx.Client, request: Request) -> None:
    path, parameters = request
    response = client.get(path, params=parameters)
    if response.status_code not in (200, 404):  # numbers of chance may be of nothing
        console.print(f"{response.url}: {response.status_code} {response.text[:200]}")


def run(database: str, size: int, times: int, only: str = "") -> Iterator[Latency]:
    """Yield the latency of each kind of request whose name begins so."""
    with (
        tempfile.TemporaryDirectory() as home,
        serving(database, Path(home)) as (url, server),
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        for kind, request in kinds(size, random.Random(7)).items():
            if kind.startswith(only):
                yield measure(client, kind, request, times, lambda: cpu_seconds(server, database))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=40)
    parser.add_argument("--keep", type=Path, help="a folder for the server and what it has")
    parser.add_argument("--only", default="", help="kinds of request whose name begins so")
    options = parser.parse_args()
    table = Table("request", title=f"{options.articles:,} articles", title_justify="left")
    for column in ("median, ms", "95th percentile", "slowest", "CPU, ms each"):
        table.add_column(column, justify="right")
    with bulk.server(options.keep) as server:
        name = f"newsmon_archive_{options.articles}"
        bulk.load(server, name, options.articles, archive.fill)
        migrate(bulk.url_of(server, name))
        for latency in run(
            bulk.url_of(server, name), options.articles, options.requests, options.only
        ):
            figures = (
                latency.percentile(0.5),
                latency.percentile(0.95),
                max(latency.waited),
                latency.cpu,
            )
            table.add_row(latency.kind, *(f"{figure:,.0f}" for figure in figures))
            print(
                latency.kind, *(f"{figure:,.0f}" for figure in figures), file=sys.stderr, flush=True
            )
    console.print(table)


if __name__ == "__main__":
    main()
