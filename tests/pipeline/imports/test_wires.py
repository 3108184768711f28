# ruff: noqa: E501 - markup reads better unbroken
"""Items of agencies through `newsmon load` and folder feeds: versions, embargoes, kills."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from psycopg2.extensions import connection as Connection
from tests.pipeline.conftest import Settings
from tests.wires.writing import g2_item, g2_message, ninjs_1, ninjs_3, nitf

from newsmon.config import Config
from newsmon.errors import UsageError
from newsmon.pipeline import runs
from newsmon.pipeline.imports import documents
from newsmon.pipeline.operations.explanation import explain
from newsmon.pipeline.stages.deduplicate import deduplicate
from newsmon.pipeline.stages.extract import extract
from newsmon.pipeline.stages.extract_workers import Workers
from newsmon.store import Database, connect, run_records

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wires")]

GUID = "urn:newsml:wire.example:ferry"
VIEWS = ("articles", "article_versions", "provenance", "article_topics", "events", "rejections")
Load = Callable[..., dict[str, int]]
_numbers = itertools.count()


def paragraphs(subject: str) -> str:
    return "".join(
        f"<p>The {subject} was the only subject of the {n}th day of the council in Norhaven, whose "
        f"members asked the harbour master about the {subject} and heard no answer to question {n}.</p>"
        for n in range(4)
    )


def item(subject: str = "ferry", **fields: Any) -> dict[str, Any]:
    """An item of ninjs 3 in version 1, about a subject."""
    stated = {"uri": GUID, "version": "1", "headlines": [{"value": f"Council asks about {subject}"}],
              "bodies": [{"contentType": "text/html", "value": paragraphs(subject)}]}  # fmt: skip
    return ninjs_3(**(stated | fields))


def query(database: str, statement: str) -> list[tuple[Any, ...]]:
    with closing(connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def execute(database: str, statement: str) -> None:
    with closing(connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute(statement)
        conn.commit()


@pytest.fixture
def config(configuration: Settings) -> Config:
    return configuration.write([])


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1) as started:
        yield started


@pytest.fixture
def load(conn: Connection, config: Config, tmp_path: Path, workers: Workers) -> Load:
    """Load contents, each as a file of its own, and extract them; returns the counts of `load`."""

    def load_all(*contents: Any) -> dict[str, int]:
        files = [write(tmp_path, content) for content in contents]
        run_id = run_records.start(conn, "load", feeds=None, single_process=False)
        counts = documents.load(conn, config, files, run_id)
        run_records.add_counts(conn, run_id, "load", counts)
        while extract(conn, config, workers=workers)["claimed"]:
            pass
        return {name: n for name, n in counts.items() if n}

    return load_all


def write(folder: Path, content: Any) -> Path:
    is_xml = isinstance(content, str)
    path = folder / f"{next(_numbers):03}.{'xml' if is_xml else 'json'}"
    path.write_text(content if is_xml else json.dumps(content))
    return path


def texts(database: str) -> list[tuple[Any, ...]]:
    return query(database, "select title, version from report.articles order by article_id")


@pytest.mark.parametrize(
    ("content", "url", "origin"),
    [
        (g2_item(body=f'<inlineXML><div xmlns="http://www.w3.org/1999/xhtml">{paragraphs("ferry")}</div></inlineXML>', content="<by>By Ada Example</by><genre><name>Current</name></genre>"), "urn:newsml:wire.example:20260301:ferry-17", "newsml-g2"),
        (nitf(content=paragraphs("ferry"), body_head="<hedline><hl1>Ferry sails again</hl1></hedline><byline>By Ada Example</byline>", head="<tobject><tobject.property tobject.property.type='Current'/></tobject>"), "urn:newsmon:wire:EXW:ferry-17", "nitf"),
        (ninjs_1(body_xhtml=paragraphs("ferry"), byline="By Ada Example", genre=[{"name": "Current"}]), "urn:newsml:wire.example:20260301:ferry-17", "ninjs"),
    ],
)  # fmt: skip
def test_an_item_becomes_an_article(
    database: str, load: Load, content: Any, url: str, origin: str
) -> None:
    assert load(content)["kept"] == 1
    (article,) = query(
        database,
        "select url, title, authors, edition, version, published_at, published_at_method, language "
        "from report.articles",
    )
    assert article == (
        url, "Ferry sails again", ["Ada Example"], "original", 1,
        datetime(2026, 3, 1, 9, 30, tzinfo=timezone.utc), "given", "en",
    )  # fmt: skip
    (text,) = query(database, "select text from report.articles")
    assert text[0].count("\n") == 3
    assert query(
        database, "select value, origin, chosen from report.provenance where field = 'genre'"
    ) == [("Current", origin, True)]


def test_an_identifier_that_is_an_address_or_a_tag_is_the_articles_url(
    database: str, load: Load
) -> None:
    load(
        item(uri="https://wire.example/items/7"),
        item("pier", uri="tag:wire.example,2026:newsml_7"),
        item("tide", uri="https://wire.example/items#7"),
        item("moon", uri="https://wire.example/items#8"),
        item("dike", uri="2c5f9a40-3f0a-4a5e-9a55-1f0c3f0e7d11"),
    )
    assert [url for (url,) in query(database, "select url from report.articles order by url")] == [
        "https://wire.example/items/7",
        "tag:wire.example,2026:newsml_7",
        "urn:newsmon:wire:2c5f9a40-3f0a-4a5e-9a55-1f0c3f0e7d11",
        "urn:newsmon:wire:https://wire.example/items%237",
        "urn:newsmon:wire:https://wire.example/items%238",
    ]
    assert query(database, "select count(*) from newsmon.address where next_attempt_at is not null") == [(0,)]  # fmt: skip


def test_a_correction_is_the_next_version_and_an_older_one_changes_nothing(
    database: str, load: Load
) -> None:
    load(item("ferry", version="1"))
    assert load(item("pier", version="10", versionCreated="2026-03-01T12:00:00Z"))["kept"] == 1
    assert texts(database) == [("Council asks about pier", 2)]
    counts = load(item("dike", version="9"))
    assert counts["passed_over_older_version"] == 1
    assert "kept" not in counts
    assert texts(database) == [("Council asks about pier", 2)]
    assert query(database, "select published_at, modified_at from report.articles") == [
        (datetime(2026, 3, 1, 9, 30, tzinfo=timezone.utc),
         datetime(2026, 3, 1, 12, tzinfo=timezone.utc))
    ]  # fmt: skip


@pytest.mark.parametrize(
    "versions",
    [
        [nitf(content=paragraphs("ferry")),
         nitf(content=paragraphs("pier"), docdata='<du-key version="2"/>').replace("T093000", "T120000")],
        [item(version="1", firstCreated="2026-03-01T09:30:00Z", versionCreated="2026-03-01T09:40:00Z"),
         item("pier", version="2", firstCreated=None, versionCreated="2026-03-01T12:00:00Z")],
        [item(version="1", firstCreated="2026-03-01T09:30:00Z"),
         item("pier", version="2", firstCreated="2026-03-01T12:00:00Z", versionCreated="2026-03-01T12:00:00Z")],
        [item(version="1", embargoed="2026-03-01T09:30:00Z", firstCreated="2026-03-01T08:00:00Z", versionCreated="2026-03-01T08:00:00Z"),
         item("pier", version="2", firstCreated="2026-03-01T08:00:00Z", versionCreated="2026-03-01T12:00:00Z")],
    ],
    ids=["date of issue", "none stated", "another stated", "an embargo that is over"],
)  # fmt: skip
def test_a_correction_keeps_the_first_publication(
    database: str, load: Load, versions: list[Any]
) -> None:
    for version in versions:
        assert load(version)["kept"] == 1
    assert query(database, "select published_at, modified_at, version from report.articles") == [
        (datetime(2026, 3, 1, 9, 30, tzinfo=timezone.utc),
         datetime(2026, 3, 1, 12, tzinfo=timezone.utc), 2)
    ]  # fmt: skip


def test_a_correction_of_the_headline_alone_or_back_to_what_was_is_a_version(
    database: str, load: Load
) -> None:
    load(item(version="1"))
    load(item(version="2", headlines=[{"value": "Council asks in vain"}]))
    assert texts(database) == [("Council asks in vain", 2)]
    load(item(version="3"))
    assert texts(database) == [("Council asks about ferry", 3)]
    assert load(item(version="3"))["known"] == 1
    load(item(version="4", usageTerms="For one day."))
    assert texts(database) == [("Council asks about ferry", 3)]
    terms = "select field, value from report.provenance where field in ('usage_terms', 'version')"
    assert sorted(query(database, terms)) == [("usage_terms", "For one day."), ("version", "4")]


def test_versions_in_any_order_end_in_the_newest(database: str, load: Load) -> None:
    subjects = {1: "ferry", 2: "pier", 3: "dike"}
    orders = list(itertools.permutations(subjects))
    load(*(
        item(f"{subjects[number]} {name}", uri=f"urn:newsml:wire.example:{name}", version=str(number))
        for name, order in enumerate(orders)
        for number in order
    ))  # fmt: skip
    assert [title for title, _ in texts(database)] == [
        f"Council asks about dike {name}" for name in range(len(orders))
    ]


def test_an_embargoed_text_is_nowhere_until_its_time_and_then_appears_by_itself(
    database: str, config: Config, load: Load
) -> None:
    end = datetime.now(timezone.utc) + timedelta(days=1)
    counts = load(item("meteorite", embargoedUntil=end.isoformat()))
    assert counts["embargoed"] == 1
    for view in VIEWS:
        rows = query(database, f"select to_jsonb(v)::text from report.{view} v")
        assert not [row for row in rows if "meteorite" in row[0]], view
    runs.run(Database(database, "test"), config)
    assert texts(database) == []
    ((address,),) = query(database, "select url from newsmon.address")
    with pytest.raises(UsageError, match=f"under embargo until {end:%Y-%m-%d %H:%M} UTC"):
        explain(Database(database, "test"), address)
    execute(database, "update newsmon.wire_item set embargoed_until = now()")
    before = datetime.now(timezone.utc)
    runs.run(Database(database, "test"), config)
    assert texts(database) == [("Council asks about meteorite", 1)]
    (row,) = query(database, "select first_seen_at, published_at from report.articles")
    assert row[0] >= before  # so that the digest of the run that released it has it
    assert abs(row[1] - end) < timedelta(seconds=1)


def test_the_newest_version_says_when_the_embargo_is_over(database: str, load: Load) -> None:
    tomorrow = (datetime.now(timezone.utc) + timedelta(days=1)).isoformat()
    load(item("meteorite", version="1", embargoed=tomorrow))
    load(item("comet", version="2"))
    assert texts(database) == [("Council asks about comet", 2)]


@pytest.mark.parametrize(
    "kill",
    [
        {**ninjs_1(uri=GUID, version="2", pubstatus="canceled")},
        ninjs_3(uri=GUID, version="2", pubStatus="canceled", bodies=None, headlines=None),
        g2_message(g2_item(guid=GUID, version="2", status='<pubStatus qcode="stat:canceled"/>', body="")),
        nitf(attributes=f'management-doc-idref="{GUID}" management-idref-status="canceled"'),
        nitf(identifier=f'<doc-id id-string="{GUID}"/>', docdata='<ed-msg msg-type="kill"/>'),
    ],
)  # fmt: skip
def test_a_kill_removes_what_was_loaded_says_so_and_keeps_it_out(
    database: str, load: Load, kill: Any
) -> None:
    load(item("ferry"), item("pier", uri="urn:newsml:wire.example:pier"))
    counts = load(kill)
    assert (counts["removed"], counts["passed_over_canceled"]) == (1, 1)
    titles = [title for title, _ in texts(database)]
    assert "Council asks about ferry" not in titles
    assert "Council asks about pier" in titles
    rejections = "select url, reason, detail from report.rejections"
    assert [(url, reason) for url, reason, _ in query(database, rejections)] == [
        (GUID, "withdrawn")
    ]
    assert query(database, f"select state from newsmon.address where url = '{GUID}'") == [("forgotten",)]  # fmt: skip
    for version in ("1", "2", "3"):
        assert load(item("ferry", version=version))["passed_over_canceled"] == 1
    assert "removed" not in load(kill)
    assert [title for title, _ in texts(database)] == titles
    assert query(database, "select count(*) from newsmon.page where extracted_at is null") == [(0,)]


def test_a_kill_that_comes_first_keeps_out_what_comes_later(database: str, load: Load) -> None:
    counts = load(item(version="2", pubStatus="canceled"), item(version="1"), item(version="3"))
    assert counts["passed_over_canceled"] == 3
    assert texts(database) == []


def test_a_kill_ends_an_embargo_for_good(database: str, config: Config, load: Load) -> None:
    tomorrow = (datetime.now(timezone.utc) + timedelta(days=1)).isoformat()
    load(item("meteorite", embargoed=tomorrow), item(version="2", pubStatus="canceled"))
    execute(database, "update newsmon.wire_item set embargoed_until = null")
    runs.run(Database(database, "test"), config)
    assert texts(database) == []
    assert query(database, "select count(*) from newsmon.page_body") == [(0,)]


def test_what_is_withheld_is_gone_until_a_later_version_may_be_used(
    database: str, load: Load
) -> None:
    load(item("ferry", version="1"))
    counts = load(item(version="2", pubStatus="withheld"))
    assert (counts["removed"], counts["passed_over_withheld"]) == (1, 1)
    assert texts(database) == []
    assert load(item("ferry", version="1"))["passed_over_older_version"] == 1
    assert texts(database) == []
    load(item("pier", version="3"))
    assert texts(database) == [("Council asks about pier", 1)]
    assert query(database, "select count(*) from report.rejections") == [(0,)]


def test_an_order_removes_nothing_that_came_in_by_no_wire(
    database: str, load: Load, tmp_path: Path
) -> None:
    url = "https://paper.example/ferry"
    own = {"url": url, "title": "Own report", "html": paragraphs("ferry"), "source": "The Paper"}
    load(own)
    counts = load(item(uri=url, pubStatus="canceled"))
    assert (counts["passed_over_canceled"], counts.get("removed")) == (1, None)
    assert texts(database) == [("Own report", 1)]


def test_a_killed_article_leaves_its_cluster(
    database: str, conn: Connection, config: Config, load: Load
) -> None:
    load(item("ferry"), item("ferry", uri="urn:newsml:wire.example:copy"))
    while deduplicate(conn, config)["claimed"]:
        pass
    assert query(database, "select count(distinct cluster_id) from report.articles") == [(1,)]
    load(item(version="2", pubStatus="canceled"))
    (row,) = query(database, "select url, is_representative from report.articles")
    assert row == ("urn:newsml:wire.example:copy", True)


def test_what_is_passed_over_is_counted_by_reason(database: str, load: Load) -> None:
    counts = load(
        g2_message(g2_item(kind="ninat:picture"), '<packageItem guid="p"/>', g2_item(guid="urn:a")),
        [item(uri="urn:b", type="video"), {"hello": "world"}],
        "<rss version='2.0'/>",
        "<NewsML/>",
        "<unknown/>",
        "no xml",
    )
    assert {name: n for name, n in counts.items() if "passed_over_" in name} == {
        "passed_over_picture": 1, "passed_over_package": 1, "passed_over_video": 1,
        "passed_over_kind": 2, "passed_over_feed": 1, "passed_over_newsml_1": 1,
    }  # fmt: skip
    assert (counts["unreadable"], counts["kept"]) == (1, 1)
    assert query(database, "select counts -> 'load' from report.runs") == [(counts,)]


def test_a_flash_of_one_line_is_an_article(database: str, load: Load) -> None:
    load(item(headlines=[{"value": "Norhaven bridge closed"}], bodies=[{"value": "Norhaven bridge closed"}]))  # fmt: skip
    assert query(database, "select title, text from report.articles") == [
        ("Norhaven bridge closed", "Norhaven bridge closed")
    ]


def test_a_folder_feed_follows_its_wire(
    database: str, configuration: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "wire"
    folder.mkdir()
    source = {"slug": "wire", "name": "The Wire", "feeds": [{"url": str(folder), "kind": "folder"}]}
    config = configuration.write([source])
    tomorrow = (datetime.now(timezone.utc) + timedelta(days=1)).isoformat()

    def poll() -> dict[str, int]:
        finished = runs.run(Database(database, "test"), config, only=[str(folder)])
        counts: dict[str, int] = finished.counts.get("poll", {})
        return counts

    (folder / "1.json").write_text(json.dumps(item("ferry", copyrightHolder="Example Wire Ltd")))
    (folder / "2.json").write_text(
        json.dumps(item("comet", uri="urn:newsml:wire.example:comet", embargoed=tomorrow))
    )
    counts = poll()
    assert (counts["entries"], counts["embargoed"]) == (2, 1)
    assert query(database, "select source, title from report.articles") == [
        ("wire", "Council asks about ferry")
    ]
    assert query(database, "select title from newsmon.entry order by entry_id")[1] == ("",)
    assert "entries" not in poll()
    (folder / "3.json").write_text(json.dumps(item("pier", version="2")))
    counts = poll()
    assert counts["entries"] == 1
    assert texts(database) == [("Council asks about pier", 2)]
    (folder / "4.json").write_text(json.dumps(item(version="3", pubStatus="canceled")))
    counts = poll()
    assert counts["removed"] == 1
    assert counts["passed_over_canceled"] >= 1
    assert texts(database) == []
    execute(database, "update newsmon.wire_item set embargoed_until = now() where embargoed_until is not null")  # fmt: skip
    poll()
    assert texts(database) == [("Council asks about comet", 1)]
