"""`newsmon config init|check|contact-page|schema`."""

from __future__ import annotations

import shlex
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from newsmon.cli import output
from newsmon.cli.output import Exit, Json
from newsmon.errors import ConfigError

app = typer.Typer()


class SchemaName(str, Enum):
    """Files that have a schema."""

    FEEDS = "feeds"
    NEWSMON = "newsmon"
    TOPICS = "topics"


@app.command()
def init(
    folder: Annotated[
        Path | None, typer.Argument(help="Where to; left out, where newsmon looks by itself.")
    ] = None,
    empty: Annotated[
        bool,
        typer.Option(
            "--empty/--delivered",
            help="Begin with no feeds and topics, or with the delivered ones.",
        ),
    ] = False,
) -> None:
    """Make a configuration of your own: a copy of the delivered one, or an empty one."""
    from newsmon.config import config_directory
    from newsmon.config.own import begin

    directory = begin(folder, empty=empty)
    say = partial(output.console.print, soft_wrap=True, highlight=False)
    say(f"{directory} has feeds.yaml, topics.yaml and newsmon.yaml: they are yours to change.")
    if directory != config_directory():
        say(f"To use them: export NEWSMON_CONFIG={shlex.quote(str(directory))}")


@app.command("contact-page")
def contact_page() -> None:
    """Print a page for fetch.contact_url: who asks, for what, how often, how to stop it."""
    from newsmon.config import load
    from newsmon.config.contact_page import contact_page as page

    typer.echo(page(load()), nl=False)


@app.command()
def check(as_json: Json = False) -> None:
    """Read the configuration and say everything that is wrong with it; exit 2 if anything is."""
    from newsmon.config import config_directory, load

    try:
        config = load()
    except ConfigError as error:
        if not as_json:
            raise
        verdict = {"directory": config_directory(), "ok": False, "problems": error.problems}
        output.print_json({**verdict, "warnings": []})
        raise typer.Exit(Exit.CANNOT_RUN) from None
    counts = {
        "sources": len(config.sources),
        "feeds": sum(1 for _ in config.feeds()),
        "topics": len(config.topics),
    }
    if as_json:
        verdict = {"directory": config.directory, "ok": True, "problems": []}
        output.print_json({**verdict, "warnings": config.warnings, **counts})
        return
    for warning in config.warnings:
        output.complain(warning)
    output.console.print(f"{config.directory} is in order:", soft_wrap=True, highlight=False)
    output.print_counts(counts)


@app.command()
def schema(
    name: Annotated[SchemaName | None, typer.Argument(help="Which file's schema.")] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write all schemas into the folder `schemas/`.")
    ] = False,
) -> None:
    """Print the JSON Schemas of the YAML files, for editors; or write them where editors look."""
    from newsmon.config import config_directory
    from newsmon.config import schema as schemas

    if write:
        for path in schemas.write(config_directory() / "schemas"):
            output.console.print(str(path), soft_wrap=True, highlight=False)
    elif name:
        output.print_json(schemas.schemas()[f"{name.value}.schema.json"])
    else:
        output.print_json(schemas.schemas())
