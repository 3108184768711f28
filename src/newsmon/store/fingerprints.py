"""The inverted index of fingerprints in Postgres: a part for each week, and a stop-list.

Most fingerprints of a batch stand in no week's part at all, and to find that out by asking each
part takes ever longer as they outgrow memory. So a process keeps in its own memory which
fingerprints each week may have (`Seen`, some two bytes each), and asks the index for those only.
When its connection is new it reads that: of past weeks as it is kept (`fingerprint_week`), of this
one from the log of what was added; from then on what is new in either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain, groupby
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from psycopg2.extensions import connection as Connection

from newsmon.dedup import Fingerprints, Seen, pack
from newsmon.store.queries import execute, fetch_all, fetch_single, stream

_WEEK = timedelta(days=7)
STOP_LIST_ABOVE = 20  # clusters with one fingerprint, from which on it is not indexed
STOP_LIST_LASTS = timedelta(days=90)  # unless it was counted so again
_AT_ONCE = 20  # entries of the log read at once; one is some 100 kB
_PIECE = 1 << 22  # bytes of a week sent at once

Entries = NDArray[np.int64]
"""Fingerprint (the higher half) and cluster in one number each, ascending, distinct."""


def entries(pairs: Iterable[tuple[int, int]]) -> Entries:
    """Pairs of fingerprint and cluster as entries of the index."""
    columns = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
    packed: Entries = np.unique(columns[:, 0] << 32 | columns[:, 1])
    return packed


@dataclass(slots=True)
class _Weeks:
    """What each week's part of the index may have, as far as it has been read."""

    read: int = 0  # the last entry of the log
    seen: dict[date, Seen] = field(default_factory=dict)

    def catch_up(self, conn: Connection) -> None:
        """Under the writer's lock, so that there is nothing to come of what was read."""
        before = set(self.seen)
        for week, part, packed in _kept(conn, self.read):
            if part == 0:  # it stands for all that was known of the week
                self.seen[week] = Seen()
            self.seen.setdefault(week, Seen()).adopt(packed)
        added: dict[date, list[Fingerprints]] = defaultdict(list)
        for row in stream(conn, "fingerprints.log", at_once=_AT_ONCE, after=self.read):
            added[row.week].append(_numbers(row.fingerprints))
            self.read = row.log_id
        for week, fingerprints in added.items():
            self.seen.setdefault(week, Seen()).add(np.concatenate(fingerprints))
        if self.seen.keys() - before:
            there = {row.week for row in fetch_all(conn, "fingerprints.weeks")}
            self.seen = {week: seen for week, seen in self.seen.items() if week in there}


_weeks: WeakKeyDictionary[Connection, _Weeks] = WeakKeyDictionary()


def _kept(conn: Connection, after: int) -> Iterator[tuple[date, int, bytes]]:
    """What is kept of past weeks and stands for entries of the log after one: week, part, slots."""
    rows = stream(conn, "fingerprints.kept_weeks", at_once=1, after=after)
    for (week, part), pieces in groupby(rows, key=lambda row: (row.week, row.part)):
        yield week, part, b"".join(row.slots for row in pieces)


def _numbers(logged: memoryview) -> Fingerprints:
    return np.frombuffer(logged, ">i4").astype(np.int32)


def open_week(conn: Connection) -> bool:
    """Make this week's part of the index; whether it was not there."""
    if fetch_single(conn, "fingerprints.this_week").is_open:
        return False
    execute(conn, "fingerprints.open_week")
    keep_past_weeks(conn)
    return True


def keep_past_weeks(conn: Connection) -> None:
    """Put slots in the place of the log of past weeks; under the writer's lock."""
    rows = stream(conn, "fingerprints.past_log", at_once=_AT_ONCE)
    for week, of_week in groupby(rows, key=lambda row: row.week):
        logged = list(of_week)
        packed = pack(np.concatenate([_numbers(row.fingerprints) for row in logged]))
        part = fetch_single(conn, "fingerprints.next_part", week=week).part
        for piece, start in enumerate(range(0, len(packed), _PIECE)):
            execute(conn, "fingerprints.keep_week", week=week, part=part, piece=piece,
                    log_id=logged[-1].log_id, slots=packed[start : start + _PIECE])  # fmt: skip
    execute(conn, "fingerprints.forget_past_log")


def drop_weeks(conn: Connection, window: timedelta) -> int:
    """Drop the weeks of the index before the window: a lookup reads all that are there."""
    return fetch_single(conn, "fingerprints.drop_weeks", days=window.days + _WEEK.days).dropped


@dataclass(frozen=True, slots=True)
class Found:
    """What the index has of a batch's fingerprints."""

    common: frozenset[int]  # those on the stop-list
    clusters: dict[int, set[int]]  # of the others, as far as any has them
    this_week: Entries  # what of them stands in this week's part


def look_up(conn: Connection, fingerprints: Fingerprints) -> Found:
    """Look distinct fingerprints up.

    What is found in too many clusters comes on the stop-list here and now, so that no lookup has
    to read many entries of one fingerprint. Under the writer's lock.
    """
    weeks = _weeks.setdefault(conn, _Weeks())
    weeks.catch_up(conn)
    common = on_stop_list(conn, fingerprints)
    asked = fingerprints[~np.isin(fingerprints, list(common))]
    found = {week: _ask(conn, week, asked[seen.among(asked)]) for week, seen in weeks.seen.items()}
    clusters: dict[int, set[int]] = defaultdict(set)
    for fingerprint, cluster in chain.from_iterable(found.values()):
        clusters[fingerprint].add(cluster)
    noted = [f for f, having in clusters.items() if len(having) > STOP_LIST_ABOVE]
    if noted:
        counts = np.array([len(clusters.pop(f)) for f in noted])
        execute(conn, "fingerprints.note_common", fingerprints=np.array(noted), clusters=counts)
    this_week = fetch_single(conn, "fingerprints.this_week").week
    return Found(common.union(noted), dict(clusters), entries(found.get(this_week, ())))


def entered(conn: Connection, fingerprints: Fingerprints) -> Entries:
    """What of distinct fingerprints stands in this week's part."""
    return entries(_ask(conn, fetch_single(conn, "fingerprints.this_week").week, fingerprints))


def _ask(conn: Connection, week: date, fingerprints: Fingerprints) -> Sequence[tuple[int, int]]:
    """Fingerprint and cluster, as one week's part has them."""
    if not len(fingerprints):
        return []
    return fetch_all(conn, "fingerprints.clusters_having", week=week, fingerprints=fingerprints)


def on_stop_list(conn: Connection, fingerprints: Fingerprints) -> frozenset[int]:
    """Which of these fingerprints are too common to be indexed."""
    rows = fetch_all(conn, "fingerprints.common", fingerprints=fingerprints)
    return frozenset(row.fingerprint for row in rows)


def add(conn: Connection, wanted: Entries, there: Entries) -> None:
    """Make entries in this week's part of the index, but those that are there.

    `there` must have all of them that are: asked again, Postgres would take half as long again.
    """
    new = np.setdiff1d(wanted, there, assume_unique=True)
    if len(new):
        fingerprints, clusters = new >> 32, new & 0xFFFFFFFF
        logged = np.unique(fingerprints).astype(">i4").tobytes()
        execute(conn, "fingerprints.add", fingerprints=fingerprints, clusters=clusters,
                logged=logged)  # fmt: skip


def remove(conn: Connection, gone: Entries) -> None:
    """Take entries out of the index."""
    execute(conn, "fingerprints.remove", fingerprints=gone >> 32, clusters=gone & 0xFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Maintained:
    """What upkeep did."""

    common: int  # fingerprints counted as common now
    forgotten: int  # fingerprints that may tell something again
    removed: int  # entries taken out of the index
    weeks_dropped: int


def refresh_stop_list(conn: Connection, window: timedelta) -> Maintained:
    """Count anew what is common, keep past weeks, drop old ones; under the writer's lock."""
    forgotten = execute(conn, "fingerprints.forget_common", after=STOP_LIST_LASTS)
    common = execute(conn, "fingerprints.refresh_stop_list", more_than=STOP_LIST_ABOVE)
    removed = execute(conn, "fingerprints.remove_common")
    keep_past_weeks(conn)
    return Maintained(common, forgotten, removed, drop_weeks(conn, window))
