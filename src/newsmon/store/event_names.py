"""What events are called: titles and keywords, chosen from their members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from psycopg2.extensions import connection as Connection

from newsmon.events import Events, central, keywords
from newsmon.store.events import member
from newsmon.store.queries import execute_values, fetch_all


def name(conn: Connection, events: Events, which: Mapping[int, float]) -> None:
    """Name events by their members around a time each (days since 1970), as far as loaded."""
    members = {event: central(events, event, at) for event, at in which.items()}
    words = _words(conn, [cluster for clusters in members.values() for cluster in clusters])
    name_after(
        conn,
        [
            (event, clusters[0], keywords([words.get(cluster, []) for cluster in clusters]))
            for event, clusters in members.items()
            if clusters
        ],
    )


def name_anew(conn: Connection, event_ids: Iterable[int]) -> None:
    """Name events whose members changed, by what is stored of those; the lock must be held."""
    for event_id in event_ids:
        members = [member(row) for row in fetch_all(conn, "events.members", event_id=event_id)]
        if members:
            few = Events()
            few.take(members)
            name(conn, few, {event_id: max(one.at for one in members)})


def name_after(conn: Connection, names: Sequence[tuple[int, int, list[str]]]) -> None:
    """Set titles and keywords: event, cluster whose title it takes, keywords."""
    if names:
        execute_values(conn, "events.name_events", names, template="(%s, %s, %s::text[])")


def _words(conn: Connection, clusters: Sequence[int]) -> dict[int, list[str]]:
    rows = fetch_all(conn, "events.words", clusters=list(clusters))
    return {row.cluster_id: row.words for row in rows}
