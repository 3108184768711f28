"""Small outlets on loopback for tests that start Airflow: one host each, so one shard or so each.

with outlets(4) as news:
    news.write_configuration(folder)
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml

from newsmon.config import shipped

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
    "mountain",
    "library",
    "factory",
    "village",
    "painter",
    "lantern",
    "compass",
    "meadow",
    "granite",
    "saddle",
]


def text(seed: str, sentences: int = 40) -> str:
    """Prose of a kind; that of two seeds has hardly five words running in common."""
    chosen = random.Random(seed)
    sentences_made = [
        " ".join(chosen.choices(_WORDS, k=14)).capitalize() + "." for _ in range(sentences)
    ]
    return "".join(f"<p>{' '.join(sentences_made[n : n + 5])}</p>" for n in range(0, sentences, 5))


@dataclass
class News:
    """What the outlets say; `requests` holds (host, path) in the order of the requests."""

    port: int
    hosts: list[str]
    articles: int
    seconds: float  # that a page takes
    requests: list[tuple[str, str]] = field(default_factory=list)

    def feed(self, host: str) -> str:
        return f"http://{host}:{self.port}/feed.xml"

    def write_configuration(self, folder: Path, hosts: list[str] | None = None) -> None:
        """The three files: the seeds, and the outlets at `hosts` (all of them if not given)."""
        sources: list[dict[str, Any]] = [
            {"slug": "seeds", "name": "Seeds", "feeds": [{"path": "seeds/"}]}
        ]
        for host in self.hosts if hosts is None else hosts:
            slug = "outlet-" + host.rsplit(".", 1)[-1]
            sources.append({"slug": slug, "name": slug, "feeds": [self.feed(host)]})
        settings = {
            "fetch": {"allow_private_hosts": self.hosts, "per_host_delay_seconds": 0},
            "run": {"schedule": None, "shards": 8, "processes": 1},
            "seeds": {"folders": [str(shipped("seeds"))]},
        }
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in (("feeds.yaml", {"sources": sources}), ("newsmon.yaml", settings)):
            (folder / name).write_text(yaml.safe_dump(content), encoding="utf-8")
        topics = shipped("config") / "topics.yaml"
        (folder / "topics.yaml").write_bytes(topics.read_bytes())

    def answer(self, host: str, path: str) -> tuple[int, str, str]:
        """Status, content type and body."""
        if path == "/feed.xml":
            items = "".join(
                f"<item><title>Report {n} of {host}</title>"
                f"<link>http://{host}:{self.port}/{n}.html</link></item>"
                for n in range(self.articles)
            )
            return (
                200,
                "application/rss+xml",
                f"<rss version='2.0'><channel>{items}</channel></rss>",
            )
        if path.endswith(".html"):
            time.sleep(self.seconds)
            title = f"Report {path.strip('/.html')} of {host}"
            body = f"<article><h1>{title}</h1>{text(host + path)}</article>"
            return 200, "text/html", f"<html><head><title>{title}</title></head>{body}</html>"
        return 404, "text/plain", "nothing here"


@contextmanager
def outlets(count: int, *, articles: int = 3, seconds: float = 0.0) -> Iterator[News]:
    """`count` hosts from 127.0.0.2 on, each with a feed of as many articles, on one port."""
    news = News(0, [f"127.0.0.{n + 2}" for n in range(count)], articles, seconds)

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = self.connection.getsockname()[0]
            news.requests.append((host, self.path))
            status, kind, text = news.answer(host, self.path)
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    servers: list[ThreadingHTTPServer] = []
    for host in news.hosts:
        servers.append(ThreadingHTTPServer((host, news.port), Answer))
        news.port = servers[0].server_port
    threads = [threading.Thread(target=server.serve_forever) for server in servers]
    for thread in threads:
        thread.start()
    try:
        yield news
    finally:
        for server, thread in zip(servers, threads, strict=True):
            server.shutdown()
            thread.join()
            server.server_close()
