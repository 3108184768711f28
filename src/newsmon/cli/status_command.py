"""`newsmon status`: which database, what is stored, how the newest run went."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from newsmon.cli import output
from newsmon.cli.context import open_to_look
from newsmon.cli.output import Json, print_table
from newsmon.text.quantities import quantity

if TYPE_CHECKING:
    from newsmon.store import Database

BRIEF = "brief (our abstract)"


def status(
    summary: Annotated[
        bool, typer.Option("--summary", help="The newest run in full, for a newcomer.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Show which database is used and why, what is stored, and how the newest run went."""
    from newsmon.pipeline.operations import overview

    workspace = open_to_look()
    overview_rows = (overview.summary if summary else overview.status)(
        workspace.database, workspace.config
    )
    if as_json:
        output.print_json(overview_rows)
    elif summary:
        from newsmon.report import newest

        _print_summary(overview_rows)
        _print_next_steps(workspace.config.directory / "feeds.yaml", newest(workspace.config))
    else:
        _print_status(overview_rows)
    if overview_rows.get("stalled"):
        raise typer.Exit(output.Exit.WORTH_A_LOOK)


def print_run(database: Database, run_id: int) -> None:
    """One run for people."""
    from newsmon.config import load
    from newsmon.pipeline.operations import overview

    _print_summary(overview.summary(database, load(), run_id))


def _print_status(state: dict[str, Any]) -> None:
    totals = state["totals"]
    print_table(
        "newsmon",
        ("what", "how it stands"),
        [
            ("database", f"{state['database']['where']}: {state['database']['why']}"),
            ("configuration", state["config"]),
            ("stored", _stored(totals)),
            ("waiting", f"{totals['to_fetch']} to fetch, {totals['to_extract']} to extract, "
                        f"{totals['in_stages']} in later stages"
                        + _if_any(totals["embargoed"], "; under embargo: {}")
                        + _if_any(totals["quarantine"], " ({} in quarantine)")
                        + _if_any(", ".join(state["stalled"]), "; stalled: {}")),
            ("feeds", _counted(state["feeds"]) or "none"),
            *(("passed over", line) for line in _notice_lines(state["feed_notices"])),
            *(("coverage", line) for line in _coverage_lines(state["coverage"])),
            ("newest run", _run_line(state["run"])),
            ("alerts", _alerts_line(state["alerts"])),
        ],
    )  # fmt: skip
    if state["quarantine"]:
        print_table(
            "In quarantine, until the version changes",
            ("stage", "items", "reason", "for example", "error"),
            [
                (row["stage"], row["items"], row["reason"], row["example"], row["detail"])
                for row in state["quarantine"]
            ],
        )


def _stored(totals: dict[str, Any]) -> str:
    counted = [
        quantity(totals["articles"], "article"),
        quantity(totals["clusters"], "text"),
        quantity(totals["events"], "event"),
    ]
    if totals["headlines"]:
        counted.append(f"{quantity(totals['headlines'], 'headline')} of pages that are refused")
    return ", ".join((*counted, f"{totals['bytes'] / 2**20:.0f} MiB"))


def _notice_lines(notices: dict[str, int]) -> list[str]:
    """Say what polling passed over, and how many feeds are not in order; empty for nothing."""
    too_old, broken = notices["entries_too_old"], notices["with_warnings"]
    lines = (
        _if_any(
            too_old and quantity(too_old, "entry", "entries"),
            "{}, too old when their feed was polled (max_age takes them)",
        ),
        _if_any(broken and quantity(broken, "feed"), "broken entries of {} (newsmon feeds list)"),
    )
    return [line for line in lines if line]


def _coverage_lines(sources: list[dict[str, Any]]) -> list[str]:
    """Say how much of what was announced in a week is loaded, and where the least; or nothing."""
    due = sum(row["due"] for row in sources)
    if not due:
        return []
    loaded, least = sum(row["loaded"] for row in sources), sources[0]
    line = f"{loaded / due:.0%} of {due:,} announced in 7 days"
    if len(sources) > 1 and least["loaded"] < least["due"]:
        line += f"; least of {least['source']} ({least['loaded'] / least['due']:.0%})"
    return [line]


def _if_any(value: object, words: str) -> str:
    return words.format(value) if value else ""


def _counted(by_state: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in by_state.items())


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


def _print_summary(summary: dict[str, Any]) -> None:
    run = summary["run"]
    if run is None:
        output.console.print("No run yet: newsmon run")
        return
    if _tells_of_seeds(summary):
        print_table(
            "The seeds",
            ("id", "outlet", "headline", "edition", "words", "topics", "event"),
            [_seed_row(seed) for seed in summary["seeds"]],
        )
    if summary["sources"]:
        print_table(
            "New in this run, by source",
            ("source", "articles", "of them copies"),
            [(row["source"], row["articles"], row["copies"]) for row in summary["sources"]],
        )
    if summary["topics"]:
        print_table(
            "New in this run, by topic",
            ("topic", "articles"),
            [(row["topic"], row["articles"]) for row in summary["topics"]],
        )
    if summary["rejections"]:
        print_table(
            "Not loaded, and why",
            ("source", "stage", "reason", "times", "example"),
            [
                (row["outlet"], row["stage"], row["reason"], row["times"], row["example"])
                for row in summary["rejections"]
            ],
        )
    if summary["newest"]:
        print_table(
            "Newest in this run (newsmon explain ID says all about one)",
            ("id", "source", "headline"),
            [(row["article_id"], row["source"], row["title"]) for row in summary["newest"]],
        )
    _print_failures(run)
    if became := _documents_line(run["counts"]):
        output.console.print(became, markup=False, highlight=False)
    for line in _notice_lines(summary["feed_notices"]) if "poll" in run["counts"] else []:
        output.console.print(f"Passed over: {line}.", markup=False, highlight=False)
    for stage in ("load", "poll"):
        if notes := _import_notes(run["counts"].get(stage, {})):
            output.console.print(notes, markup=False, highlight=False)
    output.console.print(_run_line(run), markup=False, highlight=False)


def _tells_of_seeds(summary: dict[str, Any]) -> bool:
    """Tell whether the seeds are worth a table: where a run brought news of their outlets alone."""
    outlets = {seed["outlet"] for seed in summary["seeds"]}
    sources = {row["source"] for row in summary["sources"]}
    return bool(sources) and sources <= outlets


def _seed_row(seed: dict[str, Any]) -> tuple[object, ...]:
    edition = BRIEF if seed["edition"] == "brief" else seed["edition"]
    return (
        seed["article_id"], seed["outlet"], seed["title"], edition, seed["words"],
        ", ".join(seed["topics"]), seed["event_id"],
    )  # fmt: skip


def _print_failures(run: dict[str, Any]) -> None:
    offline = run["counts"].get("poll", {}).get("offline", 0)
    if offline:
        output.console.print(
            f"Offline: none of {quantity(offline, 'feed')} could be reached; their states stay "
            "as they were, and the next run polls them again.",
            highlight=False,
        )
    for title, is_final in (
        ("What went wrong, to be tried again", False),
        ("What could not be read; mend it and load it again", True),
    ):
        rows = [row for row in run["failures"] if (row["stage"] == "load") is is_final]
        if rows:
            columns = ("source", "stage", "reason", "times", "example")
            print_table(title, columns, [tuple(row[name] for name in columns) for row in rows])


# Outcomes of documents that were read, by the counts of `load` and of extraction.
_OUTCOMES = {
    "load": {
        "known": "here already, the same to the byte",  # with those that are forgotten
        "forgotten": "forgotten before, and kept out",
    },
    "extract": {
        "new": "new", "revised": "the next version of an article",
        "refreshed": "read better than before",
        "unchanged": "here already, with the same text",
        "superseded": "here already, in a better edition",
        "forgotten": "forgotten before, and kept out", "rejected": "rejected",
    },
}  # fmt: skip


def _documents_line(counts: dict[str, dict[str, int]]) -> str:
    """Say what became of the documents of a load; empty where none was read."""
    documents = counts.get("load", {}).get("documents", 0)
    became: Counter[str] = Counter()
    for stage, names in _OUTCOMES.items():
        for name, words in names.items():
            became[words] += counts.get(stage, {}).get(name, 0)
    became[_OUTCOMES["load"]["known"]] -= counts.get("load", {}).get("forgotten", 0)
    outcomes = ", ".join(f"{count} {words}" for words, count in became.items() if count > 0)
    return f"Documents: {documents} read; {outcomes or 'none of them news'}." if documents else ""


_KINDS = {"passed_over_kind": "of a kind that is not read"}


def _import_notes(counts: dict[str, int]) -> str:
    """Say what became of documents that are no news now: passed over, waiting, removed, broken."""
    reasons = {
        _KINDS.get(name, name.removeprefix("passed_over_")): count
        for name, count in counts.items()
        if name.startswith("passed_over_")
    }
    notes = (
        _if_any(_counted(reasons), "Passed over: {}."),
        _if_any(counts.get("embargoed"), "Under embargo, to appear by themselves: {}."),
        _if_any(counts.get("removed"), "Removed, as their agencies withdrew them: {}."),
        _if_any(counts.get("unreadable"), "Unreadable: {}."),
    )
    return "\n".join(filter(None, notes))


NEXT_STEPS = """
Ask the database:    newsmon db shell
  for example        select source, title, topics from report.articles;
Why is it there:     newsmon explain ID     (or its URL, or words of its title)
Add a feed:          newsmon feeds add URL  (or a line in {feeds})
The digest:          {digest}"""


def _print_next_steps(feeds: Path, digest: Path | None) -> None:
    steps = NEXT_STEPS.format(feeds=feeds, digest=digest or "newsmon report")
    output.console.print(steps, markup=False, highlight=False, soft_wrap=True)
