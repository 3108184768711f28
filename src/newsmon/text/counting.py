"""Words, also of scripts that write none of the spaces between them."""

from __future__ import annotations

import math
import re

from newsmon.text.scripts import DENSE, LONG, SPACELESS

_DENSE_RUN = re.compile(f"[{DENSE}]+")
_LONG_RUN = re.compile(f"[{LONG}]+")
_LETTER = re.compile(r"[^\W\d_]")
_SPACELESS_LETTER = re.compile(f"[{SPACELESS}]")
_PARTING = "—–/…"

# Average length of a word in running text: about two characters in Chinese and Japanese
# (kana and kanji together), about five in Thai, Lao, Khmer and Burmese.
_CHARACTERS_A_DENSE_WORD = 2
_CHARACTERS_A_LONG_WORD = 5

_SAMPLE = 4_000  # characters that decide what a text is written in


def is_spaceless(text: str) -> bool:
    """Tell whether most letters, of the first 4,000 characters, are of a script without spaces."""
    sample = text[:_SAMPLE]
    if sample.isascii() or not _SPACELESS_LETTER.search(sample):
        return False
    letters = len(_LETTER.findall(sample))
    return letters > 0 and len(_SPACELESS_LETTER.findall(sample)) * 2 > letters


def count_words(text: str, language: str | None = None) -> int:
    """Count the words of a text; for scripts without spaces the number that its length stands for.

    `language` is not needed to count and is there for callers that know it.
    """
    del language
    if text.isascii() or not _SPACELESS_LETTER.search(text):
        return _count_spaced(text)
    dense = sum(len(run) for run in _DENSE_RUN.findall(text))
    long = sum(len(run) for run in _LONG_RUN.findall(text))
    if dense or long:
        text = _LONG_RUN.sub(" ", _DENSE_RUN.sub(" ", text))
    return (
        _count_spaced(text)
        + math.ceil(dense / _CHARACTERS_A_DENSE_WORD)
        + math.ceil(long / _CHARACTERS_A_LONG_WORD)
    )


def _count_spaced(text: str) -> int:
    """Count runs between spaces, dashes and slashes that hold a letter or figure."""
    for mark in _PARTING:
        text = text.replace(mark, " ")
    runs = text.split()
    bare = [run for run in runs if not run[0].isalnum()]
    return len(runs) - sum(1 for run in bare if not any(map(str.isalnum, run)))
