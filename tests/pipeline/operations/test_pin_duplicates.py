"""Pins against a real database: they win over the rule and survive replays."""

from __future__ import annotations

import pytest
from psycopg2.extensions import connection as Connection
from tests.dedup.writing import article, trimmed
from tests.pipeline.stages.test_deduplicate import drain, groups, load, query, replay, revise

from newsmon.errors import UsageError
from newsmon.pipeline.operations.pin_duplicates import pin, unpin

URL = "https://gazette.example/{}"
A, B, C = (URL.format(name) for name in "abc")


def together(*urls: str) -> frozenset[str]:
    return frozenset(urls)


def test_two_texts_pinned_together_stay_so_through_replays(conn: Connection) -> None:
    load(conn, A, article(1))
    b = load(conn, B, article(2))
    drain(conn)
    pinned = pin(conn, A, str(b), same=True)
    assert (pinned.same, pinned.cluster_id) == (True, pinned.other_cluster_id)
    for _ in range(2):
        assert groups(conn) == {together(A, B)}
        replay(conn)
        drain(conn)
    revise(conn, b, article(3))
    drain(conn)
    assert groups(conn) == {together(A, B)}


def test_two_copies_pinned_apart_stay_so_through_replays(conn: Connection) -> None:
    a, _ = load(conn, A, article(1)), load(conn, B, article(1))
    drain(conn)
    before = query(conn, "select cluster_id from newsmon.article where article_id = %s", a)
    pinned = pin(conn, B, A, same=False)
    assert pinned.cluster_id != pinned.other_cluster_id
    for _ in range(2):
        drain(conn)
        assert groups(conn) == {together(A), together(B)}
        replay(conn)
    assert query(conn, "select cluster_id from newsmon.article where article_id = %s", a) == before


def test_a_third_copy_does_not_bring_together_what_is_pinned_apart(conn: Connection) -> None:
    load(conn, A, article(1))
    load(conn, B, article(1), source="other")
    drain(conn)
    pin(conn, A, B, same=False)
    drain(conn)
    load(conn, C, article(1), source="third")
    drain(conn)
    clusters = groups(conn)
    assert len(clusters) == 2
    assert not any({A, B} <= group for group in clusters)
    state = query(conn, "select article_id, cluster_id from newsmon.article order by 1")
    replay(conn)
    drain(conn)
    assert query(conn, "select article_id, cluster_id from newsmon.article order by 1") == state


def test_unpinned_the_rule_decides_again(conn: Connection) -> None:
    load(conn, A, article(1))
    load(conn, B, trimmed(article(1), 0.5))
    load(conn, C, article(2))
    drain(conn)
    pin(conn, A, B, same=False)
    pin(conn, A, C, same=True)
    drain(conn)
    assert groups(conn) == {together(A, C), together(B)}
    unpin(conn, A, B)
    unpin(conn, C, A)
    drain(conn)
    assert groups(conn) == {together(A, B), together(C)}


def test_a_verdict_can_be_turned(conn: Connection) -> None:
    load(conn, A, article(1))
    load(conn, B, article(2))
    drain(conn)
    pin(conn, A, B, same=True)
    pin(conn, A, B, same=False)
    drain(conn)
    assert groups(conn) == {together(A), together(B)}


def test_pins_work_before_the_articles_are_decided(conn: Connection) -> None:
    load(conn, A, article(1))
    load(conn, B, article(2))
    pin(conn, A, B, same=True)
    drain(conn)
    assert groups(conn) == {together(A, B)}


def test_a_pin_says_what_is_wrong_with_it(conn: Connection) -> None:
    load(conn, A, article(1))
    load(conn, B, article(2))
    with pytest.raises(UsageError, match="no article '99'"):
        pin(conn, A, "99", same=True)
    conn.rollback()
    with pytest.raises(UsageError, match="one article"):
        pin(conn, A, A, same=True)
    conn.rollback()
    with pytest.raises(UsageError, match="not pinned"):
        unpin(conn, A, B)
