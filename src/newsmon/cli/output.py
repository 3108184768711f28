"""Output of commands: JSON or tables on stdout, progress and problems on stderr."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timezone
from enum import Enum, IntEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsmon.errors import UsageError

console = Console()
errors = Console(stderr=True)

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
    return json.dumps(value, default=_plain, ensure_ascii=False, indent=indent)


def print_json(value: object) -> None:
    """One value as indented JSON."""
    sys.stdout.write(to_json(value, indent=2) + "\n")


def print_json_lines(values: Iterable[object]) -> None:
    """One JSON object a line, each written as soon as it is there."""
    for value in values:
        sys.stdout.write(to_json(value) + "\n")
        sys.stdout.flush()


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table for people; cells are text, never markup."""
    table = Table(title=title, title_justify="left", header_style="bold", expand=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    console.print(table)


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
