"""Rights from the site to `report.rights`: what is kept, what is honoured, what is refused."""

from __future__ import annotations

from contextlib import closing

import pytest
from tests.pipeline.conftest import Settings, Site
from tests.pipeline.stages.test_feed_texts import WHOLE, put_feed
from tests.pipeline.test_run import query, run, site_source

from newsmon.config import Config
from newsmon.pipeline.operations.explanation import explain
from newsmon.pipeline.operations.reserved import forget_reserved, reserved_articles
from newsmon.store import Database, connect

pytestmark = pytest.mark.slow

RSL = 'xmlns="https://rslstandard.org/rsl"'
RIGHTS = (
    "select scope, use, verdict, origin, statement from report.rights order by scope, use, origin"
)


@pytest.fixture
def config(configuration: Settings, site: Site) -> Config:
    return configuration.write([feed_of_one_page(site)])


def feed_of_one_page(site: Site) -> dict[str, object]:
    site.feed("/rss", ("/harbour", "Harbour reopens"))
    site.article("/harbour", "Harbour reopens after the storm", "harbour wall", "Norhaven")
    return site_source(site, "/rss")


def put_text(site: Site, path: str, text: str) -> None:
    site.put(path, text, "text/plain")


def fetched_anew(database: str) -> None:
    """All pages, robots.txt and files of rights are to be asked for again."""
    with closing(connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute("update newsmon.robots set expires_at = now() - interval '1 s'")
        cursor.execute("update newsmon.rights_file set expires_at = now() - interval '1 s'")
        cursor.execute("update newsmon.address set next_attempt_at = now()")
        conn.commit()


def test_each_use_is_kept_with_its_wording_and_its_place(
    database: str, config: Config, site: Site
) -> None:
    licence = site.url("/rsl.xml")
    put_text(
        site,
        "/robots.txt",
        f"License: {licence}\nUser-agent: *\nContent-Signal: search=yes, ai-train=no\n",
    )
    put_text(site, "/.well-known/tdmrep.json", '[{"location": "/harbour", "tdm-reservation": 1}]')
    put_text(
        site,
        "/rsl.xml",
        f'<rsl {RSL}><content url="/"><license><prohibits type="usage">ai-input</prohibits>'
        "</license></content></rsl>",
    )
    run(database, config)
    kept = {
        (scope, use, verdict, origin) for scope, use, verdict, origin, _ in query(database, RIGHTS)
    }
    stated = {
        ("search", "allowed", "robots"),
        ("mine", "reserved", "tdmrep"),
        ("ai_input", "reserved", "rsl"),
        ("ai_train", "reserved", "robots"),
    }
    assert kept == {(scope, *row) for row in stated for scope in ("page", "origin")}
    assert query(database, "select kind, opt_out from report.opt_outs order by kind, opt_out")[
        0
    ] == (
        "host",
        '<license><prohibits type="usage">ai-input</prohibits></license>',
    )
    paths = "select distinct replace(url, %(site)s, '') from report.rights where origin = 'tdmrep'"
    assert query(database, paths.replace("%(site)s", f"'{site.url('')}'")) == [("/harbour",)]


def test_what_is_honoured_is_left_alone_and_what_is_not_is_read(
    database: str, configuration: Settings, site: Site
) -> None:
    source = feed_of_one_page(site)
    put_text(site, "/robots.txt", "User-agent: *\nContent-Signal: search=yes, ai-train=no\n")
    config = configuration.write([source], fetch={"rights": {"search": "honour", "mine": "honour"}})
    run(database, config)
    assert len(query(database, "select from report.articles")) == 1


def test_an_honoured_reservation_is_a_rejection_with_its_wording(
    database: str, configuration: Settings, site: Site
) -> None:
    source = feed_of_one_page(site)
    put_text(site, "/robots.txt", "User-agent: *\nContent-Usage: train-ai=n\n")
    config = configuration.write([source], fetch={"rights": {"ai_train": "honour"}})
    run(database, config)
    assert query(database, "select from report.articles") == []
    rejected = query(database, "select reason, detail, next_attempt_at from report.rejections")
    assert rejected == [("opt_out", "Content-Usage: train-ai=n", None)]
    assert ("page", "ai_train", "reserved", "robots", "Content-Usage: train-ai=n") in query(
        database, RIGHTS
    )


@pytest.mark.parametrize("place", ["header", "page", "tdmrep"])
@pytest.mark.parametrize("honour", [False, True])
def test_a_reservation_beside_a_refusal_keeps_the_text_of_the_feed_away(
    database: str, configuration: Settings, site: Site, place: str, honour: bool
) -> None:
    put_feed(site, WHOLE)
    site.fail("/harbour", 403)
    if place == "header":
        site.fail("/harbour", 403, TDM_Reservation="1", X_Robots_Tag="noindex")
    elif place == "page":
        body = b'<html><head><meta name="tdm-reservation" content="1"></head></html>'
        site.answers["/harbour"] = (403, {"Content-Type": "text/html"}, body)
    else:
        put_text(site, "/.well-known/tdmrep.json", '[{"location": "/", "tdm-reservation": 1}]')
    rights = {"search": "honour", "mine": "honour" if honour else "record"}
    run(database, configuration.write([site_source(site, "/rss")], fetch={"rights": rights}))
    editions = query(database, "select edition from report.articles")
    assert editions == ([] if honour else [("feed",)])
    assert ("page", "mine", "reserved") in {row[:3] for row in query(database, RIGHTS)}


def test_a_page_that_is_to_be_paid_for_is_not_asked_for_again(
    database: str, config: Config, site: Site
) -> None:
    site.answers["/harbour"] = (402, {"crawler-price": "USD 0.01"}, b"")
    run(database, config)
    rejected = query(database, "select reason, next_attempt_at from report.rejections")
    assert rejected == [("payment_required", None)]
    priced = "select use, verdict, price from report.rights where origin = 'http_402'"
    assert query(database, priced) == [("all", "priced", "USD 0.01")]


def test_a_licence_within_the_feed_is_kept_and_keeps_its_item_away_where_honoured(
    database: str, configuration: Settings, site: Site
) -> None:
    source = feed_of_one_page(site)
    status, headers, body = site.answers["/rss"]
    licensed = body.replace(
        b"</item>",
        f'<content {RSL} url="/harbour"><license><prohibits type="usage">all</prohibits>'
        "</license></content></item>".encode(),
    )
    site.answers["/rss"] = (status, headers, licensed)
    run(database, configuration.write([source], fetch={"rights": {"mine": "honour"}}))
    assert site.times_asked("/harbour") == 0
    kept = query(
        database, "select use, verdict, origin, url from report.rights where scope = 'feed'"
    )
    assert kept == [("all", "reserved", "rsl", site.url("/harbour"))]


def test_a_page_that_reserves_no_more_states_nothing(
    database: str, config: Config, site: Site
) -> None:
    site.answers["/harbour"][1]["TDM-Reservation"] = "1"
    run(database, config)
    assert len(query(database, RIGHTS)) == 1
    del site.answers["/harbour"][1]["TDM-Reservation"]
    fetched_anew(database)
    run(database, config)
    assert query(database, RIGHTS) == []


def test_a_change_of_mind_is_an_alert(database: str, config: Config, site: Site) -> None:
    run(database, config)
    put_text(site, "/robots.txt", "User-agent: *\nContent-Usage: train-ai=n\n")
    fetched_anew(database)
    run(database, config)
    alerts = query(database, "select kind, subject, detail from report.alerts")
    assert alerts == [
        ("rights_changed", site.url(""), "reserves ai_train, where it reserved nothing")
    ]


def test_explain_says_what_is_stated(database: str, config: Config, site: Site) -> None:
    put_text(site, "/robots.txt", "User-agent: *\nContent-Usage: train-ai=n\n")
    site.answers["/harbour"][1]["TDM-Reservation"] = "0"
    run(database, config)
    rights = explain(Database(database, "test"), "1")["rights"]
    assert [(r["scope"], r["use"], r["verdict"], r["origin"]) for r in rights] == [
        ("origin", "ai_train", "reserved", "robots"),
        ("page", "mine", "allowed", "header"),
    ]


def test_what_is_stored_is_forgotten_where_its_use_is_reserved_by_now(
    database: str, configuration: Settings, site: Site
) -> None:
    source = feed_of_one_page(site)
    site.feed("/rss", ("/harbour", "Harbour reopens"), ("/bridge", "Bridge closed"))
    site.article("/bridge", "Bridge closed for repairs", "old bridge", "Sundmark")
    site.answers["/bridge"][1]["TDM-Reservation"] = "0"
    config = configuration.write([source], fetch={"rights": {"mine": "honour"}})
    run(database, config)
    target = Database(database, "test")
    assert reserved_articles(target, config) == []
    put_text(site, "/.well-known/tdmrep.json", '[{"location": "/", "tdm-reservation": 1}]')
    fetched_anew(database)
    run(database, config)
    reserved = reserved_articles(target, config)
    assert [article.url for article in reserved] == [site.url("/harbour")]
    forget_reserved(target, reserved)
    assert query(database, "select url from report.articles") == [(site.url("/bridge"),)]
    assert reserved_articles(target, configuration.write([source])) == []


TABLES = """
select relname from pg_class
where relnamespace = 'newsmon'::regnamespace and relkind = 'r' and not relispartition
"""


def test_a_subscription_of_ones_own_is_used_and_kept_nowhere(
    database: str,
    configuration: Settings,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("PAPER_SESSION", "s3cr3t")
    source = feed_of_one_page(site)
    source["feeds"] = [{"url": site.url("/rss"), "headers": {"Cookie": "session=${PAPER_SESSION}"}}]
    caplog.set_level("DEBUG")
    run(database, configuration.write([source]))
    assert site.cookies == {"/rss": "session=s3cr3t", "/harbour": "session=s3cr3t"}
    for (table,) in query(database, TABLES):
        where = f"select from newsmon.{table} as r where r::text like '%s3cr3t%'"
        assert query(database, where) == [], table
    assert "s3cr3t" not in caplog.text
