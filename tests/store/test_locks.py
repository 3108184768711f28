"""Locks: no two of one number, and transactions that wait in a circle both end well."""

from __future__ import annotations

import re
import threading
from contextlib import closing

from newsmon.config import shipped
from newsmon.store import connect
from newsmon.store.locks import Lock, again_on_deadlock, locked, wait_for_turn


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

            again_on_deadlock(conn, both)

    threads = [threading.Thread(target=work, args=pair) for pair in (("a", "b"), ("b", "a"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with closing(connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute("select name, times from public.counted order by name")
        assert [tuple(row) for row in cursor.fetchall()] == [("a", 2), ("b", 2)]
    assert len(starts) > 2  # at times Postgres ends both sides of a circle


def test_a_turn_lasts_for_the_transaction(database: str) -> None:
    with closing(connect(database)) as one, closing(connect(database)) as other:
        wait_for_turn(one, Lock.LOAD)
        had: list[bool] = []

        def wait() -> None:
            wait_for_turn(other, Lock.LOAD)
            had.append(True)
            other.commit()

        thread = threading.Thread(target=wait)
        thread.start()
        thread.join(0.3)
        assert had == []
        one.commit()
        thread.join(30)
        assert had == [True]


def test_what_somebody_holds_is_not_waited_for(database: str) -> None:
    with closing(connect(database)) as one, closing(connect(database)) as other:
        with locked(one, Lock.ALERTS, 0) as first, locked(other, Lock.ALERTS, 0) as second:
            assert (first, second) == (True, False)
        with locked(other, Lock.ALERTS, 0) as later:
            assert later


def test_no_statement_uses_the_number_of_another_lock() -> None:
    kinds = [int(kind) for kind in Lock]
    assert len(set(kinds)) == len(kinds)
    written = [
        int(number)
        for path in sorted((shipped("sql") / "queries").glob("*.sql"))
        for number in re.findall(r"pg_advisory_\w*lock\w*\((\d+)", path.read_text())
    ]
    assert written
    assert not set(written) & set(kinds)
