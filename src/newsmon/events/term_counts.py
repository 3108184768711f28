"""Terms of a text with weighted counts and their frequency in everyday language.

A term counts more the nearer to the beginning it stands, as news says first what happened and then
what it knows besides; the title counts most.

Words, title and names were told apart before, as parts of the similarity with fixed shares. One
count of all words linked both ledes and full articles better: a name or a headline that two texts
share says something when it is rare, which its weight tells, and little when it is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsmon.events.everyday import chances
from newsmon.events.tokenizer import TERM_BITS, Words, split

MOST_CHARACTERS = 10_000  # of a text that are read; features name their event far down, too
_MOST_OF_TITLE = 1_000
TITLE_COUNTS = 2.0  # words of the body
HALF_AT = 200  # words from the beginning, where a word counts half
LEAST_CAPITALS = 0.03  # of all words; where each sentence begins with one, they are more
LEAST = 0.4  # that a word counts, however far down

_AT_ONCE = 32  # texts, so that what is worked on stays in the processor's cache
_PLACE_BITS = 14  # enough for every place in MOST_CHARACTERS + _MOST_OF_TITLE
_COUNTS = np.maximum(LEAST, 1 / (1 + np.arange(MOST_CHARACTERS) / HALF_AT))

Ids = NDArray[np.uint32]
Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Terms:
    """Distinct terms of one text; the first five arrays run in parallel, by ascending id.

    `counts` damped (1 + ln n from one on), `everyday` the chance as in `chances`, `named` whether
    every word of the term begins with a capital letter or a digit (never in a text with hardly any
    capitals, as of a script that has none: who is named cannot be seen there), `first` the place in
    `words` where the term comes first: those before `body` stand in the title.
    """

    ids: Ids
    counts: Floats
    everyday: Floats
    named: NDArray[np.bool_]
    first: Numbers
    words: Words
    body: int


def read(title: str, text: str, language: str | None = None) -> Terms:
    """Terms of an article; any text is accepted, an empty one has none."""
    return read_all([(title, text, language)])[0]


def read_all(articles: Sequence[tuple[str, str, str | None]]) -> list[Terms]:
    """Terms of articles, each a title, a text and a language, as if each were read alone."""
    return [
        terms
        for first in range(0, len(articles), _AT_ONCE)
        for terms in _read(articles[first : first + _AT_ONCE])
    ]


def _read(articles: Sequence[tuple[str, str, str | None]]) -> Iterator[Terms]:
    parts = (
        part
        for title, text, _ in articles
        for part in (title[:_MOST_OF_TITLE], text[:MOST_CHARACTERS])
    )
    words = split(list(parts))
    begins, bodies = words.bounds[:-1:2], words.bounds[1::2]
    article = np.repeat(np.arange(len(articles)), np.diff(words.bounds[::2]))
    place = np.arange(len(article)) - begins[article]
    # By article, then term, then place: one sort of numbers that hold all three.
    ordered = np.sort(((article << TERM_BITS) | words.terms) << _PLACE_BITS | place)
    keys = ordered >> _PLACE_BITS
    heads = np.flatnonzero(np.diff(keys, prepend=-1))
    where = begins[keys >> TERM_BITS] + (ordered & ((1 << _PLACE_BITS) - 1))
    weights = _weights(place - (bodies - begins)[article])
    counts = _damped(np.add.reduceat(weights[where], heads))
    named = np.logical_and.reduceat(_named(words, article, len(articles))[where], heads)
    ids, first = (keys[heads] & ((1 << TERM_BITS) - 1)).astype(np.uint32), where[heads]
    bounds = np.searchsorted(keys[heads] >> TERM_BITS, np.arange(len(articles) + 1)).tolist()
    for number, (_, _, language) in enumerate(articles):
        mine = slice(bounds[number], bounds[number + 1])
        everyday = chances(language, ids[mine])
        yield Terms(
            ids[mine], counts[mine], everyday, named[mine], first[mine], words, int(bodies[number])
        )


def _named(words: Words, article: Numbers, articles: int) -> NDArray[np.bool_]:
    """Tell of each word whether it looks like a name, where capitals can show it."""
    capitals = np.bincount(article, words.capital, articles)
    cased = capitals >= LEAST_CAPITALS * np.bincount(article, minlength=articles)
    return (words.capital | words.figure) & cased[article]


def _weights(in_body: Numbers) -> NDArray[np.float64]:
    """Return the weight of words by their places in the body; below 0 they stand in the title."""
    return np.where(in_body < 0, TITLE_COUNTS, _COUNTS.take(in_body, mode="clip"))


def _damped(total: NDArray[np.float64]) -> Floats:
    return np.where(total >= 1, 1 + np.log(np.maximum(total, 1)), total).astype(np.float32)
