"""The sample world through the real pipeline: every case that it holds, and what becomes of it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from demo import show
from demo.configuration import write
from demo.live import invent
from demo.server import World
from demo.world import OUTLETS, first_day, second_day

from newsmon.config import Config, load
from newsmon.errors import UsageError
from newsmon.pipeline import runs as pipeline
from newsmon.pipeline.operations.explanation import explain
from newsmon.pipeline.operations.forget import forget
from newsmon.pipeline.operations.maintenance import maintain
from newsmon.pipeline.operations.replay import queue
from newsmon.pipeline.operations.view_export import export
from newsmon.store import Database, connect

from ..conftest import fresh_database

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]


class Loaded:
    """The world after both days, in a database of its own."""

    def __init__(self, url: str, world: World, config: Config) -> None:
        self.url, self.world, self.config = url, world, config
        self.database = Database(url, "test")

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(psycopg2.connect(self.url)) as conn, conn.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    def run(self) -> Any:
        everything = [feed.url for _, feed in self.config.feeds()]
        return pipeline.run(self.database, self.config, only=everything)

    def cluster_of(self, path: str) -> int:
        ((cluster,),) = self.rows(
            f"select cluster_id from report.articles where url like '%{path}'"
        )
        return int(cluster)


@pytest.fixture(scope="module")
def loaded(
    server: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Loaded]:
    folder = tmp_path_factory.mktemp("world")
    with fresh_database(server, template) as url, World(first_day()) as world:
        sample = Loaded(url, world, load(write(folder / "config", world.bases)))
        sample.run()
        world.samples = second_day()
        sample.run()
        yield sample


def test_every_article_is_there_once(loaded: Loaded) -> None:
    expected = {(s.outlet, s.title) for s in second_day()}
    result = loaded.rows("select source, title from report.articles where edition <> 'headline'")
    assert len(result) == len(expected)
    # the moved article keeps its row, whatever its page says by now
    assert {source for source, _ in result} == {source for source, _ in expected}
    assert {title for _, title in result} == {title for _, title in expected}


def test_pairs_of_copies_stand_in_the_order_of_printing(loaded: Loaded) -> None:
    rows = show.pairs(loaded.database)
    ((count,),) = loaded.rows("select count(*) from report.duplicates")
    assert len(rows) == count
    printed = dict(loaded.rows("select title, event_time from report.articles"))
    assert all(printed[later] >= printed[earlier] for _, later, _, _, earlier, _ in rows)
    trims = {(row[0], row[3]) for row in rows if row[2] == "shortened"}
    assert ("harbour-gazette", "northern-wire") in trims
    assert not [row for row in rows if row[2] == "lengthened"]


def test_the_text_is_the_article_and_nothing_of_the_furniture(loaded: Loaded) -> None:
    texts = dict(loaded.rows("select title, text from report.articles"))
    sample = next(s for s in first_day() if s.path == "/local/pumps")
    assert texts[sample.title].split() == sample.text.split()
    for text in texts.values():
        assert not [line for line in ("Copy link", "All rights reserved") if line in text]


def test_what_an_outlet_prints_on_all_its_pages_is_learned_and_removed(loaded: Loaded) -> None:
    with closing(connect(loaded.database)) as conn:
        maintain(conn, loaded.config)
    pipeline.resume(loaded.database, loaded.config, "maintain")
    assert loaded.rows("select max(version) from report.articles") == [(2,)]
    texts = [text for (text,) in loaded.rows("select text from report.articles")]
    for outlet in OUTLETS:
        assert not [text for text in texts if outlet.pitch in text], outlet.pitch


def test_dates_and_authors_are_as_published(loaded: Loaded) -> None:
    result = {
        (source, title): (published, authors)
        for source, title, published, authors in loaded.rows(
            "select source, title, published_at, authors from report.articles"
        )
    }
    for sample in first_day():
        if (sample.outlet, sample.title) not in result:
            continue  # its title was revised on the second day
        published, authors = result[sample.outlet, sample.title]
        assert published == sample.published, sample.title
        assert authors == ([sample.author] if sample.author else []), sample.title


@pytest.mark.parametrize(
    ("copy", "original"),
    [
        ("/2026/03/tariff-truce", "/a/trade-truce"),
        ("/world/tariffs-on-hold", "/a/trade-truce"),
        ("/europe/shadow-fleet", "/a/eu-sanctions"),
        ("/2026/03/nordic-batteries", "/a/nordic-aid"),
        ("/energy/gas-stores", "/a/gas-stores"),
    ],
)
def test_copies_share_a_cluster_with_the_agency_as_representative(
    loaded: Loaded, copy: str, original: str
) -> None:
    assert loaded.cluster_of(copy) == loaded.cluster_of(original)
    ((listed,),) = loaded.rows(
        f"select is_representative from report.articles where url like '%{original}'"
    )
    assert listed


def test_a_happening_told_in_other_words_is_an_event_and_no_copy(loaded: Loaded) -> None:
    paths = ("/a/trade-truce", "/trade/order-books", "/opinion/ninety-days")
    assert len({loaded.cluster_of(path) for path in paths}) == 3
    events = loaded.rows(
        "select distinct event_id from report.articles where "
        + " or ".join(f"url like '%{path}'" for path in paths)
    )
    assert len(events) == 1


def test_a_roundup_contains_what_it_quotes_and_is_a_copy_of_none(loaded: Loaded) -> None:
    roundup = loaded.cluster_of("/world/week-in-full")
    for quoted in ("/a/taiwan-flights", "/local/pumps", "/local/library"):
        assert loaded.cluster_of(quoted) != roundup
    relations = loaded.rows(
        "select d.relation, d.cluster_id from report.duplicates d"
        " join report.articles a on a.article_id in (d.article_id, d.other_id)"
        " where a.url like '%/world/week-in-full'"
    )
    assert relations == [("contains", None)] * 3


def test_a_revision_is_the_next_version_of_the_same_article(loaded: Loaded) -> None:
    versions = loaded.rows(
        "select v.version, v.title from report.article_versions v"
        " join report.articles a using (article_id)"
        " where a.url like '%/europe/shadow-fleet' order by v.version"
    )
    assert versions == [
        (1, "Brussels goes after the shadow fleet"),
        (2, "Moscow answers after Brussels goes after the shadow fleet"),
    ]


def test_a_page_that_moved_is_the_same_article(loaded: Loaded) -> None:
    result = loaded.rows("select url from report.articles where title like 'In Keelung%'")
    assert len(result) == 1


def test_what_is_gone_or_behind_a_wall_is_a_rejection_with_its_reason(loaded: Loaded) -> None:
    assert loaded.rows("select source, stage, reason from report.rejections order by 1") == [
        ("delta-courier", "fetch", "not_found"),
        ("meridian-business", "extract", "consent_wall"),
    ]


def test_matters_of_no_interest_have_no_topic(loaded: Loaded) -> None:
    idle = ("/local/allotments", "/2026/03/rovers", "/culture/whale", "/local/library")
    for path in idle:
        assert loaded.rows(f"select topics from report.articles where url like '%{path}'") == [
            ([],)
        ]


def test_topics_are_what_the_articles_are_about(loaded: Loaded) -> None:
    about = {
        "/a/trade-truce": {"us-china", "trade"},
        "/a/eu-sanctions": {"sanctions"},
        "/a/taiwan-flights": {"taiwan"},
        "/a/nordic-aid": {"military-aid", "russia-ukraine-war"},
        "/technology/chip-tools": {"export-controls", "us-china"},
        "/a/gas-stores": {"energy"},
    }
    for path, topics in about.items():
        ((result,),) = loaded.rows(f"select topics from report.articles where url like '%{path}'")
        assert topics <= set(result), path


def test_a_feed_behind_a_redirect_is_polled_under_the_name_in_the_configuration(
    loaded: Loaded,
) -> None:
    feeds = loaded.rows("select feed from report.feed_health where source = 'delta-courier'")
    assert feeds == [(loaded.world.bases["delta-courier"] + "/old-feed.xml",)]


def test_what_is_behind_a_wall_is_a_headline(loaded: Loaded) -> None:
    headlines = loaded.rows(
        "select source, title, version, cluster_id, event_id from report.articles"
        " where edition = 'headline'"
    )
    assert headlines == [("meridian-business", "Only announced", 0, None, None)]


def test_rollups_agree_with_the_articles(loaded: Loaded) -> None:
    rolled = loaded.rows("select source, sum(articles)::int from report.source_daily group by 1")
    counted = loaded.rows(
        "select source, count(*)::int from report.articles where edition <> 'headline' group by 1"
    )
    assert sorted(rolled) == sorted(counted)


def test_rollups_of_topics_say_what_share_of_the_day_was_about_them(loaded: Loaded) -> None:
    rolled = loaded.rows(
        "select day, topic, articles, round(share::numeric, 4) from report.topic_daily"
    )
    counted = loaded.rows(
        "select d.day, m.topic, count(*)::int, round(count(*)::numeric / max(d.articles), 4)"
        " from report.articles a"
        " join report.article_topics m using (article_id)"
        " join (select day, sum(articles)::int as articles from report.source_daily group by day) d"
        " on d.day = (coalesce(a.published_at, a.first_seen_at) at time zone 'UTC')::date"
        " where m.salience = 'about' group by 1, 2"
    )
    assert sorted(rolled) == sorted(counted)
    assert {share for *_, share in rolled} != {1}


def test_explain_tells_everything_about_an_article(loaded: Loaded) -> None:
    url = loaded.world.bases["delta-courier"] + "/2026/03/tariff-truce"
    explanation = explain(loaded.database, url)
    assert explanation["article"]["title"] == "Washington and Beijing prolong their tariff truce"
    assert explanation["sightings"][0]["feed"].endswith("/old-feed.xml")
    assert {candidate["field"] for candidate in explanation["provenance"]} >= {
        "title",
        "published_at",
    }
    shared = explanation["duplicates"][0]["shared_passages"]
    assert any("tariff" in passage for passage in shared)
    assert {topic["topic"] for topic in explanation["topics"]} >= {"us-china"}


def test_explain_takes_words_of_a_title_that_no_other_has(loaded: Loaded) -> None:
    explanation = explain(loaded.database, "beijing prolong truce")
    assert explanation["article"]["title"] == "Washington and Beijing prolong their tariff truce"
    with pytest.raises(UsageError, match=r"choose one by its id:\n +[0-9]+  "):
        explain(loaded.database, "tariff truce")
    with pytest.raises(UsageError, match="in its title"):
        explain(loaded.database, "no such words")


def test_explain_says_why_an_address_was_not_loaded(loaded: Loaded) -> None:
    missing = loaded.world.bases["delta-courier"] + "/2026/03/flood-map"
    with pytest.raises(UsageError, match="not_found"):
        explain(loaded.database, missing)
    with pytest.raises(UsageError, match="no article"):
        explain(loaded.database, "https://nowhere.example/x")


def test_export_writes_every_row_and_nothing_that_a_spreadsheet_would_run(loaded: Loaded) -> None:
    lines, table = io.StringIO(), io.StringIO()
    count = export(loaded.database, "articles", lines, form="jsonl", since=None).rows
    assert count == len(lines.getvalue().splitlines())
    assert [(count,)] == loaded.rows("select count(*) from report.articles")
    assert json.loads(lines.getvalue().splitlines()[0])["source"]
    export(loaded.database, "articles", table, form="csv", since=None)
    assert table.getvalue().startswith("article_id,url,source,title,")
    with pytest.raises(UsageError, match="no view"):
        export(loaded.database, "article; drop table x", io.StringIO(), form="csv", since=None)


@pytest.mark.parametrize("stage", ["extract", "deduplicate", "tag", "group"])
def test_replaying_a_stage_changes_nothing(loaded: Loaded, stage: str) -> None:
    state = (
        "select article_id, title, text, version, cluster_id, event_id, topics"
        " from report.articles order by 1"
    )
    before = loaded.rows(state)
    assert queue(loaded.database, stage, since=None).items > 0
    pipeline.resume(loaded.database, loaded.config, "replay")
    assert loaded.rows(state) == before


def test_a_forgotten_article_is_gone_and_stays_out(
    server: str, template: str, tmp_path: Path
) -> None:
    with fresh_database(server, template) as url, World([invent(0), invent(5)]) as world:
        sample = Loaded(url, world, load(write(tmp_path / "config", world.bases)))
        sample.run()
        titles = "select title from report.articles where edition = 'page'"
        assert sorted(sample.rows(titles)) == sorted([(invent(0).title,), (invent(5).title,)])
        ((address,),) = sample.rows("select url from report.articles where url like '%/live/0'")
        forget(sample.database, address)
        world.samples = [*world.samples, invent(10)]  # the feed changes and still lists it
        sample.run()
        assert sorted(sample.rows(titles)) == sorted([(invent(5).title,), (invent(10).title,)])
        bodies = sample.rows(
            "select p.final_url from newsmon.page p join newsmon.page_body using (digest)"
        )
        assert not [url for (url,) in bodies if url == address]
        assert sample.rows(
            "select count(*) from newsmon.page_body b"
            " where not exists (select from newsmon.page p where p.digest = b.digest)"
        ) == [(0,)]
