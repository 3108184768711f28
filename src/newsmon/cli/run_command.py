"""`newsmon run`, `load`, `replay` and `forget`: the commands that change what is stored."""

from __future__ import annotations

import logging
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from newsmon.cli import output
from newsmon.cli.context import Workspace, open_workspace
from newsmon.cli.output import Exit, Json
from newsmon.errors import UsageError
from newsmon.text.quantities import quantity

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from newsmon.config import Config

log = logging.getLogger(__name__)


def run(
    follow: Annotated[
        bool, typer.Option("--follow", help="Keep going: poll feeds as they fall due.")
    ] = False,
    feed: Annotated[
        list[str] | None,
        typer.Option(
            help="Only this feed (URL), or source (slug), and pages of its source; repeatable."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Poll the feeds and load what is new; ends by itself, or with --follow on Ctrl-C."""
    from newsmon.pipeline import runs as pipeline
    from newsmon.pipeline.stages.poll import choose

    workspace = open_workspace()
    only = choose(workspace.config, feed)
    with _reporting(as_json, "polling") as progress:
        if follow:
            from newsmon.pipeline import following

            with _stopped_by_signals() as stop:
                finished = following.follow(
                    workspace.database,
                    workspace.config,
                    only=only,
                    stop=stop,
                    progress=progress,
                    outward=_send_out,
                )
        else:
            finished = pipeline.run(
                workspace.database,
                workspace.config,
                only=only,
                progress=progress,
                outward=_send_out,
            )
    _conclude(workspace, finished, as_json)


def _send_out(conn: Connection, config: Config) -> None:
    """Write feeds and mail digests, as far as the configuration has any."""
    if config.settings.sends_out:
        from newsmon.report import send_out

        send_out(conn, config)


def load(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders of documents.")],
    as_json: Json = False,
) -> None:
    """Load documents: .txt .html .mhtml .json .jsonl .xml .warc .wacz, packed too, and folders."""
    from newsmon.pipeline import runs as pipeline
    from newsmon.pipeline.imports import file_formats

    file_formats.check(paths)  # before anything starts: a wrong path is a usage error
    workspace = open_workspace()
    with _reporting(as_json, "reading documents") as progress:
        finished = pipeline.load(workspace.database, workspace.config, paths, progress=progress)
    _conclude(workspace, finished, as_json)


class Replayable(str, Enum):
    """Stages that can be done again over what is stored."""

    EXTRACT = "extract"
    DEDUPLICATE = "deduplicate"
    TAG = "tag"
    GROUP = "group"


def replay(
    stage: Annotated[Replayable, typer.Argument(help="Where to begin; later stages follow.")],
    since: Annotated[
        str | None, typer.Option(help="Only what was first seen since this date (YYYY-MM-DD).")
    ] = None,
    as_json: Json = False,
) -> None:
    """Do a stage again over what is stored, without touching the network."""
    from newsmon.pipeline import runs as pipeline
    from newsmon.pipeline.operations.replay import queue

    workspace = open_workspace()
    queued = queue(workspace.database, stage.value, since=output.day(since) if since else None)
    if queued.without_page:
        output.complain(
            f"{quantity(queued.without_page, 'article')} without a raw page stay as stored: "
            "pages are kept for a time (retention.pages_days)."
        )
    with _reporting(as_json, f"replaying {stage.value}") as progress:
        finished = pipeline.resume(
            workspace.database, workspace.config, f"replay {stage.value}", progress=progress
        )
    _conclude(workspace, finished, as_json)


def forget(
    article: Annotated[str | None, typer.Argument(help="Article id or URL.")] = None,
    reserved: Annotated[
        bool,
        typer.Option(help="All whose use is reserved by now, where fetch.rights honours it."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Json = False,
) -> None:
    """Remove an article, or a page that was not loaded, everywhere, and keep it out from now on."""
    from newsmon.pipeline.operations.forget import describe
    from newsmon.pipeline.operations.forget import forget as remove

    if (article is None) == (not reserved):
        raise UsageError("name one article by its id or URL, or say --reserved, not both")
    workspace = open_workspace()
    if article is None:
        _forget_reserved(workspace, yes, as_json)
        return
    if sys.stdin.isatty() and not (yes or as_json):
        typer.confirm(f"Forget {describe(workspace.database, article)}, for good?", abort=True)
    forgotten = remove(workspace.database, article)
    if as_json:
        output.print_json(forgotten)
    else:
        number = forgotten["article_id"]
        what = "a page that was not loaded" if number is None else f"article {number}"
        output.console.print(
            f"Forgotten: {what}, {quantity(len(forgotten['urls']), 'address', 'addresses')}; "
            "none of them will be loaded again. Digests already written still name it."
        )


def _forget_reserved(workspace: Workspace, yes: bool, as_json: bool) -> None:
    """List what is reserved by now, and forget it once the user agrees."""
    from newsmon.pipeline.operations.reserved import forget_reserved, reserved_articles

    articles = reserved_articles(workspace.database, workspace.config)
    listed = [(a.article_id, a.url, a.statement) for a in articles]
    if not as_json and listed:
        output.print_table("Reserved by now", ("article", "URL", "statement"), listed)
    if not listed or not (yes or (not as_json and typer.confirm("Forget them all?"))):
        articles = []
    forget_reserved(workspace.database, articles)
    if as_json:
        rows = [dict(zip(("article_id", "url", "statement"), row, strict=True)) for row in listed]
        output.print_json({"reserved": rows, "forgotten": len(articles)})
    else:
        output.console.print(f"Forgotten: {len(articles)} of {quantity(len(listed), 'article')}.")


@contextmanager
def _stopped_by_signals() -> Iterator[threading.Event]:
    """An event that SIGTERM and Ctrl-C set; the run then ends in good order."""
    stop = threading.Event()
    before = {
        number: signal.signal(number, lambda *_: stop.set())
        for number in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _reporting(as_json: bool, beginning: str) -> Iterator[Any]:
    """Progress of a run, which begins by this work, and what Ctrl-C means for it."""
    with _progress(as_json, beginning) as progress:
        try:
            yield progress
        except KeyboardInterrupt:
            output.complain("Stopped. What is done is stored; the next run goes on with the rest.")
            raise


@contextmanager
def _progress(as_json: bool, beginning: str) -> Iterator[Any]:
    """A bar on a terminal, log lines elsewhere."""
    if not output.errors.is_terminal or as_json:
        yield lambda counts: log.info("%s", _line(counts))
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=output.errors, transient=True) as bar:
        task = bar.add_task(beginning, total=None)

        def show(counts: dict[str, dict[str, int]]) -> None:
            extracted = counts.get("extract", {}).get("claimed", 0)
            waiting = counts.get("fetch", {}).get("claimed", 0)
            bar.update(
                task, description=_line(counts), completed=extracted, total=max(waiting, extracted)
            )

        yield show


def _line(counts: dict[str, dict[str, int]]) -> str:
    """The run so far on one line."""
    extracted = counts.get("extract", {})
    counted = {
        "polled": counts.get("poll", {}).get("feeds", 0),
        "fetched": counts.get("fetch", {}).get("fetched", 0),
        "new": extracted.get("new", 0),
        "revised": extracted.get("revised", 0),
        "rejected": extracted.get("rejected", 0),
        "tagged": counts.get("tag", {}).get("claimed", 0),
        "grouped": counts.get("group", {}).get("claimed", 0),
    }
    return ", ".join(f"{value} {name}" for name, value in counted.items() if value) or "working"


def _conclude(workspace: Workspace, finished: Any, as_json: bool) -> None:
    if as_json:
        output.print_json(finished._asdict())
    else:
        from newsmon.cli.status_command import print_run

        print_run(workspace.database, finished.run_id)
    if finished.state != "ok":
        raise typer.Exit(Exit.WORTH_A_LOOK)
