"""Conditional polling of the servers that most feeds are served by, as Debian has them."""

from __future__ import annotations

import asyncio
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.fetch.servers import settings
from tests.fetch.web_servers import SERVERS, running

from newsmon.fetch import Answer, Fetcher
from newsmon.fetch.answers import entity_tags

pytestmark = pytest.mark.slow

FEED = (
    "<rss version='2.0'><channel><title>Feed</title>"
    + "".join(f"<item><title>Title {n}</title><link>/{n}</link></item>" for n in range(200))
    + "</channel></rss>"
)


@pytest.fixture
def www() -> Iterator[Path]:
    """A folder that a server's own user may read."""
    with tempfile.TemporaryDirectory(prefix="newsmon-www-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "www").mkdir()
        (folder / "www" / "feed.rss").write_text(FEED)
        yield folder / "www"


def ask(url: str, before: Answer | None = None) -> Answer:
    """Ask as polling does, conditionally if there was an answer before."""

    async def get() -> Answer:
        async with Fetcher(settings()) as fetcher:
            answer = await fetcher.get(
                url,
                etag=before.etag if before else None,
                last_modified=before.last_modified if before else None,
            )
        assert isinstance(answer, Answer), answer
        return answer

    return asyncio.run(get())


def body_bytes(url: str, before: Answer) -> int:
    """How many bytes of a body come over the wire for the same conditional request."""
    parts = urlsplit(url)
    assert before.etag is not None
    request = (
        f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept-Encoding: gzip\r\n"
        f"If-None-Match: {entity_tags(before.etag)}\r\n"
        f"If-Modified-Since: {before.last_modified}\r\nConnection: close\r\n\r\n"
    )
    with closing(socket.create_connection((parts.hostname or "", parts.port or 80), 5)) as sock:
        sock.sendall(request.encode())
        received = b"".join(iter(lambda: sock.recv(65_536), b""))
    return len(received.partition(b"\r\n\r\n")[2])


@pytest.mark.parametrize("name", SERVERS)
def test_a_second_poll_costs_no_byte_of_a_body(name: str, www: Path) -> None:
    with running(name, www.parent) as address:
        url = f"{address}/feed.rss"
        first = ask(url)
        assert (first.status, first.body.decode()) == (200, FEED)
        assert first.header("Content-Encoding") is not None, "it was not served compressed"
        second = ask(url, first)
        assert (second.status, second.body) == (304, b"")
        third = ask(url, first)
        assert third.status == 304
        assert body_bytes(url, first) == 0


@pytest.mark.parametrize("name", SERVERS)
def test_a_change_is_seen_at_the_next_poll(name: str, www: Path) -> None:
    with running(name, www.parent) as address:
        url = f"{address}/feed.rss"
        first = ask(url)
        (www / "feed.rss").write_text(changed := FEED.replace("Title 7<", "Title seven<"))
        before = (www / "feed.rss").stat().st_mtime
        os.utime(www / "feed.rss", (before + 5, before + 5))  # servers look at whole seconds
        second = ask(url, first)
        assert (second.status, second.body.decode()) == (200, changed)
        assert ask(url, second).status == 304
