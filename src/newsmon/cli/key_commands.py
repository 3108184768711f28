"""`newsmon keys new|directory`: the key by which publishers recognise our requests."""

from __future__ import annotations

import json

import typer

from newsmon.cli import output
from newsmon.errors import UsageError

app = typer.Typer()


@app.command()
def new() -> None:
    """Make a signing key: print it for the environment, with the lines for newsmon.yaml."""
    from newsmon.fetch.bot_auth import DIRECTORY, new_key

    say = output.console.print
    say(f"export NEWSMON_SIGNING_KEY={new_key()}", soft_wrap=True, highlight=False)
    say(
        "\nKeep it where secrets are kept; newsmon stores it nowhere. In newsmon.yaml:\n\n"
        "fetch:\n  signature:\n    agent: https://crawler.example.org\n"
        '    key: "${NEWSMON_SIGNING_KEY}"\n\n'
        f"Then host what `newsmon keys directory` prints at that address, path {DIRECTORY},\n"
        "as application/http-message-signatures-directory+json.",
        highlight=False,
        markup=False,
    )


@app.command()
def directory() -> None:
    """Print the key directory to host: the public key of fetch.signature."""
    from newsmon.config import load
    from newsmon.fetch.bot_auth import directory as key_directory

    signature = load().settings.fetch.signature
    if signature is None:
        raise UsageError("newsmon.yaml has no fetch.signature; `newsmon keys new` says how")
    typer.echo(json.dumps(key_directory(signature.key), indent=2))
