"""What is rejected is asked for again by its reason; what is loaded, for what has changed."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest
from tests.pipeline.conftest import Settings, Site
from tests.pipeline.test_run import query, run, site_source

from newsmon.config import Config
from newsmon.store import connect

pytestmark = pytest.mark.slow

WALL = """<html><head><title>Before you continue</title></head><body><article>
<p>We and our partners use cookies. Accept all cookies and continue.</p></article></body></html>"""


def time_passes(database: str) -> None:
    """Whatever is to be fetched at some time is due."""
    with closing(connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute(
            "update newsmon.address set next_attempt_at = now() where next_attempt_at is not null"
        )
        conn.commit()


@pytest.fixture
def config(configuration: Settings, site: Site) -> Config:
    site.feed("/rss", ("/harbour", "Harbour reopens"))
    return configuration.write([site_source(site, "/rss")])


REJECTED = "select reason, retries, next_attempt_at is null from report.rejections"


def test_a_page_that_comes_after_its_feed_is_loaded_and_no_longer_rejected(
    database: str, config: Config, site: Site
) -> None:
    run(database, config)
    assert query(database, REJECTED) == [("not_found", 0, False)]
    run(database, config)
    assert site.times_asked("/harbour") == 1  # not before its time
    site.article("/harbour", "Harbour reopens after the storm", "harbour wall", "Norhaven")
    time_passes(database)
    run(database, config)
    assert len(query(database, "select from report.articles")) == 1
    assert query(database, REJECTED) == []


def test_a_wall_is_tried_some_times_and_then_given_up(
    database: str, config: Config, site: Site
) -> None:
    site.put("/harbour", WALL)
    seen = []
    for _ in range(5):
        run(database, config)
        seen += query(database, REJECTED)
        time_passes(database)
    assert seen == [
        ("consent_wall", 0, False), ("consent_wall", 1, False), ("consent_wall", 2, True),
        ("consent_wall", 2, True), ("consent_wall", 2, True),
    ]  # fmt: skip
    assert site.times_asked("/harbour") == 3
    extracted = "select sum((counts->'extract'->>'rejected')::int) from report.runs"
    assert query(database, extracted) == [(1,)]  # the same page is not read again


def test_a_wall_that_falls_lets_the_article_in(database: str, config: Config, site: Site) -> None:
    site.put("/harbour", WALL)
    run(database, config)
    site.article("/harbour", "Harbour reopens after the storm", "harbour wall", "Norhaven")
    time_passes(database)
    run(database, config)
    assert len(query(database, "select from report.articles")) == 1
    assert query(database, REJECTED) == []


def test_looking_at_a_rejected_page_once_more_is_no_new_attempt(
    database: str, config: Config, site: Site
) -> None:
    from newsmon.pipeline.operations.replay import queue
    from newsmon.store import Database

    site.put("/harbour", WALL)
    run(database, config)
    rejections = "select * from report.rejections"
    before = query(database, rejections)
    assert queue(Database(database, "test"), "extract", since=None).items == 2
    run(database, config)  # the page, and its headline
    assert query(database, rejections) == before


def test_articles_are_fetched_again_where_that_is_wanted(
    database: str, configuration: Settings, site: Site
) -> None:
    site.feed("/rss", ("/harbour", "Harbour reopens"), ("/bridge", "Bridge closed"))
    site.article("/harbour", "Harbour reopens after the storm", "harbour wall", "Norhaven")
    site.article("/bridge", "Bridge closed for repairs", "old bridge", "Sundmark")
    site.answers["/bridge"][1]["ETag"] = '"1"'
    config = configuration.write([site_source(site, "/rss")], fetch={"refetch": ["6h", "2d"]})
    run(database, config)
    site.article("/harbour", "Harbour reopens after the storm", "sunken ferry", "Norhaven")
    for _ in range(4):
        time_passes(database)
        run(database, config)
    assert site.times_asked("/harbour") == site.times_asked("/bridge") == 3
    versions = "select title, version from report.articles order by title"
    assert query(database, versions) == [
        ("Bridge closed for repairs", 1), ("Harbour reopens after the storm", 2),
    ]  # fmt: skip
    counts: list[tuple[Any, ...]] = query(
        database, "select counts->'fetch' from report.runs where counts ? 'fetch' order by run_id"
    )
    assert [one for (one,) in counts] == [
        {"claimed": 2, "fetched": 2}, {"claimed": 2, "fetched": 1, "unchanged": 1},
        {"claimed": 2, "unchanged": 2},
    ]  # fmt: skip


OPT_OUTS = "select kind, opt_out, source, article_id is not null from report.opt_outs order by kind"


def reserved(site: Site) -> None:
    """A feed, a page and a host that reserve mining, each in its own way."""
    site.article("/harbour", "Harbour reopens after the storm", "harbour wall", "Norhaven")
    site.answers["/harbour"][1]["X-Robots-Tag"] = "noai"
    site.answers["/rss"][1]["TDM-Reservation"] = "1"
    rules = "User-agent: *\nCrawl-delay: 0.01\nContent-Signal: search=yes, ai-train=no\n"
    site.put("/robots.txt", rules, "text/plain")


def test_reserved_mining_is_recorded_and_loaded(database: str, config: Config, site: Site) -> None:
    reserved(site)
    run(database, config)
    assert query(database, OPT_OUTS) == [
        ("feed", "TDM-Reservation: 1", "paper", False),
        ("host", "Content-Signal: search=yes, ai-train=no", None, False),
        ("page", "X-Robots-Tag: noai", "paper", True),
    ]
    assert query(database, "select status, crawl_delay::text from report.robots") == [(200, "0.01")]


def test_reserved_mining_is_left_alone_where_that_is_wanted(
    database: str, configuration: Settings, site: Site
) -> None:
    site.feed("/rss", ("/harbour", "Harbour reopens"))
    reserved(site)
    site.answers["/rss"][1].pop("TDM-Reservation")
    config = configuration.write([site_source(site, "/rss")], fetch={"mining_opt_out": "skip"})
    run(database, config)
    assert query(database, "select from report.articles") == []
    rejected = query(database, "select reason, detail, next_attempt_at from report.rejections")
    assert rejected == [("opt_out", "X-Robots-Tag: noai", None)]
    site.answers["/rss"][1]["TDM-Reservation"] = "1"
    site.feed("/rss", ("/bridge", "Bridge closed"))
    site.answers["/rss"][1]["TDM-Reservation"] = "1"
    run(database, config, only=[site.url("/rss")])
    health = query(database, "select state, reason from report.feed_health")
    assert [reason for _, reason in health] == ["opt_out"]
    assert site.times_asked("/bridge") == 0
