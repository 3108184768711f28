"""The first page: what a day brought, what of it is watched, and whether all is well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from psycopg2.extensions import connection as Connection

from newsmon.report.chart import Bars, bars
from newsmon.serve.site.event_lists import ListedEvent, events_of
from newsmon.serve.site.time_spans import TimeSpan
from newsmon.store import fetch_all, fetch_single
from newsmon.store.rows import SiteArticle, SiteNewestRun, SiteOpenAlerts, TopicDay, TopicName

DAYS = 28  # of each topic's chart
MOST_EVENTS, MOST_ARTICLES, MOST_ALERTS = 12, 15, 20


@dataclass(frozen=True, slots=True)
class TopicAttention:
    """A topic on a day, beside the days before."""

    topic: str
    name: str
    articles: int
    share: float  # of all articles of the day, 0 to 1
    usual: float  # median of the days before
    is_spiking: bool  # as a rule under `notify` has noticed
    chart: Bars


@dataclass(frozen=True, slots=True)
class TodayPage:
    """Contents of the first page, of a day; `day` is None where nothing has been loaded."""

    day: date | None
    before: date | None
    after: date | None
    articles: int
    texts: int
    outlets: int
    topics: Sequence[TopicAttention]
    events: Sequence[ListedEvent]
    newest: Sequence[SiteArticle]
    alerts: Sequence[SiteOpenAlerts]
    run: SiteNewestRun | None


def read(conn: Connection, day: date | None = None) -> TodayPage:
    """Return what there is of a day (UTC); by default of the newest that has articles."""
    day = day or fetch_single(conn, "site.newest_day").day
    alerts = fetch_all(conn, "site.open_alerts", limit=MOST_ALERTS)
    run = next(iter(fetch_all(conn, "site.newest_run")), None)
    if day is None:
        return TodayPage(None, None, None, 0, 0, 0, [], [], [], alerts, run)
    beside = fetch_single(conn, "site.days_beside", day=day)
    span = TimeSpan(day, day)
    totals = fetch_all(conn, "site.day_totals", first=day, last=day)
    return TodayPage(
        day=day,
        before=beside.before,
        after=beside.after,
        articles=sum(row.articles for row in totals),
        texts=sum(row.texts for row in totals),
        outlets=sum(row.outlets for row in totals),
        topics=_topics(conn, day),
        events=events_of(conn, span, MOST_EVENTS),
        newest=fetch_all(
            conn,
            "site.newest_articles",
            since=span.since,
            until=span.until,
            limit=MOST_ARTICLES,
        ),
        alerts=alerts,
        run=run,
    )


def _topics(conn: Connection, day: date) -> list[TopicAttention]:
    """Every topic with its attention, that of most articles on the day first."""
    span = TimeSpan.ending(day, DAYS)
    by_topic: dict[str, dict[date, TopicDay]] = {}
    for row in fetch_all(conn, "site.topic_days", first=span.first, last=span.last, topic=None):
        by_topic.setdefault(row.topic, {})[row.day] = row
    today = TimeSpan(day, day)
    spiking = fetch_all(conn, "site.spiking_topics", since=today.since, until=today.until)
    marked = {row.topic for row in spiking}
    highest = max((row.articles for days in by_topic.values() for row in days.values()), default=0)
    topics = [
        _attention(
            topic, span, by_topic.get(topic.topic, {}), highest, is_spiking=topic.topic in marked
        )
        for topic in fetch_all(conn, "site.topics")
    ]
    return sorted(topics, key=lambda topic: (-topic.articles, topic.name.casefold()))


def _attention(
    topic: TopicName,
    span: TimeSpan,
    rows: Mapping[date, TopicDay],
    highest: int,
    *,
    is_spiking: bool,
) -> TopicAttention:
    values = [rows[day].articles if day in rows else 0 for day in span.days]
    return TopicAttention(
        topic.topic,
        topic.name,
        values[-1],
        rows[span.last].share if span.last in rows else 0.0,
        median(values[:-1]),
        is_spiking,
        bars(span.days, values, highest),
    )
