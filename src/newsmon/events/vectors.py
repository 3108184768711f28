"""Terms weighed: how much each says, given how many live texts have it and everyday use.

The weight is TF-IDF with a prior: PRIOR_TEXTS imagined texts in everyday language stand beside the
live ones, so that the first article of an empty database is weighed sensibly and the live texts
take over as they come. The dot product of two vectors is the similarity of their texts: the cosine,
made greater for short texts and less for long ones.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsmon.events.term_counts import Ids, Terms

PRIOR_TEXTS = 100
TERMS_KEPT = 256  # the weightiest; bounds memory, storage and the cost of a comparison
WORDS_KEPT = 8
# The fewer terms two texts have, the fewer they share: of two reports of one happening as of two of
# one subject. So a vector is longer than one by this power of how many fewer than usual it has.
USUAL_TERMS = 200
FEWEST_TERMS = 100  # no text counts as shorter: a line of a few words shares them by chance
LENGTH_POWER = 0.1

Weights = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Vector:
    """Terms by ascending id with weights (float16, so that what is stored is what is compared).

    The weight of a name is negative: its size is what counts, its sign says that it is one.
    """

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
    selected = np.sort(order)
    size = math.sqrt(float(weights[selected] @ weights[selected])) or 1.0
    scale = _length(len(selected)) / size
    signed = np.where(terms.named[selected], -weights[selected], weights[selected]) * scale
    return Vector(
        terms.ids[selected],
        signed.astype(np.float16),
        _words(terms, order[: 3 * WORDS_KEPT]),
    )


def _length(terms: int) -> float:
    """Return the length of a vector of so many terms."""
    return float((USUAL_TERMS / max(terms, FEWEST_TERMS)) ** LENGTH_POWER)


def _words(terms: Terms, strongest: NDArray[np.int64]) -> tuple[str, ...]:
    """Those of these terms that are names or words of the title, as written, each once."""
    places = terms.first[strongest]
    chosen: dict[str, str] = {}
    for place in places[terms.named[strongest] | (places < terms.body)][:WORDS_KEPT].tolist():
        word = terms.words.written(place)
        chosen.setdefault(word.lower(), word)
    return tuple(chosen.values())
