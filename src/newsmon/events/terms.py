"""What a text offers for comparison: its terms, hashed, counted, compared with everyday use.

Three kinds of terms are told apart, since sharing a name says more than sharing a word: words of
title and body, words of the title, and names (capitalised words and figures). Scripts without
spaces are read by pairs of characters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from newsmon.events.lexicon import Lexicon, lexicon
from newsmon.text import is_spaceless

MOST_CHARACTERS = 10_000  # of a text that are read; features name their event far down, too

_WORD = re.compile(r"\w+(?:['’.]\w+)*")
_RUN = re.compile(r"\w+")

Ids = NDArray[np.uint32]
Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]  # of words, see `Lexicon`


class Kind(IntEnum):
    """Where a term counts."""

    WORD = 0
    TITLE = 1
    NAME = 2


@dataclass(frozen=True, slots=True)
class Terms:
    """Distinct terms of one text; the arrays run in parallel, by ascending id.

    `counts` damped (1 + ln n), `everyday` as in `Lexicon`, `kinds` holds `Kind` values,
    `spelled` the number of one word in `known` that makes the term.
    """

    ids: Ids
    counts: Floats
    everyday: Floats
    kinds: NDArray[np.int64]
    spelled: Numbers
    known: Lexicon


def read(title: str, text: str, language: str | None = None) -> Terms:
    """Terms of an article; any text is accepted, an empty one has none."""
    known = lexicon(language)
    split = _pairs if not text.isascii() and is_spaceless(text) else _words
    heading, heading_counts = _counted(known, split(title))
    body, body_counts = _counted(known, split(text))
    in_body, in_heading = _names(known, body, heading)
    numbers = [heading, heading, body, body[in_body], heading[in_heading]]
    counts = [heading_counts, heading_counts, body_counts,
              body_counts[in_body], heading_counts[in_heading]]  # fmt: skip
    kinds = np.repeat(_KINDS, [len(one) for one in numbers])
    return _collect(known, np.concatenate(numbers), np.concatenate(counts), kinds)


_KINDS = [Kind.TITLE, Kind.WORD, Kind.WORD, Kind.NAME, Kind.NAME]  # as `read` puts them together


def _words(text: str) -> list[str]:
    return _WORD.findall(text, 0, MOST_CHARACTERS)


def _pairs(text: str) -> Iterable[str]:
    """Neighbouring characters; a run of one, or of Latin letters, stands for itself."""
    for run in _RUN.findall(text, 0, MOST_CHARACTERS // 2):
        if len(run) == 1 or run.isascii():
            yield run
        else:
            yield from (run[at : at + 2] for at in range(len(run) - 1))


def _counted(known: Lexicon, words: Iterable[str]) -> tuple[Numbers, Floats]:
    counts = Counter(words)
    return known.numbers(counts), np.fromiter(counts.values(), np.float32, len(counts))


def _names(
    known: Lexicon, body: Numbers, heading: Numbers
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which words of the body and of the title are names.

    A name is never written in lower case here; a headline in Title Case tells nothing.
    """
    title_case = len(body) > 0 and 2 * np.count_nonzero(known.named[heading]) > len(heading)
    figures = known.lower[body] == body
    in_body = known.named[body] & (figures | ~known.among(known.lower[body], body))
    in_heading = known.named[heading] & ~known.among(known.lower[heading], body)
    return in_body, in_heading & (not title_case)


def _collect(known: Lexicon, numbers: Numbers, counts: Floats, kinds: NDArray[np.int64]) -> Terms:
    """Put together what different words and places make the same term."""
    ids, first, place = np.unique(known.ids[numbers, kinds], return_index=True, return_inverse=True)
    total = np.bincount(place, counts, len(ids))
    return Terms(
        ids,
        (1 + np.log(total)).astype(np.float32),
        known.everyday[numbers[first]],
        kinds[first],
        numbers[first],
        known,
    )
