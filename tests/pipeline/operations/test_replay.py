"""Doing a stage again when raw pages are no longer kept."""

from __future__ import annotations

from contextlib import closing

import pytest
from tests.pipeline.conftest import Settings, Site
from tests.pipeline.test_run import query, run, site_source

from newsmon.pipeline.operations.replay import queue
from newsmon.store import Database, connect, fetch_single

pytestmark = pytest.mark.slow


def test_an_article_outlives_its_page_and_a_replay_says_so(
    database: str, configuration: Settings, site: Site
) -> None:
    site.article("/harbour", "Harbour reopens after the storm", "harbour wall", "Norhaven")
    site.feed("/rss", ("/harbour", "Harbour reopens"))
    config = configuration.write([site_source(site, "/rss")])
    run(database, config)
    before = query(database, "select article_id, version, title, text from report.articles")
    queued = queue(Database(database, "test"), "extract", since=None)
    assert (queued.items, queued.without_page) == (1, 0)
    run(database, config)
    with closing(connect(database)) as conn:
        assert fetch_single(conn, "maintain.drop_pages", days=-14).weeks == 2  # the next, too
        conn.commit()
    queued = queue(Database(database, "test"), "extract", since=None)
    assert (queued.items, queued.without_page) == (0, 1)
    run(database, config, only=[site.url("/rss")])
    assert query(database, "select article_id, version, title, text from report.articles") == before
    assert query(database, "select version, text is not null from report.article_versions") == [
        (1, True)
    ]


def test_a_page_that_goes_back_to_what_it_was_becomes_a_third_version(
    database: str, configuration: Settings, site: Site
) -> None:
    site.feed("/rss", ("/harbour", "Harbour reopens"))
    config = configuration.write([site_source(site, "/rss")])
    for thing in ("harbour wall", "sunken ferry", "harbour wall"):
        site.article("/harbour", "Harbour reopens after the storm", thing, "Norhaven")
        with closing(connect(database)) as conn, conn.cursor() as cursor:
            cursor.execute("update newsmon.address set next_attempt_at = now()")
            conn.commit()
        run(database, config)
    texts = query(database, "select version, text from report.article_versions order by version")
    assert [version for version, _ in texts] == [1, 2, 3]
    assert texts[0][1] == texts[2][1] != texts[1][1]
    assert query(database, "select version, text from report.articles") == [texts[2]]
