"""A rollup that cannot be computed costs the topic or the outlet of that day, and nothing else."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import psycopg2
import pytest
from psycopg2.extensions import connection as Connection
from tests.newsroom import NOON, Newsroom

from newsmon.errors import InternalFaultError
from newsmon.pipeline.stages import isolation
from newsmon.pipeline.stages.publish import publish
from newsmon.store import queries, run_records

pytestmark = pytest.mark.slow

DAYS = [NOON.date() + timedelta(days=n) for n in range(5)]
BAD_DAY, TOPICS, SOURCES = DAYS[2], ("rail", "steel"), ("alpha", "beta")
OF_THE_RUN = {"runs.get", "runs.stale_days"}  # these say nothing of a day
TOPIC_ROWS = {(day, topic) for day in DAYS for topic in TOPICS}
SOURCE_ROWS = {(day, source) for day in DAYS for source in SOURCES}
Parameters = dict[str, Any]


def write_articles(conn: Connection) -> int:
    """Write an article of each topic by each outlet on each day; return the run to publish."""
    newsroom = Newsroom(conn)
    for number, day in enumerate(DAYS):
        for topic in TOPICS:
            for source in SOURCES:
                newsroom.article(
                    f"About {topic} in {source}, {day}",
                    source=source,
                    at=NOON + timedelta(days=number),
                    topics=(topic,),
                )
    return run_records.start(conn, "cli", single_process=True)


def rows(conn: Connection, query: str) -> set[tuple[Any, ...]]:
    with conn.cursor() as cursor:
        cursor.execute(query)
        return {tuple(row) for row in cursor.fetchall()}


def topic_rows(conn: Connection) -> set[tuple[Any, ...]]:
    return rows(conn, "select day, topic from report.topic_daily where articles = 2")


def source_rows(conn: Connection) -> set[tuple[Any, ...]]:
    return rows(conn, "select day, source from report.source_daily where articles = 2")


def quarantine(conn: Connection) -> set[tuple[Any, ...]]:
    return rows(
        conn,
        "select date '1970-01-01' + item_id::int, part, reason from newsmon.quarantine"
        " where stage = 'publish'",
    )


def inject(monkeypatch: pytest.MonkeyPatch, breaks: Callable[[str, Parameters], bool]) -> None:
    """Have statements raise."""
    call = queries._call

    def broken(name: str, parameters: Parameters) -> Any:
        if breaks(name, parameters):
            raise ValueError(f"injected at {name}")
        return call(name, parameters)

    monkeypatch.setattr(queries, "_call", broken)


def concerns(parameters: Parameters, day: date, key: str) -> bool:
    """Return whether a statement is called for a key on a day."""
    only = parameters.get("only")
    return day in parameters.get("days", [parameters.get("day")]) and (only is None or key in only)


@pytest.mark.parametrize(
    ("statement", "part", "key"),
    [
        ("runs.roll_up_topics", "topic steel", "steel"),
        ("runs.roll_up_sources", "source beta", "beta"),
    ],
)
def test_a_value_that_breaks_a_rollup_costs_one_row_until_the_version_changes(
    conn: Connection,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    statement: str,
    part: str,
    key: str,
) -> None:
    run_id = write_articles(conn)
    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR, "newsmon"):
        inject(patch, lambda name, p: name == statement and concerns(p, BAD_DAY, key))
        assert publish(conn, run_id) == {"days": len(DAYS), "quarantine": 1}
    assert quarantine(conn) == {(BAD_DAY, part, "internal_error")}
    written = topic_rows(conn) | source_rows(conn)
    assert written == (TOPIC_ROWS | SOURCE_ROWS) - {(BAD_DAY, key)}
    (failure,) = run_records.failures(conn, run_id)
    assert failure.example == f"urn:newsmon:rollup:{BAD_DAY}:{part.replace(' ', ':')}"
    assert "ValueError: injected at" in failure.detail
    (record,) = (r for r in caplog.records if "goes into quarantine" in r.getMessage())
    assert record.exc_info is not None
    # the day goes on without it, and what is done is done
    Newsroom(conn).article("One more", at=NOON + timedelta(days=2), source="gamma")
    assert publish(conn, run_id) == {"days": 1, "quarantine": 0}
    assert (BAD_DAY, "gamma") in rows(conn, "select day, source from report.source_daily")
    assert (BAD_DAY, key) not in topic_rows(conn) | source_rows(conn)
    assert publish(conn, run_id) == {"days": 0, "quarantine": 0}
    # and once newsmon is another one, the row comes by itself
    monkeypatch.setattr(isolation, "environment", lambda: "the next version")
    assert isolation.release(conn) == 1
    assert publish(conn, run_id) == {"days": 1, "quarantine": 0}
    assert (BAD_DAY, key) in topic_rows(conn) | source_rows(conn)


def test_a_fault_at_any_statement_of_publishing_costs_what_it_is_about(
    conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = write_articles(conn)
    named: set[str] = set()

    def watched(name: str, parameters: Parameters) -> bool:
        named.add(name)
        return name in ("runs.roll_up_topics", "runs.roll_up_sources") and concerns(
            parameters, BAD_DAY, "steel" if "topics" in name else "beta"
        )

    with monkeypatch.context() as patch:
        inject(patch, watched)
        publish(conn, run_id)
    statements = {name for name in named if not name.startswith("quarantine.")}
    assert {"runs.rolled_up_topics", "runs.rolled_up_sources"} < statements
    for statement in sorted(statements):
        with conn.cursor() as cursor:
            cursor.execute("truncate newsmon.quarantine, newsmon.topic_daily, newsmon.source_daily")
            cursor.execute("insert into newsmon.stale_day select unnest(%s::date[])", (DAYS,))
        conn.commit()
        key = "steel" if "topics" in statement else "beta"
        # the keys of a day are asked for where its rollup is broken
        broken_statements = {statement, statement.replace("rolled_up", "roll_up")}

        def broken(
            name: str, parameters: Parameters, key: str = key, names: set[str] = broken_statements
        ) -> bool:
            return name in names and (name in OF_THE_RUN or concerns(parameters, BAD_DAY, key))

        with monkeypatch.context() as patch:
            inject(patch, broken)
            if statement in OF_THE_RUN:
                with pytest.raises(ValueError, match="injected"):
                    publish(conn, run_id)
                conn.rollback()
            else:
                publish(conn, run_id)
        other_days = {row for row in TOPIC_ROWS | SOURCE_ROWS if row[0] != BAD_DAY}
        if statement not in OF_THE_RUN:
            assert topic_rows(conn) | source_rows(conn) >= other_days, statement
            assert len(quarantine(conn)) == 1, statement
            continue
        publish(conn, run_id)  # nothing was lost
        assert topic_rows(conn) | source_rows(conn) == TOPIC_ROWS | SOURCE_ROWS, statement


def test_what_postgres_refuses_is_unstorable(conn: Connection) -> None:
    run_id = write_articles(conn)
    with conn.cursor() as cursor:
        cursor.execute(
            "create function refuse() returns trigger language plpgsql as $$ begin "
            f"if new.day = '{BAD_DAY}' and new.topic = 'rail' then "
            "raise exception using errcode = '22003'; end if; return new; end $$; "
            "create trigger refuse before insert or update on newsmon.topic_daily "
            "for each row execute function refuse()"
        )
    conn.commit()
    publish(conn, run_id)
    assert quarantine(conn) == {(BAD_DAY, "topic rail", "unstorable")}
    assert topic_rows(conn) == TOPIC_ROWS - {(BAD_DAY, "rail")}


def test_a_fault_of_everything_is_newsmons_and_loses_no_day(
    conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = write_articles(conn)
    with monkeypatch.context() as patch:
        inject(patch, lambda name, _: name == "runs.roll_up_topics")
        with pytest.raises(InternalFaultError, match="publish: all of 10 rollups failed"):
            publish(conn, run_id)
    conn.rollback()
    assert not quarantine(conn)
    publish(conn, run_id)
    assert topic_rows(conn) == TOPIC_ROWS


def test_a_database_that_goes_away_is_no_fault_of_a_day(
    conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = write_articles(conn)
    call = queries._call

    def ended(name: str, parameters: Parameters) -> Any:
        if name == "runs.roll_up_sources":
            raise psycopg2.OperationalError("the connection was closed")
        return call(name, parameters)

    with monkeypatch.context() as patch:
        patch.setattr(queries, "_call", ended)
        with pytest.raises(psycopg2.OperationalError):
            publish(conn, run_id)
    conn.rollback()
    assert not quarantine(conn)
    assert publish(conn, run_id)["days"] == len(DAYS)
