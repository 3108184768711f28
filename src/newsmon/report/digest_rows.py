"""Reads the rows of a digest from the `report` views; whoever may read those can do it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from psycopg2.extensions import connection as Connection

from newsmon.config.settings import Report
from newsmon.report.assembly import chart_span, chosen_events
from newsmon.report.contents import Rows
from newsmon.report.period import Period
from newsmon.report.soundness import leave_out
from newsmon.store import fetch_all
from newsmon.store.faults import attempt, each_sound

Item = TypeVar("Item")


def read(conn: Connection, settings: Report, period: Period) -> Rows:
    """Return the rows of a period; those that cannot be read are logged, and counted in them."""
    return _Reader(conn).rows(settings, period)


class _Reader:
    """Reads what each statement can read: for all of its items, or for half of them, and so on."""

    def __init__(self, conn: Connection) -> None:
        self._conn, self._left_out = conn, 0

    def rows(self, settings: Report, period: Period) -> Rows:
        conn = self._conn
        span = {"start": period.start, "end": period.end}
        ids = fetch_all(
            conn,
            "report.article_ids",
            by_event_time=period.by_event_time,
            topic=period.topic,
            **span,
        )
        articles = self._sound_rows(
            "articles",
            [row.article_id for row in ids],
            lambda part: fetch_all(conn, "report.articles", articles=list(part)),
        )
        events, _ = chosen_events(articles, settings.max_events)
        first, last = chart_span(period, articles, settings.chart_days)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        clusters = sorted(
            {a.cluster_id for a in articles if a.cluster_id and a.is_representative is False}
        )
        return Rows(
            articles=articles,
            events=self._sound_rows(
                "events", events, lambda part: fetch_all(conn, "report.events", events=list(part))
            ),
            event_articles=self._sound_rows(
                "event_articles", events,
                lambda part: fetch_all(conn, "report.event_articles", events=list(part)),
            ),
            relations=self._sound_rows(
                "relations", clusters,
                lambda part: fetch_all(conn, "report.relations", clusters=list(part)),
            ),
            topics=self._all("topics", lambda: fetch_all(conn, "report.topics")),
            topic_days=self._sound_rows(
                "topic_days", days,
                lambda part: fetch_all(conn, "report.topic_days", days=list(part)),
            ),
            totals=self._all(
                "totals",
                lambda: fetch_all(
                    conn, "report.totals", by_event_time=period.by_event_time,
                    before=period.before or period.start, **span,
                ),
            ),
            topics_before=self._all(
                "topics_before", lambda: self._topics_before(period, settings.chart_days)
            ),
            rejections=self._all(
                "rejections", lambda: fetch_all(conn, "report.rejections", **span)
            ),
            failures=self._all("failures", lambda: fetch_all(conn, "report.failures", **span)),
            feeds=self._all("feeds", lambda: fetch_all(conn, "report.feed_states")),
            left_out=self._left_out,
        )  # fmt: skip

    def _topics_before(self, period: Period, days: int) -> Sequence[Any]:
        """Return counts of the period before, and of the days of the chart before this one."""
        if period.before is None:
            return ()
        return fetch_all(
            self._conn, "report.topics_before", by_event_time=period.by_event_time,
            before=period.before, start=period.start,
            look_back=min(period.before, period.start - timedelta(days=days)),
        )  # fmt: skip

    def _sound_rows(
        self, kind: str, items: Sequence[Item], fetch: Callable[[Sequence[Item]], Sequence[Any]]
    ) -> list[Any]:
        """Return the rows of a statement for all items that it can be run for."""

        def set_aside(item: Item, error: Exception) -> None:
            leave_out(kind, item, error)
            self._left_out += 1

        return each_sound(items, lambda part: attempt(self._conn, lambda: fetch(part)), set_aside)

    def _all(self, kind: str, fetch: Callable[[], Sequence[Any]]) -> list[Any]:
        """Return the rows of a statement that says nothing of one item more than of another."""
        return self._sound_rows(kind, ["all"], lambda _: fetch())
