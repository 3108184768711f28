"""Attacks by a reader: none stops the pipeline, on Postgres 15 and 18."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from psycopg2 import errors
from psycopg2.extensions import connection as Connection
from tests.conftest import run_on_server

from newsmon.embedded import EmbeddedPostgres
from newsmon.store import connect, migrate
from newsmon.store.locks import Claim, Turn, holders, release, try_claims, wait_for_turn

DENIED = errors.InsufficientPrivilege


@pytest.fixture
def reader_url(either_server: str, either_database: str) -> Iterator[str]:
    """URL of a user who is a member of newsmon_reader and of nothing else."""
    name = f"u_{secrets.token_hex(4)}"
    with closing(psycopg2.connect(either_server)) as conn, conn.cursor() as cursor:
        cursor.execute(f"create role {name} login password %s in role newsmon_reader", (name,))
        conn.commit()
    parts = urlsplit(either_database)
    host = parts.netloc.rpartition("@")[2]
    yield urlunsplit(parts._replace(netloc=f"{name}:{name}@{host}"))
    with closing(psycopg2.connect(either_database)) as conn, conn.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = %s", (name,)
        )
        conn.commit()
    run_on_server(either_server, "drop role {}", name)


@pytest.fixture
def reader(reader_url: str) -> Iterator[Connection]:
    with closing(psycopg2.connect(reader_url)) as conn:
        yield conn


@pytest.fixture
def pipeline(either_database: str) -> Iterator[Connection]:
    with closing(connect(either_database, role="writer")) as conn:
        yield conn


FORBIDDEN = [
    "select pg_advisory_lock(7301, 1)",
    "select pg_advisory_lock_shared(7301, 1)",
    "select pg_try_advisory_lock(n) from generate_series(1, 1000000) as n",
    "select pg_advisory_xact_lock(1852142451)",
    "create temporary table full_disk (a int)",
    "select lo_create(0)",
    "select lo_creat(-1)",
    "select lo_from_bytea(0, 'x')",
    "create table report.mine (a int)",
    "create schema mine",
    "select * from newsmon.claim",
    "insert into newsmon.claim values ('host_bucket', 1, false, 1, 1, 'me')",
    "select * from newsmon.turn for update",
    "lock table newsmon.turn",
    "lock table newsmon.article in access share mode",
    "lock table report.articles in exclusive mode",
    "select newsmon.open_page_week('2026-01-05')",
    "select * from newsmon.live_sessions()",
    "set role newsmon_writer",
    "alter role newsmon_reader connection limit -1",
    "alter role newsmon_reader set statement_timeout = 0",
    "copy report.articles to '/tmp/stolen'",
    "copy report.articles to program 'true'",
    "select pg_read_file('PG_VERSION')",
    "select report.search_query('english', 'a') from newsmon.article",
    "create function report.f() returns int language sql as 'select 1'",
]


def test_what_a_reader_may_not_do(reader: Connection) -> None:
    allowed = []
    for attack in FORBIDDEN:
        try:
            with reader.cursor() as cursor:
                cursor.execute(attack)
        except DENIED:
            pass
        else:
            allowed.append(attack)
        reader.rollback()
    assert allowed == []


def test_a_reader_ends_nobody_s_session(reader: Connection, pipeline: Connection) -> None:
    for function in ("pg_terminate_backend", "pg_cancel_backend"):
        with pytest.raises(DENIED), reader.cursor() as cursor:
            cursor.execute(f"select {function}({pipeline.info.backend_pid})")
        reader.rollback()


@pytest.fixture
def open_locks(either_server: str, either_database: str) -> None:
    """As where the database is shared with other programs, or nobody may revoke anything."""
    with closing(psycopg2.connect(either_database)) as conn, conn.cursor() as cursor:
        cursor.execute(
            """select format('grant execute on function %s to public', oid::regprocedure)
               from pg_proc where proname ~ '^pg_(try_)?advisory_'"""
        )
        for (grant,) in cursor.fetchall():
            cursor.execute(grant)
        conn.commit()


@pytest.mark.usefixtures("open_locks")
def test_locks_that_a_reader_takes_hold_nobody_up(
    reader: Connection, pipeline: Connection, either_database: str
) -> None:
    assert try_claims(pipeline, Claim.HOST_BUCKET, [1]) == {1}
    with reader.cursor() as cursor:
        # all keys that were ever ours, and every key that is to be seen
        cursor.execute(
            "select pg_advisory_lock(kind, key)"
            " from generate_series(7301, 7325) kind, generate_series(0, 63) key"
        )
        cursor.execute("select pg_advisory_lock(1852142451)")  # that of migrations
        cursor.execute(
            """select pg_try_advisory_lock_shared(classid::bigint << 32 | objid::bigint)
               from pg_locks where locktype = 'advisory' and objsubid = 1"""
        )
    assert try_claims(pipeline, Claim.HOST_BUCKET, range(2, 64)) == set(range(2, 64))
    release(pipeline, Claim.HOST_BUCKET, range(1, 64))
    for turn in Turn:
        wait_for_turn(pipeline, turn)
    pipeline.commit()
    assert migrate(either_database) == []


@pytest.mark.usefixtures("open_locks")
def test_a_token_that_a_reader_copies_keeps_no_claim_alive(
    reader: Connection, either_database: str
) -> None:
    with closing(connect(either_database, role="writer")) as dying:
        try_claims(dying, Claim.RUN, [7])
        with reader.cursor() as cursor:
            cursor.execute(
                """select count(pg_try_advisory_lock_shared(classid::bigint << 32 | objid::bigint))
                   from pg_locks join pg_database d on d.oid = database
                   where locktype = 'advisory' and objsubid = 1
                     and datname = current_database()"""
            )
            assert cursor.fetchone() == (1,)
        pid = dying.info.backend_pid
    with closing(connect(either_database, role="writer")) as successor:
        with successor.cursor() as cursor:
            for _ in range(200):
                cursor.execute("select pg_sleep(.05) from pg_stat_activity where pid = %s", (pid,))
                if not cursor.rowcount:
                    break
        assert holders(successor, Claim.RUN) == {}
        assert try_claims(successor, Claim.RUN, [7]) == {7}


def test_the_reader_s_login_is_limited(either_database: str) -> None:
    with closing(psycopg2.connect(either_database)) as conn, conn.cursor() as cursor:
        cursor.execute(
            "select rolconnlimit, rolconfig from pg_roles where rolname = 'newsmon_reader'"
        )
        limit, settings = cursor.fetchone() or (None, [])
    assert limit == 20
    assert settings == [
        "statement_timeout=5min",
        "idle_in_transaction_session_timeout=1min",
        "idle_session_timeout=1h",
        "temp_file_limit=2GB",
    ]


def test_what_an_administrator_has_chosen_stays(either_database: str) -> None:
    with closing(psycopg2.connect(either_database)) as conn, conn.cursor() as cursor:
        cursor.execute("alter role newsmon_reader set statement_timeout = '1h'")
        cursor.execute("alter role newsmon_reader connection limit 3")
        cursor.execute("delete from newsmon.definition")
        conn.commit()
        try:
            migrate(either_database)
            cursor.execute(
                """select rolconnlimit, 'statement_timeout=1h' = any(rolconfig)
                   from pg_roles where rolname = 'newsmon_reader'"""
            )
            assert cursor.fetchone() == (3, True)
        finally:
            conn.rollback()
            cursor.execute("alter role newsmon_reader set statement_timeout = '5min'")
            cursor.execute("alter role newsmon_reader connection limit 20")
            conn.commit()


def test_other_programs_in_the_database_keep_what_they_have(either_database: str) -> None:
    with closing(psycopg2.connect(either_database)) as conn, conn.cursor() as cursor:
        cursor.execute("create schema other create table other.theirs (a int)")
        cursor.execute(f"grant temporary on database {conn.info.dbname} to public")
        cursor.execute("grant execute on function pg_advisory_lock(bigint) to public")
        cursor.execute("delete from newsmon.definition")
        conn.commit()
        migrate(either_database)
        cursor.execute(
            """select has_database_privilege(r, current_database(), 'temporary'),
                      has_function_privilege(r, 'pg_advisory_lock(bigint)', 'execute')
               from (values ('newsmon_reader')) as roles (r)"""
        )
        assert cursor.fetchone() == (True, True)


@pytest.mark.slow
def test_readers_of_the_embedded_server_reach_no_other_database(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    postgres = EmbeddedPostgres(tmp_path_factory.mktemp("reader") / "home")
    try:
        migrate(postgres.start())
        for name in ("airflow", "postgres", "template1"):
            url = postgres.login_url("newsmon_reader", "newsmon").rpartition("/")[0] + f"/{name}"
            with pytest.raises(psycopg2.OperationalError, match="does not have CONNECT privilege"):
                psycopg2.connect(url)
    finally:
        postgres.remove()
