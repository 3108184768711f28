"""Articles."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from newsmon.serve import problem_details, selection
from newsmon.serve.api.models import Article, ArticlePage
from newsmon.serve.api.parameters import (
    Cursor,
    Limit,
    Number,
    Parameters,
    Since,
    Slug,
    Until,
    Words,
)
from newsmon.serve.connections import Reading
from newsmon.serve.selection import Filters

router = APIRouter(tags=["articles"])


class ArticleQuery(Parameters):
    q: Words | None = Field(
        default=None, description='Words to search for: `tin price`, `"tin price"`, `or`, `-ore`.'
    )
    topic: Slug | None = Field(default=None, description="About this topic, by its short name.")
    source: Slug | None = Field(default=None, description="Of this outlet, by its short name.")
    language: Slug | None = Field(
        default=None, description="In this language (ISO 639-1), in which `q` is then read, too."
    )
    since: Since | None = None
    until: Until | None = None
    event: Number | None = Field(default=None, description="Of this event.")
    cluster: Number | None = Field(default=None, description="Copies of this text.")
    limit: Limit = 50
    cursor: Cursor | None = None

    @property
    def filters(self) -> Filters:
        return Filters(**self.model_dump(exclude={"limit", "cursor"}))


@router.get("/articles", responses=problem_details.described(422, 503))
def list_articles(connection: Reading, query: Annotated[ArticleQuery, Query()]) -> ArticlePage:
    """List the articles that fit all filters, the newest first."""
    selected = selection.select(connection, query.filters, limit=query.limit, cursor=query.cursor)
    return ArticlePage(
        articles=[Article.model_validate(article) for article in selected.articles],
        next_cursor=selected.next_cursor,
    )
