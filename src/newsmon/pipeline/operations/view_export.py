"""Rows of the report views as CSV or JSON Lines, for whoever has no SQL at hand."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from typing import Any, TextIO

from psycopg2 import sql

from newsmon.errors import UsageError
from newsmon.store import Database, connect

BATCH = 500
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # spreadsheets take such a cell for a formula


def export(database: Database, view: str, out: TextIO, *, form: str, since: datetime | None) -> int:
    """Write a view's rows to `out` as `csv` or `jsonl`; returns how many. Memory stays flat.

    `since` limits views that have `first_seen_at`. Raises UsageError for a view that is none.
    """
    names, rows = _rows(database, view, since)
    write = _write_csv if form == "csv" else _write_json_lines
    return write(out, names, rows)


def _rows(
    database: Database, view: str, since: datetime | None
) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    with closing(connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute(
            "select column_name from information_schema.columns"
            " where table_schema = 'report' and table_name = %s order by ordinal_position",
            (view,),
        )
        # a tsvector is an index, nothing to read
        names = [name for (name,) in cursor.fetchall() if name != "search"]
    if not names:
        raise UsageError(f"no view report.{view}; docs/schema.md lists them")
    if since is not None and "first_seen_at" not in names:
        raise UsageError(f"report.{view} has no first_seen_at to go by; leave --since out")
    query = sql.SQL("select {} from report.{}").format(
        sql.SQL(", ").join(map(sql.Identifier, names)), sql.Identifier(view)
    )
    if since is not None:
        query += sql.SQL(" where first_seen_at >= {}").format(sql.Literal(since))
    return names, _stream(database, query + sql.SQL(" order by 1"))


def _stream(database: Database, query: sql.Composable) -> Iterator[tuple[Any, ...]]:
    with closing(connect(database)) as conn, conn.cursor("export") as cursor:
        cursor.itersize = BATCH
        cursor.execute(query)
        yield from cursor


def _write_csv(out: TextIO, names: list[str], rows: Iterator[tuple[Any, ...]]) -> int:
    writer = csv.writer(out)
    writer.writerow(names)
    written = 0
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        written += 1
    return written


def _cell(value: object) -> object:
    if isinstance(value, (list, dict)):
        value = json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return "'" + value
    return value


def _write_json_lines(out: TextIO, names: list[str], rows: Iterator[tuple[Any, ...]]) -> int:
    written = 0
    for row in rows:
        fields = dict(zip(names, row, strict=True))
        out.write(json.dumps(fields, ensure_ascii=False, default=_plain) + "\n")
        written += 1
    return written


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)
