"""Reads the rows of a digest from the `report` views; whoever may read those can do it."""

from __future__ import annotations

from psycopg2.extensions import connection as Connection

from newsmon.config.settings import Report
from newsmon.report.contents import Digest, Rows
from newsmon.report.period import Period
from newsmon.report.render import assemble, chart_span, chosen_events
from newsmon.store import fetch_all


def read(conn: Connection, settings: Report, period: Period) -> Digest:
    """The digest of a period."""
    span = {"start": period.start, "end": period.end}
    articles = fetch_all(conn, "report.articles", by_event_time=period.by_event_time, **span)
    events, _ = chosen_events(articles, settings.max_events)
    first, last = chart_span(period, articles, settings.chart_days)
    clusters = sorted(
        {a.cluster_id for a in articles if a.cluster_id and a.is_representative is False}
    )
    rows = Rows(
        articles=articles,
        events=fetch_all(conn, "report.events", events=events),
        event_articles=fetch_all(conn, "report.event_articles", events=events),
        relations=fetch_all(conn, "report.relations", clusters=clusters),
        topics=fetch_all(conn, "report.topics"),
        topic_days=fetch_all(conn, "report.topic_days", first=first, last=last),
        rejections=fetch_all(conn, "report.rejections", **span),
        failures=fetch_all(conn, "report.failures", **span),
        feeds=fetch_all(conn, "report.feed_states"),
    )
    return assemble(period, rows, most_events=settings.max_events, days=settings.chart_days)
