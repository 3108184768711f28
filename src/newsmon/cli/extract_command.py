"""`newsmon extract`: what newsmon reads out of a document, with nothing stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from newsmon.cli import output
from newsmon.cli.output import Exit, Json
from newsmon.model import Article, Failure, Kind, Page, Post, Precision, Rejection


def extract(
    inputs: Annotated[
        list[str], typer.Argument(help="Files, folders or URLs.", metavar="PATH-or-URL...")
    ],
    as_json: Json = False,
) -> None:
    """Show the article in each page: text, title, authors, date; or why it is none."""
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


def read(inputs: Iterable[str]) -> Iterator[dict[str, Any]]:
    """One result for each page in these inputs, in order.

    A page that is no article still shows what was read in it, beside its `rejection`. One that
    could not be read at all has no `url`. Raises UsageError for a path that does not exist.
    """
    for name in inputs:
        for label, page in read_input(name):
            yield describe(label, page)


def read_input(name: str) -> Iterator[tuple[str, Page | Failure | Rejection]]:
    """The pages behind a path or URL, each with a label to know it by."""
    from newsmon.pipeline.imports import file_formats
    from newsmon.pipeline.imports.imported import ImportedDocument, UnusableDocument, describe

    now = datetime.now(timezone.utc)
    if name.lower().startswith(("http://", "https://")):
        import asyncio  # late: other commands should not wait for it

        yield name, asyncio.run(_fetch(name, now))
        return
    for path in file_formats.find([Path(name)]):
        for document in file_formats.read(path, now):
            if isinstance(document, UnusableDocument):
                yield document.place, document.rejection
            elif isinstance(document, ImportedDocument):
                yield str(path), document.page
            else:
                output.complain(describe(document))


async def _fetch(url: str, now: datetime) -> Page | Failure | Rejection:
    from newsmon.config import load
    from newsmon.fetch import Fetcher

    async with Fetcher(load().settings.fetch) as fetcher:
        answer = await fetcher.get(url)
    if isinstance(answer, Failure):
        return answer
    return Page(
        url=url,
        final_url=answer.final_url,
        body=answer.body,
        content_type=answer.content_type or "text/html",
        charset=answer.charset,
        fetched_at=now,
        status=answer.status,
        headers=answer.headers,
    )


def describe(label: str, page: Page | Failure | Rejection) -> dict[str, Any]:
    """The JSON object of one page."""
    from newsmon.extract import extract as extract_page

    result: dict[str, Any] = dict.fromkeys(_FIELDS)
    result["input"] = label
    if isinstance(page, Failure | Rejection):
        return result | _why(page)
    result["url"] = page.final_url
    article = extract_page(page)
    if isinstance(article, Rejection):
        result |= _why(article)
        article = extract_page(page, gate=False)
    return result if isinstance(article, Rejection) else result | _facts(article)


_FIELDS = (
    "input", "url", "title", "authors", "published_at", "published_at_method",
    "published_at_precision", "modified_at", "language", "words", "text", "rejection",
    "rejection_detail", "kind", "posts",
)  # fmt: skip


def _facts(article: Article) -> dict[str, Any]:
    published = article.published
    return {
        "url": article.url,
        "title": article.title,
        "authors": list(article.authors),
        "published_at": published and _written(published),
        "published_at_method": published and published.method,
        "published_at_precision": published and published.precision,
        "modified_at": article.modified_at,
        "language": article.language,
        "words": article.words,
        "text": article.text,
        "kind": article.kind,
        "posts": [_post_facts(post) for post in article.coverage.posts] if article.coverage else [],
    }


def _post_facts(post: Post) -> dict[str, Any]:
    return {
        "title": post.title,
        "posted_at": post.posted and _written(post.posted),
        "text": post.text,
        "url": post.url,
        "authors": list(post.authors),
    }


def _written(moment: Any) -> str:
    """A day as a day; a time on the publisher's own clock where it said which."""
    at: datetime = moment.local
    return at.date().isoformat() if moment.precision is Precision.DAY else at.isoformat()


def _why(rejection: Failure | Rejection) -> dict[str, str]:
    return {"rejection": rejection.reason.value, "rejection_detail": rejection.detail}


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
        if result["kind"] != Kind.ARTICLE:
            line(f"  {result['kind'].replace('_', ' ')}, {len(result['posts'])} posts")
        line(result["text"] + "\n")
