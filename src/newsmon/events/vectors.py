"""Terms weighed: how much each says, given how many live texts have it and everyday use.

The weight is TF-IDF with a prior: PRIOR_TEXTS imagined texts in everyday language stand beside the
live ones, so that the first article of an empty database is weighed sensibly and the live texts
take over as they come. Vectors have length one: their dot product is the similarity.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsmon.events.terms import Ids, Terms

PRIOR_TEXTS = 100
TERMS_KEPT = 256  # the weightiest; bounds memory, storage and the cost of a comparison
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
    idf = np.log((texts + PRIOR_TEXTS + 1) / (frequencies + PRIOR_TEXTS * terms.everyday + 0.5))
    weights = terms.counts * idf
    # Of equal weights the lower id stays: the same text makes the same vector everywhere.
    order = np.argsort(-weights, kind="stable")[:TERMS_KEPT]
    order = order[weights[order] > 0]
    kept = np.sort(order)
    length = math.sqrt(float(weights[kept] @ weights[kept])) or 1.0
    return Vector(
        terms.ids[kept],
        (weights[kept] / length).astype(np.float16),
        _words(terms, order[: 3 * WORDS_KEPT]),
    )


def _words(terms: Terms, strongest: NDArray[np.int64]) -> tuple[str, ...]:
    """Those of these terms that are names or words of the title, as written, each once.

    A name is a figure, or capital and never written in lower case here.
    """
    known, places = terms.known, terms.first[strongest]
    numbers = terms.words[places]
    lowers = known.lower[numbers]
    in_lower_case = (lowers[:, None] == terms.words).any(axis=1) & (lowers != numbers)
    names = known.named[numbers] & ~in_lower_case
    chosen: dict[str, str] = {}
    for number in numbers[names | (places < terms.heading)].tolist():
        word = known.words[number]
        chosen.setdefault(word.lower(), word)
    return tuple(chosen.values())[:WORDS_KEPT]
