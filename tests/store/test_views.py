"""The public contract: views, their columns, who may read them, and how they are read."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from psycopg2.extensions import connection as Connection

from newsmon.store import connect, fetch_all

CONTRACT = {
    "articles": "article_id url source title authors text lead words language published_at "
    "published_at_precision published_at_method modified_at first_seen_at edition version "
    "cluster_id is_representative event_id topics search kind",
    "posts": "post_id article_id posted_at title text url authors topics",
    "post_topics": "post_id topic score share salience mentions definition_hash",
    "article_topics": "article_id topic score share salience mentions definition_hash event_time "
    "source_id language",
    "article_words": "article_id search event_time source_id language",
    "article_versions": "article_id version seen_at title text edition",
    "version_diffs": "article_id version seen_at part change position line",
    "removed_lines": "article_id position line rule",
    "furniture": "source line pages learned_at",
    "provenance": "article_id field value origin confidence chosen",
    "duplicates": "article_id other_id cluster_id relation containment_ab containment_ba "
    "similarity shared_shingles rule_version pinned",
    "propagation": "cluster_id article_id source rank first_article_id first_source lag "
    "share_kept agency",
    "propagation_pairs": "source first_source texts median_lag share_kept newest_article_id",
    "events": "event_id title articles sources first_seen_at last_seen_at topics representative_id",
    "topics": "topic name parent definition_hash",
    "sources": "source name homepage country language articles",
    "topic_daily": "day topic articles clusters sources events share",
    "source_daily": "day source articles clusters share_duplicate",
    "feed_health": "feed source state since last_ok_at last_new_at consecutive_failures reason "
    "next_poll_at",
    "runs": "run_id started_at finished_at state counts trigger",
    "rejections": "url source stage reason detail seen_at",
}
TYPES = {
    ("articles", "authors"): "text[]",
    ("articles", "topics"): "text[]",
    ("articles", "search"): "tsvector",
    ("article_topics", "mentions"): "jsonb",
    ("posts", "authors"): "text[]",
    ("posts", "topics"): "text[]",
    ("posts", "posted_at"): "timestamp with time zone",
    ("events", "topics"): "text[]",
    ("runs", "counts"): "jsonb",
    ("topic_daily", "day"): "date",
    ("source_daily", "day"): "date",
    ("articles", "published_at"): "timestamp with time zone",
}


@pytest.fixture
def connection(database: str) -> Iterator[Connection]:
    with contextlib.closing(connect(database)) as opened:
        yield opened


def rows(connection: Connection, sql: str, *parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)
        return cursor.fetchall() if cursor.description else []


def value(connection: Connection, sql: str, *parameters: Any) -> Any:
    return rows(connection, sql, *parameters)[0][0]


def columns(connection: Connection) -> dict[str, dict[str, str]]:
    result: dict[str, dict[str, str]] = {}
    for view, column, kind in rows(
        connection,
        """select c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
           from pg_class c join pg_attribute a on a.attrelid = c.oid
           where c.relnamespace = 'report'::regnamespace and a.attnum > 0 and not a.attisdropped
           order by c.relname, a.attnum""",
    ):
        result.setdefault(view, {})[column] = kind
    return result


@pytest.mark.parametrize("view", sorted(CONTRACT))
def test_every_view_of_the_contract_has_its_columns(connection: Connection, view: str) -> None:
    there = columns(connection)[view]
    promised = CONTRACT[view].split()
    assert [name for name in promised if name not in there] == []


def test_columns_have_the_types_of_the_contract(connection: Connection) -> None:
    there = columns(connection)
    assert {(v, c): there[v][c] for v, c in TYPES} == TYPES


def test_every_table_view_and_column_says_what_it_means(connection: Connection) -> None:
    assert [row.name for row in fetch_all(connection, "schema.silent")] == []


def test_a_column_without_a_comment_is_noticed(connection: Connection) -> None:
    rows(connection, "create view report.mute as select 1 as one")
    rows(connection, "comment on view report.mute is 'Says nothing of its column.'")
    assert [row.name for row in fetch_all(connection, "schema.silent")] == ["report.mute.one"]


# -- what the rows mean -------------------------------------------------------------------


def add_source(connection: Connection, slug: str) -> int:
    return int(
        value(
            connection,
            "insert into newsmon.source (slug, name) values (%s, %s) returning source_id",
            slug,
            slug.title(),
        )
    )


def add_article(connection: Connection, source: int, title: str, text: str = "Body.") -> int:
    article = value(
        connection,
        """insert into newsmon.article (source_id, url, title, text, lead, words, language,
               first_seen_at, edition, published_at)
           values (%s, 'https://example.org/' || gen_random_uuid(), %s, %s, %s, 9, 'en',
               now(), 'page', now() - interval '1 hour')
           returning article_id""",
        source,
        title,
        text,
        text,
    )
    rows(
        connection,
        """insert into newsmon.article_search (article_id, config, search)
           values (%s, 'english', setweight(to_tsvector('english', %s), 'A')
               || to_tsvector('english', %s))""",
        article,
        title,
        text,
    )
    return int(article)


def add_cluster(connection: Connection, *members: int, event: int | None = None) -> int:
    cluster = value(
        connection,
        """insert into newsmon.cluster (representative_id, event_id) values (%s, %s)
           returning cluster_id""",
        members[0],
        event,
    )
    rows(
        connection,
        "update newsmon.article set cluster_id = %s, deduplicated_at = now() "
        "where article_id = any(%s)",
        cluster,
        list(members),
    )
    return int(cluster)


def add_topic(connection: Connection, topic: str, *, removed: bool = False) -> None:
    rows(
        connection,
        """insert into newsmon.topic (topic, name, definition_hash, removed_at)
           values (%s, %s, 'h', case when %s then now() end)""",
        topic,
        topic.title(),
        removed,
    )


def add_match(connection: Connection, article: int, topic: str, salience: str = "about") -> None:
    rows(
        connection,
        """insert into newsmon.topic_match values (%s, %s, 5, 0.5, %s,
               '[{"start": 0, "end": 3, "term": "tin", "zone": "title"}]', 'h')""",
        article,
        topic,
        salience,
    )


def add_pair(connection: Connection, later: int, earlier: int, relation: str) -> None:
    rows(
        connection,
        "insert into newsmon.near_duplicate values (%s, %s, %s, 0.9, 0.5, 0.4, 12, 'v1')",
        later,
        earlier,
        relation,
    )


def test_an_article_waiting_for_every_stage_is_already_readable(connection: Connection) -> None:
    add_article(connection, add_source(connection, "gazette"), "Tin")
    [row] = rows(connection, "select * from report.articles")
    assert (row.source, row.title, row.topics) == ("gazette", "Tin", [])
    assert (row.cluster_id, row.is_representative, row.event_id) == (None, None, None)


def test_topics_of_an_article_are_those_it_is_about_in_order(connection: Connection) -> None:
    article = add_article(connection, add_source(connection, "gazette"), "Tin")
    for topic in ("zinc", "copper", "lead"):
        add_topic(connection, topic)
    add_topic(connection, "asbestos", removed=True)
    add_match(connection, article, "zinc")
    add_match(connection, article, "copper")
    add_match(connection, article, "lead", "mention")
    add_match(connection, article, "asbestos")
    assert value(connection, "select topics from report.articles") == ["copper", "zinc"]
    matches = rows(connection, "select topic, salience from report.article_topics order by 1")
    assert matches == [("copper", "about"), ("lead", "mention"), ("zinc", "about")]
    assert [
        row.topic for row in rows(connection, "select topic from report.topics order by 1")
    ] == [
        "copper",
        "lead",
        "zinc",
    ]


def test_one_article_of_a_cluster_represents_it(connection: Connection) -> None:
    source = add_source(connection, "gazette")
    first, second = add_article(connection, source, "Tin"), add_article(connection, source, "Tin!")
    cluster = add_cluster(connection, first, second)
    result = rows(
        connection,
        "select article_id, cluster_id, is_representative from report.articles order by 1",
    )
    assert result == [(first, cluster, True), (second, cluster, False)]


def test_a_pair_of_relation_contains_shares_no_cluster(connection: Connection) -> None:
    source = add_source(connection, "gazette")
    whole, part, copy = (add_article(connection, source, title) for title in "abc")
    add_cluster(connection, whole)
    cluster = add_cluster(connection, part, copy)
    add_pair(connection, part, whole, "contains")
    add_pair(connection, copy, part, "copy")
    result = rows(
        connection, "select relation, cluster_id, pinned from report.duplicates order by 1"
    )
    assert result == [("contains", None, False), ("copy", cluster, False)]


def test_a_pin_shows_on_its_pair_whichever_came_first(connection: Connection) -> None:
    source = add_source(connection, "gazette")
    first, second, third = (add_article(connection, source, title) for title in "abc")
    add_cluster(connection, first)
    add_cluster(connection, second)
    cluster = add_cluster(connection, third)
    add_pair(connection, second, first, "copy")
    rows(connection, "insert into newsmon.duplicate_pin values (%s, %s, false)", first, second)
    [row] = rows(connection, "select * from report.duplicates")
    assert (row.pinned, row.pinned_same, row.cluster_id) == (True, False, None)

    rows(connection, "update newsmon.article set cluster_id = %s", cluster)
    rows(connection, "insert into newsmon.duplicate_pin values (%s, %s, true)", first, third)
    row = rows(connection, "select * from report.duplicates where article_id = %s", third)[0]
    assert (row.other_id, row.relation, row.rule_version) == (first, "copy", "pin")
    assert (row.pinned, row.pinned_same, row.cluster_id) == (True, True, cluster)


def test_a_text_spreads_from_its_first_printing(connection: Connection) -> None:
    wire, gazette = add_source(connection, "wire"), add_source(connection, "gazette")
    late, first, middle = (
        add_article(connection, source, title)
        for source, title in ((gazette, "late"), (wire, "first"), (gazette, "middle"))
    )
    alone = add_article(connection, wire, "alone")
    for article, hour in ((first, 8), (middle, 9), (late, 11), (alone, 7)):
        rows(
            connection,
            "update newsmon.article set published_at = '2026-03-01'::timestamptz + %s * interval "
            "'1 h' where article_id = %s",
            hour,
            article,
        )
    cluster = add_cluster(connection, late, first, middle)
    add_cluster(connection, alone)
    add_pair(connection, first, late, "copy")
    rows(connection, "update newsmon.near_duplicate set containment_ab = .9, containment_ba = .4")
    add_author(connection, late, "Northern Wire", "agency")
    add_author(connection, late, "A. Person", "person")
    add_author(connection, late, "Wire by Dateline", "agency", field="agency")
    add_author(connection, middle, "Wire by Dateline", "agency", field="agency")
    spread = rows(
        connection,
        "select cluster_id, article_id, source, rank, first_source, extract(hour from lag)::int, "
        "round(share_kept::numeric, 1)::text, agency from report.propagation order by rank",
    )
    assert [tuple(row) for row in spread] == [
        (cluster, first, "wire", 1, "wire", 0, "1.0", None),
        (
            cluster,
            middle,
            "gazette",
            2,
            "wire",
            1,
            None,
            "Wire by Dateline",
        ),  # not compared with the first
        (cluster, late, "gazette", 3, "wire", 3, "0.9", "Northern Wire"),
    ]
    pairs = rows(
        connection,
        "select source, first_source, texts, extract(hour from median_lag)::int, "
        "round(share_kept::numeric, 1)::text, newest_article_id from report.propagation_pairs",
    )
    newest = max(middle, late)
    assert [tuple(row) for row in pairs] == [("gazette", "wire", 2, 2, "0.9", newest)]


def test_what_a_printing_left_out_is_told_by_paragraph(connection: Connection) -> None:
    wire, gazette = add_source(connection, "wire"), add_source(connection, "gazette")
    first, second = add_article(connection, wire, "a"), add_article(connection, gazette, "b")
    for article, hour, text in (
        (first, 8, "Opening.\n\nA reply.\nBackground."),
        (second, 9, "Opening.\nBackground.\nA line of its own."),
    ):
        rows(
            connection,
            "update newsmon.article set text = %s, "
            "published_at = '2026-03-01'::timestamptz + %s * interval '1 h' where article_id = %s",
            text,
            hour,
            article,
        )
    add_cluster(connection, first, second)
    spread = rows(connection, "select paragraphs_gone from report.propagation order by rank")
    assert [row.paragraphs_gone for row in spread] == [[], ["A reply."]]


def add_author(
    connection: Connection, article: int, name: str, kind: str, *, field: str = "authors"
) -> None:
    rows(
        connection,
        "insert into newsmon.provenance (article_id, field, value, origin, confidence, chosen, "
        "kind) values (%s, %s, %s, 'json-ld', 1, true, %s)",
        article,
        field,
        name,
        kind,
    )


def test_an_event_counts_articles_outlets_and_texts(connection: Connection) -> None:
    gazette, herald = add_source(connection, "gazette"), add_source(connection, "herald")
    event = value(
        connection, "insert into newsmon.event (title) values ('Tin ends') returning event_id"
    )
    copies = [add_article(connection, gazette, "A"), add_article(connection, herald, "A")]
    third = add_article(connection, herald, "Tin ends")
    add_cluster(connection, *copies, event=event)
    add_cluster(connection, third, event=event)
    add_topic(connection, "tin")
    add_topic(connection, "zinc")
    add_match(connection, third, "zinc")
    for article in (*copies, third):
        add_match(connection, article, "tin")
    [row] = rows(connection, "select * from report.events")
    assert (row.event_id, row.articles, row.sources, row.clusters) == (event, 3, 2, 2)
    assert row.topics == ["tin", "zinc"]
    assert row.representative_id == third
    result = rows(connection, "select distinct event_id from report.articles")
    assert result == [(event,)]


def test_merged_and_empty_events_are_not_shown(connection: Connection) -> None:
    alive = value(connection, "insert into newsmon.event (title) values ('a') returning event_id")
    rows(connection, "insert into newsmon.event (title, merged_into) values ('b', %s)", alive)
    assert rows(connection, "select * from report.events") == []


def test_feed_health_shows_removed_feeds_too(connection: Connection) -> None:
    source = add_source(connection, "gazette")
    for state in ("ok", "removed", "gone"):
        rows(
            connection,
            """insert into newsmon.feed (source_id, url, kind, fetch_url, state)
               values (%s, %s, 'feed', 'https://example.org/', %s)""",
            source,
            f"https://example.org/{state}",
            state,
        )
    result = rows(connection, "select state from report.feed_health order by 1")
    assert [row.state for row in result] == ["gone", "ok", "removed"]


def test_sources_without_articles_are_listed(connection: Connection) -> None:
    add_source(connection, "silent")
    add_article(connection, add_source(connection, "gazette"), "Tin")
    result = rows(connection, "select source, articles from report.sources order by 1")
    assert result == [("gazette", 1), ("silent", 0)]


# -- the reader ---------------------------------------------------------------------------


@pytest.fixture
def reader(database: str, connection: Connection) -> Iterator[Connection]:
    """The reader's connection, to a database with 2,000 articles of which one is about tin."""
    source = add_source(connection, "gazette")
    rows(
        connection,
        """insert into newsmon.article (source_id, url, title, text, lead, words, first_seen_at,
               edition)
           select %s, 'https://example.org/' || n, 'Number ' || n, 'Nothing.', '', 1, now(), 'page'
           from generate_series(1, 2000) n""",
        source,
    )
    rows(
        connection,
        """insert into newsmon.article_search
           select article_id, 'english', to_tsvector('english', title) from newsmon.article""",
    )
    add_article(connection, source, "Tin", "Sanctions on the smelters of tin.")
    connection.commit()
    connection.autocommit = True
    rows(connection, "vacuum analyze newsmon.article, newsmon.article_search, newsmon.source")
    with contextlib.closing(connect(database, role="reader")) as opened:
        yield opened


SEARCH = "search @@ websearch_to_tsquery('english', 'sanctioned smelter')"


def test_the_reader_searches_full_text_by_the_index(reader: Connection) -> None:
    result = rows(reader, f"select title from report.articles where {SEARCH}")
    assert result == [("Tin",)]
    plan = "\n".join(
        row[0] for row in rows(reader, f"explain select * from report.articles where {SEARCH}")
    )
    assert "article_search_search" in plan
    assert "Seq Scan on article_search" not in plan


def test_columns_that_are_not_asked_for_cost_nothing(reader: Connection) -> None:
    plan = "\n".join(
        row[0]
        for row in rows(reader, "explain select title from report.articles where article_id = 7")
    )
    assert re.findall(r"on (\w+)", plan) == ["article"]


def test_the_reader_reads_every_view(reader: Connection) -> None:
    for view in columns(reader):
        rows(reader, f"select * from report.{view} limit 1")


@pytest.mark.parametrize(
    "statement",
    [
        "select * from newsmon.article",
        "select * from newsmon.migration",
        "insert into report.sources (source) values ('x')",
        "update report.topics set name = 'x'",
        "delete from report.runs",
        "create table report.mine (a int)",
        "create view report.mine as select 1",
        "create table public.mine (a int)",
        "drop view report.articles",
        "truncate newsmon.article",
    ],
)
def test_the_reader_reads_nothing_else_and_writes_nothing(database: str, statement: str) -> None:
    with (
        contextlib.closing(connect(database, role="reader")) as reader,
        pytest.raises(psycopg2.errors.InsufficientPrivilege),
    ):
        rows(reader, statement)
