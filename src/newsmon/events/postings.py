"""Inverted index from terms to texts, which takes in batches and stays fast.

Batches become sorted segments, and segments of like size are put together, so that there are only
logarithmically many and each posting is moved logarithmically often.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsmon.events.columns import ranges
from newsmon.events.term_counts import Floats, Ids

Rows = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Segment:
    """Postings by term: those of `terms[i]` are `starts[i]:starts[i + 1]` of rows and weights."""

    terms: Ids
    starts: NDArray[np.int64]
    rows: Rows
    weights: Floats

    @classmethod
    def build(cls, terms: Ids, rows: Rows, weights: Floats) -> Segment:
        # Stable: of two that are put together each is in order, which makes sorting a merge.
        order = np.argsort(terms, kind="stable")
        ordered = terms[order]
        starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
        return cls(ordered[starts], np.append(starts, len(terms)), rows[order], weights[order])

    def merged(self, newer: Segment) -> Segment:
        return Segment.build(
            np.concatenate([self._term_of_each(), newer._term_of_each()]),
            np.concatenate([self.rows, newer.rows]),
            np.concatenate([self.weights, newer.weights]),
        )

    def _term_of_each(self) -> Ids:
        return np.repeat(self.terms, np.diff(self.starts))


@dataclass(frozen=True, slots=True)
class Hits:
    """Postings found, those of the first term asked for first; `lengths[i]` are of the i-th."""

    lengths: NDArray[np.int64]
    rows: Rows
    weights: Floats


class Postings:
    """All segments of one index, the oldest and largest first."""

    __slots__ = ("_segments",)

    def __init__(self) -> None:
        self._segments: list[Segment] = []

    def add(self, terms: Ids, rows: Rows, weights: Floats) -> None:
        if not len(terms):
            return
        self._segments.append(Segment.build(terms, rows, weights))
        while len(self._segments) > 1 and _of_like_size(*self._segments[-2:]):
            newer = self._segments.pop()
            self._segments[-1] = self._segments[-1].merged(newer)

    def find(self, terms: Ids) -> list[Hits]:
        """Postings of each of these terms, a batch of hits per segment."""
        order = np.argsort(terms)
        ordered = terms[order]
        hits_by_segment = (_find(segment, ordered, order) for segment in self._segments)
        return [hits for hits in hits_by_segment if len(hits.rows)]


def _of_like_size(older: Segment, newer: Segment) -> bool:
    return len(older.rows) < 2 * len(newer.rows)


def _find(segment: Segment, ordered: Ids, order: NDArray[np.int64]) -> Hits:
    """`ordered` are the terms asked for, by ascending term, which is looked up much faster."""
    at = np.searchsorted(segment.terms, ordered)
    at[at == len(segment.terms)] = 0
    places = np.flatnonzero(segment.terms[at] == ordered)
    at, places = at[places], order[places]
    lengths = np.zeros(len(ordered), np.int64)
    starts = np.zeros(len(ordered), np.int64)
    starts[places] = segment.starts[at]
    lengths[places] = segment.starts[at + 1] - segment.starts[at]
    chosen = ranges(starts, lengths)
    return Hits(lengths, segment.rows[chosen], segment.weights[chosen])
