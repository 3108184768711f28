"""`newsmon export`: a view of schema report as a file."""

from __future__ import annotations

import io
import sys
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from newsmon.cli import output
from newsmon.cli.context import open_workspace
from newsmon.config import files
from newsmon.errors import UsageError
from newsmon.text.quantities import quantity


class Form(str, Enum):
    """Formats that `export` writes."""

    CSV = "csv"
    JSONL = "jsonl"


def export(
    view: Annotated[str, typer.Argument(help="A view of schema report.")] = "articles",
    form: Annotated[Form, typer.Option("--format", help="What to write.")] = Form.CSV,
    since: Annotated[
        str | None, typer.Option(help="Only what was first seen since this date (YYYY-MM-DD).")
    ] = None,
    to: Annotated[Path | None, typer.Option(help="File to write; left out, the terminal.")] = None,
) -> None:
    """Write a report view as CSV (safe for spreadsheets) or JSON Lines.

    A file that is there is replaced once the new one is whole.
    """
    from newsmon.pipeline.operations.view_export import export as write

    view = view.removeprefix("report.")
    database = open_workspace().database
    day = output.day(since) if since else None
    if to is None:
        out = output.for_terminal(sys.stdout) if sys.stdout.isatty() else sys.stdout
        write(database, view, out, form=form.value, since=day)
        return
    try:
        with files.replacing(to) as body, io.TextIOWrapper(body, "utf-8", newline="") as file:
            exported = write(database, view, file, form=form.value, since=day)
            file.flush()
    except OSError as error:
        raise UsageError(f"{to} cannot be written: {error.strerror}") from None
    output.console.print(f"{quantity(exported.rows, 'row')} of report.{view} in {to}")
    if exported.left_out:
        output.console.print(f"{exported.left_out} could not be read; the log says which, and why")
