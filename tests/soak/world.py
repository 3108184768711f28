"""Two thousand outlets on loopback for a week, of which one in ten misbehaves each hour anew."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

from aiohttp import web
from benchmarks.loopback import listening_socket
from tests.faults.news import report_text

HOUR = 3600.0
DAY = 24 * HOUR
WINDOW = 14  # entries that a feed shows
SHARE = 10  # of so many outlets, one misbehaves in any hour
GAPS = (24 * HOUR, 168 * HOUR)  # between two articles of an outlet
BOMB = gzip.compress(bytes(12_000_000))

# What becomes of an outlet for good, and of which alert that is told.
FATES = {"dies": "failing", "goes": "gone", "falls silent": "quiet"}
FATE_AT = {"dies": 2 * DAY, "goes": 3 * DAY, "falls silent": 2 * DAY}
WITH_A_FATE = 12  # outlets of each


@dataclass
class Outlet:
    """One feed: when its articles come, and what becomes of it."""

    number: int
    times: list[float]  # seconds since the start, of each article
    fate: str = ""

    @property
    def host(self) -> str:
        return f"127.2.{self.number // 250}.{self.number % 250 + 1}"

    def text(self, article: int) -> str:
        """Its text; every eighth is a copy of what the outlet before published."""
        copied = article % 8 == 0 and self.number
        seed = f"{self.number - 1 if copied else self.number} {article + copied}"
        return report_text(random.Random(seed))


def outlets(count: int, days: float, seed: int) -> list[Outlet]:
    """The outlets; from two weeks before the start on, so that feeds are full."""
    chance, made = random.Random(seed), []
    fates = [fate for fate in FATES for _ in range(WITH_A_FATE)]
    for number in range(count):
        gap, at, times = chance.uniform(*GAPS), -3 * DAY, []
        fate = fates[number] if number < len(fates) else ""
        if fate == "falls silent":
            gap = 3 * HOUR
        end = FATE_AT[fate] if fate else days * DAY
        while (at := at + gap * chance.uniform(0.6, 1.4)) < end:
            times.append(at)
        made.append(Outlet(number, times, fate))
    return made


def _status(status: int, **headers: str) -> Callable[[], web.Response]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda: web.Response(status=status, headers=named)


def _body(body: bytes, kind: str = "text/xml", **headers: str) -> Callable[[], web.Response]:
    named = {"Content-Type": kind} | {n.replace("_", "-"): v for n, v in headers.items()}
    return lambda: web.Response(body=body, headers=named)


def _hang_up() -> web.Response:
    raise ConnectionResetError


def _random_bytes() -> web.Response:
    return web.Response(body=random.randbytes(20_000), content_type="text/xml")


WAYS: list[Callable[[], web.Response]] = [
    _status(500), _status(503, Retry_After="7200"), _status(429, Retry_After="3600"), _status(404),
    _status(403), _hang_up, _random_bytes, _status(302, Location="/feed"),
    _status(302, Location="http://127.0.0.1/inside"), _status(302, Location="http://[::/x"),
    _body(b"<!doctype html><title>Back soon</title><h1>Back soon</h1>", "text/html"),
    _body(b"<rss><channel><item><title>cut"), _body(b""), _body(b"\0" * 50_000),
    _body(BOMB, Content_Encoding="gzip"), _body(b"not packed", Content_Encoding="br"),
    _body(b"<rss>" + b"<a>" * 20_000), _body(b"<" * 200_000),
    _body(b"<!DOCTYPE r [<!ENTITY a '" + b"x" * 50_000 + b"'>]><rss>" + b"&a;" * 5_000 + b"</rss>"),
    _status(200, X_Long="y" * 70_000), _status(304), _status(204), _status(600),
]  # fmt: skip


@dataclass
class World:
    """Serves the outlets; `now` gives the seconds since the start."""

    outlets: list[Outlet]
    now: Callable[[], float]
    start: datetime
    port: int = 0
    requests: int = 0
    misbehaved: int = 0
    shown: set[str] = field(default_factory=set)  # addresses of articles that some poll was shown
    good: dict[int, list[bool]] = field(default_factory=dict)  # of each outlet, its polls in order

    def url(self, outlet: Outlet, path: str) -> str:
        return f"http://{outlet.host}:{self.port}{path}"

    def misbehaviour(self, outlet: Outlet, at: float) -> Callable[[], web.Response] | None:
        """Return what an outlet does in this hour instead of its work; a new way each hour."""
        hour = int(at // HOUR)
        digest = hashlib.blake2b(f"{outlet.number} {hour}".encode(), digest_size=4).digest()
        if outlet.fate or int.from_bytes(digest, "big") % SHARE:
            return None
        return WAYS[(hour + outlet.number) % len(WAYS)]

    def may_be_called_failing(self, outlet: Outlet) -> bool:
        """Tell whether an outlet failed at its last two polls, or at all of them."""
        return not any(self.good.get(outlet.number, [])[-2:])

    async def answer(self, request: web.Request) -> web.Response:
        self.requests += 1
        host = request.transport.get_extra_info("sockname")[0] if request.transport else ""
        _, _, third, fourth = host.split(".")
        outlet, at = self.outlets[int(third) * 250 + int(fourth) - 1], self.now()
        if outlet.fate in {"dies", "goes"} and at >= FATE_AT[outlet.fate]:
            return web.Response(status=404 if outlet.fate == "dies" else 410)
        way = self.misbehaviour(outlet, at)
        if request.path == "/feed":
            self.good.setdefault(outlet.number, []).append(way is None)
        if way:
            self.misbehaved += 1
            try:
                return way()
            except ConnectionResetError:
                if request.transport is not None:
                    request.transport.abort()
                return web.Response()
        if request.path == "/feed":
            return self._feed(outlet, at, request.headers.get("If-None-Match"))
        if request.path.startswith("/a/"):
            return self._page(outlet, int(request.path[3:]))
        return web.Response(status=404)

    def _feed(self, outlet: Outlet, at: float, tag: str | None) -> web.Response:
        numbers = [n for n, time in enumerate(outlet.times) if time <= at][-WINDOW:]
        etag = f'"{numbers[-1] if numbers else "none"}"'
        if tag == etag:
            return web.Response(status=304, headers={"ETag": etag})
        items = []
        for number in reversed(numbers):
            url = self.url(outlet, f"/a/{number}")
            self.shown.add(url)
            date = format_datetime(self.start + timedelta(seconds=outlet.times[number]))
            items.append(
                f"<item><title>Report {number} of outlet {outlet.number}</title><link>{url}</link>"
                f"<pubDate>{date}</pubDate></item>"
            )
        body = f"<rss version='2.0'><channel><title>x</title>{''.join(items)}</channel></rss>"
        return web.Response(text=body, content_type="application/rss+xml", headers={"ETag": etag})

    def _page(self, outlet: Outlet, number: int) -> web.Response:
        title = f"Report {number} of outlet {outlet.number}"
        lines = "".join(f"<p>{line}</p>" for line in outlet.text(number).splitlines())
        date = (self.start + timedelta(seconds=outlet.times[number])).isoformat()
        page = (
            f"<!doctype html><html lang=en><head><title>{title}</title><meta property="
            f"'article:published_time' content='{date}'></head><body><article><h1>{title}</h1>"
            f"{lines}</article></body></html>"
        )
        return web.Response(text=page, content_type="text/html")


@contextmanager
def serving(world: World) -> Iterator[World]:
    """Have the outlets answer on one port, in a thread."""
    loop, ready = asyncio.new_event_loop(), threading.Event()

    async def listen() -> web.AppRunner:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", world.answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        listening = listening_socket()
        await web.SockSite(runner, listening, backlog=4096).start()
        world.port = listening.getsockname()[1]
        ready.set()
        return runner

    def work() -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(listen())
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    ready.wait()
    try:
        yield world
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


def utc_now() -> datetime:
    return datetime.now(timezone.utc).replace(microsecond=0)
