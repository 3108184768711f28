"""Marks on a text: which of its shingles, and so which of its words, are of a kind."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]


def among(hashes: NDArray[Any], wanted: NDArray[Any]) -> Mask:
    """Which hashes are among the wanted ones, which ascend (much faster than numpy's isin)."""
    if not len(wanted):
        return np.zeros(len(hashes), np.bool_)
    places = wanted.searchsorted(hashes)
    return np.asarray(wanted.take(places, mode="clip") == hashes, dtype=np.bool_)


def spread(shingles: Mask, length: int) -> Mask:
    """Per word of a text of so many words, whether it lies in one of the marked shingles."""
    words = np.zeros(length, np.bool_)
    width = length - len(shingles) + 1
    for place in range(width if len(shingles) else 0):
        words[place : place + len(shingles)] |= shingles
    return words


def without_strays(words: Mask, least: int) -> Mask:
    """The marked runs of at least so many words; shorter ones are phrases that any texts share."""
    turns = np.flatnonzero(np.diff(words.astype(np.int8), prepend=0, append=0))
    runs = np.zeros(len(words), np.bool_)
    for start, end in zip(turns[::2], turns[1::2], strict=True):
        runs[start:end] = end - start >= least
    return runs
