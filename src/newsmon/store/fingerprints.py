"""The inverted index of fingerprints in Postgres: a part for each week, and a stop-list.

Most fingerprints of a batch stand in no week's part at all, and to find that out by asking each
part takes ever longer as they outgrow memory. So a process keeps in its own memory which
fingerprints each week may have (`Seen`, some two bytes each), and asks the index for those only.
It reads them from the log of what was added: all of it once for each connection, then what is new.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from psycopg2.extensions import connection as Connection

from newsmon.dedup import Fingerprints, Seen
from newsmon.store.queries import execute, fetch_all, fetch_one, stream

_WEEK = timedelta(days=7)
STOP_LIST_ABOVE = 20  # clusters with one fingerprint, from which on it is not indexed
STOP_LIST_LASTS = timedelta(days=90)  # unless it was counted so again
_AT_ONCE = 20  # entries of the log read at once; one is some 100 kB


@dataclass(slots=True)
class _Weeks:
    """What each week's part of the index may have, as far as the log has been read."""

    read: int = 0  # the last entry of the log
    seen: dict[date, Seen] = field(default_factory=dict)

    def catch_up(self, conn: Connection) -> None:
        """Under the writer's lock, so that there is nothing to come of what was read."""
        grown = False
        added: dict[date, list[Fingerprints]] = defaultdict(list)
        for row in stream(conn, "fingerprints.log", at_once=_AT_ONCE, after=self.read):
            added[row.week].append(_numbers(row.fingerprints))
            self.read = row.log_id
        for week, fingerprints in added.items():
            grown |= week not in self.seen
            self.seen.setdefault(week, Seen()).add(np.concatenate(fingerprints))
        if grown:
            kept = {row.week for row in fetch_all(conn, "fingerprints.weeks")}
            self.seen = {week: seen for week, seen in self.seen.items() if week in kept}


_weeks: WeakKeyDictionary[Connection, _Weeks] = WeakKeyDictionary()


def _numbers(sent: bytes) -> Fingerprints:
    """An array of integers as Postgres sends it: a header, then length and value of each."""
    return np.frombuffer(sent, ">i4", offset=20)[1::2].astype(np.int32)


def open_week(conn: Connection) -> bool:
    """Make this week's part of the index; whether it was not there."""
    if fetch_one(conn, "fingerprints.week_is_open").open:
        return False
    fetch_one(conn, "fingerprints.open_week")
    return True


def drop_weeks(conn: Connection, window: timedelta) -> int:
    """Drop the weeks of the index before the window: a lookup reads all that are there."""
    return int(fetch_one(conn, "fingerprints.drop_weeks", days=window.days + _WEEK.days).dropped)


def look_up(
    conn: Connection, fingerprints: Fingerprints
) -> tuple[frozenset[int], dict[int, set[int]]]:
    """Of distinct fingerprints, those on the stop-list, and the clusters of the others.

    What is found in too many clusters comes on the stop-list here and now, so that no lookup has
    to read many entries of one fingerprint. Under the writer's lock.
    """
    weeks = _weeks.setdefault(conn, _Weeks())
    weeks.catch_up(conn)
    maybe = {week: fingerprints[seen.among(fingerprints)] for week, seen in weeks.seen.items()}
    common = on_stop_list(conn, fingerprints)
    clusters: dict[int, set[int]] = defaultdict(set)
    for week, some in sorted(maybe.items()):
        asked = some[~np.isin(some, list(common))]
        if len(asked):
            for one, cluster in fetch_all(
                conn, "fingerprints.clusters_having", week=week, fingerprints=asked
            ):
                clusters[one].add(cluster)
    noted = [f for f, having in clusters.items() if len(having) > STOP_LIST_ABOVE]
    if noted:
        counts = np.array([len(clusters.pop(f)) for f in noted])
        execute(conn, "fingerprints.note_common", fingerprints=np.array(noted), clusters=counts)
    return common.union(noted), dict(clusters)


def on_stop_list(conn: Connection, fingerprints: Fingerprints) -> frozenset[int]:
    """Which of these fingerprints are too common to be indexed."""
    rows = fetch_all(conn, "fingerprints.common", fingerprints=fingerprints)
    return frozenset(row.fingerprint for row in rows)


def add(conn: Connection, fingerprints: NDArray[np.int64], clusters: NDArray[np.int64]) -> None:
    """Enter fingerprints of clusters, ascending, in this week's part of the index."""
    execute(conn, "fingerprints.add", fingerprints=fingerprints, clusters=clusters)


def remove(conn: Connection, fingerprints: NDArray[np.int64], clusters: NDArray[np.int64]) -> None:
    """Take entries out of the index."""
    execute(conn, "fingerprints.remove", fingerprints=fingerprints, clusters=clusters)


@dataclass(frozen=True, slots=True)
class Maintained:
    """What upkeep did."""

    common: int  # fingerprints counted as common now
    forgotten: int  # fingerprints that may tell something again
    removed: int  # entries taken out of the index
    weeks_dropped: int


def refresh_stop_list(conn: Connection, window: timedelta) -> Maintained:
    """Count anew what is common, and drop old weeks; under the writer's lock."""
    forgotten = execute(conn, "fingerprints.forget_common", after=STOP_LIST_LASTS)
    common = execute(conn, "fingerprints.refresh_stop_list", more_than=STOP_LIST_ABOVE)
    removed = execute(conn, "fingerprints.remove_common")
    return Maintained(common, forgotten, removed, drop_weeks(conn, window))
