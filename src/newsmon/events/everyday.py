"""How usual terms are in everyday language, by word lists."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import wordfreq
from numpy.typing import NDArray

from newsmon.events.tokenizer import TERM_BITS, split

USUAL_WORDS = 100  # length of text for which a chance is stated
FALLBACK_LANGUAGE = "en"
# Languages whose words a list under another name holds.
_RELATED = {"no": "nb", "nn": "nb", "hr": "sh", "sr": "sh", "bs": "sh", "tl": "fil"}
_MOST_LANGUAGES = 8  # that are remembered, 2 MB each


@lru_cache(maxsize=_MOST_LANGUAGES)
def chances(language: str | None) -> NDArray[np.float16]:
    """By term, the chance that a text of USUAL_WORDS words has it.

    0 where the list of the language (ISO 639-1) lacks it, as one without a list lacks all.
    """
    language = language or FALLBACK_LANGUAGE
    listed = _RELATED.get(language, language)
    shares = np.zeros(1 << TERM_BITS)
    if listed in wordfreq.available_languages("small"):
        frequencies = wordfreq.get_frequency_dict(listed, wordlist="small")
        words = split(list(frequencies))
        # A listed word of several parts counts for each of them.
        each = np.repeat(list(frequencies.values()), np.diff(words.bounds))
        np.add.at(shares, words.terms, each)
    return (1 - np.exp(-USUAL_WORDS * shares)).astype(np.float16)
