"""What a text offers for comparison: its terms, hashed, counted, compared with everyday use.

Three kinds of terms are told apart, since sharing a name says more than sharing a word: words of
title and body, words of the title, and names (capitalised words and figures). A term is the first
letters of a word, which takes inflections together in every language alike; measured beside
Snowball stems it linked as well. Scripts without spaces are read by pairs of characters.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np
import wordfreq
import xxhash
from numpy.typing import NDArray

from newsmon.text import is_spaceless

LETTERS = 6  # of a word that make a term: 5 to 7 measured alike
TERM_BITS = 22  # terms are numbers below 2 ** this
MOST_CHARACTERS = 10_000  # of a text that are read; features name their event far down, too
USUAL_WORDS = 100  # length of text for which `everyday` is stated
FALLBACK_LANGUAGE = "en"

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_RUN = re.compile(r"[^\W_]+")
_KNOWN_TOKENS = 200_000  # remembered per language before the memory is cleared

Ids = NDArray[np.uint32]
Floats = NDArray[np.float32]


class Kind(IntEnum):
    """Where a term counts."""

    WORD = 0
    TITLE = 1
    NAME = 2


@dataclass(frozen=True, slots=True)
class Terms:
    """Distinct terms of one text; the four arrays run in parallel, by ascending id.

    `counts` damped (1 + ln n), `everyday` the chance that a text of USUAL_WORDS words has the
    term, 0 where the language's word list lacks it; `kinds` holds `Kind` values. `words` has the
    surface form of titles' words and names, by id.
    """

    ids: Ids
    counts: Floats
    everyday: Floats
    kinds: NDArray[np.uint8]
    words: dict[int, str]


@dataclass(frozen=True, slots=True)
class _Token:
    """What a word as written stands for."""

    ids: tuple[int, int, int]  # by Kind
    everyday: float
    lower: str
    name: bool  # begins with a capital letter or a digit


def read(title: str, text: str, language: str | None = None) -> Terms:
    """Terms of an article; any text is accepted, an empty one has none."""
    lexicon = _lexicon(language or FALLBACK_LANGUAGE)
    if is_spaceless(text or title):
        body, heading = Counter(_pairs(text)), Counter(_pairs(title))
    else:
        body = Counter(_WORD.findall(text, 0, MOST_CHARACTERS))
        heading = Counter(_WORD.findall(title))
    names = _names(lexicon, body, heading)
    return _collect(lexicon, (body + heading, heading, names))


def _pairs(text: str) -> Iterable[str]:
    """Neighbouring characters; a run of one stands for itself."""
    for run in _RUN.findall(text, 0, MOST_CHARACTERS // 2):
        if len(run) == 1 or run.isascii():
            yield run
        else:
            yield from (run[at : at + 2] for at in range(len(run) - 1))


def _names(lexicon: _Lexicon, body: Counter[str], heading: Counter[str]) -> Counter[str]:
    """Words that are never written in lower case here; a headline in Title Case tells nothing."""
    names = {word: n for word, n in body.items() if lexicon[word].name}
    letters = [word for word in heading if word[0].isalpha()]
    capitals = sum(1 for word in letters if word[0].isupper())
    if not body or capitals * 2 <= len(letters):
        for word, n in heading.items():
            if lexicon[word].name:
                names[word] = names.get(word, 0) + n
    return Counter({word: n for word, n in names.items() if lexicon[word].lower not in body})


def _collect(lexicon: _Lexicon, counters: tuple[Counter[str], ...]) -> Terms:
    counts: dict[int, int] = {}
    about: dict[int, tuple[float, int]] = {}
    words: dict[int, str] = {}
    for kind, counter in enumerate(counters):
        for word, n in counter.items():
            token = lexicon[word]
            term = token.ids[kind]
            counts[term] = counts.get(term, 0) + n
            about[term] = (token.everyday, kind)
            if kind != Kind.WORD:
                words.setdefault(term, word)
    ids = np.fromiter(counts, np.uint32, len(counts))
    order = np.argsort(ids)
    raw = np.fromiter(counts.values(), np.float32, len(counts))
    everyday, kinds = np.array(list(about.values()), np.float32).reshape(-1, 2).T
    return Terms(
        ids[order],
        (1 + np.log(raw))[order],
        everyday[order],
        kinds[order].astype(np.uint8),
        words,
    )


class _Lexicon(dict[str, _Token]):
    """Tokens of one language, made on first sight; bounded by starting over."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._everyday = _everyday(language)

    def __missing__(self, word: str) -> _Token:
        if len(self) >= _KNOWN_TOKENS:
            self.clear()
        lower = word.lower().replace("’", "'").removesuffix("'s").replace(".", "")
        stem = lower[:LETTERS]
        ids = tuple(
            xxhash.xxh32_intdigest(stem.encode(), seed=kind) >> (32 - TERM_BITS) for kind in Kind
        )
        token = _Token(
            (ids[0], ids[1], ids[2]),
            self._everyday.get(stem, 0.0),
            word.lower(),
            word[0].isupper() or word[0].isdigit(),
        )
        self[word] = token
        return token


@lru_cache(maxsize=8)
def _lexicon(language: str) -> _Lexicon:
    return _Lexicon(language)


@lru_cache(maxsize=8)
def _everyday(language: str) -> dict[str, float]:
    """Chance by term; empty for a language of which no word list is known."""
    try:
        frequencies = wordfreq.get_frequency_dict(language, wordlist="small")
    except LookupError:
        return {}
    summed: dict[str, float] = {}
    for word, frequency in frequencies.items():
        stem = word.replace(".", "")[:LETTERS]
        summed[stem] = summed.get(stem, 0.0) + frequency
    return {stem: 1 - math.exp(-USUAL_WORDS * share) for stem, share in summed.items()}
