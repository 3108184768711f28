"""The index of fingerprints, and what a process remembers of it."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

import numpy as np
from psycopg2.extensions import connection as Connection
from tests.pipeline.test_deduplicate import query

from newsmon.store import connect, duplicates, fingerprints

ASKED = np.array([-5, 3, 70_000], dtype=np.int32)
MONDAY = "date_trunc('week', now() at time zone 'UTC')::date"


def enter(conn: Connection, cluster: int, *prints: int) -> None:
    duplicates.lock(conn)
    fingerprints.add(conn, np.array(prints), np.full(len(prints), cluster))


def found(conn: Connection) -> dict[int, set[int]]:
    duplicates.lock(conn)
    _, clusters = fingerprints.look_up(conn, ASKED)
    conn.commit()
    return clusters


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
    assert fingerprints.look_up(conn, ASKED)[1] == {3: {1}}
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
    assert logged == [([-5, 3],), ([70_000],)]


def test_every_week_that_is_kept_is_looked_at(conn: Connection) -> None:
    for weeks, cluster in ((2, 1), (1, 2)):
        monday = f"{MONDAY} - {7 * weeks}"
        query(conn, f"select newsmon.open_fingerprint_week({monday})")
        query(
            conn,
            f"with one as (insert into newsmon.fingerprint values (3, {cluster}, {monday}))"
            f" insert into newsmon.fingerprint_log (week, fingerprints)"
            f" values ({monday}, '{{3}}') returning 1",
        )
    enter(conn, 3, 3)
    conn.commit()
    assert found(conn) == {3: {1, 2, 3}}


def test_a_week_that_was_dropped_is_asked_no_more(conn: Connection, database: str) -> None:
    old = f"{MONDAY} - 70"
    query(conn, f"select newsmon.open_fingerprint_week({old})")
    query(
        conn,
        f"with one as (insert into newsmon.fingerprint values (3, 1, {old}))"
        f" insert into newsmon.fingerprint_log (week, fingerprints)"
        f" values ({old}, '{{3}}') returning 1",
    )
    assert found(conn) == {3: {1}}
    with closing(connect(database)) as other:
        assert duplicates.refresh_stop_list(other, timedelta(days=30))
    assert found(conn) == {}
    assert query(conn, "select * from newsmon.fingerprint_log") == []
