"""Migrations: each once, whole or not at all, whoever else is migrating."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from newsmon.config import paths
from newsmon.errors import DatabaseError
from newsmon.store import connect, migrate
from newsmon.store.migrate import read

OURS = paths.shipped("sql")


def run(url: str, sql: str, role: str | None = None) -> list[Any]:
    with contextlib.closing(connect(url, role=role)) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        rows = cursor.fetchall() if cursor.description else []
        connection.commit()
        return rows


@pytest.fixture
def sql(tmp_path: Path) -> Path:
    """A small project: one table, one view, our roles and grants."""
    folder = tmp_path / "sql"
    (folder / "migrations").mkdir(parents=True)
    (folder / "views").mkdir()
    (folder / "migrations" / "0001_metal.sql").write_text(
        "create table newsmon.metal (name text, grams int);"
        "insert into newsmon.metal values ('tin', 7);"
    )
    (folder / "views" / "metals.sql").write_text(
        "create or replace view report.metals as select name, grams from newsmon.metal;"
    )
    for name in ("roles.sql", "grants.sql", "limits.sql"):
        shutil.copy(OURS / name, folder)
    return folder


def add(sql: Path, name: str, text: str) -> None:
    (sql / "migrations" / f"{name}.sql").write_text(text)


SNAPSHOT = """
    select c.oid, c.relname, c.xmin, c.relacl::text from pg_class c
    where c.relnamespace in ('newsmon'::regnamespace, 'report'::regnamespace)
    order by c.oid
"""


def test_an_empty_database_gets_everything_in_order(empty_database: str) -> None:
    applied = migrate(empty_database)
    files = [f"migration {path.stem}" for path in sorted((OURS / "migrations").glob("*.sql"))]
    assert [line for line in applied if line.startswith("migration")] == files
    history = run(empty_database, "select version, name from newsmon.migration order by 1")
    assert [f"migration {row.version:04}_{row.name}" for row in history] == files
    assert run(empty_database, "select * from report.articles") == []


def test_a_second_time_changes_nothing(empty_database: str) -> None:
    migrate(empty_database)
    before = run(empty_database, SNAPSHOT), run(empty_database, "table newsmon.definition")
    assert migrate(empty_database) == []
    assert (
        run(empty_database, SNAPSHOT),
        run(empty_database, "table newsmon.definition"),
    ) == before


def test_many_starting_at_once_apply_everything_once(empty_database: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(migrate, [empty_database] * 6))
    applied = Counter(line for answer in answers for line in answer)
    assert set(applied.values()) == {1}
    assert len([line for line in applied if line.startswith("migration")]) == len(
        read(OURS / "migrations")
    )


@pytest.mark.slow
def test_processes_starting_at_once_and_one_killed_leave_a_whole_schema(
    empty_database: str,
) -> None:
    program = "import sys; from newsmon.store import migrate; migrate(sys.argv[1])"
    started = [subprocess.Popen([sys.executable, "-c", program, empty_database]) for _ in range(3)]
    with contextlib.closing(psycopg2.connect(empty_database)) as watcher:
        watcher.autocommit = True
        cursor = watcher.cursor()
        holder = None
        while holder is None and any(process.poll() is None for process in started):
            cursor.execute(
                """select l.pid from pg_locks l join pg_stat_activity a using (pid)
                   where l.locktype = 'advisory' and l.granted and a.datname = current_database()"""
            )
            holder = cursor.fetchone()
        started[0].kill()
        # whoever is at work now loses its session in the middle, as on kill -9
        cursor.execute(
            """select pg_terminate_backend(l.pid)
               from pg_locks l join pg_stat_activity a using (pid)
               where l.locktype = 'advisory' and l.granted and a.datname = current_database()"""
        )
    for process in started:
        process.wait(timeout=60)
    migrate(empty_database)
    assert migrate(empty_database) == []
    assert len(run(empty_database, "table newsmon.migration")) == len(read(OURS / "migrations"))


def test_a_migration_that_fails_leaves_nothing_of_itself(empty_database: str, sql: Path) -> None:
    add(sql, "0002_broken", "create table newsmon.half (a int); select 1 / 0;")
    with pytest.raises(DatabaseError, match="0002_broken failed, nothing of it stays: division"):
        migrate(empty_database, directory=sql)
    assert [row.version for row in run(empty_database, "table newsmon.migration")] == [1]
    assert run(empty_database, "select to_regclass('newsmon.half') as half")[0].half is None

    add(sql, "0002_broken", "create table newsmon.half (a int);")
    assert "migration 0002_broken" in migrate(empty_database, directory=sql)


def test_an_applied_migration_must_not_change(empty_database: str, sql: Path) -> None:
    migrate(empty_database, directory=sql)
    add(sql, "0001_metal", "create table newsmon.metal (name text);")
    with pytest.raises(DatabaseError, match="0001_metal changed after it was applied"):
        migrate(empty_database, directory=sql)


def test_a_database_of_a_newer_newsmon_is_refused(empty_database: str, sql: Path) -> None:
    add(sql, "0002_future", "create table newsmon.future (a int);")
    migrate(empty_database, directory=sql)
    (sql / "migrations" / "0002_future.sql").unlink()
    with pytest.raises(DatabaseError, match=r"0002_future.*newer newsmon"):
        migrate(empty_database, directory=sql)


def test_a_migration_slipped_in_before_applied_ones_is_refused(
    empty_database: str, sql: Path
) -> None:
    add(sql, "0003_third", "create table newsmon.third (a int);")
    migrate(empty_database, directory=sql)
    add(sql, "0002_second", "create table newsmon.second (a int);")
    with pytest.raises(DatabaseError, match="give it a higher number"):
        migrate(empty_database, directory=sql)


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("1_short", "1_short.*is NNNN_words"),
        ("0002-dashes", "0002-dashes.*is NNNN_words"),
        ("0001_again", "two migrations 0001"),
    ],
)
def test_files_with_odd_names_are_refused(sql: Path, name: str, complaint: str) -> None:
    add(sql, name, "select 1")
    with pytest.raises(ValueError, match=complaint):
        read(sql / "migrations")


@pytest.mark.parametrize(
    "columns",
    ["name, grams, grams * 2 as twice", "grams", "grams, name", "name, grams::numeric as grams"],
    ids=["appended", "removed", "moved", "retyped"],
)
def test_a_changed_view_is_created_anew_and_stays_readable(
    empty_database: str, sql: Path, columns: str
) -> None:
    migrate(empty_database, directory=sql)
    (sql / "views" / "metals.sql").write_text(
        f"create or replace view report.metals as select {columns} from newsmon.metal;"
    )
    assert "views of schema report" in migrate(empty_database, directory=sql)
    assert run(empty_database, "select grams from report.metals", role="reader") == [(7,)]
    assert migrate(empty_database, directory=sql) == []


def test_views_of_the_users_are_never_dropped(empty_database: str, sql: Path) -> None:
    migrate(empty_database, directory=sql)
    run(empty_database, "create view public.mine as select name from report.metals")
    (sql / "views" / "metals.sql").write_text(
        "create or replace view report.metals as select grams from newsmon.metal;"
    )
    with pytest.raises(DatabaseError, match=r"view mine depends on view report\.metals"):
        migrate(empty_database, directory=sql)
    assert run(empty_database, "select * from public.mine") == [("tin",)]


def test_a_migration_may_drop_the_view_that_is_in_its_way(empty_database: str, sql: Path) -> None:
    migrate(empty_database, directory=sql)
    add(
        sql,
        "0002_mass",
        "drop view report.metals; alter table newsmon.metal alter grams type numeric;",
    )
    migrate(empty_database, directory=sql)
    assert run(empty_database, "select grams from report.metals", role="reader") == [(7,)]


def test_new_tables_are_for_the_writer_and_not_for_the_reader(
    empty_database: str, sql: Path
) -> None:
    migrate(empty_database, directory=sql)
    add(sql, "0002_ore", "create table newsmon.ore (a int);")
    migrate(empty_database, directory=sql)
    run(empty_database, "insert into newsmon.ore values (1)", role="writer")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        run(empty_database, "select * from newsmon.ore", role="reader")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        run(empty_database, "create table newsmon.mine (a int)", role="writer")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        run(empty_database, "update newsmon.migration set name = ''", role="writer")


def test_tables_made_while_working_pass_to_the_owner(empty_database: str, sql: Path) -> None:
    add(sql, "0002_ore", "create table newsmon.ore (a int) partition by range (a);")
    migrate(empty_database, directory=sql)
    run(
        empty_database,
        "create table newsmon.ore_1 partition of newsmon.ore for values from (1) to (9)",
    )
    migrate(empty_database, directory=sql)
    owners = run(
        empty_database,
        "select distinct relowner::regrole::text as owner from pg_class where relname like 'ore%'",
    )
    assert owners == [("newsmon_owner",)]
