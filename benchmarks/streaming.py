"""How soon after its publication an article stands in `report.articles`, by `run --follow`.

`python -m benchmarks.streaming [--rates 0.5,50] [--seconds 60] [--poll 1]`: outlets on loopback
publish articles at a steady rate, a feed each with its newest thirty; one real run follows them all
with every stage. An article's time runs from the moment its feed has it until a reader who looks
every 20 ms first sees it; so half of `--poll` is part of it. Articles that were not seen a minute
after the last publication count as lost.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import math
import multiprocessing
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

import psycopg2
from aiohttp import web
from benchmarks.end_to_end import Newsmon
from benchmarks.newswire import Newswire
from rich.console import Console

HOSTS: Final = 25
SHOWN: Final = 30  # entries of a feed
LOOK_SECONDS: Final = 0.02
PATIENCE: Final = 60.0  # seconds after the last publication
START: Final = 300.0  # seconds that the run may take until it polls

console = Console()


@dataclass(frozen=True, slots=True)
class Schedule:
    """Article n is published at `begin + n / rate`, by the monotonic clock of the machine."""

    begin: Any  # a double that two processes share; infinite until the run polls
    rate: float
    number: int

    def published(self) -> int:
        """Return how many articles are out by now."""
        passed = time.monotonic() - self.begin.value
        return min(int(passed * self.rate) + 1, self.number) if passed >= 0 else 0

    def at(self, article: int) -> float:
        return float(self.begin.value) + article / self.rate


def serve(pipe: Connection[Any, Any], schedule: Schedule) -> None:
    """Serve the outlets from this process."""
    wire = Newswire()
    lines = [line for article in wire.publish(2_000) for line in article.text.split("\n")]

    async def feed(request: web.Request) -> web.Response:
        host = int(request.match_info["host"])
        numbers = range(host, schedule.published(), HOSTS)[-SHOWN:]
        items = "".join(
            f"<item><title>{_title(number)}</title><guid>{number}</guid>"
            f"<link>http://{request.host}/article/{number}</link></item>"
            for number in reversed(numbers)
        )
        body = f"<rss version='2.0'><channel><title>Outlet</title>{items}</channel></rss>"
        return web.Response(text=body, content_type="application/rss+xml")

    async def article(request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        chosen = random.Random(number).choices(lines, k=8)
        body = "".join(f"<p>{line}</p>" for line in chosen)
        page = f"<title>{_title(number)}</title><article><h1>{_title(number)}</h1>{body}</article>"
        return web.Response(text=f"<!doctype html>{page}", content_type="text/html")

    async def start() -> None:
        app = web.Application()
        app.router.add_get("/feed/{host}", feed)
        app.router.add_get("/article/{number}", article)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "0.0.0.0", 0).start()
        pipe.send(runner.addresses[0][1])
        await asyncio.Event().wait()

    asyncio.run(start())


def _title(number: int) -> str:
    return f"Harbour report {number} of the council"


@contextlib.contextmanager
def outlets(schedule: Schedule) -> Iterator[list[str]]:
    """Yield the addresses of the outlets' feeds."""
    pipe, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=serve, args=(theirs, schedule), daemon=True)
    process.start()
    try:
        port = pipe.recv()
        yield [f"http://127.3.0.{host + 1}:{port}/feed/{host}" for host in range(HOSTS)]
    finally:
        process.terminate()
        process.join()


def wait_until_it_polls(cursor: Any) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        cursor.execute("select from report.runs where counts ? 'poll'")
        if cursor.rowcount:
            return
        time.sleep(LOOK_SECONDS)
    raise RuntimeError("the run does not poll")


def seen(url: str, schedule: Schedule) -> dict[int, float]:
    """Begin the publications once the run polls; return when each was first seen, by number."""
    arrivals: dict[int, float] = {}
    with contextlib.closing(psycopg2.connect(url)) as conn, conn.cursor() as cursor:
        conn.autocommit = True
        wait_until_it_polls(cursor)
        schedule.begin.value = time.monotonic() + 1
        deadline = schedule.at(schedule.number) + PATIENCE
        newest = 0
        while len(arrivals) < schedule.number and time.monotonic() < deadline:
            cursor.execute(
                "select article_id, url from report.articles where article_id > %s", (newest,)
            )
            now = time.monotonic()
            for article_id, address in cursor.fetchall():
                newest = max(newest, article_id)
                arrivals.setdefault(int(address.rpartition("/")[2]), now)
            time.sleep(LOOK_SECONDS)
    return arrivals


def measure(rate: float, seconds: float, poll: float) -> tuple[list[float], int]:
    """Return the seconds of each article, ascending, and how many were lost."""
    begin = multiprocessing.get_context("spawn").Value("d", math.inf)
    schedule = Schedule(begin, rate, max(int(rate * seconds), 1))
    with (
        tempfile.TemporaryDirectory(prefix="newsmon-streaming-") as name,
        contextlib.closing(Newsmon(Path(name))) as newsmon,
        outlets(schedule) as feeds,
    ):
        newsmon.configure(feeds, poll=poll)
        run = subprocess.Popen(
            [sys.executable, "-m", "newsmon.cli", "run", "--follow"],
            env={**os.environ, **newsmon.environment},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            arrivals = seen(newsmon.url, schedule)
        finally:
            run.send_signal(signal.SIGTERM)
            run.wait()
    delays = sorted(at - schedule.at(number) for number, at in arrivals.items())
    return delays, schedule.number - len(delays)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.streaming", description=__doc__)
    parser.add_argument("--rates", default="0.5,50", help="articles a second, by commas")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--poll", type=float, default=1.0, help="seconds between two polls")
    options = parser.parse_args(arguments)
    for rate in map(float, options.rates.split(",")):
        delays, lost = measure(rate, options.seconds, options.poll)
        console.print(described(rate, delays, lost))


def described(rate: float, delays: Sequence[float], lost: int) -> str:
    """Return the percentiles in words."""
    if len(delays) < 2:
        return f"{rate:g} a second: {lost} lost"
    percentiles = statistics.quantiles(delays, n=20, method="inclusive")
    return (
        f"{rate:g} a second, {len(delays):,} articles: p50 {percentiles[9]:.2f} s, "
        f"p95 {percentiles[18]:.2f} s, longest {delays[-1]:.2f} s, {lost} lost"
    )


if __name__ == "__main__":
    main()
