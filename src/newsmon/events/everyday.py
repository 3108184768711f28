"""Frequencies of terms in everyday language, from word lists of 42 languages (everyday.npz)."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from newsmon.events.tokenizer import TERM_BITS

USUAL_WORDS = 100  # length of text for which a chance is stated
FALLBACK_LANGUAGE = "en"
RARITY_STEPS = 40  # of the stored numbers: -log10 of a term's share of all words, times this
# Languages whose words a list under another name holds.
_RELATED = {"no": "nb", "nn": "nb", "hr": "sh", "sr": "sh", "bs": "sh", "tl": "fil"}
_MOST_LANGUAGES = 8  # that are remembered, 2 MB each
_LISTS = Path(__file__).with_name("everyday.npz")  # written by scripts/everyday_frequencies.py


@lru_cache(maxsize=_MOST_LANGUAGES)
def chances(language: str | None) -> NDArray[np.float16]:
    """Return, by term, the chance that a text of USUAL_WORDS words has it.

    0 where the list of the language (ISO 639-1) lacks it, as one without a list lacks all.
    """
    language = language or FALLBACK_LANGUAGE
    listed = _RELATED.get(language, language)
    by_term = np.zeros(1 << TERM_BITS, np.float16)
    if listed in _languages():
        with np.load(_LISTS) as lists:
            terms = np.cumsum(lists[f"{listed}.terms"])
            shares = 10.0 ** (-lists[f"{listed}.rarity"].astype(np.float64) / RARITY_STEPS)
        by_term[terms] = 1 - np.exp(-USUAL_WORDS * shares)
    return by_term


@cache
def _languages() -> frozenset[str]:
    with np.load(_LISTS) as lists:
        return frozenset(name.partition(".")[0] for name in lists.files)
