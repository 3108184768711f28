"""Terms weighed: how much each says, given how many live texts have it and everyday use.

The weight is TF-IDF with a prior: PRIOR_TEXTS imagined texts in everyday language stand beside the
live ones, so that the first article of an empty database is weighed sensibly and the live texts
take over as they come. Each kind of term is a unit vector of its own times the root of its share,
all in one array: a single dot product is the weighted mean of the three similarities.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsmon.events.terms import Ids, Kind, Terms

PRIOR_TEXTS = 100
SHARES = np.array([0.45, 0.3, 0.25])  # by Kind
TERMS_KEPT = 160  # the weightiest; bounds memory, storage and the cost of a comparison
WORDS_KEPT = 8

Weights = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Vector:
    """Terms by ascending id with weights (float16, so that what is stored is what is compared)."""

    ids: Ids
    weights: Weights
    words: tuple[str, ...] = ()  # the weightiest names and words of the title, as written


def weigh(terms: Terms, frequencies: NDArray[np.int32], texts: int) -> Vector:
    """The vector of a text among `texts` live ones; `frequencies[i]` have its i-th term."""
    idf = np.log(
        (texts + PRIOR_TEXTS + 1) / (frequencies + PRIOR_TEXTS * terms.everyday + 0.5)
    ).clip(0)
    weights = terms.counts * idf
    squares = np.bincount(terms.kinds, weights * weights, minlength=len(Kind))
    shares = SHARES * (squares > 0)
    scale = np.sqrt(shares / max(shares.sum(), 1e-9) / np.maximum(squares, 1e-9))
    weights *= scale[terms.kinds]
    # Of equal weights the lower id stays: the same text makes the same vector everywhere.
    kept = np.sort(np.argsort(-weights, kind="stable")[:TERMS_KEPT])
    kept = kept[weights[kept] > 0]
    length = math.sqrt(float(weights[kept] @ weights[kept])) or 1.0
    return Vector(
        terms.ids[kept], (weights[kept] / length).astype(np.float16), _words(terms, weights)
    )


def _words(terms: Terms, weights: NDArray[np.float64]) -> tuple[str, ...]:
    """The weightiest names and words of the title, each once."""
    marking = np.flatnonzero((terms.kinds != Kind.WORD) & (weights > 0))
    strongest = marking[np.argsort(-weights[marking], kind="stable")[: 3 * WORDS_KEPT]]
    chosen: dict[str, str] = {}
    for number in terms.spelled[strongest].tolist():
        word = terms.known.words[number]
        chosen.setdefault(word.lower(), word)
    return tuple(chosen.values())[:WORDS_KEPT]
