"""Write the types of the rows that statements return, as Postgres describes them.

python scripts/typed_rows.py            write them, from a server made for the occasion
python scripts/typed_rows.py URL        write them, from a migrated database

Postgres prepares each statement of sql/queries without running it, and names the columns, their
types and the tables that they come from. A column is `| None` unless its table declares it `not
null` and no outer join may leave it empty. Of expressions Postgres does not say it: a line
`-- not null: a, b` under the statement's name vouches for them, and the tests fail where a row
proves it wrong (tests/conftest.py). `-- row: Name` names the class of the rows, and lets statements
with the same columns share it.

Two modules are written: the columns of each row, of which its class is made when it is first used
(`rows.py`), and for the type checker their types and how statements are called (`signatures.pyi`).
"""

from __future__ import annotations

import contextlib
import keyword
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGresult

from newsmon.config import paths
from newsmon.embedded import EmbeddedPostgres
from newsmon.store import migrate
from newsmon.store.queries import Statement, area
from newsmon.store.rows import BY_STATEMENT

STORE = Path(__file__).resolve().parents[1] / "src" / "newsmon" / "store"
ROWS = STORE / "rows.py"
SIGNATURES = STORE / "signatures.pyi"

TYPES = {
    "bool": "bool", "bytea": "memoryview", "char": "str", "date": "date", "float4": "float",
    "float8": "float", "int2": "int", "int4": "int", "int8": "int", "interval": "timedelta",
    "json": "Any", "jsonb": "Any", "name": "str", "numeric": "Decimal", "oid": "int",
    "regclass": "str", "text": "str", "timestamp": "datetime", "timestamptz": "datetime",
    "uuid": "UUID", "varchar": "str",
}  # fmt: skip
_PARAMETER = re.compile(r"%\((\w+)\)s")
# Utilities, which return no rows.
_UNPREPARED = re.compile(r"(copy|create|do|release|rollback|savepoint|set)\b", re.IGNORECASE)
_MOST_VALUES = 40  # columns of a `values %s`


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a statement's rows."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Described:
    """A statement as Postgres describes it."""

    name: str
    parameters: tuple[str, ...]
    row: str
    columns: tuple[Column, ...]  # none: it returns no rows
    many: bool = False  # sent with many rows of values at once


class Describer:
    """Asks one database what statements return."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection
        self._views: dict[int, list[bool]] = {}

    def describe(self, area_name: str, statement: Statement) -> Described:
        name = f"{area_name}.{statement.name}"
        parameters = tuple(dict.fromkeys(_PARAMETER.findall(statement.sql)))
        row = statement.row or _class_name(area_name, statement.name)
        if _UNPREPARED.match(statement.sql):
            return Described(name, parameters, row, ())
        try:
            result = self._prepared(statement)
        except psycopg.Error as error:
            raise SystemExit(f"{name}: {error}") from None
        required = self._required(statement.sql, result)
        columns = []
        for number in range(result.nfields):
            column = (result.fname(number) or b"").decode()
            python_type = self._type(name, result.ftype(number))
            if python_type and column not in statement.not_null and not required[number]:
                python_type = python_type if python_type == "Any" else f"{python_type} | None"
            if python_type:  # a function that returns nothing has no column worth reading
                columns.append(Column(_field(name, column), python_type))
        if stray := statement.not_null - {column.name for column in columns}:
            raise SystemExit(f"{name}: `-- not null` names no column: {', '.join(sorted(stray))}")
        return Described(name, parameters, row, tuple(columns), "values %s" in statement.sql)

    def _prepared(self, statement: Statement) -> PGresult:
        numbers: dict[str, str] = {}
        text = _PARAMETER.sub(
            lambda match: numbers.setdefault(match[1], f"${len(numbers) + 1}"), statement.sql
        ).replace("%%", "%")
        if statement.values:
            return self._prepare(text.replace("%s", _numbered(statement.values)))
        if "%s" not in text:
            return self._prepare(text)
        for count in range(1, _MOST_VALUES):
            with contextlib.suppress(psycopg.Error):
                values = ", ".join(f"${number + 1}" for number in range(count))
                return self._prepare(text.replace("%s", f"({values})"))
        raise psycopg.DataError("its values need `-- values: (%s, %s::type, …)`")

    def _prepare(self, sql: str) -> PGresult:
        connection = self._connection.pgconn
        for result in (connection.prepare(b"", sql.encode()), connection.describe_prepared(b"")):
            if result.status != ExecStatus.COMMAND_OK:
                raise psycopg.ProgrammingError(result.error_message.decode())
        return result

    def _required(self, sql: str, result: PGresult) -> list[bool]:
        """Tell for each column whether it is never null."""
        optional = {self._relation(name) for name in _optional_relations(sql)}
        return [
            result.ftable(number) not in optional
            and self._is_required(result.ftable(number), result.ftablecol(number))
            for number in range(result.nfields)
        ]

    def _is_required(self, relation: int, column: int) -> bool:
        if not relation:
            return False
        row = self._connection.execute(
            "select a.attnotnull, c.relkind = 'v', pg_get_viewdef(c.oid) from pg_class c"
            " join pg_attribute a on a.attrelid = c.oid where c.oid = %s and a.attnum = %s",
            (relation, column),
        ).fetchone()
        assert row is not None
        declared, is_view, definition = row
        if not is_view:
            return bool(declared)
        if relation not in self._views:
            body = definition.rstrip().rstrip(";")
            self._views[relation] = self._required(body, self._prepare(body))
        return self._views[relation][column - 1]

    def _relation(self, name: str) -> int:
        row = self._connection.execute(
            "select coalesce(to_regclass(%s), 0)::oid", (name,)
        ).fetchone()
        assert row is not None
        return int(row[0])

    def _type(self, name: str, oid: int) -> str | None:
        sql_type = self._type_names.get(oid, str(oid))
        if sql_type == "void":
            return None
        element = sql_type.removeprefix("_")
        if element not in TYPES:
            raise SystemExit(f"{name}: no Python type for {sql_type}")
        return TYPES[element] if element == sql_type else f"list[{TYPES[element]}]"

    @cached_property
    def _type_names(self) -> dict[int, str]:
        return dict(self._connection.execute("select oid::int8, typname::text from pg_type"))


def _numbered(values: str) -> str:
    parts = values.split("%s")
    return "".join(f"{part}${number}" for number, part in enumerate(parts[:-1], 1)) + parts[-1]


def _optional_relations(sql: str) -> Iterator[str]:
    """Relations whose columns an outer join may leave empty."""
    text = re.sub(r"--.*", "", sql).lower()
    if re.search(r"\b(right|full)\s+(outer\s+)?join\b", text):
        yield from _relations(text)
    for join in re.finditer(r"\bleft\s+(outer\s+)?join\s+(lateral\s+)?", text):
        if text[join.end()] == "(":
            yield from _relations(_parenthesised(text, join.end()))
        else:
            yield from re.findall(r"^[\w.]+", text[join.end() :])


def _relations(text: str) -> list[str]:
    return re.findall(r"\b(?:from|join)\s+\(*([a-z_][\w.]*)", text)


def _parenthesised(text: str, start: int) -> str:
    depth = 0
    for position in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth == 0:
            return text[start:position]
    raise ValueError("parentheses do not match")


def _field(statement: str, column: str) -> str:
    clashes = column in {"count", "index"} or keyword.iskeyword(column)
    if clashes or not column.isidentifier() or column.startswith("_"):
        raise SystemExit(f"{statement}: the column {column!r} needs another name (`as …`)")
    return column


def _class_name(area_name: str, name: str) -> str:
    return "".join(word.capitalize() for word in [area_name, *name.split("_")])


def described(url: str) -> list[Described]:
    """Describe all statements, in the order of their names."""
    areas = sorted(path.stem for path in (paths.shipped("sql") / "queries").glob("*.sql"))
    with psycopg.connect(url, autocommit=True) as connection:
        describer = Describer(connection)
        return [
            describer.describe(area_name, statement)
            for area_name in areas
            for _, statement in sorted(area(area_name).items())
        ]


HEAD = '"""{}\n\nMade by scripts/typed_rows.py from sql/queries; do not edit.\n"""\n'


RUNTIME = '''
from __future__ import annotations

from collections import namedtuple
from typing import Any

COLUMNS: dict[str, str] = {{
{columns}
}}
BY_STATEMENT: dict[str, str] = {{
{by_statement}
}}
CLASSES: dict[str, type[Any]] = {{}}  # that were used


def of_statement(name: str) -> type[Any] | None:
    """Return the class of a statement's rows; None for one that is not in `sql/queries`."""
    row = BY_STATEMENT.get(name)
    return None if row is None else _class(row)


def _class(name: str) -> type[Any]:
    if name not in CLASSES:
        CLASSES[name] = namedtuple(name, COLUMNS[name], module=__name__)
    return CLASSES[name]


def __getattr__(name: str) -> Any:
    if name in COLUMNS:
        return _class(name)
    raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
'''


def render_rows(statements: list[Described]) -> str:
    """Write the columns of each row, and which statement returns it."""
    rows = {each.row: each.columns for each in statements if each.columns}
    columns = "\n".join(
        f'    "{name}": "{" ".join(column.name for column in rows[name])}",'
        for name in sorted(rows)
    )
    by_statement = "\n".join(
        f'    "{statement.name}": "{statement.row}",'
        for statement in statements
        if statement.columns
    )
    head = HEAD.format("The rows of statements: a class each, made when it is first used.")
    return head + RUNTIME.format(columns=columns, by_statement=by_statement)


def render_types(statements: list[Described]) -> list[str]:
    """Return the types of rows."""
    classes: dict[str, tuple[Described, str]] = {}
    for statement in statements:
        if not statement.columns:
            continue
        fields = "\n".join(f"    {column.name}: {column.type}" for column in statement.columns)
        first, first_fields = classes.setdefault(statement.row, (statement, fields))
        if first_fields != fields:
            raise SystemExit(
                f"{first.name} and {statement.name} share the row {statement.row}"
                f" but not its columns:\n{first_fields}\n\n{fields}"
            )
    return [
        f"class {name}(NamedTuple):\n{fields}\n" for name, (_, fields) in sorted(classes.items())
    ]


def render_signatures(statements: list[Described]) -> str:
    """Write how statements are called: their parameters and rows by the literal name."""
    lines = [
        HEAD.format("The rows of each statement that returns any, and how it is called, as types."),
        "from collections.abc import Iterable, Iterator, Sequence",
        "from datetime import date, datetime, timedelta",
        "from decimal import Decimal",
        "from typing import Any, Literal, NamedTuple, Protocol, overload",
        "from uuid import UUID\n",
        "from psycopg2.extensions import connection as Connection\n",
        *render_types(statements),
    ]
    singles = [statement for statement in statements if statement.columns and not statement.many]
    for protocol, returned in (
        ("FetchAll", "list[{}]"), ("FetchOne", "{} | None"), ("FetchSingle", "{}"),
        ("Stream", "Iterator[{}]"),
    ):  # fmt: skip
        options = ("at_once: int = ...",) if protocol == "Stream" else ()
        lines += [f"class {protocol}(Protocol):"]
        for statement in singles:
            keywords = [*options, *(f"{name}: Any" for name in statement.parameters)]
            lines += _overload(
                statement, returned, ["", "/", *(["*", *keywords] if keywords else [])]
            )
        lines += [""]
    lines += ["class FetchValues(Protocol):"]
    for statement in statements:
        if statement.many and statement.columns:
            lines += _overload(statement, "list[{}]", ["", "values: Iterable[Sequence[Any]]", "/"])
    return "\n".join(lines) + "\n"


def _overload(statement: Described, returned: str, arguments: list[str]) -> list[str]:
    start = f'self, connection: Connection, statement: Literal["{statement.name}"]'
    result = returned.format(statement.row)
    return ["    @overload", f"    def __call__({start}{', '.join(arguments)}) -> {result}: ..."]


def render(url: str) -> dict[Path, str]:
    """Write both modules, from a migrated database."""
    statements = described(url)
    return {ROWS: render_rows(statements), SIGNATURES: render_signatures(statements)}


def _write(url: str) -> None:
    for path, text in render(url).items():
        path.write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> None:
    if arguments:
        _write(arguments[0])
        return
    with tempfile.TemporaryDirectory() as folder:
        BY_STATEMENT.clear()  # migrating needs no types, and these may be out of date
        server = EmbeddedPostgres(Path(folder), settings={"fsync": "off"})
        try:
            url = server.start()
            migrate(url)
            _write(url)
        finally:
            server.remove()


if __name__ == "__main__":
    main(sys.argv[1:])
