"""Rows of the report views as CSV or JSON Lines, for whoever has no SQL at hand.

They are streamed. Where a row breaks that, the others are read in parts, and it alone is left out.
"""

from __future__ import annotations

import csv
import io
import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, TextIO

from psycopg2 import sql
from psycopg2.extensions import connection as Connection

from newsmon.errors import UsageError
from newsmon.store import Database, connect, execute
from newsmon.store.faults import attempt, each_sound, is_of_an_item, rejection_of

log = logging.getLogger(__name__)

BATCH = 500  # rows
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # spreadsheets take such a cell for a formula

Row = Sequence[Any]
Key = tuple[Any, Any]  # the first two columns of a view, which tell its rows apart
_BEFORE_ALL: Any = object()
_NOTHING = sql.SQL("")


@dataclass(frozen=True, slots=True)
class Exported:
    """Counts of an export; the log says which rows were left out, and why."""

    rows: int
    left_out: int


def export(
    database: Database, view: str, out: TextIO, *, form: str, since: datetime | None
) -> Exported:
    """Write a view's rows to `out` as `csv` or `jsonl`. Memory stays flat.

    `since` limits views that have `first_seen_at`. Raises UsageError for a view that is none.
    """
    with closing(connect(database)) as conn:
        names = _columns(conn, view)
        if since is not None and "first_seen_at" not in names:
            raise UsageError(f"report.{view} has no first_seen_at to go by; leave --since out")
        conn.commit()
        execute(conn, "report.begin")
        rows = _Rows(conn, view, names, since)
        if form == "csv":
            out.write(_csv_line(names))
        line_of = _csv_line if form == "csv" else _json_line_of(names)
        written = 0
        for line in rows.lines(line_of):
            out.write(line)
            written += 1
        log.debug("report.%s: %d rows exported", view, written)
        return Exported(written, rows.left_out)


def _views(conn: Connection) -> list[str]:
    with conn.cursor() as cursor:
        cursor.execute(
            "select viewname from pg_catalog.pg_views where schemaname = 'report' order by 1"
        )
        return [name for (name,) in cursor.fetchall()]


def _columns(conn: Connection, view: str) -> list[str]:
    with conn.cursor() as cursor:
        cursor.execute(
            "select column_name from information_schema.columns"
            " where table_schema = 'report' and table_name = %s order by ordinal_position",
            (view,),
        )
        # a tsvector is an index, nothing to read
        names = [name for (name,) in cursor.fetchall() if name != "search"]
    if not names:
        raise UsageError(f"there is no view {view!r}; there are: {', '.join(_views(conn))}")
    return names


class _Rows:
    """The rows of a view, in the order of its first column."""

    def __init__(
        self, conn: Connection, view: str, names: Sequence[str], since: datetime | None
    ) -> None:
        self.left_out = 0
        self._conn, self._view = conn, view
        self._first, self._second = map(sql.Identifier, names[:2])
        self._columns = sql.SQL(", ").join(map(sql.Identifier, names))
        self._source = sql.SQL("from report.{} where {}").format(
            sql.Identifier(view),
            sql.SQL("true")
            if since is None
            else sql.SQL("first_seen_at >= {}").format(sql.Literal(since)),
        )

    def lines(self, line_of: Callable[[Row], str]) -> Iterator[str]:
        """Yield each row as a line."""
        key, written = _BEFORE_ALL, Counter[str]()  # lines of the first column's latest value
        execute(self._conn, "quarantine.begin_attempt")
        try:
            for row in self._stream(self._columns, sql.SQL("1")):
                line = line_of(row)
                if key is _BEFORE_ALL or row[0] != key:
                    key, written = row[0], Counter()
                written[line] += 1
                yield line
        except Exception as error:
            if not is_of_an_item(error):
                raise
            execute(self._conn, "quarantine.undo_attempt")
        else:
            return
        for line in self._lines_in_parts(key, line_of):
            if written[line]:
                written[line] -= 1
            else:
                yield line

    def _lines_in_parts(self, since: Any, line_of: Callable[[Row], str]) -> Iterator[str]:
        """Yield rows from a value of the first column on, but for those that break."""
        keys = sql.SQL("distinct {}, {}").format(self._first, self._second)
        later = sql.SQL(" and {} >= {}").format(self._first, sql.Literal(since))
        stream = self._stream(keys, sql.SQL("1, 2"), _NOTHING if since is _BEFORE_ALL else later)
        while part := list(islice(stream, BATCH)):
            yield from each_sound(part, lambda keys: self._part(keys, line_of), self._leave_out)

    def _part(self, keys: Sequence[Key], line_of: Callable[[Row], str]) -> list[str]:
        seconds = [second for _, second in keys]
        of_second = sql.SQL("{} = any(%s)" + " or {} is null" * (None in seconds))
        query = sql.SQL("select {} {} and {} = any(%s) and ({}) order by 1").format(
            self._columns, self._source, self._first, of_second.format(self._second, self._second)
        )

        requested = set(keys)

        def lines() -> list[str]:
            with self._conn.cursor() as cursor:
                cursor.execute(query, ([first for first, _ in keys], seconds))
                return [line_of(row) for row in cursor.fetchall() if tuple(row[:2]) in requested]

        return attempt(self._conn, lines)

    def _leave_out(self, key: Key, error: Exception) -> None:
        self.left_out += 1
        rejection = rejection_of(error)
        log.error("the export of report.%s leaves out %s, %s: %s: %s",
                  self._view, *key, rejection.reason.value, rejection.detail,
                  exc_info=error)  # fmt: skip

    def _stream(
        self, columns: sql.Composable, order: sql.Composable, also: sql.Composable = _NOTHING
    ) -> Iterator[Any]:
        query = sql.SQL("select {} {}{} order by {}").format(columns, self._source, also, order)
        with self._conn.cursor(f"export_{id(query)}") as cursor:
            cursor.itersize = BATCH
            cursor.execute(query)
            yield from cursor


def _csv_line(row: Row) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([_cell(value) for value in row])
    return line.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, (list, dict)):
        value = json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return "'" + value
    return value


def _json_line_of(names: Sequence[str]) -> Callable[[Row], str]:
    def line(row: Row) -> str:
        fields = dict(zip(names, row, strict=True))
        return json.dumps(fields, ensure_ascii=False, default=_plain) + "\n"

    return line


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)
