"""The forms of the API's answers. Names and meanings are those of the views (docs/schema.md)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Answer(BaseModel):
    """Made from a row with the same names."""

    model_config = ConfigDict(from_attributes=True)


class Span(BaseModel):
    """A stretch of a text, in characters from 0."""

    start: int
    end: int


class PassageOfText(BaseModel):
    """A stretch of the text in which words of `q` stand."""

    text: str
    matches: list[Span]


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


class FoundArticle(Article):
    passage: PassageOfText | None = Field(
        default=None, description="With `q`: where it stands in the text; null: in the title alone."
    )


class ArticlePage(BaseModel):
    """The newest first."""

    articles: list[FoundArticle]
    next_cursor: str | None = Field(description="Leads to the next page; null: there is none.")


class TopicMatch(Answer):
    """A topic of an article, and why."""

    topic: str
    score: float
    share: float
    salience: str = Field(description="about, or mention")
    mentions: list[dict[str, Any]] = Field(
        description="Spans with term and zone: title, or lead and body, which count in the text."
    )


class Printing(Answer):
    """A printing of a text that has copies."""

    article_id: int
    source: str
    title: str
    url: str
    published_at: datetime | None
    rank: int = Field(description="1 for the first.")
    first_article_id: int
    lag: timedelta = Field(description="Time since the first printing.")
    share_kept: float | None = Field(description="Share of the first printing that it has.")
    agency: str | None


class Version(Answer):
    """An article's text as seen at one time."""

    version: int
    seen_at: datetime
    edition: str
    title: str
    characters: int


class FullArticle(Article):
    """An article with a stretch of its text, its topics, copies and versions."""

    text: str = Field(description="From `offset` on; a paragraph a line.")
    characters: int = Field(description="Length of the whole text.")
    published_at_method: str | None
    modified_at: datetime | None
    section: str | None
    publisher_tags: list[str]
    image_url: str | None
    paywalled: bool | None
    matches: list[TopicMatch]
    copies: list[Printing] = Field(description="All printings of its text; none: it is alone.")
    versions: list[Version]


class Event(Answer):
    """A happening."""

    event_id: int
    title: str
    articles: int
    sources: int = Field(description="Outlets that published about it.")
    clusters: int = Field(description="Distinct texts.")
    posts: int
    first_seen_at: datetime
    last_seen_at: datetime
    first_published_at: datetime
    last_published_at: datetime
    topics: list[str]
    keywords: list[str]
    representative_id: int | None = Field(description="The article that stands for it.")


class EventPage(BaseModel):
    """Those with the newest articles first."""

    events: list[Event]
    next_cursor: str | None = Field(
        description="Leads to the next page, which may hold fewer events; null: there is none."
    )


class Outlet(Answer):
    """An outlet's part in an event."""

    source: str
    articles: int
    first_at: datetime
    first_article_id: int


class FullEvent(Event):
    """An event with its outlets and newest articles."""

    outlets: list[Outlet] = Field(description="The first to report first.")
    newest: list[Article] = Field(description="The newest first; /api/articles?event= has all.")


class Topic(Answer):
    """A topic that is monitored."""

    topic: str = Field(description="Its short name.")
    name: str
    parent: str | None
    definition_hash: str


class TopicPage(BaseModel):
    """In the order of short names."""

    topics: list[Topic]
    next_cursor: str | None


class TopicDay(Answer):
    """The attention to a topic on a day."""

    day: date
    articles: int
    clusters: int
    sources: int
    events: int
    share: float | None = Field(description="Share of that day's articles, 0 to 1.")


class TopicDays(BaseModel):
    """A topic over time; days with nothing are left out."""

    topic: str
    since: date
    until: date = Field(description="The last day.")
    days: list[TopicDay]


class Source(Answer):
    """An outlet."""

    source: str = Field(description="Its short name.")
    name: str
    homepage: str | None
    country: str | None
    language: str | None
    articles: int
    created_at: datetime


class SourcePage(BaseModel):
    """In the order of short names."""

    sources: list[Source]
    next_cursor: str | None


class Feed(Answer):
    """A feed and its state."""

    feed: str
    source: str
    kind: str
    state: str
    since: datetime
    last_polled_at: datetime | None
    last_ok_at: datetime | None
    last_new_at: datetime | None
    next_poll_at: datetime
    consecutive_failures: int
    reason: str | None
    moved_to: str | None
    entries_too_old: int
    warnings: list[str]


class FeedPage(BaseModel):
    """In the order of addresses."""

    feeds: list[Feed]
    next_cursor: str | None
