"""`newsmon push serve|status|renew|key`: feeds whose hubs tell at once what is new."""

from __future__ import annotations

import logging
import secrets
import signal
from contextlib import closing
from datetime import datetime
from typing import Annotated

import typer

from newsmon.cli import output
from newsmon.cli.context import open_workspace
from newsmon.cli.output import Json
from newsmon.errors import UsageError
from newsmon.text.quantities import quantity

log = logging.getLogger(__name__)
app = typer.Typer()

_MISSING = "newsmon.yaml has no push.callback_url; docs/push.md says what it is for"


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8766,
) -> None:
    """Take what hubs push, until Ctrl-C; put a web server with TLS before it."""
    import asyncio  # late: other commands should not wait for it

    from newsmon.push import serve as listen

    workspace = open_workspace()
    if workspace.config.settings.push.callback_url is None:
        raise UsageError(_MISSING)

    async def until_stopped() -> None:
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await listen(workspace.database, workspace.config, host=host, port=port, stop=stop)

    try:
        asyncio.run(until_stopped())
    except OSError as error:
        raise UsageError(f"cannot listen on {host}, port {port}: {error.strerror}") from error


@app.command()
def status(as_json: Json = False) -> None:
    """Show the subscriptions, what they bring, and why others are none."""
    from newsmon.store import connect, fetch_dicts

    workspace = open_workspace()
    with closing(connect(workspace.database)) as conn:
        rows = fetch_dicts(conn, "push.report")
    if as_json:
        output.print_json({"subscriptions": rows})
        return
    columns = ("state", "feed", "hub", "lease until", "last push", "pushes", "ignored", "reason")
    output.print_table(
        f"Subscriptions: {sum(row['state'] == 'active' for row in rows)} active",
        columns,
        [
            (
                row["state"], row["feed"], row["hub"], _minute(row["lease_until"]),
                _minute(row["last_push_at"]), row["pushes"], row["ignored"], row["reason"],
            )
            for row in rows
        ],
    )  # fmt: skip


def _minute(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else ""


@app.command()
def renew(as_json: Json = False) -> None:
    """Ask hubs for subscriptions that are new or about to lapse; for cron where no Airflow is."""
    import asyncio

    from newsmon.pipeline.subscriptions.asking import renew as ask

    workspace = open_workspace()
    if workspace.config.settings.push.callback_url is None:
        raise UsageError(_MISSING)
    counts = asyncio.run(ask(workspace.database, workspace.config))
    if as_json:
        output.print_json(counts)
    else:
        requests = counts["subscribe"] + counts["unsubscribe"]
        output.console.print(
            f"{quantity(requests, 'request')} to hubs, {counts['failed']} not taken.",
            highlight=False,
        )


@app.command()
def key() -> None:
    """Make a key for the environment, from which the secrets of subscriptions are made."""
    say = output.console.print
    say(f"export NEWSMON_PUSH_KEY={secrets.token_urlsafe(32)}", soft_wrap=True, highlight=False)
    say(
        "\nKeep it where secrets are kept; newsmon stores it nowhere. In newsmon.yaml:\n\n"
        "push:\n  callback_url: https://news.example.org/push\n"
        '  key: "${NEWSMON_PUSH_KEY}"',
        highlight=False,
        markup=False,
    )
