"""The parts of a digest, as values. Articles, feeds and the like are rows of `report.sql`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from newsmon.report.period import Period

BRIEF = "brief"


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that is a copy of the one it stands under."""

    article: Any
    relation: str  # exact, copy, trim, update; empty where the pair itself was not compared


@dataclass(frozen=True, slots=True)
class Text:
    """One text: the article that stands for it, and its copies."""

    article: Any
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A happening, with the texts of the period and some of the others."""

    event_id: int
    title: str
    articles: int  # of the period
    outlets: int  # of the period
    topics: tuple[str, ...]
    main: Text | None  # the text that the title is from, if it is of the period
    texts: tuple[Text, ...]  # the others of the period
    outside: tuple[Any, ...]  # articles from outside the period
    more_outside: int  # that are not named


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: articles about it in the period, and day by day up to the period's last day."""

    topic: str
    name: str
    parent: str | None
    articles: int
    texts: int
    outlets: int
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet's share of the period."""

    source: str
    name: str
    articles: int
    copies: int
    first: int  # events of several outlets that it had before the others


@dataclass(frozen=True, slots=True)
class Digest:
    """All that the page shows."""

    period: Period
    articles: int
    texts: int
    briefs: int
    events: tuple[Event, ...]
    more_events: int
    single_texts: tuple[Text, ...]  # texts that are alone with their event
    more_texts: int
    topics: tuple[Topic, ...]  # those with something to show
    silent_topics: tuple[str, ...]  # names of the others
    chart_days: tuple[date, ...]
    outlets: tuple[Outlet, ...]
    rejections: tuple[Any, ...]
    failures: tuple[Any, ...]
    feed_states: tuple[tuple[str, int], ...]
    feeds_to_look_at: tuple[Any, ...]
    left_out: int  # rows that cannot be shown; the log says which, and why

    @property
    def copies(self) -> int:
        return self.articles - self.texts


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that a digest is made of, each as its statement in `report.sql` gives them."""

    articles: Sequence[Any]
    events: Sequence[Any] = ()
    event_articles: Sequence[Any] = ()
    relations: Sequence[Any] = ()
    topics: Sequence[Any] = ()
    topic_days: Sequence[Any] = ()
    rejections: Sequence[Any] = ()
    failures: Sequence[Any] = ()
    feeds: Sequence[Any] = ()
    left_out: int = 0  # rows that could not be read
