"""What a poll writes: new entries among known ones, and one bad feed among good ones."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter

import psycopg2
from tests.pipeline.conftest import Settings, Site

from newsmon.config import Config
from newsmon.pipeline.poll import poll
from newsmon.store import Database, connect, runs


def polled(database: str, config: Config) -> Counter[str]:
    """Poll every feed now."""
    with contextlib.closing(connect(database)) as conn:
        run_id = runs.start(conn, "cli", single_process=True)
        with conn.cursor() as cursor:
            cursor.execute("update newsmon.feed set next_poll_at = now()")
        conn.commit()
    return asyncio.run(poll(Database(database, "given"), config, run_id))


def rows(database: str, query: str) -> list[tuple[object, ...]]:
    with contextlib.closing(psycopg2.connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def source(*urls: str, **more: object) -> dict[str, object]:
    feeds = [{"url": url, **more} for url in urls]
    return {"slug": "outlet", "name": "Outlet", "feeds": feeds}


ENTRIES = "select title from newsmon.entry order by title"


def test_a_changed_feed_brings_what_is_new_and_keeps_what_was(
    database: str, site: Site, configuration: Settings
) -> None:
    config = configuration.write([source(site.feed("/feed", ("/1", "One"), ("/2", "Two")))])
    assert polled(database, config)["entries"] == 2
    site.feed("/feed", ("/3", "Three"), ("/1", "One"))
    assert polled(database, config)["entries"] == 1
    site.feed("/feed", ("/3", "Three again"), ("/1", "One"), ("/2", "Two"))
    assert polled(database, config)["entries"] == 0
    assert rows(database, ENTRIES) == [("One",), ("Three",), ("Two",)]


def test_what_was_not_wanted_is_taken_once_it_is(
    database: str, site: Site, configuration: Settings
) -> None:
    url = site.feed("/feed", ("/sport/1", "Match"), ("/2", "Vote"))
    assert polled(database, configuration.write([source(url, exclude=["/sport/"])]))["entries"] == 1
    site.feed("/feed", ("/3", "Budget"), ("/sport/1", "Match"), ("/2", "Vote"))
    assert polled(database, configuration.write([source(url)]))["entries"] == 2
    assert rows(database, ENTRIES) == [("Budget",), ("Match",), ("Vote",)]


def test_what_the_database_refuses_is_the_failure_of_one_feed(
    database: str, site: Site, configuration: Settings
) -> None:
    with contextlib.closing(psycopg2.connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute("alter table newsmon.entry add check (title <> 'Poison')")
        conn.commit()
    names = ("Good", "Poison", "Better")
    urls = [site.feed(f"/feed{n}", (f"/{n}", name)) for n, name in enumerate(names)]
    counts = polled(database, configuration.write([source(*urls)]))
    assert (counts["feeds"], counts["entries"], counts["failed"]) == (3, 2, 1)
    assert rows(database, ENTRIES) == [("Better",), ("Good",)]
    assert rows(database, "select reason, count(*) from newsmon.failure group by reason") == [
        ("malformed", 1)
    ]
