"""`newsmon notify check|list|test|send`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from newsmon.cli import output
from newsmon.cli.context import open_workspace
from newsmon.cli.output import Exit, Json
from newsmon.errors import UsageError

if TYPE_CHECKING:
    from newsmon.config import Config
    from newsmon.config.notify_settings import NotifyRule
    from newsmon.pipeline.notify import Trial

app = typer.Typer()

Names = Annotated[list[str] | None, typer.Argument(help="Names of rules; none: all.")]


@app.command()
def check(as_json: Json = False) -> None:
    """Check the rules under notify: and show them. Exit 2 where something is wrong with one."""
    from newsmon.config import load

    rules = load().settings.notify
    if as_json:
        output.print_json([rule.model_dump(mode="json") for rule in rules])
    elif rules:
        output.print_table(
            "Rules", ("rule", "topics", "when", "at most", "quiet", "to"), [_row(r) for r in rules]
        )
    else:
        output.console.print("There is no rule: see notify: in newsmon.yaml.")


def _row(rule: NotifyRule) -> tuple[str, ...]:
    topics = rule.topics if isinstance(rule.topics, str) else ", ".join(rule.topics)
    quiet = f"{rule.quiet} {rule.timezone}" if rule.quiet else ""
    when = ", ".join(rule.when)
    if {"event", "pickup"} & set(rule.when):
        when += f" ({rule.min_outlets} outlets)"
    return rule.name, topics, when, rule.at_most or "", quiet, ", ".join(rule.to)


@app.command("list")
def list_told(
    days: Annotated[int, typer.Option(help="What was told within so many days.", min=0)] = 7,
    as_json: Json = False,
) -> None:
    """List what was told, and what waits to be told."""
    from newsmon.store import connect, notifications

    workspace = open_workspace()
    with closing(connect(workspace.database)) as conn:
        rows = [row._asdict() for row in notifications.listed(conn, days)]
    if as_json:
        output.print_json(rows)
        return
    waiting = sum(row["told_at"] is None for row in rows)
    output.print_table(
        f"News: {len(rows) - waiting} told, {waiting} waiting",
        ("told", "rule", "kind", "topic", "to", "what"),
        [
            (
                f"{row['told_at']:%Y-%m-%d %H:%M}" if row["told_at"] else "waits",
                row["rule"], row["kind"], row["topic"], row["target"],
                row["text"].partition("\n")[0],
            )
            for row in rows
        ],
    )  # fmt: skip


@app.command("test")
def dry_run(
    names: Names = None,
    days: Annotated[int, typer.Option(help="So many days of the archive.", min=1)] = 7,
    until: Annotated[
        str | None, typer.Option(help="Up to this day (YYYY-MM-DD); left out, the newest.")
    ] = None,
    samples: Annotated[int, typer.Option(help="Items of each kind to show.", min=0)] = 3,
    as_json: Json = False,
) -> None:
    """Show what the rules would have told in the last week of the archive; nothing is sent."""
    from newsmon.pipeline.notify import dry_run as try_rules
    from newsmon.store import connect

    workspace = open_workspace()
    _check_names(workspace.config, names or ())
    end = output.day(until) + timedelta(days=1) if until else None
    with closing(connect(workspace.database)) as conn:
        trials = try_rules(conn, workspace.config, names=names or (), days=days, until=end)
    if as_json:
        output.print_json([_as_json(trial) for trial in trials])
        return
    if not trials:
        output.console.print("There is nothing to try: no rule under notify:, or no article yet.")
    for trial in trials:
        _print(trial, days, samples)


def _print(trial: Trial, days: int, samples: int) -> None:
    kinds = Counter(news.kind for _, news in trial.news)
    listed = ", ".join(f"{kinds[kind]} {kind}" for kind in sorted(kinds)) or "nothing"
    output.console.print(
        f"{trial.rule} would have told {len(trial.news)} in the {days} days up to "
        f"{trial.end:%Y-%m-%d %H:%M} UTC: {listed}"
    )
    for kind in kinds:
        for at, news in [item for item in trial.news if item[1].kind == kind][-samples:]:
            output.console.print(f"\n{at:%Y-%m-%d %H:%M} {news.text}", markup=False)
    output.console.print()


def _as_json(trial: Trial) -> dict[str, Any]:
    return {
        "rule": trial.rule,
        "start": trial.start,
        "end": trial.end,
        "count": len(trial.news),
        "kinds": Counter(news.kind for _, news in trial.news),
        "news": [
            {"at": at, "kind": news.kind, "topic": news.topic, "article_id": news.article_id,
             "event_id": news.event_id, "cluster_id": news.cluster_id, "outlets": news.outlets,
             "text": news.text}
            for at, news in trial.news
        ],
    }  # fmt: skip


@app.command()
def send(
    since: Annotated[
        str | None,
        typer.Option(help="History, too: what was first seen since this day (YYYY-MM-DD)."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Tell what is new now, what waited, and the digest if it is due; for cron.

    Exit 1 if a target does not take it.
    """
    from newsmon.pipeline.notify import check as look
    from newsmon.report import send_out
    from newsmon.store import connect

    workspace = open_workspace()
    with closing(connect(workspace.database)) as conn:
        counts = look(conn, workspace.config, since=output.day(since) if since else None)
        counts += send_out(conn, workspace.config)
    if as_json:
        output.print_json(counts)
    else:
        output.print_counts({name.replace("_", " "): count for name, count in counts.items()})
    if counts["not_told"]:
        raise typer.Exit(Exit.WORTH_A_LOOK)


def _check_names(config: Config, names: Sequence[str]) -> None:
    rules = sorted(rule.name for rule in config.settings.notify)
    if strangers := sorted(set(names) - set(rules)):
        raise UsageError(
            f"no rule {strangers[0]!r} under notify: in newsmon.yaml; it has: "
            f"{', '.join(rules) or 'none'}"
        )
