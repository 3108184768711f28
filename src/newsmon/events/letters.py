"""Character classes for the tokenizer, as tables over the basic plane of Unicode.

Characters beyond it come as two surrogates, which part words like a blank: they are emoji and the
rarest ideographs.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

WORD, CAPITAL, DIGIT, DENSE = 1, 2, 4, 8  # DENSE: of a script that puts no spaces between words
_PLANE = 1 << 16
_DENSE_BLOCKS = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x30FF),  # kana
    (0x31F0, 0x31FF),
    (0x3400, 0x9FFF),  # ideographs
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),  # kana of half width
)
_ACCENTED = range(0x00C0, 0x0180)  # Latin letters whose accents outlets keep or leave out


@dataclass(frozen=True, slots=True)
class Letters:
    """By UTF-16 code: what it is (bits as above), and the letter that stands for it in a term."""

    kinds: NDArray[np.uint8]
    folded: NDArray[np.uint16]


@cache
def letters() -> Letters:
    kinds = np.zeros(_PLANE, np.uint8)
    folded = np.arange(_PLANE, dtype=np.uint16)
    for code in range(_PLANE):
        character = chr(code)
        category = unicodedata.category(character)
        if category[0] not in "LMN" and character != "_":
            continue
        kinds[code] = WORD | CAPITAL * (category in ("Lu", "Lt")) | DIGIT * (category[0] == "N")
        folded[code] = _folded(character)
    for first, last in _DENSE_BLOCKS:
        inside = kinds[first : last + 1]
        inside[inside & WORD > 0] |= DENSE
    return Letters(kinds, folded)


def _folded(character: str) -> int:
    """Lower case, full width as usual, common Latin letters without accents."""
    plain = unicodedata.normalize("NFKC", character).lower()
    if ord(character) in _ACCENTED:
        plain = unicodedata.normalize("NFD", plain)
    letter = plain[0]
    is_single = len(plain) == 1 or ord(character) in _ACCENTED
    return ord(letter) if is_single and ord(letter) < _PLANE else ord(character)
