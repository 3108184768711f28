"""The forms of the API's answers. Names and meanings are those of the views (docs/schema.md)."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field


class Answer(BaseModel):
    """Made from a row with the same names."""

    model_config = ConfigDict(from_attributes=True)


class Article(Answer):
    """An article without its text."""

    article_id: int
    url: str
    source: str = Field(description="The outlet's short name.")
    title: str
    lead: str
    authors: list[str]
    words: int
    language: str | None
    published_at: datetime | None = Field(description="As its publisher claims.")
    published_at_precision: str | None = Field(description="second, minute or day")
    first_seen_at: datetime
    event_time: datetime = Field(description="published_at, else first_seen_at.")
    edition: str
    version: int
    kind: str
    cluster_id: int | None = Field(description="Copies of one text share it.")
    is_representative: bool | None
    event_id: int | None
    topics: list[str] = Field(description="Topics that it is about.")


class ArticlePage(BaseModel):
    """The newest first."""

    articles: list[Article]
    next_cursor: str | None = Field(description="Leads to the next page; null: there is none.")
