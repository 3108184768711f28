"""`newsmon report`: the digest of a day, a week, any days or a run, as one HTML page."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from newsmon.cli import output
from newsmon.cli.context import open_workspace
from newsmon.cli.output import Json
from newsmon.errors import UsageError


def report(
    *,
    day: Annotated[
        str | None, typer.Option(help="This day (YYYY-MM-DD, UTC) of publication.")
    ] = None,
    week: Annotated[str | None, typer.Option(help="This week: 2026-W10, or any day in it.")] = None,
    since: Annotated[
        str | None, typer.Option(help="From this day on (YYYY-MM-DD, UTC), see --until.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(help="Up to this day, included; left out, today.")
    ] = None,
    topic: Annotated[
        str | None, typer.Option(help="Only articles about this topic, by its short name.")
    ] = None,
    run: Annotated[
        int | None, typer.Option(help="What was first seen in this run, by its number.")
    ] = None,
    directory: Annotated[
        Path | None, typer.Option(help="Where to; left out, `reports` in newsmon's home.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write the digest as one HTML page; left alone, of the newest day that has articles."""
    from newsmon.report import chosen_days, write_digest
    from newsmon.store import connect

    days = chosen_days(week, since, until)
    if sum(choice is not None for choice in (day, days, run)) > 1:
        raise UsageError("choose one of --day, --week, --since and --run")
    chosen = output.day(day).date() if day else None
    workspace = open_workspace()
    with closing(connect(workspace.database)) as conn:
        path = write_digest(
            conn,
            workspace.config,
            day=chosen,
            days=days,
            run_id=run,
            topic=topic,
            directory=directory,
        )
    if as_json:
        output.print_json({"path": path})
    else:
        output.console.print(str(path), soft_wrap=True, highlight=False)
