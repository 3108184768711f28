"""A few hundred outlets on loopback, one address each, that watch how politely they are asked.

with Outlets(hosts=400, feeds=5, articles=50) as outlets:
    outlets.say(changed=0, validators=True)
    ...                     # ask outlets.feeds
    outlets.watched()       # what they saw since `say`

Served by one process over one listening socket: every address in 127.0.0.0/8 is this machine, and
the address that a connection was made to is the host.
"""

from __future__ import annotations

import asyncio
import gzip
import multiprocessing
import random
import time
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any

from benchmarks.loopback import listening_socket

SHOWN = 25  # entries of a feed; the feeds of a host overlap, as sections do
CHANGE = 2  # entries that are new in each feed when it has changed
LATENCY = (0.05, 0.3)  # seconds until an answer
TINY = 0.003  # seconds: clocks are read at different moments

_WORDS = [
    "harbour",
    "bridge",
    "council",
    "winter",
    "timber",
    "market",
    "ferry",
    "island",
    "budget",
    "school",
    "river",
    "engine",
    "garden",
    "letter",
    "museum",
    "valley",
    "signal",
    "copper",
    "orchard",
    "window",
    "theatre",
    "station",
    "railway",
    "festival",
    "kitchen",
]


@dataclass
class Watched:
    """What the hosts saw: how often they were asked, by how many at once, how close together."""

    requests: int = 0
    connections: int = 0
    most_at_once: int = 0  # to one host
    least_pause: float = 1e9  # seconds between an answer's end and the next request to its host


class Outlets:
    """The outlets, from the side of who asks them."""

    def __init__(self, *, hosts: int, feeds: int, articles: int) -> None:
        self.hosts = [f"127.1.{n // 250}.{n % 250 + 1}" for n in range(hosts)]
        self._shape = (feeds, articles)
        self._pipe, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        self._process = context.Process(target=_serve, args=(theirs, self._shape), daemon=True)

    def __enter__(self) -> Outlets:
        self._process.start()
        self.port: int = self._pipe.recv()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.join()

    @property
    def feeds(self) -> list[str]:
        per_host, _ = self._shape
        return [f"http://{h}:{self.port}/feed/{n}" for h in self.hosts for n in range(per_host)]

    def say(self, *, changed: int, validators: bool) -> None:
        """How often feeds have changed, and whether they answer 304; forget what was seen."""
        self._pipe.send((changed, validators))
        self._pipe.recv()

    def watched(self) -> Watched:
        self._pipe.send(None)
        return Watched(**self._pipe.recv())


# --- from here on in the process that serves


@dataclass
class _Host:
    at_once: int = 0
    ended: float = -1e9


@dataclass
class _World:
    feeds: int
    articles: int
    changed: int = 0
    validators: bool = True
    seen: Watched = field(default_factory=Watched)
    hosts: defaultdict[str, _Host] = field(default_factory=lambda: defaultdict(_Host))
    chance: random.Random = field(default_factory=lambda: random.Random(1))
    bodies: dict[tuple[str, str, int], bytes] = field(default_factory=dict)
    begun: float = field(default_factory=time.time)
    rest: bytes = b""  # what all pages have in common, compressed

    def begin(self, host: str) -> None:
        state, now = self.hosts[host], time.monotonic()
        state.at_once += 1
        self.seen.requests += 1
        self.seen.most_at_once = max(self.seen.most_at_once, state.at_once)
        if state.at_once == 1:
            self.seen.least_pause = min(self.seen.least_pause, now - state.ended)

    def end(self, host: str) -> None:
        state = self.hosts[host]
        state.at_once -= 1
        state.ended = time.monotonic()

    def answer(self, host: str, path: str, port: int, known: str) -> tuple[str, str, bytes]:
        """Status, headers and body (compressed)."""
        _, kind, number = path.split("/", 2) if path.count("/") > 1 else ("", path, "")
        if kind == "feed":
            etag = f'"{self.changed}-{number}"'
            if self.validators and known == etag:
                return "304 Not Modified", f"ETag: {etag}\r\n", b""
            body = self.feed(host, number, port)
            return "200 OK", f"Content-Type: application/rss+xml\r\nETag: {etag}\r\n", body
        if kind == "article":
            head = f"<!DOCTYPE html><html><head><title>Report {number} of {host}</title></head>"
            unique = f"{head}<body><article><h1>Report {number}</h1>{_prose(f'{host}{number}', 40)}"
            body = gzip.compress(unique.encode(), 1) + self.rest
            return "200 OK", "Content-Type: text/html; charset=utf-8\r\n", body
        return "404 Not Found", "Content-Type: text/plain\r\n", gzip.compress(b"nothing here", 1)

    def feed(self, host: str, number: str, port: int) -> bytes:
        key = (host, number, self.changed)
        if key not in self.bodies:
            self.bodies[key] = gzip.compress(self._feed(host, int(number), port).encode(), 6)
        return self.bodies[key]

    def _feed(self, host: str, number: int, port: int) -> str:
        first = number * self.articles // self.feeds
        shown = [str((first + n) % self.articles) for n in range(min(SHOWN, self.articles))]
        for time_ in range(1, self.changed + 1):
            shown = [*(f"{time_}-{number}-{n}" for n in range(CHANGE)), *shown][:SHOWN]
        born = self.begun
        items = "".join(
            f"<item><title>Report {n} of {host}: {_prose(f'{host}{n}', 1, '')}</title>"
            f"<link>http://{host}:{port}/article/{n}?utm_source=rss&amp;utm_medium=feed</link>"
            f"<guid isPermaLink='false'>{host}-{n}</guid><dc:creator>Jo Example</dc:creator>"
            f"<pubDate>{_date(born - len(n) * 600)}</pubDate><category>{_WORDS[len(n)]}</category>"
            f"<description><![CDATA[<p>{_prose(f'{n}', 4, '')}</p><a href='/more'>more</a>]]>"
            f"</description></item>\n"
            for n in shown
        )
        return (
            "<?xml version='1.0' encoding='utf-8'?>\n<rss version='2.0' "
            "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>"
            f"<title>Section {number} of {host}</title><link>http://{host}:{port}/</link>"
            f"<language>en</language><ttl>15</ttl>\n{items}</channel></rss>"
        )


def _prose(seed: str, sentences: int, tag: str = "p") -> str:
    chance = random.Random(seed)
    lines = (" ".join(chance.choices(_WORDS, k=12)).capitalize() + "." for _ in range(sentences))
    return "".join(f"<{tag}>{line}</{tag}>" if tag else f"{line} " for line in lines)


def _date(at: float) -> str:
    return time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(at))


class _Answering(asyncio.Protocol):
    """Just enough HTTP/1.1: GET, keep-alive, one request after the other."""

    def __init__(self, world: _World) -> None:
        self.world, self.buffer = world, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.host, self.port = transport.get_extra_info("sockname")[:2]
        self.world.seen.connections += 1

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
            self.world.begin(self.host)
            wait = self.world.chance.uniform(*LATENCY)
            asyncio.get_running_loop().call_later(wait, self._answer, head.decode("latin-1"))

    def _answer(self, head: str) -> None:
        line, *fields = head.split("\r\n")
        path = line.split(" ")[1].partition("?")[0]
        named = dict(each.split(": ", 1) for each in fields if ": " in each)
        known = {name.lower(): value for name, value in named.items()}.get("if-none-match", "")
        status, headers, body = self.world.answer(self.host, path, self.port, known)
        if body:
            headers += "Content-Encoding: gzip\r\n"
        self.world.end(self.host)
        start = f"HTTP/1.1 {status}\r\n{headers}Content-Length: {len(body)}\r\n\r\n"
        self.transport.write(start.encode() + body)


def _serve(pipe: Connection[Any, Any], shape: tuple[int, int]) -> None:
    world = _World(*shape)
    world.rest = gzip.compress((_prose("all pages", 500) + "</article></body></html>").encode(), 6)

    def told() -> None:
        said = pipe.recv()
        if said is None:
            pipe.send(asdict(world.seen))
        else:
            world.changed, world.validators = said
            world.seen = Watched()
            world.hosts.clear()
            pipe.send(True)

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        listening = listening_socket()
        server = await loop.create_server(partial(_Answering, world), sock=listening, backlog=4096)
        loop.add_reader(pipe.fileno(), told)
        pipe.send(listening.getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())
