"""Articles: lists, one in full, and why it stands where it does."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from psycopg2.extensions import connection as Connection
from pydantic import Field

from newsmon.pipeline.operations.explanation import explain_article
from newsmon.serve import problem_details, selection
from newsmon.serve.api.explanation_models import Explanation
from newsmon.serve.api.models import (
    ArticlePage,
    FoundArticle,
    FullArticle,
    PassageOfText,
    Printing,
    Span,
    TopicMatch,
    Version,
)
from newsmon.serve.api.parameters import (
    Cursor,
    Limit,
    Number,
    NumberInPath,
    Parameters,
    Since,
    Slug,
    Until,
    Whole,
    Words,
    no_parameters,
)
from newsmon.serve.connections import Reading
from newsmon.serve.problem_details import NotFoundError
from newsmon.serve.search_passages import Passage, passages
from newsmon.serve.selection import Filters
from newsmon.store import fetch_all, fetch_one

router = APIRouter(tags=["articles"])

MOST_CHARACTERS: Final = 200_000  # of a text at a time
_MOST_OF_EACH: Final = 100  # copies, versions, topics
_MOST_EVIDENCE: Final = 50  # rows of each kind in an explanation
_MOST_MENTIONS: Final = 200  # of a topic
_LONGEST_PASSAGE: Final = 2000  # characters that a near-duplicate shares


class ArticleQuery(Parameters):
    q: Words | None = Field(
        default=None, description='Words to search for: `tin price`, `"tin price"`, `or`, `-ore`.'
    )
    topic: Slug | None = Field(default=None, description="About this topic, by its short name.")
    source: Slug | None = Field(default=None, description="Of this outlet, by its short name.")
    language: Slug | None = Field(
        default=None, description="In this language (ISO 639-1), in which `q` is then read, too."
    )
    since: Since = None
    until: Until = None
    event: Number | None = Field(default=None, description="Of this event.")
    cluster: Number | None = Field(default=None, description="Printings of this text.")
    limit: Limit = 50
    cursor: Cursor = None

    @property
    def filters(self) -> Filters:
        return Filters(**self.model_dump(exclude={"limit", "cursor"}))


class Stretch(Parameters):
    offset: Whole = Field(default=0, ge=0, le=2**31 - 2, description="Where in the text to begin.")
    characters: Whole = Field(
        default=MOST_CHARACTERS, ge=0, le=MOST_CHARACTERS, description="How much of it to return."
    )


@router.get("/articles", responses=problem_details.described(422, 503))
def list_articles(connection: Reading, query: Annotated[ArticleQuery, Query()]) -> ArticlePage:
    """List the articles that fit all filters, the newest first."""
    selected = selection.select(connection, query.filters, limit=query.limit, cursor=query.cursor)
    articles = [FoundArticle.model_validate(article) for article in selected.articles]
    if selected.query:
        ids = [article.article_id for article in articles]
        places = passages(connection, selected.query, ids)
        for article in articles:
            article.passage = _passage(places.get(article.article_id))
    return ArticlePage(articles=articles, next_cursor=selected.next_cursor)


@router.get("/articles/{article_id}", responses=problem_details.described(404, 422, 503))
def get_article(
    connection: Reading, article_id: NumberInPath, stretch: Annotated[Stretch, Query()]
) -> FullArticle:
    """Return an article with its text, topics, copies and versions."""
    row = fetch_one(
        connection, "serve.article", article_id=article_id,
        offset=stretch.offset, characters=stretch.characters,
    )  # fmt: skip
    if row is None:
        raise _missing(article_id)
    matches = fetch_all(
        connection, "serve.topic_matches", article_id=article_id, most=_MOST_OF_EACH
    )
    versions = fetch_all(connection, "inspect.versions", article_id=article_id, most=_MOST_OF_EACH)
    return FullArticle.model_validate(
        {
            **row._asdict(),
            "matches": [_shortened(TopicMatch.model_validate(match)) for match in matches],
            "copies": printings(connection, row.cluster_id),
            "versions": [Version.model_validate(version) for version in versions],
        }
    )


@router.get(
    "/articles/{article_id}/explain",
    responses=problem_details.described(404, 422, 503),
    dependencies=[Depends(no_parameters)],
)
def explain(connection: Reading, article_id: NumberInPath) -> Explanation:
    """Say where an article came from, and why it is tagged, clustered and grouped so."""
    try:
        parts = explain_article(connection, article_id, most=_MOST_EVIDENCE)
    except LookupError:
        raise _missing(article_id) from None
    for duplicate in parts["duplicates"]:
        duplicate["shared_passages"] = [
            passage[:_LONGEST_PASSAGE] for passage in duplicate["shared_passages"]
        ]
    full = [name for name, part in parts.items() if len(part) == _MOST_EVIDENCE]
    explanation = Explanation.model_validate({**parts, "cut_off": full})
    explanation.topics = [_shortened(match) for match in explanation.topics]
    return explanation


def printings(connection: Connection, cluster: int | None) -> list[Printing]:
    """Return the printings of a text, the first one first; none where it was printed once."""
    if cluster is None:
        return []
    rows = fetch_all(connection, "serve.copies", cluster=cluster, most=_MOST_OF_EACH)
    return [Printing.model_validate(row) for row in rows]


def _shortened(match: TopicMatch) -> TopicMatch:
    match.mentions = match.mentions[:_MOST_MENTIONS]
    return match


def _passage(passage: Passage | None) -> PassageOfText | None:
    if passage is None:
        return None
    matches = [Span(start=start, end=end) for start, end in passage.matches]
    return PassageOfText(text=passage.text, matches=matches)


def _missing(article_id: int) -> NotFoundError:
    return NotFoundError(f"There is no article {article_id}: /api/articles lists them.")
