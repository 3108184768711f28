"""A run without end outlives its database, follows edits, and never stays half alive."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
import pytest
from tests.pipeline.test_run import query, site_source, until

from newsmon.config import Config, edits
from newsmon.pipeline import following, runs
from newsmon.store import Database

from .conftest import Settings, Site

pytestmark = pytest.mark.slow


@contextmanager
def followed(database: str, config: Config) -> Iterator[list[Any]]:
    """Follow in a thread; what it returned or raised is in the list in the end."""
    stop = threading.Event()
    outcome: list[Any] = []

    def work() -> None:
        try:
            outcome.append(following.follow(Database(database, "test"), config, stop=stop))
        except Exception as error:  # noqa: BLE001 - the test looks at it
            outcome.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield outcome
    finally:
        stop.set()
        thread.join(60)
    assert not thread.is_alive()


@pytest.fixture
def polled(configuration: Settings, site: Site) -> Callable[..., Config]:
    """Write a configuration that polls feeds every second."""

    def write(*paths: str) -> Config:
        source = site_source(site, *paths)
        source["feeds"] = [{"url": site.url(path), "poll": "1s"} for path in paths]
        return configuration.write([source], run={"follow_seconds": 0.2})

    return write


def announce(site: Site, feed: str, name: str) -> None:
    site.article(f"/{name}", f"{name} reopens after the storm", f"{name} wall", "Norhaven")
    site.feed(feed, (f"/{name}", f"{name} reopens"))


def end_connections(database: str) -> None:
    conn = psycopg2.connect(database)
    with conn, conn.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        )
    conn.close()


def titles(database: str) -> list[str]:
    return [row[0] for row in query(database, "select title from report.articles order by 1")]


def test_it_goes_on_when_its_connections_were_ended(
    database: str, polled: Callable[..., Config], site: Site
) -> None:
    announce(site, "/rss", "harbour")
    with followed(database, polled("/rss")) as outcome:
        until(lambda: len(titles(database)) == 1)
        end_connections(database)
        announce(site, "/rss", "market")
        until(lambda: len(titles(database)) == 2)
        end_connections(database)
        announce(site, "/rss", "tunnel")
        until(lambda: len(titles(database)) == 3)
    assert outcome[0].state in {"ok", "degraded"}
    assert len(set(titles(database))) == 3
    assert query(database, "select from newsmon.article where version > 1") == []


def test_a_feed_is_polled_when_it_falls_due_however_long_the_pause_is(
    database: str, configuration: Settings, site: Site
) -> None:
    source = site_source(site, "/rss")
    source["feeds"] = [{"url": site.url("/rss"), "poll": "1s"}]
    site.feed("/rss")
    with followed(database, configuration.write([source], run={"follow_seconds": 3600})):
        until(lambda: site.times_asked("/rss") > 1)
        announce(site, "/rss", "harbour")
        until(lambda: titles(database))


def test_a_feed_that_is_added_is_polled_and_a_broken_file_changes_nothing(
    database: str, polled: Callable[..., Config], configuration: Settings, site: Site
) -> None:
    site.feed("/rss")
    announce(site, "/second", "harbour")
    with followed(database, polled("/rss")) as outcome:
        until(lambda: site.times_asked("/rss") > 0)
        (configuration.directory / "feeds.yaml").write_text("sources: [{slug: 7")
        time.sleep(4 * edits.EDITS_SECONDS)
        assert outcome == []
        polled("/rss", "/second")
        until(lambda: titles(database))
    assert outcome[0].state in {"ok", "degraded"}


def test_a_file_that_is_being_written_is_not_taken_for_an_edit(
    configuration: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edits, "EDITS_SECONDS", 0)
    configuration.write([])
    topics = configuration.directory / "topics.yaml"
    content = topics.read_bytes()
    watched = edits.Edits(configuration.directory)
    topics.write_bytes(b"")
    assert not watched.are_there()
    topics.write_bytes(content + b"# edited\n")
    assert not watched.are_there()
    assert watched.are_there()
    assert watched.config is not None
    assert watched.config.topics
    assert not watched.are_there()


def test_what_a_killed_run_left_unpublished_is_published_though_nothing_new_comes(
    database: str, polled: Callable[..., Config], site: Site
) -> None:
    site.feed("/rss")
    conn = psycopg2.connect(database)
    with conn, conn.cursor() as cursor:
        cursor.execute("insert into newsmon.stale_day (day) values ('2026-03-02')")
    conn.close()
    with followed(database, polled("/rss")):
        until(lambda: query(database, "select from newsmon.stale_day") == [])


def test_an_error_that_nobody_expected_ends_all_of_it(
    database: str,
    polled: Callable[..., Config],
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(run: runs.OngoingRun) -> int:
        raise KeyError("missing")

    monkeypatch.setattr(runs.OngoingRun, "advance", broken)
    site.feed("/rss")
    with followed(database, polled("/rss")) as outcome:
        until(lambda: outcome)
    assert isinstance(outcome[0], KeyError)
    assert query(database, "select state from newsmon.run") == [("failed",)]
    requests = len(site.asked)
    time.sleep(2)
    assert len(site.asked) == requests
