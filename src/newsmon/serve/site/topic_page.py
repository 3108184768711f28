"""The page of a topic: attention over time, who is first and fastest, its events and articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timezone

from psycopg2.extensions import connection as Connection

from newsmon.serve.site.attention import Chart, chart
from newsmon.serve.site.event_lists import ListedEvent, events_of
from newsmon.serve.site.time_spans import TimeSpan
from newsmon.store import fetch_all, fetch_single
from newsmon.store.rows import SiteArticle, SiteOutletsOfTopic, TopicDay, TopicName

MOST_EVENTS, MOST_OUTLETS, MOST_ARTICLES = 15, 20, 40


@dataclass(frozen=True, slots=True)
class TopicPage:
    """Contents of the page of a topic, of a span."""

    topic: TopicName
    parent: TopicName | None
    narrower: Sequence[TopicName]
    span: TimeSpan
    as_share: bool
    chart: Chart
    days: Sequence[tuple[date, TopicDay | None]]
    articles: int
    articles_before: int
    outlets: Sequence[SiteOutletsOfTopic]
    events: Sequence[ListedEvent]
    newest: Sequence[SiteArticle]


def read(
    conn: Connection, slug: str, days: int, last: date | None, *, as_share: bool
) -> TopicPage | None:
    """Return so many days of a topic, up to a day or to the newest; None: no such topic."""
    topics = {topic.topic: topic for topic in fetch_all(conn, "site.topics")}
    if slug not in topics:
        return None
    topic = topics[slug]
    end = last or fetch_single(conn, "site.newest_day").day or datetime.now(timezone.utc).date()
    span = TimeSpan.ending(end, days)
    now, before = _days(conn, slug, span), _days(conn, slug, span.before)
    stretch = {"topic": slug, "since": span.since, "until": span.until}
    return TopicPage(
        topic=topic,
        parent=topics.get(topic.parent or ""),
        narrower=[t for t in topics.values() if t.parent == slug],
        span=span,
        as_share=as_share,
        chart=chart(
            span.days, _values(now, as_share), _values(before, as_share), as_share=as_share
        ),
        days=list(zip(span.days, now, strict=True)),
        articles=sum(row.articles for row in now if row),
        articles_before=sum(row.articles for row in before if row),
        outlets=fetch_all(conn, "site.outlets_of_topic", limit=MOST_OUTLETS, **stretch),
        events=events_of(conn, span, MOST_EVENTS, slug),
        newest=fetch_all(conn, "site.articles_of_topic", limit=MOST_ARTICLES, **stretch),
    )


def _days(conn: Connection, slug: str, span: TimeSpan) -> list[TopicDay | None]:
    """Return a row for each day of a span; None where there was nothing."""
    rows = fetch_all(conn, "site.topic_days", first=span.first, last=span.last, topic=slug)
    by_day = {row.day: row for row in rows}
    return [by_day.get(day) for day in span.days]


def _values(days: Sequence[TopicDay | None], as_share: bool) -> list[float]:
    return [(row.share if as_share else row.articles) if row else 0.0 for row in days]
