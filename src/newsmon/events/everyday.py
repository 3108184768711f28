"""Frequencies of terms in everyday language, from word lists of 42 languages (everyday.npz)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

USUAL_WORDS = 100  # length of text for which a chance is stated
FALLBACK_LANGUAGE = "en"
RARITY_STEPS = 40  # of the stored numbers: -log10 of a term's share of all words, times this
# Languages whose words a list under another name holds.
_RELATED = {"no": "nb", "nn": "nb", "hr": "sh", "sr": "sh", "bs": "sh", "tl": "fil"}
_LISTS = Path(__file__).with_name("everyday.npz")  # written by scripts/everyday_frequencies.py


def chances(language: str | None, terms: NDArray[np.uint32]) -> NDArray[np.float32]:
    """Return the chance of each term that a text of USUAL_WORDS words has it.

    0 where the list of the language (ISO 639-1) lacks it, as one without a list lacks all.
    """
    language = language or FALLBACK_LANGUAGE
    listed, listed_chances = _list(_RELATED.get(language, language))
    places = np.searchsorted(listed, terms)
    places[places == len(listed)] = 0
    chosen: NDArray[np.float32] = np.where(listed[places] == terms, listed_chances[places], 0)
    return chosen


@cache
def _list(language: str) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
    """Return the terms of a language, ascending, and their chances: some 50 kB."""
    with np.load(_LISTS) as lists:
        if f"{language}.terms" not in lists:
            return np.zeros(1, np.uint32), np.zeros(1, np.float32)
        terms = np.cumsum(lists[f"{language}.terms"], dtype=np.uint32)
        shares = 10.0 ** (-lists[f"{language}.rarity"].astype(np.float64) / RARITY_STEPS)
    half = (1 - np.exp(-USUAL_WORDS * shares)).astype(np.float16)
    return terms, half.astype(np.float32)
