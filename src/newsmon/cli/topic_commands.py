"""`newsmon topics list|check|try|import`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsmon.cli import output
from newsmon.cli.output import Exit, Json
from newsmon.cli.topic_tables import run_as_json, sample_of, show, show_misses, tried_as_json
from newsmon.errors import UsageError
from newsmon.text.quantities import quantity

if TYPE_CHECKING:
    from newsmon.pipeline.operations.topic_trial import Tried
    from newsmon.topics import Tagger

app = typer.Typer()

_SINCE = re.compile(r"(\d+)([hdw])$")
_HOURS = {"h": 1, "d": 24, "w": 24 * 7}


@app.command("list")
def list_topics(as_json: Json = False) -> None:
    """Every topic, its parent and the hash of its definition."""
    from newsmon.config import load
    from newsmon.pipeline.stages.tag import tagger_for

    tagger = tagger_for(load())
    topics = [
        {
            "topic": topic.slug,
            "name": topic.name,
            "parent": topic.parent,
            "languages": list(topic.languages),
            "min": topic.minimum,
            "sets": list(topic.sets),
            "examples": len(topic.match) + len(topic.no_match),
            "definition_hash": tagger.hashes[topic.slug],
        }
        for topic in tagger.topics
    ]
    if as_json:
        output.print_json(topics)
        return
    rows = [[t["topic"], t["name"], t["parent"], t["examples"]] for t in topics]
    output.print_table(
        quantity(len(topics), "topic"), ["topic", "name", "parent", "examples"], rows
    )


@app.command()
def check(as_json: Json = False) -> None:
    """Run the topics' own examples, and say what can never match or is never used.

    Exit 1 if an example fails. Warnings alone are exit 0.
    """
    from newsmon.config import load, yamlfile
    from newsmon.pipeline.stages.tag import tagger_for
    from newsmon.topics import check as check_topics

    config = load()
    tagger = tagger_for(config)
    file = yamlfile.read(config.directory / "topics.yaml")
    problems = []
    for problem in check_topics(tagger):
        line, message = file.say(problem.path, problem.message)
        problems.append(
            {"file": file.name, "line": line, "severity": problem.severity, "message": message}
        )
    failed = sum(problem["severity"] == "error" for problem in problems)
    ran = sum(len(topic.match) + len(topic.no_match) for topic in tagger.topics)
    if as_json:
        output.print_json({"topics": len(tagger.topics), "examples": ran, "problems": problems})
    else:
        for p in problems:
            output.complain(f"{p['file']}:{p['line']}: {p['severity']}: {p['message']}")
        counted = (
            quantity(len(tagger.topics), "topic"),
            quantity(ran, "example"),
            f"{failed} failed",
            quantity(len(problems) - failed, "warning"),
        )
        output.console.print(", ".join(counted), highlight=False)
    if failed:
        raise typer.Exit(Exit.WORTH_A_LOOK)


@app.command("try")
def try_topics(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH-or-URL-or--", help="Documents; - reads standard input."),
    ] = None,
    topic: Annotated[
        Path | None, typer.Option("--topic", help="A draft: YAML with a topic, or with topics.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", help="Try it on stored articles this far back: 12h, 30d, 8w."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show which topics a text is about, with every mention and the arithmetic of the score.

    A draft that does not match says why not. With --since, the topics (or the draft) are tried
    on stored articles: counts and samples, and nothing is written.
    """
    from newsmon.config import load
    from newsmon.pipeline.operations.topic_trial import tagger_of
    from newsmon.topics import misses

    if bool(inputs) == bool(since):
        raise UsageError("name documents to try, or say --since 30d to try stored articles")
    config = load()
    tagger = tagger_of(config, topic)
    if since:
        _show_archive(tagger, _begin(since), as_json=as_json)
        return
    unread = 0
    for tried in _tried(tagger, inputs or []):
        unread += bool(tried.problem)
        if as_json:
            output.print_json_lines([tried_as_json(tried)])
        else:
            show(tried, tagger.thresholds)
            if topic is not None and not tried.problem:
                show_misses(misses(tagger, tried.title, tried.text, tried.language))
    if unread:
        raise typer.Exit(Exit.WORTH_A_LOOK)


def _tried(tagger: Tagger, inputs: list[str]) -> Iterator[Tried]:
    from newsmon.pipeline.operations import topic_trial

    now = datetime.now(timezone.utc)
    for name in inputs:
        if name == "-":
            yield from topic_trial.standard_input(tagger, sys.stdin.read(), now)
        elif name.lower().startswith(("http://", "https://")):
            yield _fetched(tagger, name)
        else:
            yield from topic_trial.documents(tagger, [name], now)


def _fetched(tagger: Tagger, url: str) -> Tried:
    from newsmon.cli.extracted_pages import read_input
    from newsmon.model import Failure, Rejection
    from newsmon.pipeline.operations.topic_trial import Tried, tried

    ((_, page),) = read_input(url)
    if isinstance(page, Failure | Rejection):
        return Tried(url, url, "", "", [], {}, f"{page.reason.value} {page.detail}".strip())
    return tried(tagger, url, page)


@app.command("import")
def import_query(
    query: Annotated[str, typer.Argument(help="The query, a file that holds it, or - for stdin.")],
    *,
    name: Annotated[str, typer.Option(help="Name of the topic, for people.")] = "Imported topic",
    as_json: Json = False,
) -> None:
    """Draft a topic from a boolean query of Meltwater, Brandwatch, Media Cloud or their like.

    The draft is printed as YAML for topics.yaml, with examples to fill in; what it could not say
    goes to stderr. Exit 1 if there was any of that.
    """
    import yaml

    from newsmon.topics import QueryError, draft

    try:
        drafted = draft(_query_text(query), name)
    except QueryError as error:
        raise UsageError(f"the query {error}") from None
    slug = "-".join(re.findall(r"[a-z0-9]+", name.lower())) or "imported-topic"
    topics = {"topics": {slug: drafted.definition}}
    if as_json:
        output.print_json({**topics, "notes": drafted.notes})
    else:
        document = yaml.safe_dump(topics, sort_keys=False, allow_unicode=True, width=100)
        output.console.print(document, end="", markup=False, highlight=False, soft_wrap=True)
        for note in drafted.notes:
            output.complain(note)
    if drafted.notes:
        raise typer.Exit(Exit.WORTH_A_LOOK)


def _query_text(query: str) -> str:
    """Return the query itself, from where it is."""
    if query == "-":
        return sys.stdin.read()
    if len(query) < 250 and "\n" not in query and Path(query).is_file():
        return Path(query).read_text(encoding="utf-8-sig", errors="replace")
    return query


def _begin(since: str) -> datetime:
    match = _SINCE.match(since.strip().lower())
    if not match:
        raise UsageError(f'--since {since}: write a time such as "12h", "30d" or "8w"')
    return datetime.now(timezone.utc) - timedelta(hours=int(match[1]) * _HOURS[match[2]])


def _show_archive(tagger: Tagger, since: datetime, *, as_json: bool) -> None:
    from newsmon.cli.context import open_workspace
    from newsmon.pipeline.operations.topic_trial import dry_run
    from newsmon.store import connect

    conn = connect(open_workspace().database)
    try:
        runs = dry_run(conn, tagger, since)
    finally:
        conn.close()
    if as_json:
        output.print_json([run_as_json(run) for run in runs])
        return
    columns = ["topic", "articles", "about", "mention", "gained", "lost"]
    rows = [[r.topic, r.articles, r.about, r.mention, r.gained, r.dropped] for r in runs]
    output.print_table(f"Stored articles since {since:%Y-%m-%d %H:%M} UTC", columns, rows)
    for run in runs:
        for sample in run.samples:
            output.console.print(sample_of(run, sample), soft_wrap=True)
