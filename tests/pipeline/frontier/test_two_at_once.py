"""Two processes at once: one politeness, and none waits for the other's long work."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from tests.pipeline.conftest import Settings

from newsmon.config import Config
from newsmon.pipeline.stages.fetch import fetch
from newsmon.pipeline.stages.poll import poll
from newsmon.store import Database, connect, resolve, run_records

PAGES = 15
PAUSE = 0.15  # seconds that a host wants between two requests
LATENCY = 0.05
TINY = 0.003  # seconds: clocks are read at different moments

pytestmark = pytest.mark.slow


@dataclass
class Watchful:
    """A host with one feed and its pages, that notes who asks it at once or too soon."""

    port: int = 0
    asked: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    ended: float = -1e9
    least_pause: float = 1e9

    @property
    def feed(self) -> str:
        return f"http://127.0.0.1:{self.port}/feed"

    async def answer(self, request: web.Request) -> web.Response:
        self.least_pause = min(self.least_pause, time.monotonic() - self.ended)
        self.asked.append(request.path)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(LATENCY)
        self.at_once -= 1
        self.ended = time.monotonic()
        if request.path == "/feed":
            return web.Response(text=self.entries(), content_type="application/rss+xml")
        if request.path.startswith("/page/"):
            return web.Response(text="<p>A short page.</p>", content_type="text/html")
        return web.Response(status=404)

    def entries(self) -> str:
        links = (f"http://127.0.0.1:{self.port}/page/{n}" for n in range(PAGES))
        items = "".join(f"<item><title>{link}</title><link>{link}</link></item>" for link in links)
        return f"<rss version='2.0'><channel><title>Feed</title>{items}</channel></rss>"

    def check(self) -> None:
        assert self.most_at_once == 1
        assert self.least_pause >= PAUSE - TINY


@pytest.fixture
def host() -> Iterator[Watchful]:
    host, started, loop = Watchful(), threading.Event(), asyncio.new_event_loop()

    async def serve() -> web.AppRunner:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", host.answer)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host.port = runner.addresses[0][1]
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
    yield host
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


@pytest.fixture
def config(configuration: Settings, host: Watchful) -> Config:
    return configuration.write(
        [{"slug": "paper", "name": "The Paper", "feeds": [host.feed]}],
        fetch={"per_host_delay_seconds": PAUSE},
    )


@pytest.fixture
def run_id(database: str) -> int:
    with closing(connect(database)) as conn:
        run_id = run_records.start(conn, "cli", single_process=False)
        conn.commit()
        return run_id


async def polled_while_fetching(database: Database, config: Config, run_id: int) -> int:
    """Poll as another process would, while pages are fetched; pages asked for before that."""
    await poll(database, config, run_id)
    fetching = asyncio.ensure_future(fetch(database, config, run_id))
    await asyncio.sleep(6 * (PAUSE + LATENCY))
    await poll(database, config, run_id, only=[feed.url for _, feed in config.feeds()])
    assert not fetching.done()
    fetched = await fetching
    return fetched["fetched"]


def test_a_host_is_never_asked_by_a_poll_and_a_fetch_at_once_and_the_poll_does_not_wait_for_long(
    database: str, config: Config, run_id: int, host: Watchful
) -> None:
    fetched = asyncio.run(polled_while_fetching(resolve(database), config, run_id))
    host.check()
    assert fetched == PAGES
    assert all(host.asked.count(f"/page/{n}") == 1 for n in range(PAGES))
    second = [place for place, path in enumerate(host.asked) if path == "/feed"][1]
    assert second < len(host.asked) - 5


def test_two_runs_of_the_command_line_ask_a_host_as_one(
    database: str, config: Config, configuration: Settings, host: Watchful
) -> None:
    env = os.environ | {
        "NEWSMON_DATABASE_URL": database,
        "NEWSMON_CONFIG": str(configuration.directory),
    }
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "newsmon.cli", "run", "--feed", "paper"],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    for one in both:
        _, said = one.communicate(timeout=120)
        assert one.returncode in {0, 1}, said
    host.check()
    assert host.asked.count("/feed") == 2
    assert all(host.asked.count(f"/page/{n}") == 1 for n in range(PAGES))
