"""The tag stage against a real database."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.config.settings import Settings
from newsmon.model import TopicMatch
from newsmon.pipeline.stages import isolation
from newsmon.pipeline.stages.tag import tag
from newsmon.store import connect
from newsmon.topics import Tagger, parse

RULES: dict[str, Any] = {
    "sets": {"metals": ["copper", "tin"]},
    "topics": {
        "metals": {"name": "Metals", "any": ["@metals"]},
        "smelting": {"name": "Smelting", "parent": "metals", "any": ["smelter~"]},
        "ports": {"name": "Ports", "any": ["port~"]},
    },
}
TEXTS = [
    "The smelters in the north have shut.",
    "Copper is dear. The port is closed.",
    "Nothing of interest happened on Tuesday.",
]


def config(rules: dict[str, Any]) -> Config:
    topics, problems = parse(rules)
    assert problems == []
    return Config(Settings(), (), topics, Path(), ())


def changed(**topics: Any) -> Config:
    """The rules with topics put in, or taken out where None."""
    merged = {**RULES["topics"], **topics}
    remaining = {slug: rule for slug, rule in merged.items() if rule is not None}
    return config({**RULES, "topics": remaining})


@pytest.fixture
def conn(database: str) -> Iterator[Connection]:
    connection = connect(database)
    load(connection, TEXTS)
    yield connection
    connection.close()


def load(conn: Connection, texts: list[str]) -> None:
    with conn.cursor() as cursor:
        cursor.execute(
            "insert into newsmon.source (slug, name) values ('x', 'X') on conflict do nothing"
        )
        for i, text in enumerate(texts):
            cursor.execute(
                "insert into newsmon.article"
                " (source_id, url, title, text, lead, words, first_seen_at, edition)"
                " select source_id, %s, 'Headline', %s, '', 5, now(), 'page' from newsmon.source",
                (f"https://x.example/{i}-{len(texts)}", text),
            )
    conn.commit()


def drain(conn: Connection, config: Config, batch: int = 200) -> Counter[str]:
    total: Counter[str] = Counter()
    while True:
        counts = tag(conn, config, batch=batch)
        total += counts
        if not counts["claimed"]:
            return total


def rows(conn: Connection, what: str) -> list[tuple[Any, ...]]:
    with conn.cursor() as cursor:
        cursor.execute(what)
        fetched = cursor.fetchall()
    conn.rollback()
    return fetched


MATCHES = "select article_id, topic from newsmon.topic_match order by 1, 2"
VERSIONS = "select article_id, topic, xmin::text from newsmon.topic_match order by 1, 2"


def test_waiting_articles_are_tagged_with_parents_and_wait_no_more(conn: Connection) -> None:
    counts = drain(conn, config(RULES))
    assert rows(conn, MATCHES) == [(1, "metals"), (1, "smelting"), (2, "metals"), (2, "ports")]
    assert rows(conn, "select count(*) from newsmon.article where tagged_at is null") == [(0,)]
    assert counts["tagged"] == 3
    assert counts["retagged"] == 0


def test_topics_of_the_configuration_stand_in_the_database(conn: Connection) -> None:
    tag(conn, config(RULES))
    stored = rows(conn, "select topic, name, parent from report.topics order by topic")
    assert stored == [
        ("metals", "Metals", None),
        ("ports", "Ports", None),
        ("smelting", "Smelting", "metals"),
    ]


def test_mentions_are_stored_as_spans_of_the_text(conn: Connection) -> None:
    drain(conn, config(RULES))
    ((mentions, text),) = rows(
        conn,
        "select m.mentions, a.text from newsmon.topic_match m join newsmon.article a"
        " using (article_id) where topic = 'ports'",
    )
    assert mentions == [{"start": 20, "end": 24, "term": "port~", "zone": "lead"}]
    assert text[20:24] == "port"


def test_a_second_pass_writes_nothing(conn: Connection) -> None:
    drain(conn, config(RULES))
    before = rows(conn, VERSIONS)
    assert drain(conn, config(RULES)) == Counter()
    with conn.cursor() as cursor:
        cursor.execute("update newsmon.article set tagged_at = null")
    conn.commit()
    counts = drain(conn, config(RULES))
    assert counts["tagged"] == 3
    assert counts["matches"] == 0
    assert rows(conn, VERSIONS) == before


def test_a_changed_topic_is_tried_again_on_the_archive_and_no_other(conn: Connection) -> None:
    drain(conn, config(RULES))
    untouched = [row for row in rows(conn, VERSIONS) if row[1] != "ports"]
    counts = drain(conn, changed(ports={"name": "Ports", "any": ["Tuesday"]}))
    assert counts["retagged"] == 3
    assert counts["topics_changed"] == 1
    assert (3, "ports") in rows(conn, MATCHES)
    assert (2, "ports") not in rows(conn, MATCHES)
    assert [row for row in rows(conn, VERSIONS) if row[1] != "ports"] == untouched


def test_a_changed_set_makes_every_topic_that_uses_it_stale(conn: Connection) -> None:
    drain(conn, config(RULES))
    counts = drain(conn, config({**RULES, "sets": {"metals": ["zinc"]}}))
    assert counts["topics_changed"] == 1
    assert rows(conn, MATCHES) == [(1, "metals"), (1, "smelting"), (2, "ports")]


def test_a_changed_child_makes_its_parent_stale(conn: Connection) -> None:
    drain(conn, config(RULES))
    smelting = {"name": "Smelting", "parent": "metals", "any": ["Tuesday"]}
    counts = drain(conn, changed(smelting=smelting))
    assert counts["topics_changed"] == 2
    assert rows(conn, MATCHES) == [
        (2, "metals"), (2, "ports"), (3, "metals"), (3, "smelting"),
    ]  # fmt: skip


def test_a_new_topic_is_tried_on_the_archive(conn: Connection) -> None:
    drain(conn, config(RULES))
    drain(conn, changed(days={"name": "Days", "any": ["Tuesday"]}))
    assert (3, "days") in rows(conn, MATCHES)


def test_a_renamed_topic_retags_nothing(conn: Connection) -> None:
    drain(conn, config(RULES))
    counts = drain(conn, changed(ports={"name": "Harbours", "any": ["port~"]}))
    assert counts == Counter()
    assert ("Harbours",) in rows(conn, "select name from report.topics")


def test_a_deleted_topic_takes_its_matches_along_and_may_return(conn: Connection) -> None:
    drain(conn, config(RULES))
    counts = drain(conn, changed(ports=None))
    assert counts == Counter(topics_removed=1)
    assert all(topic != "ports" for _, topic in rows(conn, MATCHES))
    assert rows(conn, "select topic from newsmon.topic where removed_at is not null") == [
        ("ports",)
    ]
    drain(conn, config(RULES))
    assert (2, "ports") in rows(conn, MATCHES)
    assert rows(conn, "select count(*) from report.topics") == [(3,)]


def test_a_batch_is_no_larger_than_asked_for(conn: Connection) -> None:
    assert [tag(conn, config(RULES), batch=2)["claimed"] for _ in range(2)] == [2, 1]


def test_a_killed_batch_is_as_if_it_had_not_begun(conn: Connection, database: str) -> None:
    class KilledError(Exception):
        pass

    class Fragile:
        """A connection whose holder dies at its commit."""

        def __init__(self) -> None:
            self.inner = connect(database)
            self.commits = 0

        def __getattr__(self, name: str) -> Any:
            return getattr(self.inner, name)

        def commit(self) -> None:
            self.commits += 1
            if self.commits > 1:  # the first is that of the sync
                self.inner.close()
                raise KilledError
            self.inner.commit()

    settled = config(RULES)
    with pytest.raises(KilledError):
        tag(Fragile(), settled)  # type: ignore[arg-type]
    assert rows(conn, MATCHES) == []
    total: Counter[str] = Counter()
    while total["tagged"] < 3:  # the server may take a moment to notice that it is gone
        total += drain(conn, settled)
    assert total["tagged"] == 3


@pytest.mark.slow
def test_two_workers_share_the_work_and_double_nothing(conn: Connection, database: str) -> None:
    load(conn, [f"{text} ({n})" for n in range(150) for text in TEXTS])
    settled = config(RULES)
    totals: list[Counter[str]] = []

    def work() -> None:
        mine = connect(database)
        totals.append(drain(mine, replace(settled), batch=20))
        mine.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(total["tagged"] for total in totals) == 453
    assert rows(conn, "select count(*) from newsmon.topic_match") == [(4 * 151,)]
    assert rows(conn, "select count(*) from newsmon.topic_backlog") == [(0,)]


def test_a_new_version_is_never_overwritten_by_a_retag_of_the_old(
    conn: Connection, database: str
) -> None:
    drain(conn, config(RULES))
    with conn.cursor() as cursor:
        cursor.execute(
            "update newsmon.article set text = 'Tin.', tagged_at = null where article_id = 2"
        )
    conn.commit()
    drain(conn, changed(ports={"name": "Ports", "any": ["port~", "closed"]}))
    assert [row for row in rows(conn, MATCHES) if row[0] == 2] == [(2, "metals")]


POSTS = "select post_id, topic from report.post_topics order by 1, 2"


def add_posts(conn: Connection, *texts: str) -> None:
    """Give the first article posts."""
    with conn.cursor() as cursor:
        for i, text in enumerate(texts):
            cursor.execute(
                "insert into newsmon.post"
                " (article_id, key, url, title, text, authors, first_seen_at)"
                " select min(article_id), %s, 'https://x.example/', '', %s, '{}', now()"
                " from newsmon.article",
                (str(i), text),
            )
    conn.commit()


def test_posts_are_tagged_as_articles_are(conn: Connection) -> None:
    add_posts(conn, *TEXTS)
    counts = drain(conn, config(RULES), batch=2)
    assert rows(conn, POSTS) == [(1, "metals"), (1, "smelting"), (2, "metals"), (2, "ports")]
    assert counts["posts"] == 3


def test_posts_follow_a_changed_and_a_removed_topic(conn: Connection) -> None:
    add_posts(conn, *TEXTS)
    drain(conn, config(RULES))
    before = rows(conn, "select xmin::text from newsmon.post_match where topic = 'ports'")
    drain(conn, changed(smelting=None, metals={"name": "Metals", "any": ["smelter~"]}))
    assert rows(conn, POSTS) == [(1, "metals"), (2, "ports")]
    assert rows(conn, "select xmin::text from newsmon.post_match where topic = 'ports'") == before


def test_a_post_that_breaks_the_tagger_is_in_quarantine_until_the_version_changes(
    conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    drain(conn, config(RULES))
    add_posts(conn, *TEXTS)
    look, bad = Tagger.tag, TEXTS[1]

    def tag_or_break(tagger: Tagger, title: str, text: str, language: str) -> list[TopicMatch]:
        if not title and text == bad:
            raise ValueError("injected")
        return look(tagger, title, text, language)

    monkeypatch.setattr(Tagger, "tag", tag_or_break)
    counts = drain(conn, config(RULES))
    assert counts["internal_error"] == 1
    assert {post for post, _ in rows(conn, POSTS)} == {1}
    [(stage, part, reason, detail)] = rows(
        conn, "select stage, part, reason, detail from newsmon.quarantine"
    )
    assert (stage, part, reason) == ("tag", "post", "internal_error")
    assert "injected" in detail
    assert rows(conn, "select stage, reason from report.failures") == [("tag", "internal_error")]
    assert drain(conn, config(RULES))["claimed"] == 0

    monkeypatch.undo()
    monkeypatch.setattr(isolation, "environment", lambda: "another version")
    isolation.release(conn)
    assert drain(conn, config(RULES))["posts"] == 1
    assert {post for post, _ in rows(conn, POSTS)} == {1, 2}
    assert rows(conn, "select count(*) from newsmon.quarantine") == [(0,)]
