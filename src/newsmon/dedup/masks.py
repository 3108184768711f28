"""Masks on a text: its shingles, and so its words, that are of a kind."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]


def among(hashes: NDArray[Any], members: NDArray[Any]) -> Mask:
    """Mark the hashes that are among `members`, which ascend (much faster than numpy's isin)."""
    if not len(members):
        return np.zeros(len(hashes), np.bool_)
    places = members.searchsorted(hashes)
    return np.asarray(members.take(places, mode="clip") == hashes, dtype=np.bool_)


def spread(shingles: Mask, length: int) -> Mask:
    """Mark the words, of a text of so many, that lie in one of the marked shingles."""
    words = np.zeros(length, np.bool_)
    width = length - len(shingles) + 1
    for place in range(width if len(shingles) else 0):
        words[place : place + len(shingles)] |= shingles
    return words


def without_strays(words: Mask, least: int) -> Mask:
    """Keep the marked runs of so many words; shorter ones are phrases that any texts share."""
    turns = np.flatnonzero(np.diff(words.astype(np.int8), prepend=0, append=0))
    runs = np.zeros(len(words), np.bool_)
    for start, end in zip(turns[::2], turns[1::2], strict=True):
        runs[start:end] = end - start >= least
    return runs
