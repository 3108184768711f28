"""The index of fingerprints."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

import numpy as np
from psycopg2.extensions import connection as Connection
from tests.pipeline.stages.test_deduplicate import query

from newsmon.store import connect, duplicates, fingerprints

FINGERPRINTS = np.array([-5, 3, 70_000], dtype=np.int32)
MONDAY = "date_trunc('week', now() at time zone 'UTC')::date"


def enter(conn: Connection, cluster: int, *prints: int) -> None:
    duplicates.lock(conn)
    fingerprints.add(conn, fingerprints.entries((fingerprint, cluster) for fingerprint in prints))


def look_up(conn: Connection) -> dict[int, set[int]]:
    duplicates.lock(conn)
    clusters = fingerprints.look_up(conn, FINGERPRINTS).clusters
    conn.commit()
    return clusters


def enter_in_week(conn: Connection, weeks_ago: int, *entries: tuple[int, int]) -> None:
    """Leave what an earlier week's batch left behind."""
    monday = f"{MONDAY} - {7 * weeks_ago}"
    query(conn, f"select newsmon.open_fingerprint_week({monday})")
    rows = ", ".join(f"({fingerprint}, {cluster}, {monday})" for fingerprint, cluster in entries)
    query(conn, f"insert into newsmon.fingerprint values {rows} returning 1")


def test_what_another_process_enters_is_found(conn: Connection, database: str) -> None:
    assert look_up(conn) == {}
    with closing(connect(database)) as second:
        enter(second, 1, -5, 3)
        second.commit()
    assert look_up(conn) == {-5: {1}, 3: {1}}
    enter(conn, 2, 3, 70_000)
    conn.commit()
    assert look_up(conn) == {-5: {1}, 3: {1, 2}, 70_000: {2}}


def test_what_was_rolled_back_is_found_once_it_is_entered_after_all(conn: Connection) -> None:
    enter(conn, 1, 3)
    assert fingerprints.look_up(conn, FINGERPRINTS).clusters == {3: {1}}
    conn.rollback()
    assert look_up(conn) == {}
    enter(conn, 1, 3)
    conn.commit()
    assert look_up(conn) == {3: {1}}


def test_clusters_may_have_numbers_of_more_than_four_bytes(conn: Connection) -> None:
    many = 5_000_000_000
    enter(conn, many, -5, 3)
    enter(conn, many + 1, 3)
    assert look_up(conn) == {-5: {many}, 3: {many, many + 1}}
    duplicates.lock(conn)
    fingerprints.remove(conn, fingerprints.entries([(3, many)]))
    assert look_up(conn) == {-5: {many}, 3: {many + 1}}


def test_an_entry_is_there_once_however_often_it_is_entered(conn: Connection) -> None:
    enter(conn, 1, -5, 3)
    enter(conn, 1, -5, 3)
    enter(conn, 1, 3, 70_000)
    assert query(conn, "select fingerprint from newsmon.fingerprint order by 1") == [
        (-5,),
        (3,),
        (70_000,),
    ]


def test_every_week_that_is_kept_is_looked_at(conn: Connection) -> None:
    enter_in_week(conn, 2, (3, 1))
    enter_in_week(conn, 1, (3, 2))
    enter(conn, 3, 3)
    conn.commit()
    assert look_up(conn) == {3: {1, 2, 3}}


def test_a_week_that_was_dropped_is_found_no_more(conn: Connection, database: str) -> None:
    enter_in_week(conn, 10, (3, 1))
    assert look_up(conn) == {3: {1}}
    with closing(connect(database)) as second:
        assert duplicates.refresh_stop_list(second, timedelta(days=30))
    assert look_up(conn) == {}
