"""The inverted index of fingerprints in Postgres: a partition for each week, and a stop-list."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray
from psycopg2.extensions import connection as Connection

from newsmon.dedup import Fingerprints
from newsmon.store.queries import execute, fetch_all, fetch_single

log = logging.getLogger(__name__)

_WEEK = timedelta(days=7)
STOP_LIST_ABOVE = 20  # clusters with one fingerprint, from which on it is not indexed
STOP_LIST_LASTS = timedelta(days=90)  # unless it was counted so again

Entries = NDArray[np.int64]
"""Rows of fingerprint and cluster, ascending, distinct."""


def entries(pairs: Iterable[tuple[int, int]]) -> Entries:
    """Return pairs of fingerprint and cluster as entries of the index."""
    columns = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
    distinct: Entries = np.unique(columns, axis=0)
    return distinct


def open_week(conn: Connection) -> bool:
    """Make this week's partition of the index; False where it is there."""
    if fetch_single(conn, "fingerprints.week_is_open").is_open:
        return False
    execute(conn, "fingerprints.open_week")
    return True


def drop_weeks(conn: Connection, window: timedelta) -> int:
    """Drop the weeks of the index before the window: a lookup reads all that are there."""
    days = window.days + _WEEK.days
    return fetch_single(conn, "fingerprints.drop_weeks", days=days).dropped


@dataclass(frozen=True, slots=True)
class Postings:
    """Entries of the index for a batch's fingerprints."""

    common: frozenset[int]  # those on the stop-list
    clusters: dict[int, set[int]]  # of each that any has and that is not common


def look_up(conn: Connection, fingerprints: Fingerprints) -> Postings:
    """Look distinct fingerprints up in all weeks.

    What too many clusters have comes on the stop-list here and now, so that no lookup has to read
    many entries of one fingerprint. Under the writer's lock.
    """
    common = on_stop_list(conn, fingerprints)
    informative = fingerprints[~np.isin(fingerprints, list(common))]
    clusters: dict[int, set[int]] = defaultdict(set)
    for row in fetch_all(conn, "fingerprints.clusters_having", fingerprints=informative):
        clusters[row.fingerprint].add(row.cluster_id)
    too_common = [f for f, having in clusters.items() if len(having) > STOP_LIST_ABOVE]
    if too_common:
        log.debug("%d fingerprints are too common to tell texts apart", len(too_common))
        counts = np.array([len(clusters.pop(f)) for f in too_common])
        execute(
            conn, "fingerprints.note_common", fingerprints=np.array(too_common), clusters=counts
        )
    return Postings(common.union(too_common), dict(clusters))


def on_stop_list(conn: Connection, fingerprints: Fingerprints) -> frozenset[int]:
    """Return those of some fingerprints that are too common to be indexed."""
    rows = fetch_all(conn, "fingerprints.common", fingerprints=fingerprints)
    return frozenset(row.fingerprint for row in rows)


def add(conn: Connection, new: Entries) -> None:
    """Make entries in this week's partition, but those that are there."""
    if len(new):
        execute(conn, "fingerprints.add_entries", fingerprints=new[:, 0], clusters=new[:, 1])


def remove(conn: Connection, stale: Entries) -> None:
    """Take entries out of the index."""
    execute(conn, "fingerprints.remove_entries", fingerprints=stale[:, 0], clusters=stale[:, 1])


@dataclass(frozen=True, slots=True)
class Maintained:
    """Counts of one upkeep."""

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
