"""The page of an event: when each outlet had it, what they printed, and who copied whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from psycopg2.extensions import connection as Connection

from newsmon.report.chart import Bars, bars
from newsmon.serve.site.time_spans import TimeSpan
from newsmon.store import fetch_all
from newsmon.store.rows import EventArticle, SiteEventHeads, SitePostsOfEvent, SitePrintings

MOST_ARTICLES, MOST_POSTS, MOST_PRINTINGS = 500, 100, 1000
MOST_DAYS = 60  # of the timeline


@dataclass(frozen=True, slots=True)
class EventOutlet:
    """An outlet that wrote about the event."""

    source: str
    outlet: str
    first: EventArticle
    articles: int
    lag: timedelta  # after the first article of all


@dataclass(frozen=True, slots=True)
class Printing:
    """An article of the event that prints a text, beside the first printing of it."""

    article: EventArticle
    spread: SitePrintings | None  # None: the text was printed once


@dataclass(frozen=True, slots=True)
class EventText:
    """A text of the event with all of its printings, the first one first."""

    printings: Sequence[Printing]

    @property
    def first(self) -> EventArticle:
        """The article that printed it first."""
        return self.printings[0].article


@dataclass(frozen=True, slots=True)
class EventPage:
    """Contents of the page of an event."""

    event: SiteEventHeads
    outlets: Sequence[EventOutlet]
    texts: Sequence[EventText]
    posts: Sequence[SitePostsOfEvent]
    timeline: Bars | None  # None: all of it is of one day
    articles_shown: int  # articles on the page; the rest is left out


def read(conn: Connection, event_id: int) -> EventPage | None:
    """Return an event; None: there is none of this number (it may have been merged)."""
    heads = fetch_all(conn, "site.event_heads", events=[event_id])
    if not heads:
        return None
    articles = fetch_all(conn, "site.articles_of_event", event_id=event_id, limit=MOST_ARTICLES)
    return EventPage(
        event=heads[0],
        outlets=_outlets(articles),
        texts=_texts(conn, articles),
        posts=fetch_all(conn, "site.posts_of_event", event_id=event_id, limit=MOST_POSTS),
        timeline=_timeline(articles),
        articles_shown=len(articles),
    )


def _outlets(articles: Sequence[EventArticle]) -> list[EventOutlet]:
    """Outlets in the order of their first articles."""
    firsts: dict[str, EventArticle] = {}
    for article in articles:
        firsts.setdefault(article.source, article)
    counts = Counter(article.source for article in articles)
    return [
        EventOutlet(
            source, first.outlet, first, counts[source], first.event_time - articles[0].event_time
        )
        for source, first in firsts.items()
    ]


def _texts(conn: Connection, articles: Sequence[EventArticle]) -> list[EventText]:
    by_cluster: dict[int, list[EventArticle]] = {}
    for article in articles:
        by_cluster.setdefault(article.cluster_id or -article.article_id, []).append(article)
    spread = {
        row.article_id: row
        for row in fetch_all(
            conn,
            "site.printings",
            clusters=[cluster for cluster, texts in by_cluster.items() if len(texts) > 1],
            limit=MOST_PRINTINGS,
        )
    }
    return [
        EventText([Printing(article, spread.get(article.article_id)) for article in texts])
        for texts in by_cluster.values()
    ]


def _timeline(articles: Sequence[EventArticle]) -> Bars | None:
    counts = Counter(article.event_time.date() for article in articles)
    if len(counts) < 2:
        return None
    last = max(counts)
    span = TimeSpan(max(min(counts), last - timedelta(days=MOST_DAYS - 1)), last)
    return bars(span.days, [counts[day] for day in span.days], max(counts.values()))
