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
from rich.table import Table
from rich.text import Text

from newsmon.errors import UsageError
from newsmon.terminal import visible

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
    """Print a table for people; its title and cells are text, never markup."""
    table = Table(title=_cell(title), title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(_cell(column), overflow="fold")
    for row in rows:
        table.add_row(*map(_cell, row))
    console.print(table)


def _cell(value: object) -> Text:
    return Text("" if value is None else visible(str(value)))


def print_counts(counts: Mapping[str, object]) -> None:
    """Counts on one line: `12 articles, 3 rejected`."""
    line = ", ".join(f"{value} {name}" for name, value in counts.items())
    console.print(Text(line or "nothing to do"))


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
