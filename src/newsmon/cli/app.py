"""All commands of newsmon under one roof."""

from __future__ import annotations

import typer

app = typer.Typer(
    name="newsmon",
    help="Feeds in YAML, clean deduplicated tagged articles in Postgres.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
