"""All commands of newsmon under one roof."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from newsmon.cli import (
    airflow,
    alerts,
    config,
    db,
    duplicates,
    events,
    explain,
    export,
    extract,
    feeds,
    output,
    report,
    run,
    status,
    topics,
)

app = typer.Typer(
    name="newsmon",
    help="Feeds in YAML, clean deduplicated tagged articles in Postgres.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback(invoke_without_command=True)
def newsmon(
    shown: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    if shown:
        output.console.print(f"newsmon {version('newsmon')}")
        raise typer.Exit


for command in (
    run.run, run.load, status.status, explain.explain, export.export,
    run.replay, run.forget, report.report, extract.extract,
):  # fmt: skip
    app.command()(command)
for name, group, help_text in (
    ("feeds", feeds.app, "Feeds: list, check, add, discover, import, export."),
    ("alerts", alerts.app, "What deserves a look: list, check, test."),
    ("topics", topics.app, "Topics: list, check, try."),
    (
        "duplicates",
        duplicates.app,
        "Say of two articles that they are copies, or that they are not.",
    ),
    ("events", events.app, "Say which event an article belongs to: pin, unpin, unite."),
    ("config", config.app, "The configuration: check it, print its JSON Schemas."),
    ("db", db.app, "The database: migrate, url, shell, stop, backup, restore."),
    ("airflow", airflow.app, "Airflow on this machine: one run, or the scheduler with its UI."),
):
    app.add_typer(group, name=name, help=help_text, no_args_is_help=True)
