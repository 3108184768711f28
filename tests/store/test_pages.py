"""Raw pages: identical bodies once, weeks dropped as a whole, articles that live on without."""

from __future__ import annotations

import secrets
import shutil
import threading
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from psycopg2 import Error
from psycopg2.extensions import connection as Connection

from newsmon.config import shipped
from newsmon.model import Edition, Page
from newsmon.store import connect, fetch_single, migrate, pages

NOW = datetime.now(timezone.utc)
WEEK = timedelta(days=7)


def page(body: str, at: datetime = NOW, edition: Edition = Edition.PAGE) -> Page:
    url = "https://paper.example/1"
    return Page(url, url, body.encode(), "text/html", None, at, edition=edition)


@pytest.fixture
def address(conn: Connection) -> int:
    return new_address(conn, "1")


def new_address(conn: Connection, name: str) -> int:
    run_sql(
        conn,
        "insert into newsmon.source (slug, name) values ('paper', 'x') on conflict do nothing",
    )
    ((page_id,),) = run_sql(
        conn,
        """insert into newsmon.address (url_key, url, host, source_id)
           select %s, %s, 'paper.example', source_id from newsmon.source returning address_id""",
        name, name,
    )  # fmt: skip
    return int(page_id)


def run_sql(conn: Connection, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with conn.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [tuple(row) for row in cursor.fetchall()] if cursor.description else []


def extracted(conn: Connection) -> None:
    run_sql(conn, "update newsmon.page set extracted_at = now()")


def bodies(conn: Connection) -> int:
    ((count,),) = run_sql(conn, "select count(*) from newsmon.page_body")
    return int(count)


def claimed_bodies(conn: Connection) -> list[str]:
    """Bodies of all pages, in order, as they are claimed."""
    run_sql(conn, "update newsmon.page set extracted_at = null")
    rows = pages.claim(conn, 100)
    return [pages.page_of(row).body.decode() for row in rows]


def drop(conn: Connection, days: int) -> tuple[int, int]:
    row = fetch_single(conn, "maintain.drop_pages", days=days)
    return row.weeks, row.bodies_moved


def test_the_same_body_again_is_no_new_page(conn: Connection, address: int) -> None:
    assert pages.keep(conn, address, page("a"))
    assert pages.keep(conn, address, page("a")) is None
    assert claimed_bodies(conn) == ["a"]


def test_a_page_that_goes_back_to_what_it_was_is_a_new_one(conn: Connection, address: int) -> None:
    for body in "aba":
        assert pages.keep(conn, address, page(body))
    assert claimed_bodies(conn) == ["a", "b", "a"]
    assert bodies(conn) == 2


def test_documents_given_twice_are_kept_once_though_two_have_one_address(
    conn: Connection, address: int
) -> None:
    first = [pages.keep(conn, address, page(b, edition=Edition.ORIGINAL)) for b in "ab"]
    again = [pages.keep(conn, address, page(b, edition=Edition.ORIGINAL)) for b in "ab"]
    assert None not in first
    assert again == [None, None]


def test_a_document_given_does_not_make_a_fetched_page_new(conn: Connection, address: int) -> None:
    pages.keep(conn, address, page("a"))
    pages.keep(conn, address, page("b", edition=Edition.ORIGINAL))
    assert pages.keep(conn, address, page("a")) is None


def test_one_body_at_many_addresses_and_in_many_weeks_is_stored_once(conn: Connection) -> None:
    for n in range(6):
        pages.keep(conn, new_address(conn, str(n)), page("wall", NOW - n * WEEK))
    assert bodies(conn) == 1
    assert claimed_bodies(conn) == ["wall"] * 6


def test_retention_drops_whole_weeks_and_nothing_younger(conn: Connection, address: int) -> None:
    for n in range(6):
        pages.keep(conn, address, page(f"week {n}", NOW - n * WEEK))
    extracted(conn)
    tables = "select count(*) from newsmon.page_weeks('newsmon.page')"
    ((before,),) = run_sql(conn, tables)
    weeks, moved = drop(conn, 21)
    assert (weeks, moved) in {(2, 0), (3, 0)}  # by the day of the week
    assert run_sql(conn, tables) == [(before - weeks,)]
    assert claimed_bodies(conn) == [f"week {n}" for n in range(6 - weeks)]
    assert bodies(conn) == 6 - weeks


def test_a_body_that_a_younger_page_shares_outlives_its_week(conn: Connection) -> None:
    pages.keep(conn, new_address(conn, "old"), page("wall", NOW - 8 * WEEK))
    pages.keep(conn, new_address(conn, "older"), page("gone", NOW - 8 * WEEK))
    pages.keep(conn, new_address(conn, "new"), page("wall"))
    extracted(conn)
    assert drop(conn, 21) == (1, 1)
    assert claimed_bodies(conn) == ["wall"]
    assert bodies(conn) == 1
    assert drop(conn, 21) == (0, 0)


def test_a_week_with_pages_that_still_wait_is_left(conn: Connection, address: int) -> None:
    pages.keep(conn, address, page("waiting", NOW - 8 * WEEK))
    assert drop(conn, 21)[0] == 0
    assert claimed_bodies(conn) == ["waiting"]


def test_two_that_open_a_week_at_once_both_go_on(database: str) -> None:
    errors: list[BaseException] = []
    start = threading.Barrier(4)

    def work(n: int) -> None:
        with closing(connect(database)) as conn:
            start.wait(30)
            try:
                for weeks in range(10, 20):
                    pages.keep(conn, addresses[n], page("x", NOW - weeks * WEEK))
                    conn.commit()
            except Error as error:
                errors.append(error)

    with closing(connect(database)) as conn:
        addresses = [new_address(conn, str(n)) for n in range(4)]
        conn.commit()
        threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        assert (
            claimed_bodies(conn) == ["x"] * 4
        )  # of each address one: the same page again is no new one
        assert bodies(conn) == 1


def test_weeks_are_opened_ahead(conn: Connection) -> None:
    run_sql(conn, "select newsmon.drop_page_weeks((now() + interval '30 days')::date)")
    pages.open_weeks(conn)
    ((ahead,),) = run_sql(
        conn, "select max(monday) - newsmon.monday(now()) from newsmon.page_weeks('newsmon.page')"
    )
    assert ahead == 7


def test_the_writer_may_open_weeks_and_drop_them(database: str) -> None:
    writer = connect(database, role="writer")
    address = new_address(writer, "1")
    pages.keep(writer, address, page("old", NOW - 20 * WEEK))
    extracted(writer)
    assert drop(writer, 21) == (1, 0)
    writer.close()


def test_what_was_kept_before_is_still_there_after_the_upgrade(
    empty_database: str, tmp_path: Path
) -> None:
    """Migration 0009 takes along pages, bodies, their numbers, and what waits."""
    before = tmp_path / "sql"
    shutil.copytree(shipped("sql"), before)
    for late in before.glob("migrations/*.sql"):
        if late.name >= "0009":
            late.unlink()
    for view in before.glob("views/*.sql"):
        view.unlink()
    (before / "views" / "none.sql").write_text("select 1")
    migrate(empty_database, directory=before)
    conn = connect(empty_database)
    address = new_address(conn, "1")
    for n, body in enumerate(("first", "second")):
        run_sql(
            conn,
            "insert into newsmon.page_body values (sha256(%s), %s)",
            body.encode(), pages.compress(body.encode()),
        )  # fmt: skip
        run_sql(
            conn,
            """insert into newsmon.page (address_id, final_url, status, content_type, digest,
                                         edition, fetched_at, extracted_at)
               values (%s, 'x', 200, 'text/html', sha256(%s), 'page', %s, %s)""",
            address, body.encode(), NOW - (3 - n) * WEEK, NOW if n == 0 else None,
        )  # fmt: skip
    conn.commit()
    conn.close()
    migrate(empty_database)
    conn = connect(empty_database)
    rows = pages.claim(conn, 10)
    assert [(row.page_id, pages.page_of(row).body) for row in rows] == [(2, b"second")]
    assert pages.keep(conn, address, page("third")) == 3
    assert claimed_bodies(conn) == ["first", "second", "third"]
    conn.close()


def keep_each(conn: Connection, *contents: bytes) -> None:
    """Keep a page at an address of its own for each body."""
    for number, content in enumerate(contents):
        kept = page("", NOW)
        pages.keep(conn, new_address(conn, f"p{number}"), replace(kept, body=content))


def claimed_sizes(conn: Connection, most: int) -> list[int]:
    return [len(pages.page_of(row).body) for row in pages.claim(conn, 100, most)]


def test_a_claim_takes_so_many_bytes_as_they_are_stored(conn: Connection) -> None:
    keep_each(conn, *(secrets.token_bytes(1000) for _ in range(6)))  # nothing makes them smaller
    assert claimed_sizes(conn, 2500) == [1000] * 3


def test_a_claim_takes_so_many_bytes_as_they_are_unpacked(conn: Connection) -> None:
    keep_each(conn, *(b"%d" % number * 100_000 for number in range(6)))  # stored in some bytes
    assert claimed_sizes(conn, 250_000) == [100_000] * 3


def test_a_page_that_is_larger_than_a_batch_comes_alone(conn: Connection) -> None:
    keep_each(conn, *(secrets.token_bytes(1000) for _ in range(3)))
    assert claimed_sizes(conn, 100) == [1000]


def test_slow_pages_come_once_no_other_waits(conn: Connection) -> None:
    keep_each(conn, b"first", b"second", b"third")
    pages.mark_slow(conn, [pages.claim(conn, 1)[0].page_id])
    rows = pages.claim(conn, 10)
    assert [(bytes(pages.page_of(row).body), row.slow) for row in rows] == [
        (b"second", False),
        (b"third", False),
    ]
    pages.extracted(conn, [row.page_id for row in rows])
    assert [(pages.page_of(row).body, row.slow) for row in pages.claim(conn, 10)] == [
        (b"first", True)
    ]


@pytest.mark.parametrize(("times", "slow"), [(1, False), (2, True)])
def test_pages_of_a_source_that_was_too_complex_again_and_again_come_last(
    conn: Connection, times: int, slow: bool
) -> None:
    keep_each(conn, b"any")
    for number in range(times):
        run_sql(
            conn,
            "insert into newsmon.rejection (source_id, url, stage, reason)"
            " select source_id, %s, 'extract', 'too_complex' from newsmon.source",
            f"https://paper.example/{number}",
        )
    assert [row.slow for row in pages.claim(conn, 10)] == [slow]
