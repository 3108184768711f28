"""Output of commands: JSON or tables on stdout, progress and problems on stderr."""

from __future__ import annotations

import dataclasses
import io
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timezone
from enum import Enum, IntEnum
from pathlib import Path
from typing import Annotated, Any, TextIO, cast

import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from newsmon.errors import UsageError
from newsmon.terminal import visible

_LONG_WORD = 24  # cells; longer ones, as addresses are, may be folded in a table
_UNESCAPED_BY_JSON = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Terminal(Console):
    """A console on which texts of others show and do nothing else."""

    def print(self, *objects: Any, **options: Any) -> None:
        """Print, with control characters of texts made visible."""
        super().print(*(_made_visible(value) for value in objects), **options)


def _made_visible(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, Text):
        value.plain = visible(value.plain)
    return value


console = Terminal()
errors = Terminal(stderr=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


class Exit(IntEnum):
    """Exit codes of every command."""

    OK = 0
    WORTH_A_LOOK = 1  # done, with failures worth a look, or offline
    CANNOT_RUN = 2  # bad configuration, no database, wrong use


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"cannot print {type(value).__name__} as JSON")


def to_json(value: object, *, indent: int | None = None) -> str:
    """Return a value as JSON, with every control character escaped."""
    text = json.dumps(value, default=_plain, ensure_ascii=False, indent=indent)
    return _UNESCAPED_BY_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def print_json(value: object) -> None:
    """One value as indented JSON."""
    sys.stdout.write(to_json(value, indent=2) + "\n")


def print_json_lines(values: Iterable[object]) -> None:
    """One JSON object a line, each written as soon as it is there."""
    for value in values:
        sys.stdout.write(to_json(value) + "\n")
        sys.stdout.flush()


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print a table for people; its title and cells are text, never markup.

    Where the terminal is too narrow for its words, each row is a few lines instead.
    """
    cells = [[_cell(value) for value in row] for row in rows]
    if not _fits(columns, cells):
        _print_rows(title, columns, cells)
        return
    table = Table(title=_cell(title), title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(_cell(column), overflow="fold")
    for row in cells:
        table.add_row(*row)
    console.print(table)


def _fits(columns: Sequence[str], cells: Sequence[Sequence[Text]]) -> bool:
    """Tell whether the words of each column have room side by side; long ones may be folded."""
    names = [_cell(column) for column in columns]
    widths = [
        min(max(word.cell_len for cell in column for word in _words(cell)), _LONG_WORD)
        for column in zip(names, *cells, strict=True)
    ]
    return sum(widths) + 3 * len(widths) + 1 <= console.width


def _words(cell: Text) -> list[Text]:
    return [Text(word) for word in cell.plain.split()] or [Text("")]


def _print_rows(title: str, columns: Sequence[str], cells: Sequence[Sequence[Text]]) -> None:
    """Print each row under its first cell, the others with the names of their columns."""
    console.print(_cell(title), style="italic")
    for heading, *values in cells:
        named = [
            f"{name}: {cell.plain}"
            for name, cell in zip(columns[1:], values, strict=True)
            if cell.plain
        ]
        console.print(heading, style="bold")
        console.print(Padding(Text(" · ".join(named)), (0, 0, 0, 2)))


def _cell(value: object) -> Text:
    if isinstance(value, datetime):
        value = value.isoformat(" ", "seconds")
    return Text("" if value is None else visible(str(value)))


def print_counts(counts: Mapping[str, object]) -> None:
    """Counts on one line: `12 articles, 3 rejected`."""
    line = ", ".join(f"{value} {name}" for name, value in counts.items())
    console.print(Text(line or "nothing to do"))


def remark(message: str) -> None:
    """One line on stderr that is no problem, beside what a program reads from stdout."""
    errors.print(Text(message), soft_wrap=True)


def complain(message: str) -> None:
    """One line (or one line a problem) on stderr."""
    errors.print(Text(message, style="red" if errors.is_terminal else ""), soft_wrap=True)


def day(text: str) -> datetime:
    """A date that was typed, as midnight UTC. Raises UsageError for anything else."""
    try:
        return datetime.combine(date.fromisoformat(text), time(), timezone.utc)
    except ValueError:
        raise UsageError(f"{text!r} is not a date; write it as YYYY-MM-DD") from None


class _VisibleText(io.TextIOBase):
    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, text: str) -> int:
        self._out.write(visible(text.replace("\r\n", "\n")))
        return len(text)


def for_terminal(out: TextIO) -> TextIO:
    """Return a stream that writes to a terminal, with control characters made visible."""
    return cast("TextIO", _VisibleText(out))
