"""Text as the automaton reads it: one character for each of the original, so offsets stay.

Letters lose case and accents; every separator (space, dash, quote, stop) becomes a space,
so a pattern `" us "` can only meet a whole word. Currency signs stay: `US$5bn` is money,
not a mention of a state.
"""

from __future__ import annotations

import re
import unicodedata

from newsmon.text.scripts import HANGUL, SPACELESS
from newsmon.text.typewriter import typewritten
from newsmon.topics.semitic import SPELLINGS


class _Folding(dict[int, str]):
    """Translation table that learns each character when it first meets it."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if character == "$":
        return character
    if unicodedata.category(character)[0] in "ZPSC":
        return " "
    if character in SPELLINGS:
        return SPELLINGS[character]
    lower = typewritten(character.lower())  # some capitals have small letters with an accent
    return lower if len(lower) == 1 else character


_TABLE = _Folding()


# The same for pure ASCII, as bytes.
_ASCII = b"".join(_fold_character(chr(code)).encode() for code in range(128)) + bytes(128)


def fold(text: str) -> str:
    """`text` folded, of exactly the same length."""
    return typewritten(text).translate(_TABLE)


def haystack(plain: str) -> bytes:
    """Return the automaton's input: a typewritten text folded, with a space on either side."""
    if plain.isascii():
        return b" %b " % plain.encode().translate(_ASCII)
    return f" {plain.translate(_TABLE)} ".encode()


# Writing systems whose words stand without spaces between them, or (Hangul) carry
# particles: a term that begins or ends in one of them matches inside longer runs.
_UNSPACED = re.compile(f"[{SPACELESS}{HANGUL}]")


def count_unspaced(text: str) -> int:
    """Count the characters of scripts without spaces; each counts as a word."""
    return len(_UNSPACED.findall(text))


def is_unspaced(character: str) -> bool:
    """Tell whether words of this character's script match without word boundaries."""
    return _UNSPACED.match(character) is not None
