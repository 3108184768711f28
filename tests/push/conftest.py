"""The outlet and the configuration of the pipeline's tests, with a place for callbacks."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import closing
from typing import Any

import psycopg2
import pytest
from tests.pipeline.conftest import Settings, Site, configuration, site

from newsmon.config import Config

__all__ = ["configuration", "site"]

KEY = "a key that only the tests have"


@pytest.fixture
def free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port: int = bound.getsockname()[1]
        return port


@pytest.fixture
def subscribing(
    configuration: Settings, site: Site, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Config]:
    """Write a configuration of one outlet with a feed, whose hubs are subscribed to."""
    monkeypatch.setenv("NEWSMON_PUSH_KEY", KEY)

    def write(*paths: str, **push: Any) -> Config:
        source = {
            "slug": "northern-wire",
            "name": "Northern Wire",
            "feeds": [site.url(path) for path in paths or ("/rss",)],
        }
        settings = {
            "callback_url": f"http://127.0.0.1:{free_port}/push",
            "key": "${NEWSMON_PUSH_KEY}",
            **push,
        }
        return configuration.write([source], push=settings, run={"follow_seconds": 0.2})

    return write


@pytest.fixture
def ask(database: str) -> Callable[..., list[Any]]:
    """Ask the database something, or tell it something."""

    def asked(statement: str, *values: object) -> list[Any]:
        with closing(psycopg2.connect(database)) as conn, conn, conn.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    return asked


def rss(site: Site, hub: str | None, *entries: tuple[str, str], self_link: str = "/rss") -> bytes:
    """Return a feed of (path, title) entries that names a hub."""
    items = "".join(
        f"<item><title>{title}</title><link>{site.url(path)}</link></item>"
        for path, title in entries
    )
    links = ""
    if hub is not None:
        links = f'<a:link rel="hub" href="{hub}"/><a:link rel="self" href="{site.url(self_link)}"/>'
    return (
        "<rss version='2.0' xmlns:a='http://www.w3.org/2005/Atom'><channel><title>Feed</title>"
        f"{links}{items}</channel></rss>"
    ).encode()
