"""What a text offers for comparison: its terms, hashed, counted, compared with everyday use.

A term counts more the nearer to the beginning it stands, as news says first what happened and then
what it knows besides; the title counts most. Scripts without spaces are read by pairs of
characters.

Words, title and names were told apart before, as parts of the similarity with fixed shares. One
count of all words linked both ledes and full articles better: a name or a headline that two texts
share says something when it is rare, which its weight tells, and little when it is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsmon.events.lexicon import Lexicon, lexicon
from newsmon.text import is_spaceless

MOST_CHARACTERS = 10_000  # of a text that are read; features name their event far down, too
TITLE_COUNTS = 2.0  # words of the body
HALF_AT = 400  # words from the beginning, where a word counts half
LEAST = 0.6  # that a word counts, however far down

_WORD = re.compile(r"\w+(?:['’.]\w+)*")
_RUN = re.compile(r"\w+")
_PLACES = np.maximum(LEAST, 1 / (1 + np.arange(MOST_CHARACTERS) / HALF_AT))

Ids = NDArray[np.uint32]
Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]  # of words, see `Lexicon`


@dataclass(frozen=True, slots=True)
class Terms:
    """Distinct terms of one text; the first four arrays run in parallel, by ascending id.

    `counts` damped (1 + ln n from one on), `everyday` as in `Lexicon`, `first` the place in `words`
    where the term comes first; `words` are the numbers in `known` of all words in order, of which
    the first `heading` are the title's.
    """

    ids: Ids
    counts: Floats
    everyday: Floats
    first: NDArray[np.int64]
    words: Numbers
    heading: int
    known: Lexicon


def read(title: str, text: str, language: str | None = None) -> Terms:
    """Terms of an article; any text is accepted, an empty one has none."""
    known = lexicon(language)
    split = _pairs if not text.isascii() and is_spaceless(text) else _words
    heading, body = split(title), split(text)
    words = known.numbers(heading + body)
    weights = np.concatenate([np.full(len(heading), TITLE_COUNTS), _PLACES[: len(body)]])
    ids, first, place = np.unique(known.ids[words], return_index=True, return_inverse=True)
    total = np.bincount(place, weights, len(ids))
    counts = np.where(total >= 1, 1 + np.log(np.maximum(total, 1)), total).astype(np.float32)
    return Terms(ids, counts, known.everyday[words[first]], first, words, len(heading), known)


def _words(text: str) -> list[str]:
    return _WORD.findall(text, 0, MOST_CHARACTERS)


def _pairs(text: str) -> list[str]:
    """Neighbouring characters; a run of one, or of Latin letters, stands for itself."""
    found: list[str] = []
    for run in _RUN.findall(text, 0, MOST_CHARACTERS // 2):
        if len(run) == 1 or run.isascii():
            found.append(run)
        else:
            found += [run[at : at + 2] for at in range(len(run) - 1)]
    return found
