"""Events, page by page: those with the newest articles first.

Nothing stores which event is the newest. So articles are followed back in time, and each event
stands where its newest article does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final, NamedTuple

from psycopg2.extensions import connection as Connection

from newsmon.serve import cursors
from newsmon.serve.cursors import Place
from newsmon.serve.selection import check_topic
from newsmon.store import fetch_all
from newsmon.store.rows import Footprint, ListedEvent

_STRIDE: Final = 1000  # articles that are followed back at a time
_DEEPEST: Final = 20_000  # articles that are followed back for one page


@dataclass(frozen=True, slots=True)
class EventFilters:
    """Conditions that an event must meet; None: it does not matter."""

    topic: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    min_sources: int = 1


class Listed(NamedTuple):
    """Events, and the cursor of those that follow."""

    events: Sequence[ListedEvent]
    next_cursor: str | None


def list_events(
    connection: Connection, filters: EventFilters, *, limit: int, cursor: str | None = None
) -> Listed:
    """Return at most `limit` events that have an article in the time of the filters.

    A page may hold fewer, and yet not be the last: one looks back so far and no further. Raises
    UnusableError for a topic that is none.
    """
    check_topic(connection, filters.topic)
    begin = cursors.decode(cursor) if cursor else None
    trail = _Trail(connection, filters, begin)
    fitting: list[tuple[Footprint, ListedEvent]] = []
    while len(fitting) <= limit and (footprints := list(islice(trail, limit))):
        fitting += _described(connection, filters, begin, footprints)
    end = _place(fitting[limit - 1][0]) if len(fitting) > limit else trail.at
    events = [event for _, event in fitting[:limit]]
    return Listed(events, cursors.encode(end) if end else None)


class _Trail(Iterator[Footprint]):
    """The newest article of each event, the newest first; `at` is where it broke off."""

    def __init__(self, connection: Connection, filters: EventFilters, begin: Place | None) -> None:
        self.at = begin
        self._connection = connection
        self._filters = filters
        self._steps = self._walk()

    def __next__(self) -> Footprint:
        return next(self._steps)

    def _walk(self) -> Iterator[Footprint]:
        passed: set[int] = set()
        for _ in range(_DEEPEST // _STRIDE):
            stride = self._stride()
            for footprint in stride:
                if footprint.event_id not in passed:
                    passed.add(footprint.event_id)
                    yield footprint
            if len(stride) < _STRIDE:
                self.at = None
                return
            self.at = _place(stride[-1])

    def _stride(self) -> list[Footprint]:
        after_time, after_id = self.at or (None, None)
        parameters = {
            "since": self._filters.since, "until": self._filters.until,
            "after_time": after_time, "after_id": after_id, "depth": _STRIDE,
        }  # fmt: skip
        if self._filters.topic is None:
            return fetch_all(self._connection, "serve.event_trail", **parameters)
        topic = self._filters.topic
        return fetch_all(self._connection, "serve.event_trail_about", topic=topic, **parameters)


def _place(footprint: Footprint) -> Place:
    return Place(footprint.event_time, footprint.article_id)


def _described(
    connection: Connection,
    filters: EventFilters,
    begin: Place | None,
    footprints: Sequence[Footprint],
) -> Iterator[tuple[Footprint, ListedEvent]]:
    """Yield those events that fit the filters and are on no earlier page."""
    after_time, after_id = begin or (None, None)
    events = fetch_all(
        connection, "serve.events", events=[footprint.event_id for footprint in footprints],
        min_sources=filters.min_sources, topic=filters.topic, until=filters.until,
        after_time=after_time, after_id=after_id,
    )  # fmt: skip
    by_number = {event.event_id: event for event in events}
    for footprint in footprints:
        if event := by_number.get(footprint.event_id):
            yield footprint, event
