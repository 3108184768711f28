"""Which passages two texts share, as spans of characters: what `explain` shows."""

from __future__ import annotations

import numpy as np

from newsmon.dedup.shingles import CHARACTERS, WORDS, shingle
from newsmon.dedup.words import Hashes, is_spaceless, locate_words

Passage = tuple[int, int, int, int]
"""start and end in the one text, start and end in the other"""


def shared_passages(text_a: str, text_b: str) -> list[Passage]:
    """The longest runs of shared words, in the order of the first text; they do not overlap in it.

    Typography, house style and furniture do not count, as everywhere; a passage is at least one
    shingle long.
    """
    width = CHARACTERS if is_spaceless(text_a) else WORDS
    words_a, spans_a = locate_words(text_a)
    words_b, spans_b = locate_words(text_b)
    if min(len(words_a), len(words_b)) < width:
        return []
    places = _places(shingle(words_b, width).tolist())
    passages = []
    at = 0
    for start, hashed in enumerate(shingle(words_a, width).tolist()):
        if start < at or hashed not in places:
            continue
        length, other = max(_run(words_a, words_b, start, place) for place in places[hashed])
        passages.append(
            (
                spans_a[start][0],
                spans_a[start + length - 1][1],
                spans_b[-other][0],
                spans_b[-other + length - 1][1],
            )
        )
        at = start + length
    return passages


def _places(shingles: list[int]) -> dict[int, list[int]]:
    """Where each shingle stands; of one that recurs very often, the first places do."""
    places: dict[int, list[int]] = {}
    for place, hashed in enumerate(shingles):
        known = places.setdefault(hashed, [])
        if len(known) < 8:
            known.append(place)
    return places


def _run(a: Hashes, b: Hashes, start: int, place: int) -> tuple[int, int]:
    """Length of the run of equal words from these places on, and minus the place in the other.

    So ordered, the greatest is the longest run, the earliest of equally long ones.
    """
    most = min(len(a) - start, len(b) - place)
    differing = np.flatnonzero(a[start : start + most] != b[place : place + most])
    return (int(differing[0]) if len(differing) else most), -place
