"""The group stage's rows, and its index in memory.

Postgres holds the truth: `newsmon.event_text` has the vector of every cluster, `newsmon.cluster`
its event. Comparing happens in an index in memory that a process keeps between batches and builds
from those rows when it has none: the weeks of event time that a batch needs (per text about 2 kB,
and 70 µs), at most KEPT_TEXTS texts beyond those. Each batch first reads what others have
changed, under the lock that makes the changes' numbers ascend in the order of commits; so any
number of workers decide as one would. An index that saw a batch fail is thrown away.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from itertools import islice
from threading import Lock
from typing import Any

import numpy as np
from psycopg2.extensions import connection as Connection

from newsmon.events import (
    MOST_CHARACTERS,
    Events,
    Link,
    Member,
    Merge,
    Method,
    Text,
    Vector,
    week_of,
)
from newsmon.store.locks import Turn, wait_for_turn
from newsmon.store.queries import copy, execute, execute_values, fetch_all, fetch_single, stream
from newsmon.store.rows import (
    ClusterText,
    EventsChangedTexts,
    EventsClaim,
    EventsTextsOfEvent,
    EventsTextsOfWeek,
)

log = logging.getLogger(__name__)

KEPT_TEXTS = 300_000
_AT_ONCE = 5_000  # texts that are read from the database in one go
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_DAY = 86_400.0  # seconds


def days(moment: datetime) -> float:
    """Days since 1970, as the index counts time."""
    return (moment - _EPOCH).total_seconds() / _DAY


@dataclass(slots=True)
class Index:
    """An index in memory, and how far it has followed the database."""

    events: Events
    followed: int = 0  # number of the last change that it knows
    used: dict[int, int] = field(default_factory=dict)  # week -> when a batch last needed it
    batches: int = 0

    def follow(self, conn: Connection, weeks: Iterable[int]) -> None:
        """Bring what is loaded up to date, load these weeks, let go of what is too much."""
        self.batches += 1
        if self.used:
            changed = fetch_all(conn, "events.changed_texts", after=self.followed)
            for row in changed:
                self.events.drop(row.cluster_id)
            self.events.take(
                member(row) for row in changed
                if row.week in self.used and row.event_id is not None and len(row.terms)
            )  # fmt: skip
        for week in sorted(set(weeks)):
            if week not in self.used:
                rows = stream(conn, "events.texts_of_week", at_once=_AT_ONCE, week=week)
                while members := list(map(member, islice(rows, _AT_ONCE))):
                    self.events.take(members)
                log.debug("week %d is read into the index of events", week)
            self.used[week] = self.batches
        self.events.apart = {
            frozenset((row.event_id, row.other_id)) for row in fetch_all(conn, "events.pairs_apart")
        }
        self.caught_up(conn)
        self._let_go()

    def caught_up(self, conn: Connection) -> None:
        """Say that all changes so far are known: this index made them."""
        self.followed = fetch_single(conn, "events.last_change").last_value

    def _let_go(self) -> None:
        """Drop the weeks that were not needed for longest, while there are too many texts."""
        texts = sum(week.texts for week in self.events.weeks.values())
        for number in sorted(self.used, key=lambda number: self.used[number]):
            if texts <= KEPT_TEXTS or self.used[number] == self.batches:
                return
            del self.used[number]
            log.debug("week %d leaves the index of events", number)
            if week := self.events.weeks.pop(number, None):
                texts -= week.texts


def member(row: EventsTextsOfWeek | EventsTextsOfEvent | EventsChangedTexts) -> Member:
    """A text as the index wants it, of a row as in `events.texts_of_week`."""
    assert row.event_id is not None
    vector = Vector(np.frombuffer(row.terms, "<u4"), np.frombuffer(row.weights, "<f2"))
    return Member(row.cluster_id, row.arrival, days(row.event_time), row.event_id, vector)


_index: dict[tuple[Any, ...], Index] = {}  # of the one database used last
_index_lock = Lock()


@contextmanager
def index(conn: Connection, method: Method) -> Iterator[Index]:
    """The index that this process has of this database; thrown away if the block fails.

    The block must commit what it decides. One thread at a time.
    """
    where = fetch_single(conn, "events.identity")
    key = (where.started, where.oid, method)
    with _index_lock:
        current = _index.pop(key, None) or Index(Events(method))
        _index.clear()
        yield current
        _index[key] = current


def forget_index() -> None:
    """Let go of the index in memory; the next batch builds what it needs."""
    with _index_lock:
        _index.clear()


def lock(conn: Connection) -> None:
    """Wait to be the only one who decides on events, until the transaction ends."""
    wait_for_turn(conn, Turn.GROUP)


def claim(conn: Connection, batch: int) -> list[EventsClaim]:
    """The first articles that wait, in order: rows with article_id, cluster_id.

    They are marked as done, which holds once the transaction is committed.
    """
    return sorted(fetch_all(conn, "events.claim", batch=batch))


def texts(conn: Connection, clusters: Sequence[int]) -> dict[int, ClusterText]:
    """Return each cluster's text and state, by cluster; rows as in `events.texts`."""
    rows = fetch_all(conn, "events.texts", clusters=np.array(clusters), characters=MOST_CHARACTERS)
    return {row.cluster_id: row for row in rows}


def numbers(conn: Connection, count: int) -> list[int]:
    """Ascending numbers for changes; the lock must be held."""
    return sorted(row.number for row in fetch_all(conn, "events.draw_numbers", count=count))


def event_ids(conn: Connection, provisional: Iterable[int]) -> dict[int, int]:
    """Numbers for events that have none yet, the first begun first; `add_events` makes them."""
    begun = sorted(provisional, reverse=True)
    if not begun:
        return {}
    rows = fetch_all(conn, "events.event_ids", count=len(begun))
    return dict(zip(begun, sorted(row.event_id for row in rows), strict=True))


def add_events(conn: Connection, events: Sequence[tuple[int, str, Sequence[str]]]) -> None:
    """Make events: number, title, keywords."""
    rows = [(number, title, list(keywords)) for number, title, keywords in events]
    if rows:
        execute_values(conn, "events.add_events", rows)


def place(conn: Connection, clusters: Mapping[int, int]) -> None:
    """Put clusters into events, which must be alive."""
    if clusters:
        which, events = np.array(list(clusters.items())).T
        execute(conn, "events.set_events", clusters=which, events=events)


def save(
    conn: Connection, links: Sequence[Link], read: Mapping[int, ClusterText], texts: Sequence[Text]
) -> None:
    """Write decisions: each text's event, and what was read of it (`read` as from `texts`)."""
    place(conn, {link.cluster_id: link.event_id for link in links})
    execute(conn, "events.unread_texts", clusters=np.array([link.cluster_id for link in links]))
    copy(
        conn,
        "events.save_texts",
        (_line(link, read[link.cluster_id], text) for link, text in zip(links, texts, strict=True)),
    )


def _line(link: Link, read: ClusterText, text: Text) -> str:
    """A row to copy. Its words are made of letters and digits, so nothing needs an escape."""
    ids = link.vector.ids.astype("<u4").tobytes().hex()
    weights = link.vector.weights.astype("<f2").tobytes().hex()
    words = ",".join(f'"{word}"' for word in link.vector.words)
    return (
        f"{link.cluster_id}\t{read.article_id}\t{read.version}\t{read.event_time.isoformat()}"
        f"\t{week_of(text.at)}\t{text.arrival}\t{text.arrival}\t\\\\x{ids}\t\\\\x{weights}"
        f"\t{{{words}}}\t{link.score}\t{{{','.join(map(str, link.closest))}}}"
    )


def merge(conn: Connection, union: Merge) -> None:
    """Record that an event became part of another; its clusters, pins and borders move there."""
    pair = {"event_id": union.event_id, "into": union.into}
    execute(conn, "events.merge_event", **pair)
    moved = [row.cluster_id for row in fetch_all(conn, "events.move_clusters", **pair)]
    execute(conn, "events.touch_texts", clusters=moved)
    execute(conn, "posts.move_event", **pair)
    execute(conn, "events.move_pins", **pair)
    execute(conn, "events.inherit_apart", **pair)


def retire_roundups(conn: Connection, articles: Sequence[int]) -> list[int]:
    """Compare no more with roundups that print some of these; returns the events they are in."""
    roundups = fetch_all(conn, "events.roundups", articles=list(articles))
    if roundups:
        execute(conn, "events.retire_texts", clusters=[row.cluster_id for row in roundups])
    return sorted({row.event_id for row in roundups if row.event_id is not None})


def merge_emptied(conn: Connection, rows: Iterable[ClusterText]) -> None:
    """Merge events that clusters left empty by following a pin; rows as from `texts`."""
    targets = {
        row.event_id: row.pinned_event
        for row in rows
        if row.event_id is not None and row.pinned_event not in (None, row.event_id)
    }
    if targets:
        for row in fetch_all(conn, "events.empty_events", events=sorted(targets)):
            merge(conn, Merge(row.event_id, targets[row.event_id]))


def leave_merged_clusters(conn: Connection) -> list[Merge]:
    """Let clusters that were merged away leave their events; the lock must be held.

    Their texts are no longer compared with. The clusters that took them over are read anew where
    they never were. Returns the events that are left with no cluster as merges into the event
    that their texts are in now.
    """
    merged = fetch_all(conn, "events.merged_clusters")
    if not merged:
        return []
    clusters = [row.cluster_id for row in merged]
    execute(conn, "events.leave_event", clusters=clusters)
    execute(conn, "events.retire_texts", clusters=clusters)
    execute(conn, "events.regroup", clusters=[row.merged_into for row in merged])
    into = {row.event_id: row.other_event for row in merged if row.other_event is not None}
    empty = fetch_all(conn, "events.empty_events", events=sorted(into))
    merges = [Merge(row.event_id, into[row.event_id]) for row in empty]
    for union in merges:
        merge(conn, union)
    return merges


def trim(conn: Connection, older_than_days: int) -> int:
    """Drop vectors of texts that no new article can be linked to any more; returns how many."""
    return execute(conn, "events.drop_texts", days=older_than_days)
