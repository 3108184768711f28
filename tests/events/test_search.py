"""Similarities of texts of the index."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from newsmon.events.search import Scratch, mutual
from newsmon.events.term_counts import read
from newsmon.events.vectors import Vector, weigh

TEXTS = ["A ferry sank off Lagos.", "Ferry sinks near Lagos harbour.", "Lagos: ninety saved."]


def vector(text: str) -> Vector:
    terms = read("", text, "en")
    return weigh(terms, np.zeros(len(terms.ids), np.int32), 0)


def similarity(first: Vector, second: Vector) -> float:
    theirs = dict(zip(second.ids.tolist(), second.weights.tolist(), strict=True))
    pairs = zip(first.ids.tolist(), first.weights.tolist(), strict=True)
    return float(sum(abs(weight * theirs.get(term, 0.0)) for term, weight in pairs))


@pytest.mark.parametrize("number", [2, 3])
def test_mutual_similarity_is_the_mean_over_pairs(number: int) -> None:
    vectors = [vector(text) for text in TEXTS[:number]]
    scratch = Scratch()
    expected = np.mean([similarity(a, b) for a, b in combinations(vectors, 2)])
    assert mutual(vectors, scratch.by_term) == pytest.approx(expected, abs=0.002)
    assert expected > 0.1
    assert not scratch.by_term.any()
