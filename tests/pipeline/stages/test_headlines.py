"""Title and summary of what cannot be had stay readable, and are replaced by the page."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

import pytest
from tests.pipeline.conftest import Settings, Site
from tests.pipeline.stages.test_feed_texts import WHOLE
from tests.pipeline.stages.test_retries import WALL, time_passes
from tests.pipeline.test_run import content, query, run, site_source

from newsmon.config import Config
from newsmon.pipeline.operations import forget, overview, pin_duplicates, replay
from newsmon.pipeline.operations.explanation import explain
from newsmon.store import Database, connect

pytestmark = pytest.mark.slow

TITLE = "US and China extend their tariff truce"
SUMMARY = "Washington and Beijing agreed on Monday to keep tariffs down until June."
ROWS = "select edition, title, text, version from report.articles order by article_id"
CHALLENGE = (403, {"cf-mitigated": "challenge", "Server": "cloudflare"}, b"")
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "forbidden": (403, {}, b""),
    "broken": (500, {}, b""),
    "challenge": CHALLENGE,
    "wall": (200, {"Content-Type": "text/html"}, WALL.encode()),
}
NOT_EVEN_A_HEADLINE: dict[str, tuple[int, dict[str, str], bytes]] = {
    "gone": (410, {}, b""),
    "to be paid for": (402, {"crawler-price": "USD 0.01"}, b""),
    "a picture": (200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n"),
}


def put_feed(site: Site, *paths: str, title: str = TITLE, summary: str = SUMMARY) -> None:
    items = "".join(
        f"<item><title>{title}</title><link>{site.url(path)}</link><description>{summary}"
        "</description><category>Trade</category><dc:creator>Ann Lee</dc:creator>"
        "<pubDate>Mon, 02 Mar 2026 17:00:00 GMT</pubDate></item>"
        for path in paths
    )
    site.put(
        "/rss",
        "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Paper"
        f"</title>{items}</channel></rss>",
        "application/rss+xml",
    )


def config_of(
    site: Site, configuration: Settings, paths: Sequence[str] = ("/truce",), **fetch: object
) -> Config:
    put_feed(site, *paths)
    source = site_source(site, "/rss")
    source["feeds"] = [{"url": site.url("/rss"), "max_age": "3000d"}]
    return configuration.write([source], fetch={"max_attempts": 1, **fetch})


@pytest.fixture
def config(site: Site, configuration: Settings) -> Config:
    site.fail("/truce", 403)
    return config_of(site, configuration)


@pytest.mark.parametrize("refusal", ANSWERS)
def test_title_and_summary_stand_for_a_page_that_is_refused(
    database: str, config: Config, site: Site, refusal: str
) -> None:
    site.answers["/truce"] = ANSWERS[refusal]
    run(database, config)
    assert query(database, ROWS) == [("headline", TITLE, SUMMARY, 0)]
    facts = query(
        database,
        "select authors, publisher_tags, published_at::date::text, published_at_method, "
        "'us-china' = any(topics), search @@ websearch_to_tsquery('english', 'tariff truce') "
        "from report.articles",
    )
    assert facts == [(["Ann Lee"], ["Trade"], "2026-03-02", "feed", True, True)]
    assert len(query(database, "select from report.rejections")) == 1


def test_a_page_that_may_only_be_late_has_no_headline_until_it_is_given_up(
    database: str, config: Config, site: Site
) -> None:
    site.fail("/truce", 404)
    seen = []
    for _ in range(4):
        run(database, config)
        seen.append(len(query(database, ROWS)))
        time_passes(database)
    assert seen == [0, 0, 0, 1]


@pytest.mark.parametrize("refusal", NOT_EVEN_A_HEADLINE)
def test_what_is_gone_to_be_paid_for_or_no_article_has_no_headline(
    database: str, config: Config, site: Site, refusal: str
) -> None:
    site.answers["/truce"] = NOT_EVEN_A_HEADLINE[refusal]
    run(database, config)
    assert query(database, ROWS) == []
    assert len(query(database, "select from report.rejections")) == 1


def test_a_headline_goes_when_its_article_is_gone(
    database: str, config: Config, site: Site
) -> None:
    run(database, config)
    assert len(query(database, ROWS)) == 1
    site.fail("/truce", 410)
    time_passes(database)
    run(database, config)
    assert query(database, ROWS) == []
    assert query(database, "select count(*) from newsmon.address where article_id is not null") == [
        (0,)
    ]


def test_a_feed_that_has_no_summary_gives_a_title_without_text(
    database: str, config: Config, site: Site
) -> None:
    put_feed(site, "/truce", summary="")
    run(database, config)
    assert query(database, ROWS) == [("headline", TITLE, "", 0)]


def test_the_page_replaces_the_headline_under_the_same_number_as_a_first_version(
    database: str, config: Config, site: Site
) -> None:
    run(database, config)
    headline = query(database, "select article_id, first_seen_at from report.articles")
    site.article("/truce", "Tariff truce extended", "tariff truce", "Beijing")
    time_passes(database)
    finished = run(database, config)
    assert finished.counts["extract"]["new"] == 1
    rows = query(database, "select edition, version, is_representative from report.articles")
    assert rows == [("page", 1, True)]
    assert query(database, "select article_id, first_seen_at from report.articles") == headline
    assert query(database, "select version, edition from report.article_versions") == [(1, "page")]
    assert query(database, "select from report.rejections") == []
    assert query(database, "select sum(articles) from report.source_daily") == [(1,)]


def test_the_whole_text_of_the_feed_replaces_the_headline(
    database: str, config: Config, site: Site
) -> None:
    run(database, config)
    with closing(connect(Database(database, "test"))) as conn, conn.cursor() as cursor:
        cursor.execute("update newsmon.entry set content_html = %s", (WHOLE,))
        conn.commit()
    time_passes(database)
    run(database, config)
    assert query(database, "select edition, version from report.articles") == [("feed", 1)]


def test_headlines_of_two_addresses_of_an_article_become_one_article_at_its_own_url(
    database: str, site: Site, configuration: Settings
) -> None:
    site.fail("/truce", 403)
    site.fail("/mirror/truce", 403)
    config = config_of(site, configuration, ("/truce", "/mirror/truce"))
    run(database, config)
    assert len(query(database, ROWS)) == 2
    site.article("/mirror/truce", "Tariff truce extended", "tariff truce", "Beijing")
    status, headers, body = site.answers["/mirror/truce"]
    canonical = f'<head><link rel="canonical" href="{site.url("/truce")}">'.encode()
    site.answers["/mirror/truce"] = (status, headers, body.replace(b"<head>", canonical))
    time_passes(database)
    run(database, config)
    assert query(database, "select edition, url from report.articles") == [
        ("page", site.url("/truce"))
    ]
    leads = query(database, "select distinct state from newsmon.address")
    assert leads == [("loaded",)]


def test_headlines_are_in_no_count_no_cluster_and_no_event(
    database: str, site: Site, configuration: Settings
) -> None:
    site.fail("/truce", 403)
    site.fail("/pact", 403)
    config = config_of(site, configuration, ("/truce", "/pact"))
    run(database, config)
    assert len(query(database, ROWS)) == 2
    for view in ("duplicates", "events", "topic_daily", "source_daily", "article_versions"):
        assert query(database, f"select * from report.{view}") == [], view
    assert query(database, "select articles from report.sources") == [(0,)]
    apart = query(database, "select distinct cluster_id, event_id from report.articles")
    assert apart == [(None, None)]
    stored = overview.status(Database(database, "test"), config)["totals"]
    assert (stored["articles"], stored["headlines"], stored["in_stages"]) == (0, 2, 0)


@pytest.mark.parametrize("stage", ["extract", "deduplicate", "tag", "group"])
def test_a_replay_leaves_headlines_as_they_are(database: str, config: Config, stage: str) -> None:
    run(database, config)
    before = content(database)
    replay.queue(Database(database, "test"), stage, since=None)
    run(database, config)
    assert content(database) == before
    stored = overview.status(Database(database, "test"), config)["totals"]
    assert stored["in_stages"] == 0


def test_a_pinned_headline_takes_part_in_nothing(
    database: str, site: Site, configuration: Settings
) -> None:
    site.fail("/truce", 403)
    site.fail("/pact", 403)
    config = config_of(site, configuration, ("/truce", "/pact"))
    run(database, config)
    with closing(connect(Database(database, "test"))) as conn:
        pin_duplicates.pin(conn, "1", "2", same=True)
    run(database, config)
    stored = overview.status(Database(database, "test"), config)["totals"]
    assert (stored["clusters"], stored["in_stages"]) == (0, 0)


def test_explain_says_why_there_is_but_a_headline(database: str, config: Config) -> None:
    run(database, config)
    explained = explain(Database(database, "test"), TITLE)
    assert explained["article"]["edition"] == "headline"
    assert [refusal["reason"] for refusal in explained["refusals"]] == ["http_4xx"]
    origins = {c["origin"] for c in explained["provenance"] if c["chosen"]}
    assert "feed" in origins


def test_a_forgotten_headline_stays_away(database: str, config: Config) -> None:
    run(database, config)
    forget.forget(Database(database, "test"), "1")
    time_passes(database)
    run(database, config)
    assert query(database, ROWS) == []


def test_where_a_use_is_reserved_and_that_is_honoured_there_is_no_headline(
    database: str, site: Site, configuration: Settings
) -> None:
    site.fail("/truce", 403)
    config = config_of(site, configuration, rights={"mine": "honour"})
    site.put("/.well-known/tdmrep.json", '[{"location": "/", "tdm-reservation": 1}]', "text/plain")
    run(database, config)
    assert query(database, ROWS) == []
    assert query(database, "select reason from report.rejections") == [("opt_out",)]


def test_stored_files_of_a_host_that_is_down_by_now_count_as_well(
    database: str, site: Site, configuration: Settings
) -> None:
    config = config_of(site, configuration, rights={"mine": "honour"})
    site.put("/robots.txt", "User-agent: *\nContent-Signal: use=immediate\n", "text/plain")
    site.fail("/truce", 503)
    run(database, config)
    assert query(database, ROWS) == []


def test_a_reservation_that_is_only_recorded_leaves_the_headline(
    database: str, site: Site, configuration: Settings
) -> None:
    site.fail("/truce", 403)
    config = config_of(site, configuration)
    site.put("/.well-known/tdmrep.json", '[{"location": "/", "tdm-reservation": 1}]', "text/plain")
    run(database, config)
    assert len(query(database, ROWS)) == 1
