"""What befalls this machine is charged to nobody: no descriptors, a clock that was wrong."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from aiohttp import web
from benchmarks.loopback import listening_socket
from tests.pipeline.conftest import Settings, Site

from newsmon.pipeline.runs import run
from newsmon.store import Database, connect

pytestmark = pytest.mark.slow

HOSTS = 60
LATER = "interval '400 days'"


def query(url: str, sql: str) -> list[tuple[Any, ...]]:
    with closing(connect(url)) as conn, conn, conn.cursor() as cursor:
        cursor.execute(sql)
        return [tuple(row) for row in cursor.fetchall()] if cursor.description else []


def newsmon(database: str, configuration: Settings, *, descriptors: int | None = None) -> None:
    """Run newsmon in a process of its own, with so few file descriptors."""
    limit = f"ulimit -n {descriptors}; " if descriptors else ""
    done = subprocess.run(
        ["/bin/sh", "-c", f'{limit}exec "$0" -m newsmon.cli run', sys.executable],
        env={
            **os.environ,
            "NEWSMON_CONFIG": str(configuration.directory),
            "NEWSMON_DATABASE_URL": database,
        },
        capture_output=True, text=True, timeout=500, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), (done.returncode, done.stdout, done.stderr[-3000:])


@pytest.fixture
def crowd() -> Iterator[tuple[int, list[int]]]:
    """Hosts on all of loopback that take their time: their port, and how many ask at once."""
    started, loop, port, at_once = threading.Event(), asyncio.new_event_loop(), [0], [0, 0]

    async def answer(request: web.Request) -> web.Response:
        if request.path != "/feed":
            return web.Response(status=404)
        at_once[0] += 1
        at_once[1] = max(at_once)
        await asyncio.sleep(1)
        at_once[0] -= 1
        empty = "<rss version='2.0'><channel><title>F</title></channel></rss>"
        return web.Response(text=empty, content_type="application/rss+xml")

    async def serve() -> web.AppRunner:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", answer)
        runner = web.AppRunner(app)
        await runner.setup()
        listening = listening_socket()
        await web.SockSite(runner, listening).start()
        port[0] = listening.getsockname()[1]
        started.set()
        return runner

    def work() -> None:
        runner = loop.run_until_complete(serve())
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.close()

    thread = threading.Thread(target=work)
    thread.start()
    started.wait()
    yield port[0], at_once
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


@pytest.mark.skipif(sys.platform != "linux", reason="all of 127/8 is loopback on Linux only")
def test_a_lack_of_descriptors_is_charged_to_no_feed(
    database: str, configuration: Settings, crowd: tuple[int, list[int]]
) -> None:
    port, at_once = crowd
    configuration.write(
        [
            {
                "slug": f"paper-{n}",
                "name": f"Paper {n}",
                "feeds": [f"http://127.0.0.{n}:{port}/feed"],
            }
            for n in range(1, HOSTS + 1)
        ],
        fetch={"allow_private_hosts": ["127.0.0.0/8"]},
    )
    newsmon(database, configuration, descriptors=64)
    assert 1 < at_once[1] < HOSTS  # they are asked at once as far as the descriptors go
    states = "select state, reason, count(*) from report.feed_health group by state, reason"
    assert query(database, states) == [("ok", None, HOSTS)]
    assert query(database, "select from report.failures") == []


def test_a_pause_that_a_host_asks_for_is_kept_by_the_next_process(
    database: str, configuration: Settings, site: Site
) -> None:
    site.fail("/busy", 429, Retry_After="600")
    site.article("/quiet", "Harbour reopens after the storm", "harbour wall", "Norhaven")
    site.feed("/rss", ("/busy", "Busy"))
    source = {"slug": "paper", "name": "The Paper", "feeds": [site.url("/rss")]}
    configuration.write([source])
    newsmon(database, configuration)
    assert site.times_asked("/busy") == 1
    site.feed("/rss", ("/busy", "Busy"), ("/quiet", "Harbour reopens"))
    query(database, "update newsmon.feed set next_poll_at = now()")
    newsmon(database, configuration)
    assert site.times_asked("/rss") == 1
    assert site.times_asked("/quiet") == 0
    query(database, "update newsmon.host_pause set until = now()")
    newsmon(database, configuration)
    assert site.times_asked("/rss") == 2
    assert site.times_asked("/quiet") == 1


def test_a_clock_that_was_ahead_by_400_days_puts_nothing_off(
    database: str, configuration: Settings, site: Site
) -> None:
    """Everything a run writes is as it would be had the clock been ahead; then it is right."""
    site.fail("/later", 503)
    site.article("/early", "Bridge closed for repairs", "old bridge", "Sundmark")
    site.feed("/rss", ("/later", "Later"), ("/early", "Bridge closed"))
    config = configuration.write(
        [{"slug": "paper", "name": "The Paper", "feeds": [site.url("/rss")]}]
    )
    run(Database(database, "test"), config)
    query(
        database,
        "insert into newsmon.host_pause values ('127.0.0.1', now() + interval '15 minutes')"
        " on conflict (host) do update set until = excluded.until",
    )
    for table, columns in {
        "feed": ("next_poll_at", "last_polled_at", "last_ok_at", "since", "last_new_at"),
        "address": ("next_attempt_at", "fetched_at", "first_seen_at"),
        "host_pause": ("until",),
        "robots": ("fetched_at", "expires_at"),
    }.items():
        shifts = ", ".join(f"{column} = {column} + {LATER}" for column in columns)
        query(database, f"update newsmon.{table} set {shifts}")
    site.article("/later", "Harbour reopens after the storm", "harbour wall", "Norhaven")
    asked = site.times_asked("/rss")
    run(Database(database, "test"), config)
    assert site.times_asked("/rss") == asked + 1
    titles = query(database, "select title from report.articles order by title")
    assert titles == [("Bridge closed for repairs",), ("Harbour reopens after the storm",)]
    (late,) = query(
        database, "select count(*) from newsmon.feed where next_poll_at > now() + interval '2 days'"
    )
    assert late == (0,)
