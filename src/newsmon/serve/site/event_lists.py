"""Events of a stretch of time, with what stands for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from psycopg2.extensions import connection as Connection

from newsmon.serve.site.time_spans import TimeSpan
from newsmon.store import fetch_all
from newsmon.store.rows import CountedEvent


@dataclass(frozen=True, slots=True)
class ListedEvent:
    """An event in a list: how much of it falls into the stretch, and how much there is in all."""

    event_id: int
    title: str
    topics: tuple[str, ...]
    articles: int  # of the stretch
    outlets: int  # of the stretch
    texts: int  # of the stretch
    first_at: datetime  # of the stretch
    articles_in_all: int


def events_of(
    conn: Connection, span: TimeSpan, limit: int, topic: str | None = None
) -> list[ListedEvent]:
    """Return the events of a span, about a topic or about anything, those of most outlets first."""
    stretch = {"since": span.since, "until": span.until, "limit": limit}
    counted: list[CountedEvent] = (
        fetch_all(conn, "site.events_of_stretch", **stretch)
        if topic is None
        else fetch_all(conn, "site.events_of_topic", topic=topic, **stretch)
    )
    heads = {
        head.event_id: head
        for head in fetch_all(
            conn, "site.event_heads", events=[event.event_id for event in counted]
        )
    }
    return [
        ListedEvent(
            event.event_id,
            heads[event.event_id].title,
            tuple(heads[event.event_id].topics),
            event.articles,
            event.outlets,
            event.texts,
            event.first_at,
            heads[event.event_id].articles,
        )
        for event in counted
        if event.event_id in heads
    ]
