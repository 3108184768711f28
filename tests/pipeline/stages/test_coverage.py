"""A ledger of what feeds announce: every entry is accounted for, each once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Any

import psycopg2
import pytest
from tests.pipeline.conftest import Settings, Site
from tests.pipeline.test_run import query, run

from newsmon.config import Config
from newsmon.pipeline.operations.forget import forget
from newsmon.store import Database

pytestmark = pytest.mark.slow

COLUMNS = ("announced", "loaded", "rejected", "waiting", "missed", "too_old", "excluded")
RSL = "https://rslstandard.org/rsl"
LONG_AGO = format_datetime(datetime.now(timezone.utc) - timedelta(days=60))


@dataclass(frozen=True)
class Item:
    """An entry of a feed as it is written."""

    path: str
    date: str = ""
    guid: str = ""
    licence: str = ""

    def xml(self, site: Site) -> str:
        link = f"<link>{site.url(self.path)}</link>" if self.path else ""
        date = f"<pubDate>{self.date}</pubDate>" if self.date else ""
        guid = f"<guid isPermaLink='false'>{self.guid}</guid>" if self.guid else ""
        licence = ""
        if self.licence:
            licence = (
                f"<r:content xmlns:r='{RSL}' url='{site.url(self.path)}'><r:license>"
                f"<r:prohibits type='usage'>{self.licence}</r:prohibits></r:license></r:content>"
            )
        return f"<item><title>Report{self.path}</title>{link}{date}{guid}{licence}</item>"


def put_feed(site: Site, path: str, *items: Item) -> str:
    body = "".join(item.xml(site) for item in items)
    return site.put(path, f"<rss version='2.0'><channel>{body}</channel></rss>", "text/xml")


def ledger(database: str) -> dict[str, dict[str, int]]:
    rows = query(database, f"select source, {', '.join(COLUMNS)} from report.coverage")
    return {row[0]: dict(zip(COLUMNS, row[1:], strict=True)) for row in rows}


def due_again(database: str) -> None:
    """Have every feed and address asked again by the next run."""
    conn = psycopg2.connect(database)
    with conn, conn.cursor() as cursor:
        cursor.execute("update newsmon.feed set next_poll_at = now()")
    conn.close()


@pytest.fixture
def world(configuration: Settings, site: Site) -> Config:
    """Two outlets whose feeds announce one thing of every kind."""
    for name in ("harbour", "bridge", "school", "ferry", "island"):
        site.article(f"/{name}", f"{name} reopens after the storm", f"{name} wall", "Norhaven")
    site.put("/moved", "", Location="/harbour")
    site.answers["/moved"] = (301, {"Location": "/harbour"}, b"")
    site.put("/short", "<html><body><p>Nothing here.</p></body></html>")
    site.fail("/down", 500)
    put_feed(
        site,
        "/world.rss",
        Item("/harbour"),
        Item("/harbour"),  # stands twice
        Item("/moved"),  # another address of the same article
        Item("/missing"),  # 404
        Item("/short"),
        Item("/down"),  # to be tried again
        Item("/ancient", LONG_AGO),
        Item("/sport/cup"),  # excluded
        Item("/licensed", licence="ai-all"),
        Item(""),  # no link
        Item("", guid="second"),  # no link either
    )
    put_feed(site, "/city.rss", Item("/harbour"), Item("/bridge"), Item("/ancient", LONG_AGO))
    put_feed(site, "/other.rss", Item("/bridge"), Item("/school"), Item("/sport/cup"))
    sitemap = "".join(
        f"<url><loc>{site.url(path)}</loc></url>" for path in ("/ferry", "/island", "/harbour")
    )
    urlset = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{sitemap}</urlset>"
    site.put("/news.xml", urlset, "text/xml")
    rules: dict[str, Any] = {"exclude": ["/sport/"]}
    wire = {
        "slug": "wire",
        "name": "Wire",
        "feeds": [
            {"url": site.url("/world.rss"), **rules},
            {"url": site.url("/city.rss"), **rules},
            {"url": site.url("/news.xml"), "kind": "sitemap"},
        ],
    }
    gazette = {
        "slug": "gazette",
        "name": "Gazette",
        "feeds": [{"url": site.url("/other.rss"), **rules}],
    }
    return configuration.write([wire, gazette], fetch={"rights": {"ai_train": "honour"}})


def test_announced_is_loaded_rejected_waiting_missed_too_old_and_excluded_to_the_last_entry(
    database: str, world: Config
) -> None:
    for _ in range(3):  # nothing is counted twice, however often it is read
        run(database, world)
        coverage = ledger(database)
        # harbour, moved, missing, short, down, ancient, cup, licensed, two without a link, and
        # ferry and island of the sitemap; bridge counts for whoever announced it first
        both = {name: sum(coverage[source][name] for source in coverage) for name in COLUMNS}
        assert both == {
            "announced": 15,
            "loaded": 6,
            "rejected": 2,
            "waiting": 1,
            "missed": 2,
            "too_old": 1,
            "excluded": 3,
        }
        for row in coverage.values():
            assert row["announced"] == sum(row[name] for name in COLUMNS[1:])
        due_again(database)


def test_share_and_lag_are_of_what_was_to_be_loaded(database: str, world: Config) -> None:
    run(database, world)
    rows = query(
        database,
        "select loaded, announced - too_old - excluded, share_loaded, median_lag"
        " from report.coverage",
    )
    for loaded, due, share, lag in rows:
        assert float(share) == pytest.approx(loaded / due, abs=1e-4)
        assert timedelta(0) <= lag < timedelta(minutes=5)


def test_more_than_one_poll_takes_waits_until_the_next_one(
    database: str, configuration: Settings, site: Site
) -> None:
    names = [f"/report{n}" for n in range(1100)]
    put_feed(site, "/rss", *map(Item, names))
    source = {"slug": "wire", "name": "Wire", "feeds": [site.url("/rss")]}
    config = configuration.write(
        [source], fetch={"max_entries_per_poll": 500, "retries": {"not_found": []}}
    )
    run(database, config)
    first = ledger(database)["wire"]
    assert (first["announced"], first["waiting"], first["rejected"]) == (1100, 600, 500)
    for _ in range(2):
        due_again(database)
        run(database, config)
    last = ledger(database)["wire"]
    assert (last["announced"], last["waiting"], last["rejected"]) == (1100, 0, 1100)


def test_what_newsmon_forgets_is_excluded_and_not_lost(
    database: str, world: Config, site: Site
) -> None:
    run(database, world)
    before = ledger(database)
    forget(Database(database, "test"), site.url("/school"))
    after = ledger(database)
    assert after["gazette"]["announced"] == before["gazette"]["announced"]
    assert after["gazette"]["loaded"] == before["gazette"]["loaded"] - 1
    assert after["gazette"]["excluded"] == before["gazette"]["excluded"] + 1
