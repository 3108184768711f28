"""`newsmon status`, `explain` and `export`: the commands that show what is stored."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer

from newsmon.cli import output
from newsmon.cli.context import open_workspace
from newsmon.cli.output import Json, print_table
from newsmon.store import Database

BRIEF = "brief (our abstract)"


def status(
    summary: Annotated[
        bool, typer.Option("--summary", help="The newest run in full, for a newcomer.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Show which database is used and why, what is stored, and how the newest run went."""
    from newsmon.pipeline import overview
    from newsmon.report import newest

    workspace = open_workspace()
    found = (overview.summary if summary else overview.status)(workspace.database, workspace.config)
    if as_json:
        output.print_json(found)
    elif summary:
        _print_summary(found)
        _print_next_steps(newest(workspace.config))
    else:
        _print_status(found)


def explain(
    article: Annotated[str, typer.Argument(help="Article id or URL.")], as_json: Json = False
) -> None:
    """Say of one article where it came from and why it is tagged, clustered and grouped so."""
    from newsmon.pipeline.explain import explain as tell

    found = tell(open_workspace().database, article)
    if as_json:
        output.print_json(found)
    else:
        _print_explanation(found)


class Form(str, Enum):
    """What `export` writes."""

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
    """Write a report view as CSV (safe for spreadsheets) or JSON Lines."""
    from newsmon.pipeline.export import export as write

    database = open_workspace().database
    day = output.day(since) if since else None
    if to is None:
        write(database, view, sys.stdout, form=form.value, since=day)
    else:
        with to.open("w", encoding="utf-8", newline="") as file:
            rows = write(database, view, file, form=form.value, since=day)
        output.console.print(f"{rows} rows of report.{view} in {to}")


def print_run(database: Database, run_id: int) -> None:
    """One run for people."""
    from newsmon.config import load
    from newsmon.pipeline import overview

    _print_summary(overview.summary(database, load(), run_id))


def _print_status(found: dict[str, Any]) -> None:
    totals = found["totals"]
    print_table(
        "newsmon",
        ("what", "how it stands"),
        [
            ("database", f"{found['database']['where']}: {found['database']['why']}"),
            ("configuration", found["config"]),
            ("stored", f"{totals['articles']} articles, {totals['clusters']} texts, "
                       f"{totals['events']} events, {totals['bytes'] / 2**20:.0f} MiB"),
            ("waiting", f"{totals['to_fetch']} to fetch, {totals['to_extract']} to extract, "
                        f"{totals['in_stages']} in later stages"),
            ("feeds", ", ".join(f"{n} {state}" for state, n in found["feeds"].items()) or "none"),
            ("newest run", _run_line(found["run"])),
            ("alerts", _alerts_line(found["alerts"])),
        ],
    )  # fmt: skip


def _alerts_line(open_: dict[str, int]) -> str:
    if not open_:
        return "none open"
    counted = ", ".join(f"{n} {kind.replace('_', ' ')}" for kind, n in open_.items())
    return f"{counted}: newsmon alerts list"


def _run_line(run: dict[str, Any] | None) -> str:
    if run is None:
        return "none yet: newsmon run"
    ended = f"{run['finished_at']:%Y-%m-%d %H:%M} UTC" if run["finished_at"] else "not ended"
    return f"run {run['run_id']} ({run['trigger']}): {run['state']}, {ended}"


def _print_summary(found: dict[str, Any]) -> None:
    run = found["run"]
    if run is None:
        output.console.print("No run yet: newsmon run")
        return
    if found["seeds"]:
        print_table(
            "The seeds",
            ("outlet", "headline", "edition", "words", "topics", "event"),
            [_seed_row(seed) for seed in found["seeds"]],
        )
    if found["sources"]:
        print_table(
            "New in this run, by source",
            ("source", "articles", "of them copies"),
            [(row["source"], row["articles"], row["copies"]) for row in found["sources"]],
        )
    if found["topics"]:
        print_table(
            "New in this run, by topic",
            ("topic", "articles"),
            [(row["topic"], row["articles"]) for row in found["topics"]],
        )
    if found["rejections"]:
        print_table(
            "Not loaded, and why",
            ("source", "stage", "reason", "times", "example"),
            [tuple(row.values()) for row in found["rejections"]],
        )
    _print_failures(run)
    output.console.print(_run_line(run), markup=False, highlight=False)


def _seed_row(seed: dict[str, Any]) -> tuple[object, ...]:
    edition = BRIEF if seed["edition"] == "brief" else seed["edition"]
    return (
        seed["outlet"], seed["title"], edition, seed["words"],
        ", ".join(seed["topics"]), seed["event_id"],
    )  # fmt: skip


def _print_failures(run: dict[str, Any]) -> None:
    offline = run["counts"].get("poll", {}).get("offline", 0)
    if offline:
        output.console.print(
            f"Offline: none of {offline} feeds could be reached; their states stay as they "
            "were, and the next run polls them again.",
            highlight=False,
        )
    if run["failures"]:
        print_table(
            "What went wrong, to be tried again",
            ("source", "stage", "reason", "times", "example"),
            [
                (row["source"], row["stage"], row["reason"], row["times"], row["example"])
                for row in run["failures"]
            ],
        )


NEXT_STEPS = """
Ask the database:    newsmon db shell
  for example        select source, title, topics from report.articles;
Why is it there:     newsmon explain ARTICLE
Add a feed:          newsmon feeds add URL  (or a line in config/feeds.yaml)
The digest:          """


def _print_next_steps(digest: Path | None) -> None:
    where = str(digest or "newsmon report")
    output.console.print(NEXT_STEPS + where, markup=False, highlight=False, soft_wrap=True)


def _print_explanation(found: dict[str, Any]) -> None:
    article = found["article"]
    print_table(
        article["title"],
        ("what", "value"),
        [(name, _cell(value)) for name, value in article.items() if name != "title"],
    )
    _print_part(
        "Where it came from",
        ("feed", "first seen", "guid"),
        [(s["feed"], s["first_seen_at"], s["guid"]) for s in found["sightings"]],
    )
    _print_part(
        "Metadata: what was found where (chosen values are marked)",
        ("field", "value", "origin", "confidence", "chosen"),
        [
            (c["field"], c["value"], c["origin"], f"{c['confidence']:.2f}", "*" * c["chosen"])
            for c in found["provenance"]
        ],
    )
    _print_part(
        "Lines removed from the page",
        ("line", "rule"),
        [(line["line"][:200], line["rule"]) for line in found["removed"]],
    )
    _print_part(
        "Versions",
        ("version", "seen at", "edition", "title", "characters"),
        [tuple(version.values()) for version in found["versions"]],
    )
    for pair in found["duplicates"]:
        _print_pair(pair)
    _print_event(found["event_decision"], found["event"])
    _print_part(
        "Topics",
        ("topic", "score", "share", "salience", "because of"),
        [
            (
                t["topic"], f"{t['score']:g}", _share(t["share"]), t["salience"],
                ", ".join(sorted({mention["term"] for mention in t["mentions"]})),
            )
            for t in found["topics"]
        ],
    )  # fmt: skip


def _print_part(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A part of an explanation, left out where there is nothing to say."""
    if rows:
        print_table(title, columns, rows)


def _print_pair(pair: dict[str, Any]) -> None:
    """A near-duplicate and the evidence of it."""
    ours, theirs = _share(pair["containment_ab"]), _share(pair["containment_ba"])
    rule = pair["rule_version"] + (", pinned by a person" if pair["pinned"] else "")
    print_table(
        f"{pair['relation']}: article {pair['article_id']} of {pair['source']}, {pair['title']}",
        ("what", "value"),
        [
            ("contained", f"{ours} and {theirs}"),
            ("shared shingles", pair["shared_shingles"]),
            ("rule", rule),
            *(("shared passage", passage[:300]) for passage in pair["shared_passages"]),
        ],
    )


def _print_event(decision: list[dict[str, Any]], members: list[dict[str, Any]]) -> None:
    """Why an article is in its event, and who else is."""
    if not decision:
        return
    first = decision[0]
    closest = [one for one in decision if one["article_id"] is not None]
    because = (
        f"similarity {first['score']:.2f} with the closest" if closest else "it began the event"
    )
    if first["pinned"]:
        because = "pinned by a person" + (f": {first['note']}" if first["note"] else "")
    print_table(
        f"Event {first['event_id']}: {first['event']}",
        ("what", "value"),
        [
            ("keywords", ", ".join(first["keywords"])),
            ("there because", because),
            *(("closest", _member(one)) for one in closest),
            *(("other text", _member(one)) for one in members if one["article_id"] not in
              {two["article_id"] for two in closest}),
        ],
    )  # fmt: skip


def _member(one: dict[str, Any]) -> str:
    return f"article {one['article_id']} of {one['source']}, {one['title']}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
