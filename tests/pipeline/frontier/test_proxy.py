"""A feed that is reached through a proxy: so are its pages, and nobody else gets its headers."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psycopg2
import pytest
from tests.pipeline.conftest import Settings

from newsmon.pipeline.stages.fetch import fetch
from newsmon.pipeline.stages.poll import poll
from newsmon.store import Database, connect, run_records

OWN, OTHER = "http://127.0.0.3:9", "http://127.0.0.4:9"  # nobody answers there but the proxy


@dataclass
class Proxy:
    url: str
    asked: dict[str, str | None] = field(default_factory=dict)  # by URL: what X-Edition said


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked[self.path] = self.headers["X-Edition"]
            feed = self.path == f"{OWN}/rss"
            self.send_response(404 if self.path.endswith("robots.txt") else 200)
            self.send_header("Content-Type", "application/rss+xml" if feed else "text/html")
            self.end_headers()
            self.wfile.write((FEED if feed else "<html><p>A page.</p></html>").encode())

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    found = Proxy(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


FEED = "".join(
    [
        "<rss version='2.0'><channel>",
        *(f"<item><title>{n}</title><link>{n}</link></item>" for n in (f"{OWN}/1", f"{OTHER}/2")),
        "</channel></rss>",
    ]
)


def test_pages_take_the_way_of_their_feed_and_its_headers_stay_on_its_host(
    database: str, configuration: Settings, proxy: Proxy
) -> None:
    feed = {"url": f"{OWN}/rss", "proxy": proxy.url, "headers": {"X-Edition": "world"}}
    config = configuration.write(
        [{"slug": "paper", "name": "The Paper", "feeds": [feed]}],
        fetch={"allow_private_hosts": ["127.0.0.3", "127.0.0.4"]},
    )
    with contextlib.closing(connect(database)) as conn:
        run_id = run_records.start(conn, "cli", single_process=True)
        conn.commit()
        given = Database(database, "given")
        asyncio.run(poll(given, config, run_id))
        counts = asyncio.run(fetch(given, config, run_id))
    assert counts["fetched"] == 2
    assert proxy.asked == {
        f"{OWN}/rss": "world",
        f"{OWN}/robots.txt": None,
        f"{OTHER}/robots.txt": None,
        f"{OWN}/1": "world",
        f"{OTHER}/2": None,
        f"{OWN}/.well-known/tdmrep.json": None,
        f"{OTHER}/.well-known/tdmrep.json": None,
    }
    with contextlib.closing(psycopg2.connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute("select count(*) from newsmon.page")
        assert cursor.fetchone() == (2,)
