"""`newsmon alerts list|check|test`."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated, Any

import typer

from newsmon.cli import output
from newsmon.cli.context import open_workspace
from newsmon.cli.output import Exit, Json
from newsmon.errors import UsageError

app = typer.Typer()


@app.command("list")
def list_alerts(
    days: Annotated[int, typer.Option(help="Those closed within so many days, too.", min=0)] = 7,
    as_json: Json = False,
) -> None:
    """List what deserves a look, what did lately, and who has been told."""
    from newsmon.pipeline.alerts import target_states
    from newsmon.store import alerts, connect

    workspace = open_workspace()
    with closing(connect(workspace.database)) as conn:
        rows = [row._asdict() for row in alerts.listed(conn, days)]
        targets = target_states(conn, workspace.config)
    if as_json:
        output.print_json({"alerts": rows, "targets": targets})
        return
    output.print_table(
        f"Alerts: {sum(row['closed_at'] is None for row in rows)} open",
        ("kind", "about", "since", "state", "detail", "told"),
        [
            (
                row["kind"], row["subject"], f"{row['since']:%Y-%m-%d %H:%M}",
                row["outcome"] or "open", row["detail"], ", ".join(row["told"]),
            )
            for row in rows
        ],
    )  # fmt: skip
    if targets:
        output.print_table(
            "Who is told",
            ("target", "where", "last told", "trouble"),
            [(t.target, t.where, _minute(t.last_told_at), t.last_error) for t in targets],
        )


@app.command()
def check(as_json: Json = False) -> None:
    """Look at feeds, runs and sources now, and tell the targets. Exit 1 if an alert is open."""
    from newsmon.pipeline.alerts import check as look
    from newsmon.store import alerts, connect

    workspace = open_workspace()
    with closing(connect(workspace.database)) as conn:
        counts = look(conn, workspace.config)
        open_ = len(alerts.open_alerts(conn))
    if as_json:
        output.print_json({"open": open_, **counts})
    else:
        output.print_counts({"open": open_, **{k.replace("_", " "): v for k, v in counts.items()}})
    if open_ or counts["not_told"]:
        raise typer.Exit(Exit.WORTH_A_LOOK)


@app.command("test")
def send_test(
    targets: Annotated[list[str] | None, typer.Argument(help="Names; none: all.")] = None,
    as_json: Json = False,
) -> None:
    """Send a test message to the targets. Exit 1 if one does not take it."""
    from newsmon.config import load
    from newsmon.pipeline.alerts import try_targets

    config = load()
    names = {target.name for target in config.settings.alerts.targets()}
    if strangers := sorted(set(targets or ()) - names):
        choice = ", ".join(sorted(names)) or "none"
        raise UsageError(
            f"no target {strangers[0]!r} under alerts: in newsmon.yaml; it has: {choice}"
        )
    attempts = try_targets(config, targets or ())
    if as_json:
        output.print_json(attempts)
    elif attempts:
        output.print_table(
            "A test message",
            ("target", "where", "answer"),
            [(attempt.target, attempt.where, attempt.error or "took it") for attempt in attempts],
        )
    else:
        output.console.print("There is nobody to tell: see alerts: in newsmon.yaml.")
    if any(attempt.error for attempt in attempts):
        raise typer.Exit(Exit.WORTH_A_LOOK)


def _minute(value: Any) -> str:
    return f"{value:%Y-%m-%d %H:%M}" if value else ""
