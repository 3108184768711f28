"""One form of what a stated time is written with, so that spellings compare."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_DASHES: Final = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_INVISIBLE: Final = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Accents and vowel signs of Latin, Greek, Cyrillic, Hebrew and Arabic: read without them.
_ACCENTS: Final = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0670]")


def plain_spelling(text: str) -> str:
    """Return a text with single spaces, plain hyphens and figures, and nothing invisible."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", _DASHES.sub("-", text)))
    return " ".join(text.split())


def fold(word: str) -> str:
    """Return a word in small letters without accents."""
    word = word.casefold()
    return word if word.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFKD", word))
