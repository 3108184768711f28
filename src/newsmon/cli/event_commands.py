"""`newsmon events`: a person's verdict on which event an article belongs to, above every rule."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from newsmon.cli.context import open_workspace
from newsmon.cli.output import Json, console, print_json

app = typer.Typer(help="Say which event an article belongs to, or that two events are one.")

_Article = Annotated[str, typer.Argument(help="Article id or URL.", show_default=False)]
_Event = Annotated[
    str,
    typer.Argument(
        help="Event id, or the URL of an article in that event.",
        show_default=False,
        metavar="EVENT",
    ),
]


@app.command()
def pin(
    article: _Article,
    event: _Event,
    different: Annotated[
        bool,
        typer.Option(
            "--different", help="It is about another happening: split it off where it is in there."
        ),
    ] = False,
    note: Annotated[str, typer.Option(help="Why, to be shown by `newsmon explain`.")] = "",
    as_json: Json = False,
) -> None:
    """Keep an article in an event, or out of it; the verdict survives every replay."""
    from newsmon.pipeline.operations import pin_events
    from newsmon.store import connect

    with closing(connect(open_workspace().database)) as conn:
        pinned = pin_events.pin(conn, article, event, same=not different, note=note)
    if as_json:
        print_json(pinned)
    elif different:
        console.print(
            f"Article {pinned.article_id} stays in event {pinned.event_id} from now on, "
            f"apart from event {pinned.named_event_id}."
        )
    else:
        console.print(f"Article {pinned.article_id} stays in event {pinned.event_id} from now on.")


@app.command()
def unpin(article: _Article, as_json: Json = False) -> None:
    """Take a verdict back: the next run groups the article by the rule."""
    from newsmon.pipeline.operations import pin_events
    from newsmon.store import connect

    with closing(connect(open_workspace().database)) as conn:
        unpinned = pin_events.unpin(conn, article)
    if as_json:
        print_json(unpinned)
    else:
        console.print(f"Article {unpinned.article_id} is grouped by the rule again.")


@app.command()
def unite(event: _Event, second: _Event, as_json: Json = False) -> None:
    """Make two events one, also where they were kept apart; the older id stays."""
    from newsmon.pipeline.operations import pin_events
    from newsmon.store import connect

    with closing(connect(open_workspace().database)) as conn:
        event_id = pin_events.unite(conn, event, second)
    if as_json:
        print_json({"event_id": event_id})
    else:
        console.print(f"They are event {event_id} from now on.")
