"""A whole run in one process: feeds and folders in, report views out."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from newsmon.config import Config, shipped
from newsmon.pipeline import following
from newsmon.pipeline import runs as pipeline
from newsmon.store import Database, connect

from .conftest import Settings, Site, seeds_source

pytestmark = pytest.mark.slow

CONTENT = (
    "report.articles", "report.article_versions", "report.article_topics", "report.provenance",
    "report.duplicates", "report.events", "report.topics", "report.sources", "report.topic_daily",
    "report.source_daily", "report.feed_health", "report.rejections",
)  # fmt: skip


def query(database: str, sql: str) -> list[tuple[Any, ...]]:
    with psycopg2.connect(database) as conn, conn.cursor() as cursor:
        cursor.execute(sql)
        found = cursor.fetchall()
    conn.close()
    return found


def content(database: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every view but the runs."""
    return {view: sorted(query(database, f"select * from {view}"), key=repr) for view in CONTENT}


def run(database: str, config: Config, **options: Any) -> Any:
    return pipeline.run(Database(database, "test"), config, **options)


def with_seeds_in(folder: Path, configuration: Settings) -> Config:
    return configuration.write([seeds_source()], seeds={"folders": [str(folder)]})


SEEDS = """
    select a.source, a.edition, a.version, a.cluster_id, a.event_id, a.topics
    from report.articles a order by a.article_id
"""


def test_the_briefs_alone_are_five_articles_of_one_event(database: str, seeds_only: Config) -> None:
    finished = run(database, seeds_only)
    assert finished.state == "ok"
    rows = query(database, SEEDS)
    assert [row[0] for row in rows] == ["the-national", "cnn", "cnn", "rferl", "newsweek"]
    assert {row[1] for row in rows} == {"brief"}
    assert len({row[3] for row in rows}) == 5
    assert len({row[4] for row in rows}) == 1
    assert all("us-china" in row[5] for row in rows)
    assert ["sanctions" in row[5] for row in rows] == [True, False, True, True, True]


def test_a_second_run_changes_no_row(database: str, seeds_only: Config) -> None:
    run(database, seeds_only)
    before = content(database)
    run(database, seeds_only)
    assert content(database) == before


def test_originals_after_briefs_become_the_second_version_of_the_same_articles(
    database: str, configuration: Settings, tmp_path: Path, shared: Path
) -> None:
    run(database, with_seeds_in(shipped("seeds"), configuration))
    briefs = query(database, SEEDS)
    with_originals = with_seeds_in(shared / "seeds", configuration)
    run(database, with_originals)
    originals = query(database, SEEDS)
    assert {row[1:3] for row in originals} == {("original", 2)}
    assert [row[3] for row in originals] == [row[3] for row in briefs]
    assert {row[4] for row in originals} == {row[4] for row in briefs}
    assert all("us-china" in row[5] for row in originals)
    assert ["sanctions" in row[5] for row in originals] == [True, False, True, True, True]
    versions = query(database, "select article_id, version, edition from report.article_versions")
    assert len(versions) == 10

    before = content(database)
    run(database, with_originals)
    assert content(database) == before


def test_originals_are_recognised_whatever_their_names(
    database: str, configuration: Settings, tmp_path: Path, shared: Path
) -> None:
    for number, path in enumerate(sorted((shared / "seeds").glob("*.txt"))):
        (tmp_path / f"document-{number}").write_bytes(path.read_bytes())
    run(database, with_seeds_in(tmp_path, configuration))
    assert {row[1:3] for row in query(database, SEEDS)} == {("original", 1)}


def test_feeds_out_of_reach_make_the_run_offline_and_stay_as_they_were(
    database: str, configuration: Settings
) -> None:
    sources = [
        {"slug": name, "name": name, "feeds": [f"https://{name}.invalid/rss"]}
        for name in ("alpha", "beta")
    ]
    finished = run(database, configuration.write([seeds_source(), *sources]))
    assert finished.state == "offline"
    health = query(database, "select state, consecutive_failures from report.feed_health")
    assert ("new", 0) in health
    assert not [row for row in health if row[0] == "failing"]
    assert len(query(database, SEEDS)) == 5


def site_source(site: Site, *feeds: str) -> dict[str, Any]:
    return {"slug": "paper", "name": "The Paper", "feeds": [site.url(feed) for feed in feeds]}


def test_a_private_site_that_answers_does_not_make_the_machine_online(
    database: str, configuration: Settings, site: Site
) -> None:
    site.feed("/rss")
    assert run(database, configuration.write([site_source(site, "/rss")])).state == "ok"
    sources = [
        {"slug": name, "name": name, "feeds": [f"https://{name}.invalid/rss"]}
        for name in ("alpha", "beta")
    ]
    finished = run(database, configuration.write([site_source(site, "/rss"), *sources]))
    assert finished.state == "offline"
    health = query(database, "select source, state, consecutive_failures from report.feed_health")
    assert {("alpha", "new", 0), ("beta", "new", 0)} < set(health)


def test_pages_of_a_feed_become_articles(
    database: str, configuration: Settings, site: Site
) -> None:
    site.article("/harbour", "Harbour reopens after the storm", "harbour wall", "Norhaven")
    site.article("/bridge", "Bridge closed for repairs", "old bridge", "Sundmark")
    site.feed("/rss", ("/harbour", "Harbour reopens"), ("/bridge", "Bridge closed"))
    finished = run(database, configuration.write([site_source(site, "/rss")]))
    assert finished.state == "ok"
    titles = query(database, "select title from report.articles order by title")
    assert titles == [("Bridge closed for repairs",), ("Harbour reopens after the storm",)]
    health = query(database, "select state, consecutive_failures from report.feed_health")
    assert health == [("ok", 0)]


def test_a_feed_that_is_not_due_is_left_alone_and_one_asked_for_is_polled(
    database: str, configuration: Settings, site: Site
) -> None:
    site.feed("/rss")
    config = configuration.write([site_source(site, "/rss")])
    run(database, config)
    run(database, config)
    assert site.times_asked("/rss") == 1
    run(database, config, only=[site.url("/rss")])
    assert site.times_asked("/rss") == 2


def test_a_run_of_one_source_leaves_what_is_due_of_others(
    database: str, configuration: Settings, site: Site
) -> None:
    site.feed("/rss")
    site.feed("/world", ("/bridge", "Bridge closed for repairs"))
    site.fail("/bridge", 503)
    other = {"slug": "world", "name": "World", "feeds": [site.url("/world")]}
    config = configuration.write([site_source(site, "/rss"), other])
    run(database, config)
    with psycopg2.connect(database) as conn, conn.cursor() as cursor:
        cursor.execute("update newsmon.address set next_attempt_at = now()")
        cursor.execute("delete from newsmon.host_pause")
    conn.close()
    before = site.times_asked("/bridge")
    run(database, config, only=[site.url("/rss")])
    assert site.times_asked("/bridge") == before > 0
    run(database, config, only=[site.url("/world")])
    assert site.times_asked("/bridge") > before


def test_a_new_line_in_feeds_yaml_is_polled_by_the_next_run(
    database: str, configuration: Settings, site: Site
) -> None:
    site.feed("/rss")
    site.article("/harbour", "Harbour reopens after the storm", "harbour wall", "Norhaven")
    site.feed("/world", ("/harbour", "Harbour reopens"))
    run(database, configuration.write([site_source(site, "/rss")]))
    run(database, configuration.write([site_source(site, "/rss", "/world")]))
    assert len(query(database, "select from report.articles")) == 1


def test_a_page_that_is_gone_is_a_rejection_and_the_rest_is_loaded(
    database: str, configuration: Settings, site: Site
) -> None:
    site.article("/harbour", "Harbour reopens after the storm", "harbour wall", "Norhaven")
    site.feed("/rss", ("/missing", "Missing"), ("/harbour", "Harbour reopens"))
    run(database, configuration.write([site_source(site, "/rss")]))
    rejected = query(database, "select url, stage, reason from report.rejections")
    assert rejected == [(site.url("/missing"), "fetch", "not_found")]
    assert len(query(database, "select from report.articles")) == 1


def test_a_server_error_is_a_failure_to_be_tried_again(
    database: str, configuration: Settings, site: Site
) -> None:
    site.fail("/harbour", 503)
    site.feed("/rss", ("/harbour", "Harbour reopens"))
    finished = run(database, configuration.write([site_source(site, "/rss")]))
    assert finished.state == "degraded"
    assert query(database, "select * from report.rejections") == []
    site.article("/harbour", "Harbour reopens after the storm", "harbour wall", "Norhaven")
    with psycopg2.connect(database) as conn, conn.cursor() as cursor:
        cursor.execute("update newsmon.address set next_attempt_at = now()")
    conn.close()
    run(database, configuration.write([site_source(site, "/rss")]))
    assert len(query(database, "select from report.articles")) == 1


def test_two_runs_at_once_load_everything_once(
    database: str, configuration: Settings, site: Site
) -> None:
    entries = []
    for n in range(12):
        path, title = f"/story-{n}", f"Council of Norhaven hears about matter number {n}"
        site.article(path, title, f"matter {n * 7919}", f"Norhaven {n}")
        entries.append((path, title))
    site.feed("/rss", *entries)
    config = configuration.write([site_source(site, "/rss")])
    threads = [threading.Thread(target=run, args=(database, config)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(query(database, "select from report.articles")) == 12
    assert all(site.times_asked(path) == 1 for path, _ in entries)
    states = {state for (state,) in query(database, "select state from report.runs")}
    assert states == {"ok"}


def test_follow_loads_what_appears_while_it_runs_and_stops_when_told(
    database: str, configuration: Settings, site: Site
) -> None:
    source = site_source(site, "/rss")
    source["feeds"] = [{"url": site.url("/rss"), "poll": "1s"}]
    config = configuration.write([source], run={"follow_seconds": 0.2})
    site.feed("/rss")
    stop = threading.Event()
    followed: list[Any] = []
    thread = threading.Thread(
        target=lambda: followed.append(
            following.follow(Database(database, "test"), config, stop=stop)
        )
    )
    thread.start()
    try:
        until(lambda: site.times_asked("/rss") > 0)
        site.article("/harbour", "Harbour reopens after the storm", "harbour wall", "Norhaven")
        site.feed("/rss", ("/harbour", "Harbour reopens"))
        until(lambda: query(database, "select from report.articles where event_id is not null"))
    finally:
        stop.set()
        thread.join(30)
    assert not thread.is_alive()
    assert followed[0].state == "ok"


@dataclass
class Slow:
    """A host whose feed names a page; the page, and another feed, keep one waiting."""

    base: str
    asked: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    patience: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def slow() -> Iterator[Slow]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host.asked.add(self.path)
            item = f"<item><title>Slow</title><link>{host.base}/page</link></item>"
            if self.path in {"/page", "/slow.rss"}:
                host.patience.wait(60)
            self.send_response(200 if self.path == "/rss" else 404)
            self.send_header("Content-Type", "application/rss+xml")
            self.end_headers()
            self.wfile.write(f"<rss version='2.0'><channel>{item}</channel></rss>".encode())
            host.answered.add(self.path)

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.2", 0), Answers)
    host = Slow(f"http://127.0.0.2:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield host
    host.patience.set()
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_slow_host_holds_up_no_other_and_no_stop(
    database: str, configuration: Settings, site: Site, slow: Slow
) -> None:
    prompt = site_source(site, "/rss")
    prompt["feeds"] = [{"url": site.url("/rss"), "poll": "1s"}]
    urls = [f"{slow.base}/rss", f"{slow.base}/slow.rss"]
    config = configuration.write(
        [prompt, {"slug": "slow", "name": "Slow", "feeds": urls}],
        run={"follow_seconds": 0.2},
        fetch={"allow_private_hosts": ["127.0.0.1", "127.0.0.2"], "per_host_concurrency": 2},
    )
    site.feed("/rss")
    stop = threading.Event()
    thread = threading.Thread(
        target=following.follow, args=(Database(database, "test"), config), kwargs={"stop": stop}
    )
    thread.start()
    try:
        until(lambda: slow.asked >= {"/page", "/slow.rss"})
        site.article("/harbour", "Harbour reopens after the storm", "harbour wall", "Norhaven")
        site.feed("/rss", ("/harbour", "Harbour reopens"))
        until(lambda: query(database, "select from report.articles"))
        asked = site.times_asked("/rss")
        until(lambda: site.times_asked("/rss") > asked)
    finally:
        stop.set()
        thread.join(30)
    assert not thread.is_alive()
    assert not slow.answered & {"/page", "/slow.rss"}  # it was still being waited for


def until(condition: Any, seconds: float = 60) -> None:
    """Wait for something to become true."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came to be"
        time.sleep(0.1)


def test_a_run_that_was_killed_is_said_to_have_failed(database: str, seeds_only: Config) -> None:
    with connect(database) as conn, conn.cursor() as cursor:
        cursor.execute("insert into newsmon.run (trigger, single_process) values ('cli', true)")
    conn.close()
    run(database, seeds_only)
    states = query(database, "select run_id, state from report.runs order by run_id")
    assert [state for _, state in states] == ["failed", "ok"]


def test_an_article_in_a_sitemap_of_an_unchanged_index_is_found(
    database: str, configuration: Settings, site: Site
) -> None:
    def sitemap(*paths: str) -> None:
        urls = "".join(f"<url><loc>{site.url(path)}</loc></url>" for path in paths)
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        site.put("/today.xml", f"<urlset xmlns='{space}'>{urls}</urlset>", "application/xml")
        site.put(
            "/index.xml",
            f"<sitemapindex xmlns='{space}'><sitemap><loc>{site.url('/today.xml')}</loc></sitemap>"
            f"<sitemap><loc>{site.url('/index.xml')}</loc></sitemap></sitemapindex>",
            "application/xml",
        )

    site.article("/harbour", "Harbour reopens after the storm", "harbour wall", "Norhaven")
    site.article("/bridge", "Bridge closed for repairs", "old bridge", "Sundmark")
    source = site_source(site, "/index.xml")
    source["feeds"] = [{"url": site.url("/index.xml"), "kind": "sitemap"}]
    config = configuration.write([source])
    sitemap("/harbour")
    run(database, config)
    sitemap("/harbour", "/bridge")
    run(database, config, only=[site.url("/index.xml")])
    assert len(query(database, "select from report.articles")) == 2


def test_a_new_feed_brings_a_week_and_what_was_older_then_never(
    database: str, configuration: Settings, site: Site
) -> None:
    def feed(*ages: int) -> None:
        """Entries of so many days ago."""
        now = datetime.now(timezone.utc)
        items = "".join(
            f"<item><title>Report {age}</title><link>{site.url(f'/{age}')}</link>"
            f"<pubDate>{now - timedelta(days=age):%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
            for age in ages
        )
        site.put("/rss", f"<rss version='2.0'><channel>{items}</channel></rss>", "text/xml")

    config = configuration.write([site_source(site, "/rss")])
    feed(6, 9, 30)
    run(database, config)
    feed(1, 6, 9, 30)
    run(database, config, only=[site.url("/rss")])
    urls = query(database, "select url from newsmon.address order by url")
    assert urls == [(site.url("/1"),), (site.url("/6"),)]


def test_a_follower_that_is_offline_does_not_ask_again_and_again(
    database: str, configuration: Settings
) -> None:
    sources = [
        {"slug": name, "name": name, "feeds": [f"https://{name}.invalid/rss"]}
        for name in ("one", "other", "third")
    ]
    config = configuration.write(sources, run={"follow_seconds": 0.05})
    stop = threading.Event()
    thread = threading.Thread(
        target=following.follow, args=(Database(database, "test"), config), kwargs={"stop": stop}
    )
    thread.start()
    offline = "select (counts->'poll'->>'offline')::int from report.runs"
    try:
        until(lambda: query(database, offline) == [(3,)])
        time.sleep(2)
    finally:
        stop.set()
        thread.join(60)
    assert query(database, offline) == [(3,)]
