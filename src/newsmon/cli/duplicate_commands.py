"""`newsmon duplicates`: a person's verdict on a pair of articles, above every rule."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from newsmon.cli.context import open_workspace
from newsmon.cli.output import Json, console, print_json

app = typer.Typer(help="Say that two articles are copies of one text, or that they are not.")

_Article = Annotated[str, typer.Argument(help="Article id or URL.", show_default=False)]


@app.command()
def pin(
    article: _Article,
    second: _Article,
    different: Annotated[
        bool, typer.Option("--different", help="They are two texts; without it: the same.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Keep two articles in one cluster, or apart; the verdict survives every replay."""
    from newsmon.pipeline.operations import pin_duplicates
    from newsmon.store import connect

    with closing(connect(open_workspace().database)) as conn:
        pinned = pin_duplicates.pin(conn, article, second, same=not different)
    if as_json:
        print_json(pinned)
    else:
        verdict = "one text" if pinned.same else "two texts"
        console.print(f"{pinned.article_id} and {pinned.other_id} are {verdict} from now on.")


@app.command()
def unpin(article: _Article, second: _Article, as_json: Json = False) -> None:
    """Take a verdict back: the rule decides again."""
    from newsmon.pipeline.operations import pin_duplicates
    from newsmon.store import connect

    with closing(connect(open_workspace().database)) as conn:
        unpinned = pin_duplicates.unpin(conn, article, second)
    if as_json:
        print_json(unpinned)
    else:
        console.print(
            f"{unpinned.article_id} and {unpinned.other_id}: what the rule says counts again."
        )
