"""A person's verdicts on events: the only thing that ever splits one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from psycopg2.extensions import connection as Connection

from newsmon.errors import UsageError
from newsmon.events import Merge, keywords
from newsmon.store import events
from newsmon.store.queries import execute, execute_values, fetch_all, fetch_one


def pin(
    conn: Connection, articles: Sequence[int], *, event_id: int | None = None, note: str = ""
) -> int:
    """Put articles, with the copies of their texts, into an event; None: split off a new one.

    Their present events and that event never grow together again; one that is left empty becomes
    part of it instead. Commits. Returns the event's id. Raises UsageError for articles that do
    not exist or were not yet grouped, and for an event that does not exist.
    """
    events.lock(conn)
    rows = _pinnable(conn, articles)
    target = _new_event(conn, rows) if event_id is None else _alive(conn, event_id)
    clusters = sorted({row.cluster_id for row in rows})
    execute_values(conn, "events.pin", [(row.article_id, target, note) for row in rows])
    execute_values(conn, "events.place", [(cluster, target) for cluster in clusters])
    execute(conn, "events.touch_texts", clusters=clusters)
    left = sorted({row.event_id for row in rows} - {target})
    empty = {row.event_id for row in fetch_all(conn, "events.empty_events", events=left)}
    for one in left:
        if one in empty:
            events.merge(conn, Merge(one, target))
        else:
            execute(conn, "events.set_apart", event_id=one, other_id=target)
    conn.commit()
    return target


def unite(conn: Connection, event_id: int, other_id: int) -> int:
    """Make two events one, also where they had been set apart; the older id stays. Commits.

    Raises UsageError for an event that does not exist.
    """
    events.lock(conn)
    into, gone = sorted((_alive(conn, event_id), _alive(conn, other_id)))
    if into != gone:
        execute(conn, "events.unite", event_id=into, other_id=gone)
        events.merge(conn, Merge(gone, into))
    conn.commit()
    return into


def _pinnable(conn: Connection, articles: Sequence[int]) -> list[Any]:
    rows = fetch_all(conn, "events.pinnable", articles=list(articles))
    if missing := sorted(set(articles) - {row.article_id for row in rows}):
        raise UsageError(f"there is no article {missing[0]}")
    for row in rows:
        if row.event_id is None:
            raise UsageError(f"article {row.article_id} is not grouped yet: run `newsmon run`")
    return rows


def _alive(conn: Connection, event_id: int) -> int:
    row = fetch_one(conn, "events.alive", event_id=event_id)
    if row is None:
        raise UsageError(f"there is no event {event_id}")
    return int(row.event_id)


def _new_event(conn: Connection, rows: Sequence[Any]) -> int:
    """An event named after the first of these articles."""
    (event_id,) = events.add_events(conn, [-1]).values()
    clusters = [row.cluster_id for row in rows]
    words = events.words(conn, clusters)
    marks = keywords([words.get(cluster, []) for cluster in clusters])
    events.name_events(conn, [(event_id, clusters[0], marks)])
    return event_id
