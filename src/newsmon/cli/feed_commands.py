"""`newsmon feeds list|check|add|discover|import|export`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from newsmon.cli import output
from newsmon.cli.output import Exit, Json
from newsmon.errors import DatabaseError, UsageError
from newsmon.text.quantities import quantity

if TYPE_CHECKING:
    from newsmon.cli.feed_checks import FeedCheck
    from newsmon.cli.feed_lookup import Look
    from newsmon.config import Config

app = typer.Typer()

Only = Annotated[
    list[str] | None, typer.Option("--feed", help="Only this feed (URL) or source (slug).")
]


@app.command("list")
def list_feeds(as_json: Json = False) -> None:
    """Every feed in feeds.yaml, with its state where the database can be reached."""
    from newsmon.config import load

    config = load()
    health, why = _health()
    feeds = [
        {
            "source": source.slug,
            "feed": feed.url,
            "kind": feed.kind,
            "enabled": feed.enabled,
            **health.get(feed.url, _UNPOLLED),
        }
        for source, feed in config.feeds()
    ]
    if as_json:
        output.print_json(feeds)
        return
    if why:
        output.complain(f"States are not shown: {why}")
    output.print_table(
        quantity(len(feeds), "feed"),
        ["source", "feed", "kind", "state", "last new"],
        (
            [f["source"], f["feed"], f["kind"], _state(f), output_time(f["last_new_at"])]
            for f in feeds
        ),
    )


@app.command()
def check(only: Only = None, as_json: Json = False) -> None:
    """Ask every feed now, and say what each answers; nothing is stored. Exit 1 if one fails."""
    from newsmon.cli.feed_checks import check_feeds
    from newsmon.config import load

    config = load()
    chosen = [
        (source, feed)
        for source, feed in config.feeds()
        if not only or source.slug in only or feed.url in only
    ]
    if only and not chosen:
        raise UsageError(f"no feed {only[0]!r} in feeds.yaml; `newsmon feeds list` shows them")
    checked = check_feeds(config, chosen)
    if as_json:
        output.print_json(checked)
    else:
        output.print_table(
            quantity(len(checked), "feed"),
            ["source", "feed", "answer", "entries", "newest", "title"],
            (
                [c.source, c.feed, _short(c.answer), _entries(c), output_time(c.newest), c.title]
                for c in checked
            ),
        )
    if any(not c.ok for c in checked):
        raise typer.Exit(Exit.WORTH_A_LOOK)


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="Address of the feed, the sitemap, or the site.")],
    *,
    source: Annotated[
        str | None, typer.Option(help="Slug of the source it belongs to; left out, by its site.")
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="Name of a source that is new; left out, the feed's title.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option(help="feed or sitemap; left out, what the address answers.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask back.")] = False,
    offline: Annotated[
        bool, typer.Option("--offline", help="Write it as it is, without asking the address.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Ask an address, and write its feed into feeds.yaml; the next run polls it.

    What the address answers is said first: a feed, a page that names feeds, an error. On a terminal
    you are asked before anything is written. All else in the file stays as it is.
    """
    from newsmon.cli.feed_lookup import Look, with_scheme
    from newsmon.config import load
    from newsmon.config.adding import add_feed

    if offline:
        answer = Look(with_scheme(url), "not asked")
    else:
        answer = _chosen(load(), url, ask=sys.stdin.isatty() and not yes and not as_json, yes=yes)
    added = add_feed(
        answer.url,
        source=source,
        name=name or (answer.feed.title.strip()[:100] if answer.feed else None),
        kind=kind or answer.kind,
        homepage=answer.homepage,
        language=answer.language,
    )
    if as_json:
        output.print_json({**asdict(added), "answer": answer.verdict})
    elif added.new_source:
        output.console.print(f"Added, with a new source {added.source}: look at its name.")
    else:
        output.console.print(f"Added to {added.source}.")


def _chosen(config: Config, address: str, *, ask: bool, yes: bool) -> Look:
    """Return what to write for an address; UsageError where that is nothing."""
    from newsmon.cli.feed_lookup import look, with_scheme

    answer = look(config, address)
    working = [check for check in answer.choices if check.ok]
    output.remark(f"{with_scheme(address)}: {answer.verdict}")
    if working:
        if len(working) > 1 and not yes:
            for number, check in enumerate(working, 1):
                title = f": {check.title}" if check.title else ""
                output.remark(f"{number:3} {check.feed}  {_counted(check.entries)}{title}")
            if not ask:
                raise UsageError("which of them? Name one; --yes takes the first")
        number = typer.prompt("Which one?", type=int, default=1) if ask and working[1:] else 1
        if not 1 <= number <= len(working):
            raise UsageError(f"there is no number {number}; nothing is written")
        return look(config, working[number - 1].feed)
    if answer.feed is None:
        remedy = f": {answer.remedy}" if answer.remedy else ""
        raise UsageError(f"nothing is written{remedy}; --offline writes the address unasked")
    if ask and not typer.confirm("Add it?", default=True):
        raise UsageError("nothing is written")
    return answer


@app.command()
def discover(
    homepage: Annotated[str, typer.Argument(help="Address of a site's page.")],
    as_json: Json = False,
) -> None:
    """Find the feeds of a site, and what each of them answers. Exit 1 if there are none.

    Those that its page names; else the usual paths are tried.
    """
    from newsmon.cli.feed_lookup import discover_feeds
    from newsmon.config import load

    checks = discover_feeds(load(), homepage)
    if as_json:
        output.print_json(checks)
    elif checks:
        output.print_table(
            f"{quantity(len(checks), 'feed')}; `newsmon feeds add URL` writes one into feeds.yaml",
            ["feed", "answer", "entries", "newest", "title"],
            ([f.feed, _short(f.answer), f.entries, output_time(f.newest), f.title] for f in checks),
        )
    else:
        output.complain(f"{homepage} names no feed, and has none at the usual paths.")
    if not any(f.ok for f in checks):
        raise typer.Exit(Exit.WORTH_A_LOOK)


@app.command("import")
def import_opml(
    path: Annotated[str, typer.Argument(help="An OPML file, or - for standard input.")],
    as_json: Json = False,
) -> None:
    """Add the feeds of an OPML file to feeds.yaml; those that it has already are left alone."""
    from newsmon.config import opml
    from newsmon.config.adding import add_sources

    if path == "-":
        body = sys.stdin.buffer.read()
    else:
        try:
            body = Path(path).read_bytes()
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    added = add_sources(opml.parse(body))
    if as_json:
        output.print_json(
            {
                "feeds": added.feeds,
                "sources": added.sources,
                "known": added.duplicates,
                "outlines": added.outcomes,
            }
        )
        return
    output.print_table(
        "What became of each feed",
        ["feed", "outcome", "source"],
        ([outcome.feed, outcome.outcome, outcome.source] for outcome in added.outcomes),
    )
    there = len(added.duplicates)
    counted = (
        f"{quantity(len(added.feeds), 'feed')} added",
        quantity(len(added.sources), "new source"),
        f"{quantity(there, 'feed')} already there",
        f"{len(added.outcomes) - len(added.feeds) - there} not taken",
    )
    output.console.print(", ".join(counted), highlight=False)


@app.command()
def export(
    path: Annotated[str, typer.Argument(help="Where to; - is standard output.")] = "-",
) -> None:
    """Write the feeds as OPML, for feed readers or another newsmon."""
    from newsmon.config import load, opml

    document = opml.export(load().sources)
    if path == "-":
        sys.stdout.buffer.write(document)
        sys.stdout.buffer.flush()
        return
    try:
        Path(path).write_bytes(document)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None


def output_time(value: Any) -> str:
    """A time for a table: to the minute, UTC; nothing where there is none."""
    return f"{value:%Y-%m-%d %H:%M}" if value else ""


def _counted(entries: int) -> str:
    return quantity(entries, "entry", "entries")


def _entries(check: FeedCheck) -> str:
    """The number of entries, and what is the matter with some of them."""
    too_old = [f"{check.too_old} too old"] if check.too_old else []
    return "; ".join([str(check.entries), *too_old, *check.warnings])


def _short(answer: str) -> str:
    """The reason in words, or with the beginning of its detail: all of it is in the JSON."""
    from newsmon.cli.feed_checks import in_words

    answer = in_words(answer)
    return answer if len(answer) <= 60 else answer[:59] + "…"


# Facts of a feed that the database has nothing of.
_UNPOLLED: dict[str, Any] = {
    "state": None, "last_new_at": None, "reason": None, "entries_too_old": 0, "warnings": [],
}  # fmt: skip


def _state(feed: dict[str, Any]) -> str:
    if not feed["enabled"]:
        return "disabled"
    state = " ".join(part for part in (feed["state"], feed["reason"]) if part)
    too_old = [f"{_counted(n)} too old"] if (n := feed["entries_too_old"]) else []
    return "; ".join([state, *too_old, *feed["warnings"]])


def _health() -> tuple[dict[str, dict[str, Any]], str | None]:
    """State of each feed by its address; none, with the reason, where there is no database."""
    from contextlib import closing

    from psycopg2 import ProgrammingError

    from newsmon.store import connect, fetch_all, resolve

    try:
        with closing(connect(resolve(only_existing=True))) as conn:
            rows = fetch_all(conn, "report.feed_states")
    except DatabaseError as error:
        return {}, str(error)
    except ProgrammingError:  # no such view or column
        return {}, "the database is not at the schema of this newsmon; newsmon db migrate"
    return {row.feed: {name: getattr(row, name) for name in _UNPOLLED} for row in rows}, None
