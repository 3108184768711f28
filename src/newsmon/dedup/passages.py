"""Passages that two texts share, as spans of characters, as `explain` shows them."""

from __future__ import annotations

import numpy as np

from newsmon.dedup.normalised_words import Hashes, is_spaceless, locate_words
from newsmon.dedup.shingles import CHARACTERS, WORDS, shingle

Passage = tuple[int, int, int, int]
"""start and end in the one text, start and end in the other"""


def shared_passages(text_a: str, text_b: str) -> list[Passage]:
    """Return the longest runs of shared words, in the order of the first text, without overlap.

    Typography, house style and boilerplate do not count, as everywhere; a passage is at least one
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
        length, minus_place = max(_run(words_a, words_b, start, place) for place in places[hashed])
        passages.append(
            (
                spans_a[start][0],
                spans_a[start + length - 1][1],
                spans_b[-minus_place][0],
                spans_b[-minus_place + length - 1][1],
            )
        )
        at = start + length
    return passages


def _places(shingles: list[int]) -> dict[int, list[int]]:
    """Return the places of each shingle; of one that recurs very often, the first ones."""
    places: dict[int, list[int]] = {}
    for place, hashed in enumerate(shingles):
        of_shingle = places.setdefault(hashed, [])
        if len(of_shingle) < 8:
            of_shingle.append(place)
    return places


def _run(a: Hashes, b: Hashes, start: int, place: int) -> tuple[int, int]:
    """Return the length of the run of equal words from these places on, and minus the second place.

    So ordered, the greatest is the longest run, the earliest of equally long ones.
    """
    most = min(len(a) - start, len(b) - place)
    differing = np.flatnonzero(a[start : start + most] != b[place : place + most])
    return (int(differing[0]) if len(differing) else most), -place
