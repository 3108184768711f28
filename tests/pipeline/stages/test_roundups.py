"""Roundups against a real database: whatever comes first, one is a copy of no part of it."""

from __future__ import annotations

import itertools

import pytest
from psycopg2.extensions import connection as Connection
from tests.dedup.writing import article, trimmed
from tests.pipeline.stages.test_deduplicate import (
    drain,
    groups,
    load,
    query,
    relations,
    replay,
    revise,
    state,
)

from newsmon.pipeline.operations.pin_duplicates import pin

PARTS = {name: article(seed, 12 + seed % 3) for seed, name in enumerate("ABC", start=80)}
TEXTS = {**PARTS, "roundup": "\n".join(PARTS.values())}
ALONE = {frozenset((name,)) for name in TEXTS}


def arrive(conn: Connection, *names: str, batch: int = 200) -> None:
    """As the demonstration has it: the roundup is by the outlet of two of its parts."""
    for name in names:
        load(conn, name, TEXTS[name], source="wire" if name == "A" else "gazette")
    drain(conn, batch=batch)


def contained(conn: Connection) -> set[str]:
    """Return the articles that the roundup is judged to contain; no other pair is judged."""
    judged = relations(conn)
    assert {relation for *_, relation in judged} <= {"contains"}
    assert all("roundup" in pair for pair in judged)
    return {name for *pair, _ in judged for name in pair if name != "roundup"}


@pytest.mark.parametrize("batch", [1, 200])
@pytest.mark.parametrize("order", list(itertools.permutations(TEXTS))[::3])
def test_a_roundup_contains_its_parts_in_any_order(
    conn: Connection, order: tuple[str, ...], batch: int
) -> None:
    arrive(conn, *order, batch=batch)
    assert groups(conn) == ALONE
    assert contained(conn) == set(PARTS)


@pytest.mark.parametrize("order", list(itertools.permutations(("A", "B", "briefing")))[::2])
def test_a_briefing_of_two_stories_joins_them_in_no_order(
    conn: Connection, order: tuple[str, ...]
) -> None:
    texts = {"A": article(85), "B": article(86)}
    texts["briefing"] = "In short.\n" + "\n".join(trimmed(text, 0.71) for text in texts.values())
    for name in order:
        load(conn, name, texts[name], source=f"of {name}")
        drain(conn)
    assert groups(conn) == {frozenset((name,)) for name in texts}
    assert {relation for *_, relation in relations(conn)} == {"contains"}


def test_a_roundups_parts_are_posts_that_link_to_the_articles_they_print(conn: Connection) -> None:
    arrive(conn, *TEXTS)
    urls = dict(query(conn, "select article_id, url from report.articles"))
    rows = query(
        conn,
        "select p.article_id, p.url, p.printed_article_id, p.text = b.text as is_its_text, "
        "p.post_id < 0 as is_below_zero "
        "from report.posts p join report.articles b on b.article_id = p.printed_article_id",
    )
    assert {(urls[whole], url, urls[part], *rest) for whole, url, part, *rest in rows} == {
        ("roundup", name, name, True, True) for name in PARTS
    }
    assert len(query(conn, "select distinct post_id from report.posts")) == len(PARTS)
    first = query(conn, "select post_id from report.posts order by post_id")
    replay(conn)
    drain(conn)
    assert query(conn, "select post_id from report.posts order by post_id") == first


def test_it_is_a_copy_until_a_second_part_is_there(conn: Connection) -> None:
    arrive(conn, "roundup", "A")
    assert groups(conn) == {frozenset(("roundup", "A"))}
    arrive(conn, "C")
    assert groups(conn) == {frozenset((name,)) for name in ("roundup", "A", "C")}
    assert contained(conn) == {"A", "C"}
    waiting = "select count(*) from newsmon.article where deduplicated_at is null"
    assert query(conn, waiting) == [(0,)]


@pytest.mark.parametrize("order", [("A", "B", "C", "roundup"), ("roundup", "C", "A", "B")])
def test_replaying_changes_nothing(conn: Connection, order: tuple[str, ...]) -> None:
    arrive(conn, *order, batch=1)
    before = state(conn)
    for batch in (1, 3, 200):
        replay(conn)
        drain(conn, batch=batch)
        assert state(conn) == before


def test_what_was_merged_by_an_earlier_rule_parts_at_a_replay(conn: Connection) -> None:
    arrive(conn, *TEXTS)
    query(conn, "update newsmon.near_duplicate set relation = 'trim' returning 1")
    query(conn, "update newsmon.article set cluster_id = 1 returning 1")
    replay(conn)
    drain(conn)
    assert groups(conn) == ALONE
    assert contained(conn) == set(PARTS)


def test_copies_of_a_roundup_are_one_cluster(conn: Connection) -> None:
    arrive(conn, "roundup")
    load(conn, "its copy", "By Ann Weaver\n" + TEXTS["roundup"] + "\n" + article(9, 1), source="x")
    drain(conn)
    arrive(conn, "A")
    assert len(groups(conn)) == 1
    arrive(conn, "B")
    assert frozenset(("roundup", "its copy")) in groups(conn)
    arrive(conn, "C")
    assert groups(conn) == {frozenset(("roundup", "its copy"))} | {
        frozenset((name,)) for name in PARTS
    }


def test_copies_and_cuts_of_a_part_are_one_text(conn: Connection) -> None:
    text = article(90, 30)
    load(conn, "longer", f"{text}\n{article(91, 10)}", source="a")
    load(conn, "copy", "By Ann Weaver\n" + text, source="b")
    load(conn, "other copy", text, source="c")
    load(conn, "cut", trimmed(text, 0.5), source="d")
    drain(conn, batch=2)
    assert groups(conn) == {frozenset(("longer", "copy", "other copy", "cut"))}


@pytest.mark.parametrize(
    "order", list(itertools.permutations(("main", "sidebar", "both", "cut")))[::4]
)
def test_wire_copy_with_a_sidebar_stays_a_copy(conn: Connection, order: tuple[str, ...]) -> None:
    main, sidebar = article(90, 30), article(91, 6)
    texts = {"main": main, "sidebar": sidebar, "both": f"{main}\n{sidebar}"}
    texts["cut"] = trimmed(main, 0.4)
    for name in order:
        load(conn, name, texts[name], source=f"of {name}")
        drain(conn)
    assert groups(conn) == {frozenset(("main", "both", "cut")), frozenset(("sidebar",))}
    assert {"both", "sidebar", "contains"} in [set(judged) for judged in relations(conn)]


def test_live_updates_stay_one_text(conn: Connection) -> None:
    entries = [article(seed, 6) for seed in range(90, 95)]
    for count in range(1, 6):
        load(conn, f"live {count}", "\n".join(reversed(entries[:count])), source="live")
    drain(conn, batch=2)
    assert len(groups(conn)) == 1


def test_a_pin_keeps_a_roundup_with_what_it_contains(conn: Connection) -> None:
    arrive(conn, "roundup", "A")
    ids = dict(query(conn, "select url, article_id::text from newsmon.article"))
    pin(conn, ids["roundup"], ids["A"], same=True)
    arrive(conn, "B", "C")
    assert groups(conn) == {frozenset(("roundup", "A")), frozenset("B"), frozenset("C")}
    assert contained(conn) == set(PARTS)


def test_a_roundup_that_loses_its_other_parts_is_a_copy_again(conn: Connection) -> None:
    arrive(conn, "A", "B", "roundup")
    assert len(groups(conn)) == 3
    changed = "select article_id from newsmon.article where url = 'B'"
    revise(conn, query(conn, changed)[0][0], article(99))
    drain(conn)
    assert groups(conn) == {frozenset(("roundup", "A")), frozenset("B")}


def test_who_parts_from_its_cluster_is_grouped_anew(conn: Connection) -> None:
    arrive(conn, "A", "roundup")
    query(conn, "update newsmon.article set grouped_at = now() returning 1")
    arrive(conn, "C")
    waiting = query(conn, "select url from newsmon.article where grouped_at is null")
    assert {url for (url,) in waiting} == {"roundup", "C"}
