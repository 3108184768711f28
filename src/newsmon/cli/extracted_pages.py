"""Pages in files, folders and URLs, each as the result that `newsmon extract` shows."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from newsmon.cli import output
from newsmon.config import load
from newsmon.extract import extract
from newsmon.model import Article, Failure, Page, Post, Precision, Rejection
from newsmon.pipeline.imports import file_formats, imported
from newsmon.pipeline.imports.imported import ImportedDocument, UnusableDocument


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
    now = datetime.now(timezone.utc)
    if name.lower().startswith(("http://", "https://")):
        yield name, asyncio.run(_fetch(name, now))
        return
    for path in file_formats.find([Path(name)]):
        for document in file_formats.read(path, now):
            if isinstance(document, UnusableDocument):
                yield document.place, document.rejection
            elif isinstance(document, ImportedDocument):
                yield str(path), document.page
            else:
                output.complain(imported.describe(document))


async def _fetch(url: str, now: datetime) -> Page | Failure | Rejection:
    from newsmon.fetch import Fetcher  # late: most inputs are files

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
    result: dict[str, Any] = dict.fromkeys(_FIELDS)
    result["input"] = label
    if isinstance(page, Failure | Rejection):
        return result | _why(page)
    result["url"] = page.final_url
    article = extract(page)
    if isinstance(article, Rejection):
        result |= _why(article)
        article = extract(page, gate=False)
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
