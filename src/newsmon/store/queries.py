"""Statements by name: `sql/queries/<area>.sql` holds them, each introduced by `-- name: do_this`.

The comment line under the name says what the statement does. Parameters are `%(name)s`; a literal
percent sign is written `%%`. For `execute_values`, the rows stand where `values %s` stands.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from psycopg2.extensions import AsIs, register_adapter
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor
from psycopg2.extras import Json, NamedTupleCursor
from psycopg2.extras import execute_values as send_values

from newsmon.config import paths

PAGE_SIZE = 1000  # rows per statement in `execute_values`
_NAME = re.compile(r"^--\s*name:\s*(\S*)\s*$")
_counter = itertools.count(1)

register_adapter(dict, Json)  # a dict is a jsonb value everywhere in newsmon


def _array(numbers: NDArray[np.integer[Any]]) -> AsIs:
    """An array of integers as one literal.

    A list is sent as `array[…]`, which is parsed and planned number by number: of thousands, that
    takes longer than what most statements do with them.
    """
    return AsIs("'{" + ",".join(map(str, numbers.tolist())) + "}'")


register_adapter(np.ndarray, _array)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as its file has it; the SQL keeps its comments."""

    name: str
    description: str
    sql: str


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
    description = " ".join(line.lstrip("- ").strip() for line in comments)
    body = "\n".join(lines[len(comments) :]).strip().rstrip(";").rstrip()
    if not body:
        raise ValueError(f"the statement {name} is empty")
    return Statement(name, description, body)


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
    for one in statements:
        if one.name in named:
            raise ValueError(f"the name {one.name} stands twice")
        named[one.name] = one
    return named


def statement(name: str) -> str:
    """SQL of `"area.name"`; LookupError for a name that does not exist."""
    folder, _, short = name.partition(".")
    found = area(folder).get(short)
    if found is None:
        known = ", ".join(sorted(area(folder)))
        raise LookupError(f"no statement {short!r} in sql/queries/{folder}.sql; it has: {known}")
    return found.sql


def fetch_all(connection: Connection, name: str, /, **parameters: Any) -> list[Any]:
    """All rows, as named tuples."""
    with _cursor(connection) as cursor:
        cursor.execute(*_call(name, parameters))
        return cursor.fetchall()


def fetch_one(connection: Connection, name: str, /, **parameters: Any) -> Any:
    """The first row as a named tuple, or None."""
    with _cursor(connection) as cursor:
        cursor.execute(*_call(name, parameters))
        return cursor.fetchone()


def stream(
    connection: Connection, name: str, /, *, at_once: int = 500, **parameters: Any
) -> Iterator[Any]:
    """Rows as named tuples from a cursor on the server: memory holds `at_once` of them.

    Lives in the connection's transaction; a commit ends it.
    """
    cursor_name = f"newsmon_{next(_counter)}"
    with _cursor(connection, cursor_name) as cursor:
        cursor.itersize = at_once
        cursor.execute(*_call(name, parameters))
        yield from cursor


def execute(connection: Connection, name: str, /, **parameters: Any) -> int:
    """How many rows the statement touched."""
    with connection.cursor() as cursor:
        cursor.execute(*_call(name, parameters))
        return cursor.rowcount


def execute_values(
    connection: Connection,
    name: str,
    rows: Iterable[Sequence[Any]],
    *,
    template: str | None = None,
    fetch: bool = False,
) -> list[Any]:
    """Send many rows in few statements (see PAGE_SIZE); with `fetch`, the rows they return.

    `template` is the form of one row, where the default `(%s, %s, …)` needs casts.
    """
    with _cursor(connection) as cursor:
        returned = send_values(
            cursor, statement(name), rows, template=template, page_size=PAGE_SIZE, fetch=fetch
        )
        return returned if fetch else []


def copy(connection: Connection, name: str, lines: Iterable[str]) -> None:
    """Send rows to a `copy … from stdin` in its text format, one line each."""
    with connection.cursor() as cursor:
        cursor.copy_expert(statement(name), io.StringIO("".join(f"{line}\n" for line in lines)))


def _cursor(connection: Connection, name: str | None = None) -> Cursor:
    """Typed as the plain cursor: the type stubs leave the methods of this one untyped."""
    return connection.cursor(name, cursor_factory=NamedTupleCursor)


def _call(name: str, parameters: Mapping[str, Any]) -> tuple[str, Mapping[str, Any] | None]:
    sql = statement(name)
    if parameters:
        return sql, parameters
    # psycopg2 leaves `%%` as it is where there are no parameters at all
    return sql.replace("%%", "%"), None
