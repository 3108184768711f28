"""The form of an explanation: all the evidence that an article stands where it does."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from newsmon.serve.api.models import TopicMatch, Version


class Subject(BaseModel):
    """The article that is explained."""

    article_id: int
    kind: str
    url: str
    source: str
    title: str
    authors: list[str]
    lead: str
    words: int
    language: str | None
    published_at: datetime | None
    published_at_precision: str | None
    published_at_method: str | None
    modified_at: datetime | None
    first_seen_at: datetime
    edition: str
    version: int
    cluster_id: int | None
    is_representative: bool | None
    event_id: int | None
    topics: list[str]


class Sighting(BaseModel):
    """An entry of a feed that announced it."""

    feed: str
    guid: str
    title: str | None
    first_seen_at: datetime
    address: str


class KnownAddress(BaseModel):
    """An address that leads to it."""

    url: str
    state: str
    fetched_at: datetime | None


class Refusal(BaseModel):
    """A page of it that is not loaded, and when it is asked for again; null: given up."""

    url: str
    stage: str
    reason: str
    detail: str
    seen_at: datetime
    next_attempt_at: datetime | None


class Candidate(BaseModel):
    """A value of its metadata, and where it was read."""

    field: str
    value: str
    origin: str
    confidence: float
    chosen: bool
    kind: str


class Statement(BaseModel):
    """A statement of its publisher on a use of its text."""

    scope: str
    use: str
    verdict: str
    origin: str
    statement: str
    price: str | None
    seen_at: datetime | None


class RemovedLine(BaseModel):
    """A line of its page that is the site's."""

    line: str
    rule: str


class EventMember(BaseModel):
    """Another text of its event."""

    event_id: int
    event: str
    article_id: int
    source: str
    title: str
    url: str


class EventDecision(BaseModel):
    """A text that its own was closest to when it joined its event; none where it began it."""

    event_id: int
    event: str
    keywords: list[str]
    score: float | None
    article_id: int | None
    source: str | None
    title: str | None
    url: str | None
    pinned: bool
    note: str | None


class BlogPost(BaseModel):
    """A post of a live blog."""

    post_id: int
    posted_at: datetime | None
    title: str
    url: str
    authors: list[str]
    topics: list[str]
    changed_at: datetime | None
    removed_at: datetime | None


class Duplicate(BaseModel):
    """A near-duplicate, with the evidence."""

    article_id: int
    source: str
    title: str
    url: str
    relation: str
    containment_ab: float | None
    containment_ba: float | None
    similarity: float | None
    shared_shingles: int | None
    rule_version: str
    pinned: bool
    shared_passages: list[str]


class Explanation(BaseModel):
    """The origin of an article, and why it is tagged, clustered and grouped so."""

    article: Subject
    sightings: list[Sighting]
    addresses: list[KnownAddress]
    refusals: list[Refusal]
    versions: list[Version]
    provenance: list[Candidate]
    rights: list[Statement]
    removed: list[RemovedLine]
    topics: list[TopicMatch]
    event: list[EventMember]
    event_decision: list[EventDecision]
    posts: list[BlogPost]
    duplicates: list[Duplicate]
    cut_off: list[str] = Field(description="Parts of which there is more than is shown.")
