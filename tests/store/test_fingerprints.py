"""The index of fingerprints, and what a process remembers of it."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

import numpy as np
from psycopg2.extensions import connection as Connection
from tests.pipeline.stages.test_deduplicate import query

from newsmon.store import connect, duplicates, fingerprints

ASKED = np.array([-5, 3, 70_000], dtype=np.int32)
MONDAY = "date_trunc('week', now() at time zone 'UTC')::date"


def enter(conn: Connection, cluster: int, *prints: int) -> None:
    duplicates.lock(conn)
    wanted = fingerprints.entries((one, cluster) for one in prints)
    there = fingerprints.entered(conn, np.array(prints, dtype=np.int32))
    fingerprints.add(conn, wanted, there)


def found(conn: Connection) -> dict[int, set[int]]:
    duplicates.lock(conn)
    clusters = fingerprints.look_up(conn, ASKED).clusters
    conn.commit()
    return clusters


def log_as_of(conn: Connection, weeks: int, *entries: tuple[int, int]) -> None:
    """What an earlier week's batch left behind."""
    monday = f"{MONDAY} - {7 * weeks}"
    query(conn, f"select newsmon.open_fingerprint_week({monday})")
    rows = ", ".join(f"({one}, {cluster}, {monday})" for one, cluster in entries)
    prints = " || ".join(f"int4send({one})" for one, _ in entries)
    query(
        conn,
        f"with one as (insert into newsmon.fingerprint values {rows})"
        f" insert into newsmon.fingerprint_log (week, fingerprints)"
        f" values ({monday}, {prints}) returning 1",
    )


def test_what_another_process_enters_is_found(conn: Connection, database: str) -> None:
    assert found(conn) == {}
    with closing(connect(database)) as other:
        enter(other, 1, -5, 3)
        other.commit()
    assert found(conn) == {-5: {1}, 3: {1}}
    enter(conn, 2, 3, 70_000)
    conn.commit()
    assert found(conn) == {-5: {1}, 3: {1, 2}, 70_000: {2}}


def test_what_was_rolled_back_is_found_once_it_is_entered_after_all(conn: Connection) -> None:
    enter(conn, 1, 3)
    assert fingerprints.look_up(conn, ASKED).clusters == {3: {1}}
    conn.rollback()
    assert found(conn) == {}
    enter(conn, 1, 3)
    conn.commit()
    assert found(conn) == {3: {1}}


def test_entering_again_writes_nothing(conn: Connection) -> None:
    enter(conn, 1, -5, 3)
    enter(conn, 1, -5, 3)
    enter(conn, 1, 3, 70_000)
    logged = query(conn, "select fingerprints from newsmon.fingerprint_log order by log_id")
    assert [np.frombuffer(row[0], ">i4").tolist() for row in logged] == [[-5, 3], [70_000]]


def test_every_week_that_is_kept_is_looked_at(conn: Connection) -> None:
    log_as_of(conn, 2, (3, 1))
    log_as_of(conn, 1, (3, 2))
    enter(conn, 3, 3)
    conn.commit()
    assert found(conn) == {3: {1, 2, 3}}


def test_a_week_that_was_dropped_is_asked_no_more(conn: Connection, database: str) -> None:
    log_as_of(conn, 10, (3, 1))
    assert found(conn) == {3: {1}}
    with closing(connect(database)) as other:
        assert duplicates.refresh_stop_list(other, timedelta(days=30))
    assert found(conn) == {}
    assert query(conn, "select week from newsmon.fingerprint_log") == []
    assert query(conn, "select week from newsmon.fingerprint_week") == []


def keep_past_weeks(database: str) -> None:
    """As another process does when a week begins."""
    with closing(connect(database)) as other:
        duplicates.lock(other)
        fingerprints.keep_past_weeks(other)
        other.commit()


LOGGED = "select distinct week = date_trunc('week', now() at time zone 'UTC')::date from newsmon.fingerprint_log"  # noqa: E501
KEPT = "select count(*) from newsmon.fingerprint_week"


def test_past_weeks_have_another_form_than_the_log(conn: Connection, database: str) -> None:
    log_as_of(conn, 2, (3, 1))
    log_as_of(conn, 1, (-5, 2), (3, 3))
    enter(conn, 4, 70_000)
    conn.commit()
    keep_past_weeks(database)
    assert query(conn, LOGGED) == [(True,)]
    assert query(conn, KEPT) == [(2,)]
    assert found(conn) == {-5: {2}, 3: {1, 3}, 70_000: {4}}


def test_who_was_halfway_through_the_log_misses_nothing_of_what_replaced_it(
    conn: Connection, database: str
) -> None:
    log_as_of(conn, 1, (3, 1))
    assert found(conn) == {3: {1}}
    log_as_of(conn, 1, (-5, 2))
    conn.commit()
    keep_past_weeks(database)
    assert found(conn) == {-5: {2}, 3: {1}}


def test_what_is_entered_in_a_week_that_was_over_is_found(conn: Connection, database: str) -> None:
    """A transaction may have begun before midnight and have waited for the lock."""
    log_as_of(conn, 1, (3, 1))
    conn.commit()
    keep_past_weeks(database)
    assert found(conn) == {3: {1}}
    log_as_of(conn, 1, (-5, 2))
    conn.commit()
    assert found(conn) == {-5: {2}, 3: {1}}
    keep_past_weeks(database)
    assert query(conn, "select part from newsmon.fingerprint_week order by part") == [(0,), (1,)]
    with closing(connect(database)) as new:
        assert found(new) == {-5: {2}, 3: {1}}


def test_a_new_week_finds_another_form_for_those_before(conn: Connection) -> None:
    log_as_of(conn, 1, (3, 1))
    conn.commit()
    enter(conn, 2, 70_000)
    conn.commit()
    assert query(conn, KEPT) == [(1,)]
    assert found(conn) == {3: {1}, 70_000: {2}}
