"""A row that cannot be read costs an export that row, and nothing else."""

from __future__ import annotations

import csv
import io
import json
import logging
from typing import Any

import pytest
from psycopg2.extensions import connection as Connection

from newsmon.errors import UsageError
from newsmon.pipeline.operations import view_export
from newsmon.pipeline.operations.view_export import export
from newsmon.store import resolve

COUNT, BAD = 23, 12
VIEWS = {  # each breaks at one row, in its own way
    "postgres": "select n as number, 'row ' || n as name, 1 / (n - {bad}) as share",
    "client": "select n as number, 'row ' || n as name,"
    " case when n = {bad} then timestamptz '10000-01-01' else timestamptz '2026-01-01' end as at",
    "alike": "select case when n < 5 then 'a' else 'b' end as kind, 'row ' || n as name,"
    " 1 / (n - {bad}) as share, n as number",
    "empty": "select n / 4 as tens, case when n <> 13 then n end as number,"
    " 1 / (n - {bad}) as share",
    "first": "select n as number, 'row ' || n as name, 1 / (n - 1) as share",
}


@pytest.fixture(params=VIEWS)
def view(request: pytest.FixtureRequest, conn: Connection, monkeypatch: pytest.MonkeyPatch) -> str:
    name: str = request.param
    with conn.cursor() as cursor:
        cursor.execute(
            f"create view report.{name} as {VIEWS[name].format(bad=BAD)}"
            f" from generate_series(1, {COUNT}) as numbers (n)"
        )
    conn.commit()
    monkeypatch.setattr(view_export, "BATCH", 5)
    return name


def lines(database: str, view: str, form: str) -> tuple[list[str], view_export.Exported]:
    out = io.StringIO()
    exported = export(resolve(database), view, out, form=form, since=None)
    return out.getvalue().splitlines(), exported


def test_every_row_but_the_broken_one_is_written_once_and_in_order(
    database: str, view: str, caplog: pytest.LogCaptureFixture
) -> None:
    bad = 1 if view == "first" else BAD
    with caplog.at_level(logging.ERROR, "newsmon"):
        written, exported = lines(database, view, "jsonl")
    numbers: list[Any] = [json.loads(line)["number"] for line in written]
    expected = [None if (n, view) == (13, "empty") else n for n in range(1, COUNT + 1) if n != bad]
    if view in ("empty", "alike"):  # the order within a value of the first column is nobody's
        numbers, expected = sorted(numbers, key=str), sorted(expected, key=str)
    assert numbers == expected
    assert (exported.rows, exported.left_out) == (COUNT - 1, 1)
    (record,) = caplog.records
    assert f"the export of report.{view} leaves out" in record.getMessage()
    assert record.exc_info is not None
    table, exported = lines(database, view, "csv")
    assert len(list(csv.reader(table))) == COUNT  # with the names of the columns
    assert exported.left_out == 1


def test_a_disk_that_is_full_is_no_fault_of_a_row(database: str, view: str) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            if self.tell():
                raise OSError(28, "No space left on device")
            return super().write(text)

    with pytest.raises(OSError, match="No space left"):
        export(resolve(database), view, Full(), form="csv", since=None)


def test_a_view_that_is_none_is_answered_with_those_that_are(database: str) -> None:
    with pytest.raises(UsageError) as refused:
        lines(database, "newsmon.article", "csv")
    assert "there is no view 'newsmon.article'; there are: " in str(refused.value)
    assert "articles, " in str(refused.value)
