"""What single words stand for, remembered per language.

A word's term is its first letters, which takes inflections together in every language alike;
measured beside Snowball stems it linked as well.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import wordfreq
import xxhash
from numpy.typing import NDArray

from newsmon.events.columns import Column

LETTERS = 6  # of a word that make a term: 5 to 7 measured alike
TERM_BITS = 22  # terms are numbers below 2 ** this
USUAL_WORDS = 100  # length of text for which `everyday` is stated
FALLBACK_LANGUAGE = "en"
# Languages whose words a list under another name holds.
_RELATED = {"no": "nb", "nn": "nb", "hr": "sh", "sr": "sh", "bs": "sh", "tl": "fil"}
# Bounds of what is remembered; what a word stands for does not depend on it.
_MOST_WORDS = 200_000
_MOST_LANGUAGES = 8


class Lexicon(dict[str, int]):
    """Numbers of words, given on first sight; the columns say more of each by its number.

    `ids` has the word's term, `everyday` the chance that a text of USUAL_WORDS words has
    the word's term (0 where the language's word list lacks it), `named` whether it begins with
    a capital letter or a digit, `lower` the number of the word in lower case.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self.words: list[str] = []  # by number
        self._known = _everyday(language)
        self._ids: Column[np.uint32] = Column(np.uint32)
        self._everyday: Column[np.float32] = Column(np.float32)
        self._named: Column[np.bool_] = Column(np.bool_)
        self._lower: Column[np.int64] = Column(np.int64)

    @property
    def ids(self) -> NDArray[np.uint32]:
        return self._ids.values

    @property
    def everyday(self) -> NDArray[np.float32]:
        return self._everyday.values

    @property
    def named(self) -> NDArray[np.bool_]:
        return self._named.values

    @property
    def lower(self) -> NDArray[np.int64]:
        return self._lower.values

    def numbers(self, words: Sequence[str]) -> NDArray[np.int64]:
        """Numbers of these words."""
        found = list(map(self.get, words))
        if None in found:
            pairs = zip(words, found, strict=True)
            unknown = dict.fromkeys(word for word, number in pairs if number is None)
            lowers = dict.fromkeys(word.lower() for word in unknown)
            self._learn([word for word in lowers if word not in self])
            self._learn([word for word in unknown if word not in self])
            found = list(map(self.get, words))
        return np.array(found, np.int64)

    def _learn(self, words: Sequence[str]) -> None:
        """Give numbers to words whose forms in lower case have theirs, or are among them."""
        for number, word in enumerate(words, start=len(self)):
            self[word] = number
        lowers = [word.lower() for word in words]
        # Of some letters the lower case of the lower case differs: such a word is its own.
        forms = [self.get(low, self[word]) for low, word in zip(lowers, words, strict=True)]
        self._lower.extend(np.array(forms, np.int64))
        stems = [one.replace("’", "'").removesuffix("'s").replace(".", "") for one in lowers]
        letters = [stem[:LETTERS].encode() for stem in stems]
        self.words.extend(words)
        self._ids.extend(np.array([_term(one) for one in letters], np.uint32))
        self._everyday.extend(np.array([self._known.get(one, 0.0) for one in letters], np.float32))
        self._named.extend(np.array([w[0].isupper() or w[0].isdigit() for w in words], np.bool_))


def _term(letters: bytes) -> int:
    return xxhash.xxh32_intdigest(letters) >> (32 - TERM_BITS)


_lexicons: dict[str, Lexicon] = {}


def lexicon(language: str | None) -> Lexicon:
    """The words of a language (ISO 639-1), else of the fallback language; a new one when full."""
    language = language or FALLBACK_LANGUAGE
    found = _lexicons.get(language)
    if found is None or len(found) > _MOST_WORDS:
        if len(_lexicons) >= _MOST_LANGUAGES:
            _lexicons.clear()
        found = _lexicons[language] = Lexicon(language)
    return found


@lru_cache(maxsize=_MOST_LANGUAGES)
def _everyday(language: str) -> dict[bytes, float]:
    """Chance by the letters of a term; empty for a language of which no word list is known."""
    listed = _RELATED.get(language, language)
    if listed not in wordfreq.available_languages("small"):
        return {}
    frequencies = wordfreq.get_frequency_dict(listed, wordlist="small")
    summed: dict[bytes, float] = {}
    for word, frequency in frequencies.items():
        stem = word.replace(".", "")[:LETTERS].encode()
        summed[stem] = summed.get(stem, 0.0) + frequency
    return {stem: 1 - math.exp(-USUAL_WORDS * share) for stem, share in summed.items()}
