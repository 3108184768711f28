"""Claims and turns: one holder at a time, freed by its death, out of a reader's reach."""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing

import psycopg2
import pytest
from psycopg2.extensions import connection as Connection

from newsmon.config import shipped
from newsmon.store import connect
from newsmon.store.locks import (
    Claim,
    Turn,
    claimed,
    claiming,
    holders,
    release,
    retry_on_deadlock,
    share,
    share_turn,
    try_claim,
    try_claims,
    wait_for_turn,
)


@pytest.fixture
def second(database: str) -> Iterator[Connection]:
    with closing(connect(database)) as connection:
        yield connection


# ── Claims ──


def test_a_claim_is_one_session_s_until_it_is_given_back(
    conn: Connection, second: Connection
) -> None:
    assert try_claims(conn, Claim.HOST_BUCKET, [1, 2, 3]) == {1, 2, 3}
    assert try_claims(second, Claim.HOST_BUCKET, [2, 3, 4]) == {4}
    release(second, Claim.HOST_BUCKET, [2])  # not its own
    assert not try_claim(second, Claim.HOST_BUCKET, 2)
    release(conn, Claim.HOST_BUCKET, [2])
    assert try_claim(second, Claim.HOST_BUCKET, 2)
    assert try_claim(second, Claim.RUN, 3)  # of another kind


def test_a_claim_ends_with_its_session(database: str, conn: Connection) -> None:
    with closing(connect(database)) as holder:
        assert try_claim(holder, Claim.RUN, 7)
        assert not try_claim(conn, Claim.RUN, 7)
    _wait_until(lambda: try_claim(conn, Claim.RUN, 7))


def test_shared_claims_are_seen_by_others(conn: Connection, second: Connection) -> None:
    share(conn, Claim.BUCKET_DEMAND, [5, 6])
    share(second, Claim.BUCKET_DEMAND, [6])
    assert set(holders(second, Claim.BUCKET_DEMAND)) == {5, 6}
    assert set(holders(conn, Claim.BUCKET_DEMAND)) == {6}
    release(conn, Claim.BUCKET_DEMAND, [5])
    assert set(holders(second, Claim.BUCKET_DEMAND)) == {6}


def test_of_many_sessions_at_once_one_gets_the_claim(database: str) -> None:
    start = threading.Barrier(8)
    winners: list[int] = []
    finish = threading.Barrier(8)

    def race(number: int) -> None:
        with closing(connect(database)) as session:
            start.wait(30)
            if try_claim(session, Claim.FOLDERS):
                winners.append(number)
            finish.wait(30)

    threads = [threading.Thread(target=race, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(winners) == 1


def test_what_somebody_holds_is_not_waited_for(conn: Connection, second: Connection) -> None:
    with claimed(conn, Claim.ALERTS) as first, claimed(second, Claim.ALERTS) as ours_too:
        assert (first, ours_too) == (True, False)
    with claimed(second, Claim.ALERTS) as later:
        assert later


def test_a_long_wait_for_a_claim_says_for_whom(
    conn: Connection,
    second: Connection,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("newsmon.store.locks.NOTICE_SECONDS", 0.1)
    assert try_claim(second, Claim.FOLDERS)
    pid = second.info.backend_pid

    def give_back() -> None:
        _wait_until(lambda: bool(caplog.records))
        release(second, Claim.FOLDERS, [0])

    with caplog.at_level(logging.INFO):
        thread = threading.Thread(target=give_back)
        thread.start()
        with claiming(conn, Claim.FOLDERS):
            pass
        thread.join()
    message, end = caplog.messages
    assert end == "the claim on folders 0 is free"
    expected = rf"waiting for folders 0: claimed by process \d+ on \S+ \(server process {pid}\)"
    assert re.match(expected, message)


# ── Turns ──


def test_a_turn_lasts_for_the_transaction(conn: Connection, second: Connection) -> None:
    wait_for_turn(conn, Turn.LOAD)
    turns: list[bool] = []

    def wait() -> None:
        wait_for_turn(second, Turn.LOAD)
        turns.append(True)
        second.commit()

    thread = threading.Thread(target=wait)
    thread.start()
    thread.join(0.3)
    assert turns == []
    conn.commit()
    thread.join(30)
    assert turns == [True]


def test_a_turn_can_be_shared_by_those_who_keep_others_from_it(
    conn: Connection, second: Connection, database: str
) -> None:
    share_turn(conn, Turn.TOPICS)
    share_turn(second, Turn.TOPICS)
    with closing(connect(database)) as third, third.cursor() as cursor:
        cursor.execute("set lock_timeout = '100ms'")
        with pytest.raises(psycopg2.errors.LockNotAvailable):
            cursor.execute("select from newsmon.turn where name = 'topics' for update")


def test_every_turn_has_its_row(conn: Connection) -> None:
    for turn in Turn:
        wait_for_turn(conn, turn)


def test_a_long_wait_for_a_turn_says_for_whom_and_undoes_nothing(
    conn: Connection,
    second: Connection,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("newsmon.store.locks.NOTICE_SECONDS", 0.1)
    wait_for_turn(second, Turn.LOAD)

    def give_back() -> None:
        _wait_until(lambda: bool(caplog.records))
        second.commit()

    with caplog.at_level(logging.INFO), conn.cursor() as cursor:
        thread = threading.Thread(target=give_back)
        thread.start()
        cursor.execute("insert into newsmon.source (slug, name) values ('tin', 'Tin')")
        wait_for_turn(conn, Turn.LOAD)
        thread.join()
        cursor.execute("select count(*), current_setting('lock_timeout') from newsmon.source")
        assert cursor.fetchone() == (1, "0")
    message, end = caplog.messages
    assert end == "the turn to load has come"
    pid = second.info.backend_pid
    assert message.startswith(f"waiting for the turn to load: server process {pid} (")


def test_a_circle_is_broken_and_the_work_done_again(database: str) -> None:
    with closing(connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute("create table public.counted (name text primary key, times int)")
        cursor.execute("insert into public.counted values ('a', 0), ('b', 0)")
        conn.commit()
    meet = threading.Barrier(2)
    starts: list[str] = []

    def work(first: str, second: str) -> None:
        with closing(connect(database)) as conn, conn.cursor() as cursor:

            def both() -> None:
                again = starts.count(first) > 0
                starts.append(first)
                count = "update public.counted set times = times + 1 where name = %s"
                cursor.execute(count, (first,))
                if not again:
                    meet.wait(30)  # each holds what the other wants next
                cursor.execute(count, (second,))
                conn.commit()

            retry_on_deadlock(conn, both)

    threads = [threading.Thread(target=work, args=pair) for pair in (("a", "b"), ("b", "a"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with closing(connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute("select name, times from public.counted order by name")
        assert [tuple(row) for row in cursor.fetchall()] == [("a", 2), ("b", 2)]
    assert len(starts) > 2  # at times Postgres ends both sides of a circle


def test_no_statement_waits_for_a_lock_that_a_reader_could_hold() -> None:
    """Every advisory lock is one that nobody else can want, or that is not waited for."""
    advisory = re.compile(r"pg_\w*advisory_\w+\((?:[^()]|\([^()]*\))*\)")
    used = {
        f"{path.stem}: {call}"
        for path in sorted((shipped("sql") / "queries").glob("*.sql"))
        for call in advisory.findall(path.read_text(encoding="utf-8"))
    }
    assert used == {
        "locks: pg_advisory_lock_shared(%(token)s)",  # random, and shared
        "migrate: pg_try_advisory_lock(%(key)s)",  # whoever could not migrate is passed over
    }


def _wait_until(condition: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
