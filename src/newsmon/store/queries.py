"""Statements by name: `sql/queries/<area>.sql` holds them, each introduced by `-- name: do_this`.

The comment lines under the name say what the statement does, and may state three facts:

    -- row: Name         the class of its rows, where the one named after the statement will not do
    -- not null: a, b    columns that are never null, where Postgres cannot know it
    -- values: (%s, %s)  the form of one row of `values %s`, where the plain one needs casts

Parameters are `%(name)s`; a literal percent sign is written `%%`. For `execute_values`, the rows
stand where `values %s` stands. Rows are instances of the classes of `rows`, whose types
scripts/typed_rows.py writes together with how each statement is called (`signatures.pyi`).
"""

from __future__ import annotations

import io
import itertools
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from psycopg2.extensions import AsIs, register_adapter
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor
from psycopg2.extras import Json, NamedTupleCursor, register_uuid
from psycopg2.extras import execute_values as send_values

from newsmon.config import paths
from newsmon.store import rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newsmon.store import signatures

PAGE_SIZE = 1000  # rows per statement in `execute_values`
_NAME = re.compile(r"^--\s*name:\s*(\S*)\s*$")
_FACT = re.compile(r"(row|not null|values):\s*(.+)")
_counter = itertools.count(1)

register_uuid()  # type: ignore[no-untyped-call]
register_adapter(dict, Json)  # a dict is a jsonb value everywhere in newsmon


def _array(numbers: NDArray[np.integer[Any]]) -> AsIs:
    """Write an array of integers as one literal.

    A list is sent as `array[…]`, which is parsed and planned number by number: of thousands, that
    takes longer than what most statements do with them.
    """
    return AsIs("'{" + ",".join(map(str, numbers.tolist())) + "}'")


@cache
def _write_arrays_of(array_class: type[Any]) -> None:
    register_adapter(array_class, _array)


def _write_arrays() -> None:
    """Have arrays written as parameters; most commands never load numpy, and have none.

    Another thread may be about to load it, and only what is there by now can be a parameter.
    """
    if array_class := getattr(sys.modules.get("numpy"), "ndarray", None):
        _write_arrays_of(array_class)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as its file has it; the SQL keeps its comments."""

    name: str
    description: str
    sql: str
    row: str | None = None  # name of the class of its rows
    not_null: frozenset[str] = frozenset()
    values: str | None = None  # form of one row of `values %s`


def parse(text: str) -> list[Statement]:
    """Split a file of statements; raises ValueError on what is not in the form of such a file."""
    blocks: list[tuple[str, list[str]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if name := _NAME.match(line):
            if not name[1].isidentifier():
                raise ValueError(f"line {number}: {name[1]!r} is no name for a statement")
            blocks.append((name[1], []))
        elif blocks:
            blocks[-1][1].append(line)
        elif line.strip() and not line.startswith("--"):
            raise ValueError(f"line {number}: SQL before the first `-- name:`")
    return [_statement(name, lines) for name, lines in blocks]


def _statement(name: str, lines: list[str]) -> Statement:
    comments = list(itertools.takewhile(lambda line: line.startswith("--"), lines))
    texts = [line.removeprefix("--").strip() for line in comments]
    facts = {fact[1]: fact[2] for text in texts if (fact := _FACT.fullmatch(text))}
    description = " ".join(text for text in texts if not _FACT.fullmatch(text))
    body = "\n".join(lines[len(comments) :]).strip().rstrip(";").rstrip()
    if not body:
        raise ValueError(f"the statement {name} is empty")
    return Statement(
        name,
        description,
        body,
        row=facts.get("row"),
        not_null=frozenset(re.findall(r"\w+", facts.get("not null", ""))),
        values=facts.get("values"),
    )


@cache
def area(name: str) -> Mapping[str, Statement]:
    """All statements of `sql/queries/<name>.sql`, read once."""
    path = paths.shipped("sql") / "queries" / f"{name}.sql"
    if not path.is_file():
        raise LookupError(f"no statements of area {name!r}: there is no {path}")
    try:
        return MappingProxyType(_unique(path, parse(path.read_text(encoding="utf-8"))))
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None


def _unique(path: Path, statements: list[Statement]) -> dict[str, Statement]:
    named: dict[str, Statement] = {}
    for statement in statements:
        if statement.name in named:
            raise ValueError(f"the name {statement.name} stands twice")
        named[statement.name] = statement
    return named


def statement(name: str) -> str:
    """SQL of `"area.name"`; LookupError for a name that does not exist."""
    return _statement_named(name).sql


def _statement_named(name: str) -> Statement:
    area_name, _, short = name.partition(".")
    statement = area(area_name).get(short)
    if statement is None:
        names = ", ".join(sorted(area(area_name)))
        raise LookupError(f"no statement {short!r} in sql/queries/{area_name}.sql; it has: {names}")
    return statement


def _fetch_all(connection: Connection, name: str, /, **parameters: Any) -> list[Any]:
    """Return all rows."""
    with _cursor(connection, name) as cursor:
        cursor.execute(*_call(name, parameters))
        return cursor.fetchall()


def _fetch_one(connection: Connection, name: str, /, **parameters: Any) -> Any:
    """Return the first row, or None."""
    with _cursor(connection, name) as cursor:
        cursor.execute(*_call(name, parameters))
        return cursor.fetchone()


def _fetch_single(connection: Connection, name: str, /, **parameters: Any) -> Any:
    """Return the row of a statement that always returns one; LookupError where it does not."""
    row = _fetch_one(connection, name, **parameters)
    if row is None:
        raise LookupError(f"the statement {name} returned no row")
    return row


def fetch_dicts(connection: Connection, name: str, /, **parameters: Any) -> list[dict[str, Any]]:
    """Return all rows as dictionaries, for output that shows whatever columns there are."""
    return [row._asdict() for row in _fetch_all(connection, name, **parameters)]


def _stream(
    connection: Connection, name: str, /, *, at_once: int = 500, **parameters: Any
) -> Iterator[Any]:
    """Yield rows from a cursor on the server: memory holds `at_once` of them.

    Lives in the connection's transaction; a commit ends it.
    """
    with _cursor(connection, name, f"newsmon_{next(_counter)}") as cursor:
        cursor.itersize = at_once
        cursor.execute(*_call(name, parameters))
        yield from cursor


def execute(connection: Connection, name: str, /, **parameters: Any) -> int:
    """Return how many rows the statement touched."""
    with connection.cursor() as cursor:
        cursor.execute(*_call(name, parameters))
        return cursor.rowcount


def execute_values(
    connection: Connection, name: str, values: Iterable[Sequence[Any]], *, form: str | None = None
) -> None:
    """Send many rows in few statements (see PAGE_SIZE).

    `form` replaces what `-- values:` says of one row, such as `(%s, now())`.
    """
    with connection.cursor() as cursor:
        _send_values(cursor, name, values, form)


def _fetch_values(
    connection: Connection, name: str, values: Iterable[Sequence[Any]], /
) -> list[Any]:
    """Send many rows like `execute_values`; return the rows that come back."""
    with _cursor(connection, name) as cursor:
        return _send_values(cursor, name, values, fetch=True)


def _send_values(
    cursor: Cursor,
    name: str,
    values: Iterable[Sequence[Any]],
    form: str | None = None,
    *,
    fetch: bool = False,
) -> list[Any]:
    _write_arrays()
    named = _statement_named(name)
    returned: list[Any] | None = send_values(
        cursor, named.sql, values, form or named.values, page_size=PAGE_SIZE, fetch=fetch
    )
    return returned or []


# Typed by the statement's name, each with its own parameters and rows.
fetch_all = cast("signatures.FetchAll", _fetch_all)
fetch_one = cast("signatures.FetchOne", _fetch_one)
fetch_single = cast("signatures.FetchSingle", _fetch_single)
fetch_values = cast("signatures.FetchValues", _fetch_values)
stream = cast("signatures.Stream", _stream)


def copy(connection: Connection, name: str, lines: Iterable[str]) -> None:
    """Send rows to a `copy … from stdin` in its text format, one line each."""
    with connection.cursor() as cursor:
        cursor.copy_expert(statement(name), io.StringIO("".join(f"{line}\n" for line in lines)))


class _RowCursor(NamedTupleCursor):
    """Makes the rows of one statement, as instances of its class in `rows.py`."""

    row_class: type[Any] | None = None

    def _make_nt(self) -> type[Any]:
        if self.row_class is not None:
            return self.row_class
        untyped: type[Any] = super()._make_nt()  # type: ignore[misc]  # the stubs leave it out
        return untyped  # a statement of a test has no class


def _cursor(connection: Connection, statement: str, name: str | None = None) -> Cursor:
    """Typed as the plain cursor: the type stubs leave the methods of this one untyped."""
    cursor = connection.cursor(name, cursor_factory=_RowCursor)
    cursor.row_class = rows.of_statement(statement)
    return cursor


def _call(name: str, parameters: Mapping[str, Any]) -> tuple[str, Mapping[str, Any] | None]:
    _write_arrays()
    sql = statement(name)
    if parameters:
        return sql, parameters
    # psycopg2 leaves `%%` as it is where there are no parameters at all
    return sql.replace("%%", "%"), None
