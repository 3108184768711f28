"""How fast feeds are polled and articles fetched, at what cost, and how politely.

`python -m benchmarks.fetch [--hosts 400] [--articles 50] [--delay 1.0] [--reader PYTHON]`: the real
poll and fetch stages with a real Postgres on outlets of loopback that take 50–300 ms to answer
(`benchmarks.outlets`); five feeds a host. Four polls: the first; one that is answered 304; one
answered with the same bytes; one in which every feed has two new entries. Each stage runs in a
process of its own, whose CPU time and peak memory are given; Postgres's CPU time stands beside.
The outlets fail the run if a host was asked by more than one at once or without its pause.

`--reader` names a Python that has lemon24/reader (`pip install reader` in an environment of its
own): then that polls the same feeds in the same run, with 20 workers and no politeness at all.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from benchmarks.footprint import server_cpu
from benchmarks.outlets import TINY, Outlets, Watched
from rich.console import Console
from rich.table import Table

from newsmon.config import load
from newsmon.embedded import EmbeddedPostgres
from newsmon.pipeline.stages.fetch import fetch
from newsmon.pipeline.stages.poll import poll
from newsmon.store import addresses, connect, migrate, resolve, run_records

FEEDS = 5  # of a host

console = Console()


class ImpoliteError(Exception):
    """A host was asked more often than allowed."""


@dataclass(frozen=True)
class Figures:
    """One stage, once."""

    what: str
    done: int  # feeds or pages
    seconds: float
    cpu: float  # seconds of CPU, of the process
    server: float  # seconds of CPU, of Postgres (0: it has none)
    memory: float  # MiB, the most the process held
    watched: Watched

    @property
    def rate(self) -> float:
        return self.done / self.seconds

    @property
    def cost(self) -> float:
        """CPU seconds for a thousand, Postgres included."""
        return (self.cpu + self.server) / self.done * 1000

    @property
    def served(self) -> float:
        """What of it is Postgres's."""
        return self.server / self.done * 1000


# --- one stage, in a process of its own


def stage(name: str, url: str) -> dict[str, float]:
    config, database = load(), resolve(url)
    with contextlib.closing(connect(database)) as conn:
        run_id = run_records.start(conn, "cli", single_process=True)
        begin, cpu = time.perf_counter(), _cpu()
        work = poll if name == "poll" else fetch
        counts = asyncio.run(work(database, config, run_id))
        seconds, cpu = time.perf_counter() - begin, _cpu() - cpu
        run_records.finish(conn, run_id, "ok")
    return {
        "seconds": seconds,
        "cpu": cpu,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        **counts,
    }


def _cpu() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


# --- the two who are compared


class Newsmon:
    """newsmon with a database and a configuration of its own."""

    def __init__(self, url: str, outlets: Outlets, folder: Path, delay: float) -> None:
        self._url, self._outlets, self._folder, self._delay = url, outlets, folder, delay
        _configure(folder, outlets, delay)

    def poll(self, what: str) -> Figures:
        with contextlib.closing(connect(self._url)) as conn, conn, conn.cursor() as cursor:
            cursor.execute("update newsmon.feed set next_poll_at = now()")
        return self._run(what, "poll", "feeds")

    def fetch(self, what: str) -> Figures:
        return self._run(what, "fetch", "fetched")

    def queue(self, pages: int) -> None:
        """Have so many addresses of each host wait to be fetched."""
        port = self._outlets.port
        with contextlib.closing(connect(self._url)) as conn, conn.cursor() as cursor:
            cursor.execute(
                "insert into newsmon.source (slug, name) values ('queued', 'Queued')"
                " returning source_id"
            )
            (source,) = cursor.fetchone() or (0,)
            hosts = self._outlets.hosts
            queued = ((host, f"{host}:{port}/article/{n}") for host in hosts for n in range(pages))
            rows = [(key, f"http://{key}", host, source) for host, key in queued]
            addresses.make(conn, rows, fetch=True)
            conn.commit()

    def _run(self, what: str, name: str, counted: str) -> Figures:
        before = server_cpu(self._url)
        told = subprocess.run(
            [sys.executable, "-m", "benchmarks.fetch", "--stage", name, "--database", self._url],
            env={"NEWSMON_CONFIG": str(self._folder), "PATH": "/usr/bin:/bin"},
            stdout=subprocess.PIPE,
            check=True,
        )
        found = json.loads(told.stdout.splitlines()[-1])
        watched = self._outlets.watched()
        if watched.most_at_once > 1 or watched.least_pause < self._delay - TINY:
            raise ImpoliteError(f"{what}: {watched}")
        spent = server_cpu(self._url) - before
        return Figures(
            what, found[counted], found["seconds"], found["cpu"], spent, found["memory"], watched
        )


def _configure(folder: Path, outlets: Outlets, delay: float) -> None:
    sources = [
        {
            "slug": f"outlet-{number}",
            "name": f"Outlet {number}",
            "feeds": [feed for feed in outlets.feeds if f"//{host}:" in feed],
        }
        for number, host in enumerate(outlets.hosts)
    ]
    settings = {"allow_private_hosts": ["127.0.0.0/8"], "per_host_delay_seconds": delay}
    folder.mkdir(exist_ok=True)
    for name, content in (
        ("feeds.yaml", {"sources": sources}),
        ("newsmon.yaml", {"fetch": settings}),
        ("topics.yaml", {"topics": {}}),
    ):
        (folder / name).write_text(yaml.safe_dump(content))


class Reader:
    """lemon24/reader in the Python that has it."""

    def __init__(self, python: str, outlets: Outlets, folder: Path) -> None:
        self._outlets = outlets
        script = Path(__file__).with_name("reader_peer.py")
        self._process = subprocess.Popen(
            [python, str(script), str(folder / "reader.sqlite")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._ask(json.dumps(outlets.feeds))

    def poll(self, what: str) -> Figures:
        found = self._ask("update")
        feeds = len(self._outlets.feeds)
        watched = self._outlets.watched()
        return Figures(what, feeds, found["seconds"], found["cpu"], 0, found["memory"], watched)

    def _ask(self, line: str) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()


# --- the comparison

POLLS = (
    ("first poll", 0, True),
    ("304", 0, True),
    ("same bytes", 0, False),
    ("two new entries each", 1, True),
)


def compare(
    hosts: int, articles: int, delay: float, python: str | None, *, pages: bool = True
) -> Iterator[tuple[Figures, Figures | None]]:
    """newsmon's figures, each with those of reader where there are any."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(database(folder))
        outlets = stack.enter_context(Outlets(hosts=hosts, feeds=FEEDS, articles=articles))
        newsmon = Newsmon(url, outlets, folder / "config", delay)
        reader = None
        if python:
            reader = stack.enter_context(contextlib.closing(Reader(python, outlets, folder)))
        for what, changed, validators in POLLS:
            outlets.say(changed=changed, validators=validators)
            ours = newsmon.poll(what)
            outlets.say(changed=changed, validators=validators)
            yield ours, reader.poll(what) if reader else None
            if what == POLLS[0][0] and pages:
                outlets.say(changed=changed, validators=validators)
                yield newsmon.fetch("pages"), None


@contextlib.contextmanager
def database(folder: Path) -> Iterator[str]:
    postgres = EmbeddedPostgres(folder / "server")
    try:
        url = postgres.start()
        migrate(url)
        yield url
    finally:
        postgres.remove()


def table(found: Sequence[tuple[Figures, Figures | None]]) -> Table:
    made = Table(title="Polls and pages", title_justify="left")
    for name in ("", "a second", "CPU s per 1,000", "of it Postgres", "peak MiB", "connections"):
        made.add_column(name, justify="right" if name else "left")
    for ours, theirs in found:
        made.add_row(f"{ours.what}, {ours.done:,}", *_cells(ours))
        if theirs:
            made.add_row("  reader", *_cells(theirs))
            faster, cheaper = ours.rate / theirs.rate, theirs.cost / ours.cost
            lean = theirs.cpu / ours.cpu
            made.add_row("  ratio", f"×{faster:.1f}", f"1/{cheaper:.1f}", f"1/{lean:.1f} without")
        made.add_section()
    return made


def _cells(one: Figures) -> list[str]:
    return [
        f"{one.rate:,.0f}", f"{one.cost:.2f}", f"{one.served:.2f}", f"{one.memory:,.0f}",
        f"{one.watched.connections:,}",
    ]  # fmt: skip


def memory(hosts: int, delay: float, sizes: Sequence[int]) -> Iterator[Figures]:
    """The fetch stage alone, with so many addresses of each host in its queue."""
    for size in sizes:
        with contextlib.ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            url = stack.enter_context(database(folder))
            outlets = stack.enter_context(Outlets(hosts=hosts, feeds=1, articles=1))
            newsmon = Newsmon(url, outlets, folder / "config", delay)
            newsmon.queue(size)
            yield newsmon.fetch("pages")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fetch", description=__doc__)
    parser.add_argument("--hosts", type=int, default=400)
    parser.add_argument("--articles", type=int, default=50, help="of each host")
    parser.add_argument("--delay", type=float, default=1.0, help="pause of a host, seconds")
    parser.add_argument("--reader", metavar="PYTHON", help="a Python that has reader")
    parser.add_argument("--no-pages", action="store_true", help="feeds only")
    parser.add_argument(
        "--memory", default="", help="only fetch so many pages of each host (several by commas)"
    )
    parser.add_argument("--stage", help=argparse.SUPPRESS)
    parser.add_argument("--database", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.stage:
        print(json.dumps(stage(options.stage, options.database)))
        return
    if options.memory:
        sizes = [int(size) for size in options.memory.split(",")]
        for one in memory(options.hosts, options.delay, sizes):
            pace = f"{one.rate:,.0f} a second, {one.watched}"
            console.print(f"{one.done:,} pages: {one.memory:,.0f} MiB at most; {pace}")
        return
    found = []
    for ours, theirs in compare(
        options.hosts, options.articles, options.delay, options.reader, pages=not options.no_pages
    ):
        found.append((ours, theirs))
        console.print(f"{ours.what}: {ours.seconds:.1f} s, {ours.watched}")
    console.print(table(found))


if __name__ == "__main__":
    main()
