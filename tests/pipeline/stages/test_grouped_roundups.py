"""Roundups and events: what prints several texts neither names nor glues what they are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace

import pytest
from psycopg2.extensions import connection as Connection
from tests.events.texts import News, happenings
from tests.pipeline.stages.test_group import TRIAL, drain, events_of, load, rows

from newsmon.store import connect

BRIDGE = happenings(1, outlets=3, seed=5, days=0.2)
REPORTS = [BRIDGE, [replace(report, at=BRIDGE[0].at + 0.1) for report in TRIAL]]
PARTS = [reports[0] for reports in REPORTS]
ROUNDUP = News(
    f"{PARTS[0].title}; {PARTS[1].title}", f"{PARTS[0].text}\n{PARTS[1].text}", PARTS[0].at
)


@pytest.fixture
def conn(database: str) -> Iterator[Connection]:
    with closing(connect(database)) as connection:
        yield connection


def prints(conn: Connection, roundup: int, parts: Sequence[int]) -> None:
    """Say what deduplicate says of a roundup and the texts that it prints."""
    for part in parts:
        later, earlier = max(roundup, part), min(roundup, part)
        of_later, of_earlier = (0.3, 1.0) if later == roundup else (1.0, 0.3)
        rows(
            conn,
            "insert into newsmon.near_duplicate values (%s, %s, 'contains', %s, %s, .3, 20, 'x')",
            *(later, earlier, of_later, of_earlier),
        )


def titles(conn: Connection) -> dict[int, str]:
    return dict(rows(conn, "select event_id, title from newsmon.event where merged_into is null"))


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("batch", [1, 200])
def test_a_roundup_is_an_event_of_its_own(conn: Connection, place: int, batch: int) -> None:
    arrived = [*PARTS]
    arrived.insert(place, ROUNDUP)
    articles = load(conn, arrived)
    roundup = articles.pop(place)
    prints(conn, roundup, articles)

    drain(conn, batch)

    events = events_of(conn)
    assert len(set(events.values())) == 3
    assert {titles(conn)[events[article]] for article in articles} == {
        report.title for report in PARTS
    }
    assert titles(conn)[events[roundup]] == ROUNDUP.title


def test_reports_after_a_roundup_join_what_they_are_about(conn: Connection) -> None:
    roundup, *parts = load(conn, [ROUNDUP, *PARTS])
    prints(conn, roundup, parts)
    more = [load(conn, reports[1:]) for reports in REPORTS]
    drain(conn)
    events = events_of(conn)
    for part, articles in zip(parts, more, strict=True):
        assert {events[article] for article in articles} == {events[part]}


def test_found_out_later_it_stays_but_counts_no_more(conn: Connection) -> None:
    (roundup,) = load(conn, [ROUNDUP])
    drain(conn)
    before = events_of(conn)[roundup]
    parts = load(conn, PARTS)
    prints(conn, roundup, parts)
    drain(conn)
    events = events_of(conn)
    assert events[roundup] == before
    assert len({events[article] for article in (roundup, *parts)}) == 3


def test_what_it_had_named_is_named_anew(conn: Connection) -> None:
    roundup, first = load(conn, [ROUNDUP, PARTS[0]])
    drain(conn)
    event = events_of(conn)[first]
    assert events_of(conn)[roundup] == event
    (second,) = load(conn, PARTS[1:])
    prints(conn, roundup, [first, second])
    drain(conn)
    assert titles(conn)[event] == PARTS[0].title
    assert events_of(conn)[roundup] == event != events_of(conn)[second]


def test_replaying_a_roundup_changes_nothing(conn: Connection) -> None:
    articles = load(conn, [*PARTS, ROUNDUP])
    prints(conn, articles[2], articles[:2])
    drain(conn)
    before = events_of(conn), titles(conn)
    for batch in (1, 200):
        rows(conn, "update newsmon.article set grouped_at = null")
        drain(conn, batch)
        assert (events_of(conn), titles(conn)) == before


def test_copies_of_a_roundup_are_where_it_is(conn: Connection) -> None:
    *parts, roundup = load(conn, [*PARTS, ROUNDUP])
    prints(conn, roundup, parts)
    drain(conn)
    (copy,) = load(conn, [ROUNDUP])
    cluster = "select cluster_id from newsmon.article where article_id = %s"
    rows(
        conn,
        f"update newsmon.article set cluster_id = ({cluster}) where article_id = %s",
        *(roundup, copy),
    )
    drain(conn)
    assert events_of(conn)[copy] == events_of(conn)[roundup]
