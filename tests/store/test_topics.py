"""Topics, backlog and matches in the database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from psycopg2.extensions import connection as Connection

from newsmon.model import Mention, TopicMatch
from newsmon.store import connect, topics
from newsmon.store.topics import Changes, Monitored

FIRST = Monitored("one", "One", None, "hash-1")
TWO = Monitored("two", "Two", "one", "hash-2")


@pytest.fixture
def conn(database: str) -> Iterator[Connection]:
    connection = connect(database)
    with connection.cursor() as cursor:
        cursor.execute("insert into newsmon.source (slug, name) values ('x', 'X')")
        cursor.execute(
            "insert into newsmon.article"
            " (source_id, url, title, text, lead, words, first_seen_at, edition, tagged_at)"
            " select source_id, 'https://x.example/' || n, 'T', 'Text ' || n, '', 2,"
            " now() - make_interval(days => n), 'page', case when n <= 5 then now() end"
            " from newsmon.source, generate_series(1, 7) n"
        )
    connection.commit()
    yield connection
    connection.close()


def rows(conn: Connection, what: str) -> list[tuple[Any, ...]]:
    with conn.cursor() as cursor:
        cursor.execute(what)
        return cursor.fetchall()


def match(topic: str, score: float = 4.0) -> TopicMatch:
    return TopicMatch(topic, score, 0.25, "about", (Mention(0, 4, "Text", "lead"),), "hash-1")


def test_sync_says_what_changed_and_what_went(conn: Connection) -> None:
    assert topics.sync(conn, [TWO, FIRST]) == Changes(("two", "one"), ())
    assert topics.sync(conn, [TWO, FIRST]) == Changes()
    renewed = Monitored("two", "Zwei", None, "hash-3")
    assert topics.sync(conn, [renewed]) == Changes(("two",), ("one",))
    stored = "select topic, name, parent, removed_at is null from newsmon.topic order by 1"
    assert rows(conn, stored) == [
        ("one", "One", None, False),
        ("two", "Zwei", None, True),
    ]  # fmt: skip


def test_agreement_is_on_names_parents_and_definitions(conn: Connection) -> None:
    topics.sync(conn, [FIRST, TWO])
    assert topics.agrees(conn, [TWO, FIRST])
    assert not topics.agrees(conn, [FIRST])
    assert not topics.agrees(conn, [FIRST, Monitored("two", "Two", None, "hash-2")])
    assert not topics.agrees(conn, [FIRST, Monitored("two", "Zwei", "one", "hash-2")])


def test_the_backlog_covers_what_is_tagged_in_stretches(
    conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(topics, "STRETCH", 2)
    topics.sync(conn, [FIRST])
    lengths = []
    while stretch := topics.claim_stretch(conn):
        assert stretch.topics == ("one",)
        lengths.append(len(stretch.articles))
    assert lengths == [2, 2, 1]


def test_a_stretch_of_large_texts_is_taken_in_parts(
    conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    topics.sync(conn, [FIRST])
    with conn.cursor() as cursor:
        cursor.execute(
            "update newsmon.article set text = repeat('a', 1000) where tagged_at is not null"
        )
    conn.commit()
    monkeypatch.setattr(topics, "TEXT_BYTES", 1500)
    lengths = []
    while stretch := topics.claim_stretch(conn):
        assert stretch.topics == ("one",)
        lengths.append([row.article_id for row in stretch.articles])
    assert lengths == [[1, 2], [3, 4], [5]]
    assert rows(conn, "select from newsmon.topic_backlog") == []


def test_a_claim_takes_so_many_bytes_and_one_article_at_least(
    conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = [row.article_id for row in topics.claim(conn, 10)]
    assert len(waiting) > 1
    monkeypatch.setattr(topics, "TEXT_BYTES", 1)
    assert [row.article_id for row in topics.claim(conn, 10)] == waiting[:1]


def test_a_second_change_replaces_the_backlog_of_the_first(conn: Connection) -> None:
    topics.sync(conn, [FIRST])
    topics.sync(conn, [Monitored("one", "One", None, "hash-9"), TWO])
    assert rows(conn, "select topics from newsmon.topic_backlog") == [(["one", "two"],)]


def test_a_stretch_taken_by_another_is_passed_over(conn: Connection, database: str) -> None:
    topics.sync(conn, [FIRST])
    assert topics.claim_stretch(conn) is not None
    second = connect(database)
    assert topics.claim_stretch(second) is None
    conn.rollback()
    assert topics.claim_stretch(second) is not None
    second.close()


def test_claimed_articles_are_passed_over_by_others(conn: Connection, database: str) -> None:
    assert [row.article_id for row in topics.claim(conn, 1)] == [6]
    second = connect(database)
    assert [row.article_id for row in topics.claim(second, 5)] == [7]
    second.close()


def test_writing_the_same_matches_again_writes_nothing(conn: Connection) -> None:
    topics.sync(conn, [FIRST, TWO])
    matches = {1: [match("one"), match("two")], 2: []}
    assert topics.write(conn, matches) == 2
    assert topics.write(conn, matches) == 0
    assert topics.write(conn, {1: [match("one", 5.0)], 2: []}) == 2
    assert rows(conn, "select article_id, topic, score from newsmon.topic_match") == [
        (1, "one", 5.0)
    ]


def test_writing_some_topics_leaves_the_others_alone(conn: Connection) -> None:
    topics.sync(conn, [FIRST, TWO])
    topics.write(conn, {1: [match("one"), match("two")]})
    assert topics.write(conn, {1: []}, topics=["two"]) == 1
    assert rows(conn, "select topic from newsmon.topic_match") == [("one",)]


def test_the_archive_comes_newest_first_with_what_it_is_about(conn: Connection) -> None:
    topics.sync(conn, [FIRST])
    topics.write(conn, {2: [match("one")]})
    since = rows(conn, "select now() - interval '3 days 12 hours'")[0][0]
    archived = list(topics.archive(conn, since))
    assert [row.article_id for row in archived] == [1, 2, 3]
    assert [row.about for row in archived] == [[], ["one"], []]
