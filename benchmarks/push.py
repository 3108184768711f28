"""How soon what a hub pushes can be queried: from publication to `report.articles`.

`python -m benchmarks.push [--articles 60] [--every 0.5]`: an outlet and a hub on loopback,
`newsmon push serve` and `newsmon run --follow` as processes of their own, and a real Postgres. Each
article is published, pushed with the whole feed, and looked for in `report.articles` until it is
there. Nothing is polled meanwhile: the outlet counts the requests for its feed, and more than the
first one fail the run.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg2
import yaml
from aiohttp import web
from benchmarks.newswire import Newswire
from rich.console import Console
from tests.push.hub import Hub, serving

from newsmon.embedded import EmbeddedPostgres
from newsmon.store import migrate

LOOK_SECONDS = 0.02
PATIENCE = 60.0
KEY = secrets.token_urlsafe(32)

console = Console()


class Outlet:
    """A feed of everything published so far, the newest first, and its pages."""

    def __init__(self, articles: int) -> None:
        self.base = ""
        self.hub = ""
        self.polls = 0
        self.published = 0
        self._pages = [
            (f"/{number}.html", f"Report {number}: {article.title}", article.text)
            for number, article in enumerate(Newswire().publish(articles))
        ]

    def feed(self) -> bytes:
        items = "".join(
            f"<item><title>{title}</title><link>{self.base}{path}</link></item>"
            for path, title, _ in reversed(self._pages[: self.published])
        )
        links = f'<a:link rel="hub" href="{self.hub}"/><a:link rel="self" href="{self.base}/rss"/>'
        return (
            "<rss version='2.0' xmlns:a='http://www.w3.org/2005/Atom'><channel>"
            f"<title>Outlet</title>{links}{items}</channel></rss>"
        ).encode()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/rss":
            self.polls += 1
            return web.Response(body=self.feed(), content_type="application/rss+xml")
        for path, title, text in self._pages[: self.published]:
            if path == request.path:
                paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines())
                page = f"<title>{title}</title><article><h1>{title}</h1>{paragraphs}</article>"
                return web.Response(text=f"<html>{page}</html>", content_type="text/html")
        return web.Response(status=404)


@contextlib.asynccontextmanager
async def served(outlet: Outlet) -> AsyncIterator[None]:
    app = web.Application()
    app.router.add_get("/{path:.*}", outlet.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    listening = web.TCPSite(runner, "127.0.0.1", 0)
    await listening.start()
    outlet.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield
    finally:
        await runner.cleanup()


def configure(folder: Path, outlet: Outlet, port: int) -> None:
    source = {"slug": "outlet", "name": "Outlet", "feeds": [outlet.base + "/rss"]}
    settings = {
        "fetch": {"allow_private_hosts": ["127.0.0.1"], "per_host_delay_seconds": 0},
        "push": {"callback_url": f"http://127.0.0.1:{port}", "key": "${NEWSMON_PUSH_KEY}"},
    }
    folder.mkdir()
    (folder / "feeds.yaml").write_text(yaml.safe_dump({"sources": [source]}))
    (folder / "newsmon.yaml").write_text(yaml.safe_dump(settings))
    (folder / "topics.yaml").write_text("topics: {}\n")


@contextlib.contextmanager
def command(folder: Path, url: str, *arguments: str) -> Iterator[None]:
    """Run a command of newsmon while the block lasts."""
    environment = os.environ | {
        "NEWSMON_CONFIG": str(folder),
        "NEWSMON_DATABASE_URL": url,
        "NEWSMON_PUSH_KEY": KEY,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "newsmon.cli", *arguments],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(60)


async def measure(url: str, folder: Path, articles: int, every: float) -> list[float]:
    """Return the seconds from publication to `report.articles`, of each article."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
    outlet, hub = Outlet(articles + 1), Hub()
    async with served(outlet), serving(hub):
        outlet.hub, outlet.published = hub.url, 1
        configure(folder, outlet, port)
        with (
            command(folder, url, "push", "serve", "--port", str(port)),
            command(folder, url, "run", "--follow"),
            contextlib.closing(psycopg2.connect(url)) as conn,
        ):
            conn.autocommit = True
            await loaded(conn, 1)
            while not hub.subscribers:  # noqa: ASYNC110 - nobody tells when
                await asyncio.sleep(LOOK_SECONDS)
            delays = [await publish(conn, outlet, hub, every) for _ in range(articles)]
        if outlet.polls != 1:
            raise RuntimeError(f"the feed was polled {outlet.polls} times")
    return delays


async def publish(
    conn: psycopg2.extensions.connection, outlet: Outlet, hub: Hub, every: float
) -> float:
    begin = time.perf_counter()
    outlet.published += 1
    statuses = await hub.distribute(outlet.base + "/rss", outlet.feed())
    assert statuses == [202], statuses
    await loaded(conn, outlet.published)
    delay = time.perf_counter() - begin
    await asyncio.sleep(every)
    return delay


async def loaded(conn: psycopg2.extensions.connection, count: int) -> None:
    """Wait until so many articles can be queried."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with conn.cursor() as cursor:
            cursor.execute("select count(*) from report.articles")
            if cursor.fetchone() == (count,):
                return
        await asyncio.sleep(LOOK_SECONDS)
    raise TimeoutError(f"no {count} articles after {PATIENCE:.0f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--every", type=float, default=0.5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsmon-push-") as folder:
        postgres = EmbeddedPostgres(Path(folder) / "server")
        postgres.start()
        try:
            url = postgres.url("newsmon")
            migrate(url)
            delays = sorted(
                asyncio.run(measure(url, Path(folder) / "config", options.articles, options.every))
            )
        finally:
            postgres.remove()
    at = {share: delays[min(int(len(delays) * share), len(delays) - 1)] for share in (0.5, 0.95)}
    console.print(
        f"{len(delays)} articles pushed: p50 {at[0.5]:.2f} s, p95 {at[0.95]:.2f} s, "
        f"longest {delays[-1]:.2f} s",
        highlight=False,
    )


if __name__ == "__main__":
    main()
