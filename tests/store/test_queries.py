"""Statements by name: how their files are read, and that ours are in that form."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from psycopg2.extensions import connection as Connection

from newsmon.config import paths
from newsmon.store import connect, execute, queries, statement

# The statements of these tests have no types.
fetch_all: Any = queries.fetch_all
fetch_one: Any = queries.fetch_one
fetch_single: Any = queries.fetch_single
fetch_values: Any = queries.fetch_values
stream: Any = queries.stream

FILES = sorted((paths.shipped("sql") / "queries").glob("*.sql"))

TIN = """\
-- Statements about tin.

-- name: count
-- How many numbers there are up to one.
select count(*) as numbers from generate_series(1, %(last)s);

-- name: numbers
-- The numbers up to one.
select n from generate_series(1, %(last)s) as n order by n

-- name: percent
-- A percent sign, and whether 7 divides by 2.
-- It needs no parameters.
select '100%%' as sign, 7 %% 2 as rest

-- name: add
-- Rows of articles to be.
insert into tin (number, facts) values %s returning number * 10 as tenfold

-- name: make
-- A table for the test.
create temporary table tin (number integer, facts jsonb)

-- name: facts
-- What is known of one.
select facts from tin where number = %(number)s
"""


@pytest.fixture
def tin(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "tin.sql").write_text(TIN)
    monkeypatch.setattr(queries, "paths", SimpleNamespace(shipped=lambda name: tmp_path))
    queries.area.cache_clear()
    yield
    queries.area.cache_clear()


@pytest.fixture
def connection(database: str) -> Iterator[Connection]:
    with contextlib.closing(connect(database)) as opened:
        yield opened


@pytest.mark.usefixtures("tin")
def test_rows_come_back_as_named_tuples(connection: Connection) -> None:
    assert [row.n for row in fetch_all(connection, "tin.numbers", last=3)] == [1, 2, 3]
    assert fetch_one(connection, "tin.count", last=3).numbers == 3
    assert fetch_one(connection, "tin.numbers", last=0) is None


@pytest.mark.usefixtures("tin")
def test_streamed_rows_are_the_same_rows(connection: Connection) -> None:
    streamed = [row.n for row in stream(connection, "tin.numbers", at_once=7, last=50)]
    assert streamed == list(range(1, 51))


@pytest.mark.usefixtures("tin")
def test_percent_signs_are_doubled_with_and_without_parameters(connection: Connection) -> None:
    row = fetch_one(connection, "tin.percent")
    assert (row.sign, row.rest) == ("100%", 1)
    assert fetch_one(connection, "tin.percent", unused=1) == row


@pytest.mark.usefixtures("tin")
def test_many_rows_are_sent_at_once_and_all_come_back(connection: Connection) -> None:
    execute(connection, "tin.make")
    sent_rows = [(number, {"sign": "Sn", "n": number}) for number in range(2500)]
    returned = fetch_values(connection, "tin.add", sent_rows)
    assert [row.tenfold for row in returned] == [10 * number for number in range(2500)]
    assert fetch_one(connection, "tin.facts", number=7).facts == {"sign": "Sn", "n": 7}
    assert fetch_values(connection, "tin.add", []) == []


def test_a_dict_is_sent_as_jsonb_whatever_its_letters(connection: Connection) -> None:
    facts = {"título": 'a "quoted" %s — ж', "list": [1, None]}
    with connection.cursor() as cursor:
        cursor.execute("select %s::jsonb", (facts,))
        assert cursor.fetchone() == (facts,)
        assert json.loads(json.dumps(facts)) == facts


@pytest.mark.usefixtures("tin")
def test_an_unknown_name_says_which_names_there_are() -> None:
    with pytest.raises(LookupError, match=r"no statement 'cuont' in sql/queries/tin.sql.*count"):
        statement("tin.cuont")
    with pytest.raises(LookupError, match="no statements of area 'zinc'"):
        statement("zinc.count")


def test_names_and_descriptions_are_read() -> None:
    statements = {parsed.name: parsed for parsed in queries.parse(TIN)}
    assert list(statements) == ["count", "numbers", "percent", "add", "make", "facts"]
    assert statements["count"].description == "How many numbers there are up to one."
    assert statements["percent"].description == (
        "A percent sign, and whether 7 divides by 2. It needs no parameters."
    )
    assert statements["count"].sql.endswith("%(last)s)")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("select 1;\n", "line 1: SQL before"),
        ("-- name: not a name\n-- X.\nselect 1", None),
        ("-- name: 1st\n-- X.\nselect 1", "line 1: '1st' is no name"),
        ("-- name: a\n-- X.\n\n-- name: b\n-- Y.\nselect 1", "the statement a is empty"),
    ],
)
def test_files_out_of_form_are_refused(text: str, complaint: str | None) -> None:
    with pytest.raises(ValueError, match=complaint):
        queries.parse(text)


@pytest.mark.usefixtures("tin")
def test_a_statement_does_not_wait_for_numpy_that_another_thread_is_loading(
    conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_loaded = ModuleType("numpy")
    monkeypatch.setitem(sys.modules, "numpy", half_loaded)
    assert fetch_single(conn, "tin.count", last=3).numbers == 3


@pytest.mark.usefixtures("tin")
def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "queries" / "tin.sql").write_text(TIN + TIN)
    with pytest.raises(ValueError, match="the name count stands twice"):
        statement("tin.count")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.stem))
def test_every_statement_of_ours_has_a_name_and_says_what_it_does(path: Path) -> None:
    statements = queries.parse(path.read_text(encoding="utf-8"))
    assert statements, "no statement"
    names = [parsed.name for parsed in statements]
    assert len(set(names)) == len(names)
    assert [parsed.name for parsed in statements if not parsed.description.endswith(".")] == []
