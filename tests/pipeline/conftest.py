"""A configuration to write, and a web site on loopback to poll and fetch from."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiohttp import web

from newsmon.config import Config, load, shipped

PARAGRAPH = (
    "The {thing} was discussed for hours on Monday, and the {thing} will be discussed again on "
    "Tuesday, when the council of {place} meets to hear what engineers have found out about it. "
    "Nobody in {place} expects an answer before the end of the month, said the mayor, who has "
    "waited for the {thing} longer than most."
)


@dataclass
class Site:
    """Answers by path, changeable while it runs; remembers what it was asked for and when."""

    base: str
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[float, str]] = field(default_factory=list)
    cookies: dict[str, str] = field(default_factory=dict)  # by path, where any came

    def url(self, path: str) -> str:
        return self.base + path

    def put(self, path: str, body: str | bytes, kind: str = "text/html", **headers: str) -> str:
        content = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (200, {"Content-Type": kind, **named}, content)
        return self.url(path)

    def fail(self, path: str, status: int, **headers: str) -> str:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (status, named, b"")
        return self.url(path)

    def times_asked(self, path: str) -> int:
        return sum(asked == path for _, asked in self.asked)

    def article(self, path: str, title: str, thing: str, place: str, paragraphs: int = 6) -> str:
        """A page with an article; texts of different things have no shingle in common."""
        text = "".join(
            f"<p>{PARAGRAPH.format(thing=f'{thing} of part {n}', place=place)}</p>"
            for n in range(paragraphs)
        )
        return self.put(
            path,
            f"<html><head><title>{title}</title></head>"
            f"<body><article><h1>{title}</h1>{text}</article></body></html>",
        )

    def feed(self, path: str, *entries: tuple[str, str]) -> str:
        """An RSS feed of (path, title) entries."""
        items = "".join(
            f"<item><title>{title}</title><link>{self.url(entry)}</link></item>"
            for entry, title in entries
        )
        body = f"<rss version='2.0'><channel><title>Feed</title>{items}</channel></rss>"
        return self.put(path, body, "application/rss+xml")


@pytest.fixture
def site() -> Iterator[Site]:
    """A site on a free port of 127.0.0.1; what it was not given is a 404."""
    started = threading.Event()
    loop = asyncio.new_event_loop()
    found = Site("")

    async def answer(request: web.Request) -> web.Response:
        found.asked.append((time.monotonic(), request.path_qs))
        if "Cookie" in request.headers:
            found.cookies[request.path_qs] = request.headers["Cookie"]
        status, headers, body = found.answers.get(request.path_qs, (404, {}, b""))
        etag = headers.get("ETag")
        if etag and request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(status=status, headers=headers, body=body)

    async def serve() -> web.AppRunner:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", answer)
        runner = web.AppRunner(app)
        await runner.setup()
        listener = web.TCPSite(runner, "127.0.0.1", 0)
        await listener.start()
        port = runner.addresses[0][1]
        found.base = f"http://127.0.0.1:{port}"
        started.set()
        return runner

    def work() -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(serve())
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.close()

    thread = threading.Thread(target=work)
    thread.start()
    started.wait()
    yield found
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


@dataclass
class Settings:
    """A folder of configuration that a test writes."""

    directory: Path

    def write(self, sources: list[dict[str, Any]], **settings: dict[str, Any]) -> Config:
        """Write feeds.yaml and newsmon.yaml; loopback may be reached, without a pause."""
        fetch = {"allow_private_hosts": ["127.0.0.1"], "per_host_delay_seconds": 0}
        settings["fetch"] = fetch | settings.get("fetch", {})
        settings["run"] = {"processes": 1} | settings.get("run", {})
        self.directory.mkdir(exist_ok=True)
        for name, content in (("feeds.yaml", {"sources": sources}), ("newsmon.yaml", settings)):
            (self.directory / name).write_text(yaml.safe_dump(content))
        topics = shipped("config") / "topics.yaml"
        (self.directory / "topics.yaml").write_bytes(topics.read_bytes())
        return load(self.directory)


@pytest.fixture
def configuration(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "config")


@pytest.fixture
def seeds_only(configuration: Settings) -> Config:
    """A configuration whose only feed is the folder of seeds."""
    return configuration.write([seeds_source()])


def seeds_source() -> dict[str, Any]:
    return {
        "slug": "seeds",
        "name": "Seeds",
        "feeds": [{"url": "seeds/", "kind": "folder"}],
    }
