"""Pages that are slow to read, or slow to come: what they cost everybody else."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psutil
import psycopg2
import pytest
import yaml
from tests.conftest import fresh_database

from .cases import good, rss
from .server import Answer, Hosts, Writing, http, serving

pytestmark = pytest.mark.slow

HONEST = "127.1.201.1"
ARTICLES = 20
HONEST_PATHS = [f"/{number}" for number in range(ARTICLES)]
SLOW = 6
DRIPPING = 30  # hosts that one feed names; CONCURRENCY is less
CONCURRENCY = 12
MOST_DELAY = 10.0  # seconds of CPU time, which is what an idle machine takes, with one process
PATIENCE = 900  # seconds
PATIENCE_OF_ONE = 60  # seconds for one request
LINKS = b"<a href=x>word " * 50_000  # within all bounds of a page; its reader's work is squared
ENOUGH = "select count(*) from report.articles"
PUT_OFF = "select count(*) from newsmon.page where slow"


def answers(slow: bytes) -> Hosts:
    """Six hosts with a page each, and an honest one that answers when these have been read."""
    hosts, served = Hosts(), 0

    async def answer_slow(writer: asyncio.StreamWriter) -> None:
        nonlocal served
        writer.write(http(b"<html><body><article>" + slow + b"</article></body></html>"))
        await writer.drain()
        served += 1

    def after_all(body: bytes) -> Answer:
        async def write(writer: asyncio.StreamWriter) -> None:
            while served < SLOW:
                await asyncio.sleep(0.05)
            writer.write(body)
            await writer.drain()

        return write

    for number in range(SLOW):
        host = f"127.1.202.{number + 1}"
        feed = rss([(f"http://{host}:{{port}}/page", "")])
        hosts.answers[host, "/feed"] = http(feed, "application/rss+xml")
        hosts.answers[host, "/page"] = answer_slow
    feed = rss([(f"http://{HONEST}:{{port}}{path}", "") for path in HONEST_PATHS])
    hosts.answers[HONEST, "/feed"] = http(feed, "application/rss+xml")
    for path in HONEST_PATHS:
        hosts.answers[HONEST, path] = after_all(good(f"honest {path}"))
    return hosts


def drips(hosts: Hosts, answer: bytes, at: int) -> Writing:
    """Answer a byte a second from a place on, until each honest article was asked for."""

    async def write(writer: asyncio.StreamWriter) -> None:
        place = at
        writer.write(answer[:place])
        while not all(hosts.requests[HONEST, path] for path in HONEST_PATHS):
            writer.write(answer[place : place + 1])
            await writer.drain()
            place += 1
            await asyncio.sleep(1)
        writer.write(answer[place:])
        await writer.drain()

    return write


def dripping_answers() -> Hosts:
    """An outlet whose feed names many hosts, all of which drip: in their headers or in the body."""
    hosts, links = Hosts(), []
    for number in range(DRIPPING):
        host = f"127.1.203.{number + 1}"
        head, end, body = good(f"dripping {number}").partition(b"\r\n\r\n")
        if number % 2:
            head += b"\r\nX-Endless: "
            end = b"x" * 1000 + end
        hosts.answers[host, "/page"] = drips(hosts, head + end + body, len(head + end[:4]))
        links.append((f"http://{host}:{{port}}/page", ""))
    hosts.answers["127.1.203.1", "/feed"] = http(rss(links), "application/rss+xml")
    publish_honest(hosts)
    return hosts


def publish_honest(hosts: Hosts) -> None:
    feed = rss([(f"http://{HONEST}:{{port}}{path}", "") for path in HONEST_PATHS])
    hosts.answers[HONEST, "/feed"] = http(feed, "application/rss+xml")
    for path in HONEST_PATHS:
        hosts.answers[HONEST, path] = good(f"honest {path}")


def write_configuration(folder: Path, hosts: Hosts, **fetch: float) -> None:
    names = [host for host, path in hosts.answers if path == "/feed"]
    sources = [
        {
            "slug": f"outlet-{number}",
            "name": host,
            "feeds": [f"http://{host}:{hosts.port}/feed"],
        }
        for number, host in enumerate(names)
    ]
    settings = {
        "fetch": {
            "allow_private_hosts": ["127.1.0.0/16"], "per_host_delay_seconds": 0,
            "timeout_seconds": 300, **fetch,
        },
        "run": {"processes": 1},
    }  # fmt: skip
    folder.mkdir()
    (folder / "feeds.yaml").write_text(yaml.safe_dump({"sources": sources}))
    (folder / "newsmon.yaml").write_text(yaml.safe_dump(settings))
    (folder / "topics.yaml").write_text("topics: {}\n")


def count(database: str, statement: str) -> int:
    with closing(psycopg2.connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute(statement)
        (row,) = cursor.fetchall()
    return int(row[0])


def cpu_seconds(process: psutil.Process) -> float:
    """Return the CPU time of a process and of all below it, also of those that have ended."""
    times = [each.cpu_times() for each in (process, *process.children(recursive=True))]
    return float(sum(t.user + t.system + t.children_user + t.children_system for t in times))


def seconds_until_all_are_there(
    server: str, template: str, folder: Path, slow: bytes, *, put_off: int
) -> float:
    """Return the CPU time that a run takes until it has loaded the honest articles."""
    hosts = answers(slow)
    with serving(hosts), fresh_database(server, template) as database:
        write_configuration(folder, hosts)
        environment = os.environ | {
            "NEWSMON_DATABASE_URL": database, "NEWSMON_CONFIG": str(folder),
            "NEWSMON_HOME": str(folder / "home"),
        }  # fmt: skip
        process = psutil.Popen(
            [sys.executable, "-m", "newsmon.cli", "run"],
            env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + PATIENCE
        expected = ARTICLES + SLOW - put_off
        try:
            while count(database, ENOUGH) < expected and process.poll() is None:
                assert time.monotonic() < until
                time.sleep(0.1)
            seconds = cpu_seconds(process)
        finally:
            process.terminate()
            process.wait(60)
        assert count(database, ENOUGH) >= expected
        assert count(database, PUT_OFF) == put_off
        return seconds


def test_six_slow_pages_delay_others_by_ten_seconds_at_most(
    server: str, template: str, tmp_path: Path
) -> None:
    usual = good("usual").partition(b"\r\n\r\n")[2]
    without, beside = (
        seconds_until_all_are_there(server, template, tmp_path / name, slow, put_off=put_off)
        for name, slow, put_off in (("without", usual, 0), ("beside", LINKS, SLOW))
    )
    print(f"{beside - without:.1f} s of CPU time ({without:.1f} s without them)")
    assert beside - without <= MOST_DELAY


def test_pages_that_come_slowly_cost_their_own_outlet_alone(
    server: str, template: str, tmp_path: Path
) -> None:
    hosts = dripping_answers()
    with serving(hosts), fresh_database(server, template) as database:
        write_configuration(
            tmp_path / "config", hosts, concurrency=CONCURRENCY, timeout_seconds=PATIENCE_OF_ONE
        )
        environment = os.environ | {
            "NEWSMON_DATABASE_URL": database, "NEWSMON_CONFIG": str(tmp_path / "config"),
            "NEWSMON_HOME": str(tmp_path / "home"),
        }  # fmt: skip
        subprocess.run(
            [sys.executable, "-m", "newsmon.cli", "run"],
            env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        loaded = count(database, ENOUGH)
        timeouts = count(database, "select count(*) from newsmon.address where reason = 'timeout'")
    assert (loaded, timeouts) == (ARTICLES + DRIPPING, 0)
