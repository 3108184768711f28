"""Titles and keywords of events, chosen from their members."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from psycopg2.extensions import connection as Connection

from newsmon.events import Events, central, keywords
from newsmon.store.events import member
from newsmon.store.queries import execute_values, fetch_all

_NOTHING: Mapping[int, Sequence[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Name:
    """A name for an event: the cluster whose text gives the title, and keywords."""

    event_id: int
    cluster_id: int
    keywords: list[str]


def choose(
    conn: Connection,
    events: Events,
    which: Mapping[int, float],
    fresh_words: Mapping[int, Sequence[str]] = _NOTHING,
) -> list[Name]:
    """Names of events by their members around a time each (days since 1970), as far as loaded.

    `fresh_words` has words of clusters that are not stored yet.
    """
    members = {event: central(events, event, at) for event, at in which.items()}
    clusters = {cluster for clusters in members.values() for cluster in clusters}
    words = {**_words(conn, clusters - fresh_words.keys()), **fresh_words}
    return [
        Name(event, clusters[0], keywords([words.get(cluster, ()) for cluster in clusters]))
        for event, clusters in members.items()
        if clusters
    ]


def rename(conn: Connection, names: Sequence[Name]) -> None:
    """Give events that exist these names."""
    if names:
        rows = [(name.event_id, name.cluster_id, name.keywords) for name in names]
        execute_values(conn, "events.name_events", rows)


def name_anew(conn: Connection, event_ids: Iterable[int]) -> None:
    """Name events whose members changed, by what is stored of those; the lock must be held."""
    for event_id in event_ids:
        members = [
            member(row) for row in fetch_all(conn, "events.texts_of_event", event_id=event_id)
        ]
        if members:
            few = Events()
            few.take(members)
            rename(conn, choose(conn, few, {event_id: max(text.at for text in members)}))


def _words(conn: Connection, clusters: Collection[int]) -> dict[int, Sequence[str]]:
    if not clusters:
        return {}
    rows = fetch_all(conn, "events.weightiest_words", clusters=np.array(sorted(clusters)))
    return {row.cluster_id: row.words for row in rows}
