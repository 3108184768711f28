"""What a poll writes: new entries among known ones, and one bad feed among good ones."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import random
from collections import Counter
from datetime import datetime, timedelta, timezone
from typing import Any

import psycopg2
from tests.pipeline.conftest import Settings, Site

from newsmon.config import Config
from newsmon.pipeline.stages.poll import poll
from newsmon.store import Database, connect, run_records


def polled(database: str, config: Config) -> Counter[str]:
    """Poll every feed now."""
    with contextlib.closing(connect(database)) as conn:
        run_id = run_records.start(conn, "cli", single_process=True)
        with conn.cursor() as cursor:
            cursor.execute("update newsmon.feed set next_poll_at = now()")
        conn.commit()
    return asyncio.run(poll(Database(database, "given"), config, run_id))


def rows(database: str, query: str) -> list[tuple[Any, ...]]:
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


def test_sitemaps_that_list_each_other_end(
    database: str, site: Site, configuration: Settings
) -> None:
    def index(path: str, *others: str) -> str:
        listed = "".join(f"<sitemap><loc>{site.url(other)}</loc></sitemap>" for other in others)
        return site.put(path, f"<sitemapindex>{listed}</sitemapindex>", "application/xml")

    site.put("/pages.xml", f"<urlset><url><loc>{site.url('/1')}</loc></url></urlset>", "text/xml")
    index("/b.xml", "/a.xml", "/b.xml", "/c.xml")
    index("/c.xml", "/b.xml", "/pages.xml")
    config = configuration.write([source(index("/a.xml", "/a.xml", "/b.xml"), kind="sitemap")])
    assert polled(database, config)["entries"] == 1
    assert max(site.times_asked(path) for path in ("/a.xml", "/b.xml", "/c.xml")) <= 2


def test_more_entries_than_one_poll_takes_come_with_the_next(
    database: str, site: Site, configuration: Settings
) -> None:
    url = site.feed("/feed", *((f"/{n}", f"No {n}") for n in range(1200)))
    config = configuration.write([source(url)], fetch={"max_entries_per_poll": 500})
    assert [polled(database, config)["entries"] for _ in range(4)] == [500, 500, 200, 0]


def test_each_hostile_feed_has_its_reason_and_the_good_one_its_entries(
    database: str, site: Site, configuration: Settings
) -> None:
    bomb = gzip.compress(b"<rss>" + b" " * 3_000_000)
    busy = site.fail("/busy", 429, Retry_After="316800")  # holds its host: one of its own
    urls = {
        site.put("/bomb", bomb, "text/xml", Content_Encoding="gzip"): "decompressed_too_large",
        site.put("/large", b"<rss>" + random.randbytes(600_000), "text/xml"): "body_too_large",
        site.put("/page", "<html><body>Please log in</body></html>"): "not_a_feed",
        site.put("/deep", "<rss><channel>" + "<a>" * 50_000, "text/xml"): "malformed",
        site.fail("/away", 302, Location="http://169.254.169.254/"): "forbidden_address",
        site.fail("/loop", 302, Location="/loop"): "too_many_redirects",
        site.fail("/odd", 302, Location="file:///etc/passwd"): "bad_url",
        site.feed("/good", ("/1", "One")): None,
        busy.replace("127.0.0.1", "localhost"): "rate_limited",
    }
    caps = {"max_body_bytes": 1_000_000, "max_wire_bytes": 500_000}
    config = configuration.write([source(*urls)], fetch=caps)
    assert polled(database, config)["entries"] == 1
    assert dict(rows(database, "select url, reason from newsmon.feed")) == urls
    wait = (
        "select next_poll_at - now() between '20 h' and '27 h' from newsmon.feed where url ~ 'busy'"
    )
    assert rows(database, wait) == [(True,)]  # asked for 88 hours, capped at a day


def test_an_etag_that_stays_while_the_feed_changes_hides_nothing_for_long(
    database: str, site: Site, configuration: Settings
) -> None:
    config = configuration.write([source(site.feed("/feed", ("/1", "One")))])
    site.answers["/feed"][1]["ETag"] = '"always"'
    assert polled(database, config)["entries"] == 1
    site.feed("/feed", ("/2", "Two"))
    site.answers["/feed"][1]["ETag"] = '"always"'
    assert polled(database, config)["entries"] == 0
    with contextlib.closing(psycopg2.connect(database)) as conn, conn, conn.cursor() as cursor:
        cursor.execute("update newsmon.feed set last_whole_at = now() - interval '25 hours'")
    assert polled(database, config)["entries"] + polled(database, config)["entries"] == 1


NOTICES = "select entries_too_old, warnings from report.feed_health"


def dated_feed(site: Site, *items: str, end: str = "</channel></rss>") -> str:
    body = "<?xml version='1.0'?><rss version='2.0'><channel><title>T</title>" + "".join(items)
    return site.put("/dated", body + end, "application/rss+xml")


def item(site: Site, number: int, days_old: float, link: bool = True) -> str:
    at = datetime.now(timezone.utc) - timedelta(days=days_old)
    address = f"<link>{site.url(f'/{number}')}</link>" if link else ""
    return (
        f"<item><title>No {number}</title>{address}<guid isPermaLink='false'>{number}</guid>"
        f"<pubDate>{at:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
    )


def test_entries_too_old_at_the_first_poll_are_counted_and_stay_counted(
    database: str, site: Site, configuration: Settings
) -> None:
    items = [item(site, number, days) for number, days in enumerate((1, 6, 8, 30, 400))]
    config = configuration.write([source(dated_feed(site, *items))])
    assert polled(database, config)["entries"] == 2
    assert rows(database, NOTICES) == [(3, [])]
    dated_feed(site, item(site, 9, 0), *items)
    assert polled(database, config)["entries"] == 1
    assert rows(database, NOTICES) == [(3, [])]
    assert polled(database, config)["entries"] == 0
    assert rows(database, NOTICES) == [(3, [])]


def test_a_limit_of_age_that_takes_all_passes_over_nothing(
    database: str, site: Site, configuration: Settings
) -> None:
    url = dated_feed(site, item(site, 1, 1), item(site, 2, 400))
    assert polled(database, configuration.write([source(url, max_age="1000d")]))["entries"] == 2
    assert rows(database, NOTICES) == [(0, [])]


def test_a_broken_entry_of_a_feed_that_is_cut_off_marks_the_feed_until_it_is_whole(
    database: str, site: Site, configuration: Settings
) -> None:
    items = [item(site, 1, 1), item(site, 2, 1, link=False), item(site, 3, 1)]
    url = dated_feed(site, *items, "<item><title>Cut", end="")
    config = configuration.write([source(url)])
    assert polled(database, config)["entries"] == 2
    ((_, warnings),) = rows(database, NOTICES)
    assert warnings == ["the feed ends in the middle", "1 entry without a usable link"]
    site.fail("/dated", 503)
    polled(database, config)
    assert rows(database, NOTICES) == [(0, warnings)]
    dated_feed(site, *(item(site, number, 1) for number in (1, 2, 3)))
    assert polled(database, config)["entries"] == 1
    assert rows(database, NOTICES) == [(0, [])]
