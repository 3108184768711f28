"""Pages are extracted while those before them are stored, and nothing depends on it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from psycopg2.extensions import connection as Connection
from tests.pipeline.conftest import Settings
from tests.pipeline.stages.test_isolation import COUNT, load

from newsmon.config import Config
from newsmon.pipeline.stages import read_ahead
from newsmon.pipeline.stages.extract import extract
from newsmon.pipeline.stages.extract_workers import Workers
from newsmon.pipeline.stages.read_ahead import ReadAhead
from newsmon.store import connect, pages

pytestmark = pytest.mark.slow

BATCH = 2
Step = Callable[[], dict[str, int]]


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1) as pool:
        yield pool


@pytest.fixture
def config(configuration: Settings) -> Config:
    return configuration.write([])


@pytest.fixture
def ahead(database: str) -> Iterator[ReadAhead]:
    with ReadAhead(database) as reading:
        yield reading


@pytest.fixture
def other(database: str) -> Iterator[Connection]:
    """Another process's connection."""
    with closing(connect(database)) as conn:
        yield conn


@pytest.fixture
def step(
    conn: Connection, config: Config, workers: Workers, ahead: ReadAhead, tmp_path: Path
) -> Step:
    """Extract two of the documents that wait; returns what is counted of them."""
    load(conn, config, tmp_path)
    return lambda: extract(conn, config, batch=BATCH, workers=workers, ahead=ahead)


def query(conn: Connection, statement: str) -> list[Any]:
    with conn.cursor() as cursor:
        cursor.execute(statement)
        rows = list(cursor.fetchall()) if cursor.description else []
    conn.commit()
    return rows


def waiting(conn: Connection) -> list[int]:
    """The pages that another process would be given."""
    rows = pages.claim(conn, 100)
    conn.rollback()
    return [row.page_id for row in rows]


def numbers(conn: Connection) -> list[str]:
    """The stored articles in their order, each by the end of its URL."""
    rows = query(conn, "select url from newsmon.article order by article_id")
    return [row.url.rpartition("/")[2] for row in rows]


def test_all_are_stored_once_and_in_order(conn: Connection, step: Step) -> None:
    claimed = [step()["claimed"] for _ in range(5)]
    assert claimed == [2, 2, 2, 1, 0]
    assert numbers(conn) == [str(number) for number in range(COUNT)]


def test_others_leave_what_is_ahead_until_it_is_given_up(
    other: Connection, step: Step, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_queue = waiting(other)
    step()
    assert waiting(other) == in_queue[2 * BATCH :]
    monkeypatch.setattr(read_ahead, "SECONDS", 0.01)
    step()
    time.sleep(0.5)
    assert waiting(other) == in_queue[2 * BATCH :]


def test_what_others_have_stored_meanwhile_is_left_out(
    conn: Connection,
    config: Config,
    workers: Workers,
    other: Connection,
    step: Step,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(read_ahead, "SECONDS", 0.01)
    step()
    time.sleep(0.5)
    assert extract(other, config, batch=3, workers=workers)["claimed"] == 3
    assert [step()["claimed"] for _ in range(2)] == [2, 0]
    assert numbers(conn) == [str(number) for number in range(COUNT)]


def test_what_was_forgotten_meanwhile_is_not_loaded(
    conn: Connection, other: Connection, step: Step
) -> None:
    step()
    query(other, "update newsmon.address set state = 'forgotten' where url like '%/2'")
    assert step()["forgotten"] == 1
    assert numbers(conn) == ["0", "1", "3"]


def test_what_is_ahead_is_free_again_after_an_error_and_at_the_end(
    conn: Connection, other: Connection, step: Step, ahead: ReadAhead
) -> None:
    in_queue = waiting(other)
    step()
    query(
        other,
        "create function refuse() returns trigger language plpgsql as $$ begin"
        " raise exception using errcode = '22P05'; end $$;"
        " create trigger refuse before insert on newsmon.article"
        " for each statement execute function refuse()",
    )
    with pytest.raises(Exception, match="22P05"):
        step()
    conn.rollback()
    assert waiting(other) == in_queue[BATCH:]
    query(other, "drop function refuse() cascade")
    assert step()["claimed"] == BATCH
    assert waiting(other) == in_queue[3 * BATCH :]
    ahead.drop()
    assert waiting(other) == in_queue[2 * BATCH :]


def test_a_connection_that_is_lost_only_means_that_nothing_is_ahead(
    conn: Connection, other: Connection, step: Step
) -> None:
    step()
    query(
        other,
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where datname = current_database() and state = 'idle in transaction'",
    )
    assert [step()["claimed"] for _ in range(4)] == [2, 2, 1, 0]
    assert numbers(conn) == [str(number) for number in range(COUNT)]
