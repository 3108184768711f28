"""The index in memory and the rows it is built from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from psycopg2.extensions import connection as Connection
from tests.events.texts import DAYS_OF_MARCH_2022, News, happenings
from tests.pipeline.stages.test_group import drain, events_of, load, partition, rows

from newsmon.events import Events, Method, week_of
from newsmon.store import connect, events, fetch_single

NEWS = happenings(6, outlets=3, seed=5, days=3)


@pytest.fixture
def conn(database: str) -> Iterator[Connection]:
    with closing(connect(database)) as connection:
        yield connection


def shifted(news: list[News], days: float) -> list[News]:
    return [replace(report, at=report.at + days) for report in news]


def test_only_the_weeks_that_are_needed_are_loaded(conn: Connection) -> None:
    load(conn, NEWS + shifted(NEWS, 70))
    drain(conn)
    index = events.Index(Events())

    week = week_of(DAYS_OF_MARCH_2022)
    index.follow(conn, [week, week + 1])

    assert sum(week.texts for week in index.events.weeks.values()) == len(NEWS)


def test_what_is_too_much_is_let_go_the_longest_unused_first(
    conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(conn, [report for days in (0, 70, 140) for report in shifted(NEWS, days)])
    drain(conn)
    monkeypatch.setattr(events, "KEPT_TEXTS", len(NEWS) + 1)
    index = events.Index(Events())

    for days in (0, 70, 140):
        first_week = week_of(DAYS_OF_MARCH_2022 + days)
        index.follow(conn, [first_week, first_week + 1])
        assert sum(week.texts for week in index.events.weeks.values()) == len(NEWS)
    assert min(index.used) >= first_week


def test_letting_go_changes_no_decision(conn: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    apart = [report for pair in zip(NEWS, shifted(NEWS, 70), strict=True) for report in pair]
    load(conn, apart)
    monkeypatch.setattr(events, "KEPT_TEXTS", 1)
    drain(conn, 1)

    of = list(events_of(conn).values())
    for which in range(6):
        early = {of[n] for n in range(0, len(of), 2) if apart[n].happening == which}
        late = {of[n] for n in range(1, len(of), 2) if apart[n].happening == which}
        assert len(early) == len(late) == 1
        assert early != late


def test_an_index_follows_what_others_write(database: str, conn: Connection) -> None:
    load(conn, NEWS)
    drain(conn)
    index = events.Index(Events())
    week = week_of(DAYS_OF_MARCH_2022)
    index.follow(conn, range(week - 1, week + 2))
    before = sum(week.texts for week in index.events.weeks.values())

    with closing(connect(database)) as second_index:
        load(second_index, [replace(NEWS[0], title="One more")])
        drain(second_index)
    conn.rollback()
    index.follow(conn, [week])

    assert sum(week.texts for week in index.events.weeks.values()) == before + 1


def test_an_index_of_another_database_is_not_used(database: str, conn: Connection) -> None:
    load(conn, NEWS)
    with events.index(conn, Method()) as first:
        pass
    with events.index(conn, Method()) as again:
        assert again is first
    with events.index(conn, Method(threshold=0.5)) as second_index:
        assert second_index is not first
    with pytest.raises(RuntimeError), events.index(conn, Method(threshold=0.5)):
        raise RuntimeError
    with events.index(conn, Method(threshold=0.5)) as anew:
        assert anew is not second_index


def test_old_vectors_are_trimmed_and_their_events_stay(conn: Connection) -> None:
    load(conn, NEWS)
    drain(conn)
    before = partition(conn)

    assert events.trim(conn, older_than_days=30) == 0  # of long ago, but they came just now
    rows(conn, "update newsmon.cluster set created_at = created_at - interval '60 days'")
    assert events.trim(conn, older_than_days=30) == len(NEWS)

    assert rows(conn, "select count(*) from newsmon.event_text") == [(0,)]
    assert partition(conn) == before
    rows(conn, "update newsmon.article set grouped_at = null")
    drain(conn)
    assert partition(conn) == before


def test_numbers_of_changes_ascend(conn: Connection) -> None:
    events.lock(conn)
    first = events.numbers(conn, 3)
    assert first == sorted(first)
    assert events.numbers(conn, 1)[0] > first[-1]
    assert fetch_single(conn, "events.last_change").last_value > first[-1]
