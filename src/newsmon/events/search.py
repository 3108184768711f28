"""The live texts most similar to new ones, found through the postings and compared exactly.

The cost per text is bounded whatever the number of live texts: of its weightiest terms the rarest
are looked up until their postings fill a budget, and the best of what is found are compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsmon.events.live_week import POSTED_TERMS, Vectors, Week, week_of, weightiest
from newsmon.events.term_counts import Ids
from newsmon.events.tokenizer import TERM_BITS
from newsmon.events.vectors import TERMS_KEPT, Vector

POSTINGS_BUDGET = 4_000  # per text
CERTAIN_TERMS = 4  # looked up whatever they cost
CANDIDATES = 32  # compared exactly, per text
# Of the similarity of full articles, the share that comes of names must be this part of what their
# weight in the two lets one expect: same-kind news shares its words, but not who and where.
NAMES_HOLD = 0.5
BRIEF, FULL = 70, 180  # terms: of a lede, which need not name anyone, and of an article
PARTIAL_SHARE = 0.15  # of the threshold that a candidate's posted terms alone must reach


@dataclass(frozen=True, slots=True)
class Question:
    """A text that asks for those like it; only what arrived earlier may answer."""

    vector: Vector
    at: float  # days since 1970
    arrival: int


@dataclass(frozen=True, slots=True)
class Similar:
    """Texts like the one that asked: parallel arrays, the most similar first."""

    weeks: NDArray[np.int64]  # number of the week, see `week_of`
    rows: NDArray[np.int64]
    similarities: NDArray[np.float64]  # from 0, about 1 of a text itself; before decay with time
    days: NDArray[np.float64]  # between the two


class Scratch:
    """Work space; all but `places` is zero between uses."""

    def __init__(self) -> None:
        self.by_term = np.zeros(1 << TERM_BITS, np.float32)
        self.present = np.zeros(1 << TERM_BITS, np.bool_)  # a quarter as large: stays in the cache
        self._by_row = np.zeros(1 << 12, np.float32)
        self._places = np.zeros(1 << 12, np.int64)

    def places(self, rows: int) -> NDArray[np.int64]:
        if rows > len(self._places):
            self._places = np.zeros(2 * rows, np.int64)
        return self._places

    def by_row(self, rows: int) -> NDArray[np.float32]:
        if rows > len(self._by_row):
            self._by_row = np.zeros(2 * rows, np.float32)
        return self._by_row


def span(at: float, window: float) -> range:
    """Numbers of the weeks that can hold texts within `window` days."""
    return range(week_of(at - window), week_of(at + window) + 1)


def frequencies(weeks: Sequence[Week], ids: Ids) -> tuple[NDArray[np.int32], int]:
    """Return the document frequency of each term in these weeks, and the number of texts."""
    total = np.zeros(len(ids), np.int32)
    for week in weeks:
        total += week.frequencies.of(ids)
    return total, sum(week.texts for week in weeks)


def similar(
    weeks: dict[int, Week],
    questions: Sequence[Question],
    *,
    window: float,
    threshold: float,
    scratch: Scratch,
) -> list[Similar]:
    """For each question the texts within `window` days that may reach `threshold`."""
    answers: list[Similar | None] = [None] * len(questions)
    groups: dict[range, list[int]] = {}
    for place, question in enumerate(questions):
        groups.setdefault(span(question.at, window), []).append(place)
    for numbers, places in groups.items():
        batch = [questions[place] for place in places]
        region = _Region([(n, weeks[n]) for n in numbers if n in weeks], window, threshold, scratch)
        for place, answer in zip(places, region.answer(batch), strict=True):
            answers[place] = answer
    return [answer for answer in answers if answer is not None]


def _similarities(vector: Vector, scratch: Scratch, candidates: Vectors) -> NDArray[np.float64]:
    """Return the similarities of a vector, which is laid out in `scratch`, to others.

    That is the dot product, limited where the names in both say less than their weight suggests.
    """
    shared = np.flatnonzero(scratch.present.take(candidates.ids))  # few: what follows costs little
    owner = shared // TERMS_KEPT
    theirs = candidates.weights.ravel().take(shared).astype(np.float32)
    products = scratch.by_term.take(candidates.ids.ravel().take(shared)) * theirs
    number = len(candidates.lengths)
    whole = np.bincount(owner, np.abs(products), number)
    names = (theirs < 0) & (products > 0)  # in both
    by_names = np.bincount(owner[names], products[names], number)
    ours = np.minimum(vector.weights, 0).astype(np.float32)
    expected = np.sqrt(float(ours @ ours) * candidates.names)
    terms = np.minimum(len(vector.ids), candidates.lengths)
    least = NAMES_HOLD * expected * ((terms - BRIEF) / (FULL - BRIEF)).clip(0, 1)
    limits = np.divide(by_names, least, out=np.ones(number), where=least > 0)
    similarities: NDArray[np.float64] = np.minimum(whole, limits)
    return similarities


def mutual(vectors: Sequence[Vector], by_term: NDArray[np.float32]) -> float:
    """Return the mean similarity of two or more vectors to each other; `by_term` is zero."""
    weights = [np.abs(vector.weights).astype(np.float32) for vector in vectors]
    for vector, sizes in zip(vectors, weights, strict=True):
        by_term[vector.ids] += sizes
    every = sum(
        float(by_term.take(vector.ids) @ sizes)
        for vector, sizes in zip(vectors, weights, strict=True)
    )
    for vector in vectors:
        by_term[vector.ids] = 0
    own = sum(float(sizes @ sizes) for sizes in weights)
    return (every - own) / (len(vectors) * (len(vectors) - 1))


_NO_ROWS = np.empty(0, np.int64)
_NO_PRODUCTS = np.empty(0, np.float32)


def _parts(lengths: NDArray[np.int64], ends: NDArray[np.int64]) -> list[int]:
    """Return the bounds of each question's postings, the end of the last included."""
    summed = np.append(0, np.cumsum(lengths))
    return [0, *summed[ends].tolist()]


class _Region:
    """Neighbouring weeks, their rows counted through: one array for what is asked of each row."""

    def __init__(
        self, weeks: list[tuple[int, Week]], window: float, threshold: float, scratch: Scratch
    ) -> None:
        self._numbers = np.array([number for number, _ in weeks], np.int64)
        self._weeks = [week for _, week in weeks]
        self._ends = np.cumsum([len(week) for week in self._weeks], dtype=np.int64)
        self._firsts = np.append(0, self._ends)
        self._live = np.concatenate([week.live.values for week in self._weeks])
        self._times = np.concatenate([week.times.values for week in self._weeks])
        self._arrivals = np.concatenate([week.arrivals.values for week in self._weeks])
        self._window, self._threshold, self._scratch = window, threshold, scratch

    def answer(self, questions: Sequence[Question]) -> list[Similar]:
        return [
            self._best(question, rows, products)
            for question, (rows, products) in zip(questions, self._postings(questions), strict=True)
        ]

    def _postings(
        self, questions: Sequence[Question]
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """For each question the postings of its terms: rows (counted through), and products."""
        chosen = [self._affordable(question.vector) for question in questions]
        pairs = list(zip(questions, chosen, strict=True))
        terms = np.concatenate([question.vector.ids[at] for question, at in pairs])
        weights = np.abs(
            np.concatenate([question.vector.weights[at] for question, at in pairs])
        ).astype(np.float32)
        ends = np.cumsum([len(at) for at in chosen])
        hits = [
            (hits.rows + first, np.repeat(weights, hits.lengths) * hits.weights,
             _parts(hits.lengths, ends))
            for week, first in zip(self._weeks, self._firsts.tolist(), strict=False)
            for hits in week.postings.find(terms)
        ]  # fmt: skip
        for place in range(len(questions)):
            mine = [(rows, products, slice(*bounds[place : place + 2]))
                    for rows, products, bounds in hits]  # fmt: skip
            yield (
                np.concatenate([_NO_ROWS, *(rows[part] for rows, _, part in mine)]),
                np.concatenate([_NO_PRODUCTS, *(products[part] for _, products, part in mine)]),
            )

    def _affordable(self, vector: Vector) -> NDArray[np.int64]:
        """Places of the terms to look up."""
        places = weightiest(vector, POSTED_TERMS)
        costs, _ = frequencies(self._weeks, vector.ids[places])
        cheap = np.argsort(costs, kind="stable")
        spent = np.cumsum(costs[cheap])
        number = max(CERTAIN_TERMS, int(np.searchsorted(spent, POSTINGS_BUDGET, "right")))
        return places[cheap[:number]]

    def _best(
        self, question: Question, rows: NDArray[np.int64], products: NDArray[np.float32]
    ) -> Similar:
        candidates = np.sort(self._candidates(question, rows, products))
        bounds = np.searchsorted(candidates, self._firsts)
        local = candidates - np.repeat(self._firsts[:-1], np.diff(bounds))
        similarities = np.zeros(len(candidates))
        vector, scratch = question.vector, self._scratch
        scratch.by_term[vector.ids], scratch.present[vector.ids] = vector.weights, True
        for week, first, end in zip(self._weeks, bounds, bounds[1:], strict=False):
            if end > first:
                vectors = week.vectors(local[first:end])
                similarities[first:end] = _similarities(vector, scratch, vectors)
        scratch.by_term[vector.ids], scratch.present[vector.ids] = 0, False
        numbers = np.repeat(self._numbers, np.diff(bounds))
        order = np.lexsort((self._arrivals[candidates], -similarities))
        return Similar(
            numbers[order], local[order], similarities[order],
            np.abs(self._times[candidates[order]] - question.at),
        )  # fmt: skip

    def _candidates(
        self, question: Question, rows: NDArray[np.int64], products: NDArray[np.float32]
    ) -> NDArray[np.int64]:
        """Rows (counted through) worth comparing, at most CANDIDATES."""
        sums = self._scratch.by_row(len(self._live))
        np.add.at(sums, rows, products)
        hopeful = rows[sums[rows] >= PARTIAL_SHARE * self._threshold]
        # A row that stands there several times is taken where it was written last.
        places = self._scratch.places(len(self._live))
        places[hopeful] = np.arange(len(hopeful))
        hopeful = hopeful[places[hopeful] == np.arange(len(hopeful))]
        scores = sums[hopeful]
        sums[rows] = 0
        allowed = (
            self._live[hopeful]
            & (np.abs(self._times[hopeful] - question.at) <= self._window)
            & (self._arrivals[hopeful] < question.arrival)
        )
        hopeful, scores = hopeful[allowed], scores[allowed]
        if len(hopeful) > CANDIDATES:
            best = np.lexsort((self._arrivals[hopeful], -scores))[:CANDIDATES]
            return np.asarray(hopeful[best], np.int64)
        return np.asarray(hopeful, np.int64)
