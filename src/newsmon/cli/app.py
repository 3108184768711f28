"""All commands of newsmon under one roof."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from newsmon.cli import (
    airflow_commands,
    alert_commands,
    config_commands,
    context,
    db_commands,
    duplicate_commands,
    event_commands,
    explain_command,
    export_command,
    extract_command,
    feed_commands,
    key_commands,
    notify_commands,
    output,
    push_commands,
    report_command,
    run_command,
    serve_command,
    status_command,
    topic_commands,
)


class Level(str, Enum):
    """The least that is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Format(str, Enum):
    """Forms of a log line."""

    TEXT = "text"
    JSON = "json"


app = typer.Typer(
    name="newsmon",
    help="Feeds in YAML, clean deduplicated tagged articles in Postgres.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback(invoke_without_command=True)
def newsmon(
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.")
    ] = False,
    log_level: Annotated[
        Level | None, typer.Option(help="The least that is logged (stderr).")
    ] = None,
    log_format: Annotated[
        Format | None, typer.Option(help="Log lines for people, or JSON lines.")
    ] = None,
) -> None:
    context.log_options.level = log_level and log_level.value
    context.log_options.form = log_format and log_format.value
    context.log_options.configure()
    if show_version:
        from importlib.metadata import version  # late: it takes ten milliseconds

        output.console.print(f"newsmon {version('newsmon')}")
        raise typer.Exit


for command in (
    run_command.run, run_command.load, status_command.status, explain_command.explain,
    export_command.export, run_command.replay, run_command.forget, report_command.report,
    extract_command.extract, serve_command.serve,
    serve_command.mcp,
):  # fmt: skip
    app.command()(command)
for name, group, help_text in (
    ("feeds", feed_commands.app, "Feeds: list, check, add, discover, import, export."),
    ("alerts", alert_commands.app, "What deserves a look: list, check, test."),
    ("notify", notify_commands.app, "News that is told: check, list, test, send."),
    ("topics", topic_commands.app, "Topics: list, check, try."),
    (
        "duplicates",
        duplicate_commands.app,
        "Say of two articles that they are copies, or that they are not.",
    ),
    ("events", event_commands.app, "Say which event an article belongs to: pin, unpin, unite."),
    ("config", config_commands.app, "The configuration: check it, print its JSON Schemas."),
    ("push", push_commands.app, "Hubs that push what is new: serve, status, renew, key."),
    ("keys", key_commands.app, "The key that signs requests: new, directory."),
    ("db", db_commands.app, "The database: migrate, url, shell, stop, backup, restore."),
    (
        "airflow",
        airflow_commands.app,
        "Airflow here: one run, or the scheduler with its UI.",
    ),
):
    app.add_typer(group, name=name, help=help_text, no_args_is_help=True)
