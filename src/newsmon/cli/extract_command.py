"""`newsmon extract`: what newsmon reads out of a document, with nothing stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import typer
from rich.text import Text

from newsmon.cli import output
from newsmon.cli.output import Exit, Json


def extract(
    inputs: Annotated[
        list[str], typer.Argument(help="Files, folders or URLs.", metavar="PATH-or-URL...")
    ],
    as_json: Json = False,
) -> None:
    """Show the article in each page: text, title, authors, date; or why it is none."""
    from newsmon.cli.extracted_pages import read

    if as_json:
        output.print_json_lines(line := _Counting(read(inputs)))
        unreadable = line.unreadable
    else:
        results = list(read(inputs))
        for result in results:
            _show(result)
        unreadable = sum(result["url"] is None for result in results)
    raise typer.Exit(Exit.WORTH_A_LOOK if unreadable else Exit.OK)


class _Counting:
    """Passes results on and counts those that could not even be read."""

    def __init__(self, results: Iterable[dict[str, Any]]) -> None:
        self.results = results
        self.unreadable = 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for result in self.results:
            self.unreadable += result["url"] is None
            yield result


def _show(result: dict[str, Any]) -> None:
    """The result for a person; everything a page says is text, never markup."""

    def line(text: str, style: str = "") -> None:
        output.console.print(Text(text, style=style), soft_wrap=True)

    line(result["input"], "bold")
    if result["rejection"]:
        line(f"  no article: {result['rejection']} {result['rejection_detail']}")
    if result["text"] is not None:
        authors = ", ".join(result["authors"]) or "no author"
        date = result["published_at"] or "no date"
        line(f"  {result['title'] or 'no title'}")
        line(f"  {authors}; {date}; {result['words']} words; {result['language']}")
        if result["kind"] != "article":
            line(f"  {result['kind'].replace('_', ' ')}, {len(result['posts'])} posts")
        line(result["text"] + "\n")
