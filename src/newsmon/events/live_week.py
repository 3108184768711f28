"""The live texts of one week: their vectors, events, term frequencies and postings.

A week is seven days of event time. Texts are added in order of arrival and never moved; one that
is replaced or dropped is marked dead. Per live text about 2 kB: room for 256 terms of 6 bytes, of
which the 64 weightiest are also posted (8 bytes each), and 40 bytes of columns. Vectors lie in rows
of one width, as those of candidates are gathered for every text that is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsmon.events.columns import Column
from newsmon.events.frequencies import Frequencies
from newsmon.events.postings import Postings
from newsmon.events.term_counts import Ids
from newsmon.events.vectors import TERMS_KEPT, Vector, Weights

DAYS = 7
_MOST_BITS = np.uint16(0x7FFF)  # of a positive float16
POSTED_TERMS = 64  # of a text; the others only count once it has been found


@dataclass(frozen=True, slots=True)
class Member:
    """One text of an event as the index keeps it; `at` in days since 1970."""

    cluster_id: int
    arrival: int  # order in which texts came to be grouped
    at: float
    event_id: int  # UNDECIDED while it is being linked, negative while the event has no number
    vector: Vector


@dataclass(frozen=True, slots=True)
class Vectors:
    """Several vectors, one a row of TERMS_KEPT; beyond its length a row has weights of 0.

    `names` is the share of names in the squared length of each.
    """

    ids: Ids
    weights: Weights
    lengths: NDArray[np.int64]
    names: NDArray[np.float32]


UNDECIDED = 0


def week_of(at: float) -> int:
    return int(at // DAYS)


class Week:
    """Texts of one week; columns run in parallel by row."""

    def __init__(self) -> None:
        self.clusters: Column[np.int64] = Column(np.int64)
        self.events: Column[np.int64] = Column(np.int64)
        self.arrivals: Column[np.int64] = Column(np.int64)
        self.times: Column[np.float64] = Column(np.float64)
        self.live: Column[np.bool_] = Column(np.bool_)
        self.frequencies = Frequencies()
        self.texts = 0
        self.row_of: dict[int, int] = {}  # by cluster
        self.rows_of: dict[int, list[int]] = {}  # by event
        self._lengths: Column[np.int64] = Column(np.int64)
        self._names: Column[np.float32] = Column(np.float32)
        self._ids: Column[np.uint32] = Column(np.uint32, TERMS_KEPT)
        self._weights: Column[np.float16] = Column(np.float16, TERMS_KEPT)
        self.postings = Postings()

    def __len__(self) -> int:
        return self.clusters.size

    def count(self, ids: Ids) -> None:
        """Count a text's terms, which makes them a little less telling for those that follow."""
        self.frequencies.add(ids, 1)
        self.texts += 1

    def add(self, members: Sequence[Member], *, counted: bool = False) -> None:
        """Take in texts that are not here yet; `counted` if `count` has seen them."""
        if not members:
            return
        first = len(self)
        vectors = _in_rows([member.vector for member in members])
        self._ids.extend(vectors.ids)
        self._weights.extend(vectors.weights)
        self._lengths.extend(vectors.lengths)
        self._names.extend(vectors.names)
        self.clusters.extend(np.array([member.cluster_id for member in members], np.int64))
        self.events.extend(np.array([member.event_id for member in members], np.int64))
        self.arrivals.extend(np.array([member.arrival for member in members], np.int64))
        self.times.extend(np.array([member.at for member in members], np.float64))
        self.live.extend(np.ones(len(members), np.bool_))
        for row, member in enumerate(members, start=first):
            self.row_of[member.cluster_id] = row
            self.rows_of.setdefault(member.event_id, []).append(row)
        self._post(members, first)
        if not counted:
            for member in members:
                self.count(member.vector.ids)

    def _post(self, members: Sequence[Member], first: int) -> None:
        posted = [weightiest(member.vector, POSTED_TERMS) for member in members]
        lengths = [len(chosen) for chosen in posted]
        pairs = list(zip(members, posted, strict=True))
        self.postings.add(
            np.concatenate([member.vector.ids[chosen] for member, chosen in pairs]),
            np.repeat(np.arange(first, first + len(members), dtype=np.int32), lengths),
            np.abs(
                np.concatenate([member.vector.weights[chosen] for member, chosen in pairs])
            ).astype(np.float32),
        )

    def drop(self, cluster_id: int) -> None:
        """Forget a text, if it is here."""
        row = self.row_of.pop(cluster_id, None)
        if row is None:
            return
        self.live.values[row] = False
        self.frequencies.add(self.vector(row).ids, -1)
        self.texts -= 1
        self._leave(row)

    def move(self, row: int, event_id: int) -> None:
        """Put a text into another event."""
        self._leave(row)
        self.events.values[row] = event_id
        self.rows_of.setdefault(event_id, []).append(row)

    def _leave(self, row: int) -> None:
        event_id = int(self.events.values[row])
        rows = self.rows_of[event_id]
        rows.remove(row)
        if not rows:
            del self.rows_of[event_id]

    def vector(self, row: int) -> Vector:
        terms = slice(int(self._lengths.values[row]))
        return Vector(self._ids.values[row, terms], self._weights.values[row, terms])

    def vectors(self, rows: NDArray[np.int64]) -> Vectors:
        return Vectors(
            self._ids.values.take(rows, 0), self._weights.values.take(rows, 0),
            self._lengths.values.take(rows), self._names.values.take(rows),
        )  # fmt: skip


def _in_rows(vectors: Sequence[Vector]) -> Vectors:
    lengths = np.array([len(vector.ids) for vector in vectors], np.int64)
    used = np.arange(TERMS_KEPT) < lengths[:, None]
    ids = np.zeros(used.shape, np.uint32)
    weights = np.zeros(used.shape, np.float16)
    ids[used] = np.concatenate([vector.ids for vector in vectors])
    weights[used] = np.concatenate([vector.weights for vector in vectors])
    names = np.minimum(weights, 0).astype(np.float32)
    return Vectors(ids, weights, lengths, np.einsum("ij,ij->i", names, names))


def weightiest(vector: Vector, number: int) -> NDArray[np.int64]:
    """Places of the weightiest terms; of equal weights the first."""
    if len(vector.ids) <= number:
        return np.arange(len(vector.ids))
    # Positive floats compare as their bits do, which are sorted much faster.
    bits = np.abs(vector.weights).view(np.uint16)
    return np.argsort(_MOST_BITS - bits, kind="stable")[:number]


def members_of(weeks: Iterable[Week], event_id: int) -> list[tuple[Week, int]]:
    """Rows of an event's live texts, week by week."""
    return [(week, row) for week in weeks for row in week.rows_of.get(event_id, ())]
