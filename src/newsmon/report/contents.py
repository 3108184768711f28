"""The parts of a digest, as values. Articles, feeds and the like are rows of `report.sql`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from newsmon.report.period import Period

BRIEF = "brief"
TRENDS = ("new", "rising", "fading")


def topics_of(articles: Sequence[Any]) -> tuple[str, ...]:
    """Topics that articles are about, those of most articles first."""
    counts = Counter(topic for article in articles for topic in article.topics)
    return tuple(sorted(counts, key=lambda topic: (-counts[topic], topic)))


def most_shared(articles: Sequence[Any]) -> tuple[str, ...]:
    """Topics that as many of the articles are about as about any; in alphabetical order."""
    counts = Counter(topic for article in articles for topic in article.topics)
    return tuple(sorted(topic for topic in counts if counts[topic] == max(counts.values())))


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

    @property
    def topics(self) -> tuple[str, ...]:
        """Topics that it or a copy of it is about, those of most of them first."""
        return topics_of(self._articles)

    @property
    def chief_topics(self) -> tuple[str, ...]:
        """Those of its topics that most of its articles are about."""
        return most_shared(self._articles)

    @property
    def _articles(self) -> list[Any]:
        return [self.article, *(copy.article for copy in self.copies)]


@dataclass(frozen=True, slots=True)
class Event:
    """A happening, with the texts of the period and some of the others."""

    event_id: int
    title: str
    articles: int  # of the period
    outlets: int  # of the period
    topics: tuple[str, ...]  # of the period's articles, those of most of them first
    chief_topics: tuple[str, ...]  # those of them that most of its articles are about
    first: Any | None  # who had it first, at any time; None with one outlet, or no time of day
    main: Text | None  # the text that the title is from, if it is of the period
    texts: tuple[Text, ...]  # the others of the period
    outside: tuple[Any, ...]  # articles from outside the period
    more_outside: int  # that are not named

    @property
    def is_one_text(self) -> bool:
        """Tell whether the outlets of the period printed the same text and nothing else."""
        return self.outlets > 1 and len(self.texts) + (self.main is not None) == 1


@dataclass(frozen=True, slots=True)
class Change:
    """A topic in a period, beside the equally long period before it."""

    articles: int
    share: float  # of the period's articles, 0 to 1
    articles_before: int | None  # None where there is nothing to compare with
    share_before: float
    trend: str  # new, rising, fading; empty: no change beyond chance


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
    change: Change


@dataclass(frozen=True, slots=True)
class Section:
    """A topic with what is told under it, and what about it is told under another topic."""

    topic: Topic
    events: tuple[Event, ...]
    single_texts: tuple[Text, ...]  # texts that are alone with their event
    more_texts: int
    elsewhere: tuple[Event, ...]
    texts_elsewhere: tuple[Text, ...]  # of the texts that are alone with their event

    @property
    def is_empty(self) -> bool:
        """Tell whether all its articles are in events that are too small to be listed."""
        return not (self.events or self.single_texts or self.elsewhere or self.texts_elsewhere)


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet's share of the period."""

    source: str
    name: str
    articles: int
    copies: int
    first: int  # events of several outlets that it had before the others


@dataclass(frozen=True, slots=True)
class Before:
    """The equally long period before, as far as it can be compared with."""

    articles: int | None  # None where there is nothing to compare with
    watched: bool  # newsmon was at work then; otherwise it is what was loaded later


@dataclass(frozen=True, slots=True)
class Digest:
    """All that the page shows."""

    period: Period
    topic_names: Mapping[str, str]  # of all monitored topics
    topic: Topic | None  # the only topic that it is about, where it is of one
    change: Change  # of the articles about any topic
    before: Before
    articles: int
    texts: int
    briefs: int
    sections: tuple[Section, ...]  # by topic, those with the most articles first
    events: tuple[Event, ...]  # about no topic
    more_events: int  # that are not listed, of any topic or none
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

    @property
    def events_by_size(self) -> tuple[Event, ...]:
        """Events about topics, the most widely covered first."""
        events = (event for section in self.sections for event in section.events)
        return tuple(sorted(events, key=lambda event: (-event.outlets, -event.articles)))

    @property
    def trends(self) -> tuple[tuple[str, tuple[Topic, ...]], ...]:
        """Topics that are new, rising or fading, by trend."""
        of = {t: tuple(x for x in self.topics if x.change.trend == t) for t in TRENDS}
        return tuple((trend, topics) for trend, topics in of.items() if topics)

    @property
    def times_rejected(self) -> int:
        return sum(row.times for row in self.rejections)

    @property
    def passing_failures(self) -> tuple[Any, ...]:
        """Failures of attempts that are repeated by themselves."""
        return tuple(row for row in self.failures if row.stage != "load")

    @property
    def unreadable_documents(self) -> tuple[Any, ...]:
        """Failures to read what `newsmon load` was called with, which nothing repeats."""
        return tuple(row for row in self.failures if row.stage == "load")

    @property
    def times_failed(self) -> int:
        return sum(row.times for row in self.failures)

    @property
    def polls_failed(self) -> int:
        return sum(row.times for row in self.failures if row.stage == "poll")

    @property
    def all_events(self) -> int:
        return len(self.events_by_size) + len(self.events) + self.more_events


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that a digest is made of, each as its statement in `report.sql` gives them."""

    articles: Sequence[Any]
    events: Sequence[Any] = ()
    event_articles: Sequence[Any] = ()
    relations: Sequence[Any] = ()
    topics: Sequence[Any] = ()
    topic_days: Sequence[Any] = ()
    totals: Sequence[Any] = ()  # one row: all articles of the period and of the one before
    topics_before: Sequence[Any] = ()
    rejections: Sequence[Any] = ()
    failures: Sequence[Any] = ()
    feeds: Sequence[Any] = ()
    left_out: int = 0  # rows that could not be read
