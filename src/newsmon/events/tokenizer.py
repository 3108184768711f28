"""The words of texts, all found at once: where they stand, their terms, their capitals.

A word's term is a hash of its first letters, which takes inflections together in every language
alike; measured beside Snowball stems it linked as well. Case, common accents and the dots of
initials do not matter, nor what parts the thousands of a number. An apostrophe parts words. Of
scripts without spaces, every two neighbouring characters are a word.

Many texts in one call cost much less than one each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsmon.events.letters import CAPITAL, DENSE, DIGIT, WORD, letters

LETTERS = 6  # of a word that make a term: 5 to 7 measured alike
TERM_BITS = 20  # terms are numbers below 2 ** this
_PACKED = 4  # letters of 16 bits in a number of 64
_MASKS = np.array([(1 << 16 * letters_used) - 1 for letters_used in range(_PACKED + 1)], np.uint64)
# Odd numbers to hash by: the fractional part of the golden ratio, and its square.
_FACTORS = np.array([pow(0x9E3779B97F4A7C15, n, 1 << 64) for n in (1, 2)], np.uint64)
_DOT, _COMMA, _BLANK = ord("."), ord(","), np.uint16(ord(" "))
_SURROGATES = 0xD800 >> 11  # the upper bits of all of them

Codes = NDArray[np.uint16]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """Parallel arrays, text after text; `starts` count in `text`, which is all of them.

    The n-th text's words are `bounds[n]:bounds[n + 1]`.
    """

    starts: Numbers
    lengths: Numbers
    terms: NDArray[np.uint32]
    capital: NDArray[np.bool_]  # begins with a capital letter
    figure: NDArray[np.bool_]  # begins with a digit
    text: str
    bounds: Numbers

    def written(self, place: int) -> str:
        """A word as the text has it, but for the dots of initials."""
        start = int(self.starts[place])
        return self.text[start : start + int(self.lengths[place])]


def split(texts: Sequence[str]) -> Words:
    """All words of these texts; any text is accepted."""
    tables = letters()
    encoded = [text.encode("utf-16-le", "surrogatepass") for text in texts]
    ends = np.cumsum([len(code_units) // 2 + 1 for code_units in encoded])  # one blank after each
    codes = np.frombuffer(b" \0".join([*encoded, b""]), "<u2")
    kinds = tables.kinds.take(codes)
    joining = _joining(codes, kinds)
    if len(joining):
        codes, kinds = np.delete(codes, joining), np.delete(kinds, joining)
        ends -= np.searchsorted(joining, ends)
    starts, lengths = _bounds(kinds)
    codes = np.where(codes >> 11 == _SURROGATES, _BLANK, codes)
    begins = kinds.take(starts)
    return Words(
        starts, lengths, _terms(tables.folded.take(codes), starts, lengths),
        begins & CAPITAL > 0, begins & DIGIT > 0,
        codes.astype("<u2").tobytes().decode("utf-16-le"),
        np.append(0, np.searchsorted(starts, ends)),
    )  # fmt: skip


def _joining(codes: Codes, kinds: NDArray[np.uint8]) -> Numbers:
    """Dots and commas between digits, and dots after a letter that stands alone."""
    points = np.flatnonzero((codes[1:-1] == _DOT) | (codes[1:-1] == _COMMA)) + 1
    after = kinds[points + 1]
    tight = after & WORD > 0
    points, after = points[tight], after[tight]
    if not len(points):
        return points
    before = kinds[points - 1]
    alone = (points < 2) | (kinds[points - 2] & WORD == 0)
    initials = (codes[points] == _DOT) & alone & (before & WORD > 0)
    joining: Numbers = points[initials | (before & after & DIGIT > 0)]
    return joining


def _bounds(kinds: NDArray[np.uint8]) -> tuple[Numbers, Numbers]:
    """Return the starts of words, and their lengths."""
    edged = np.zeros(len(kinds) + 2, np.uint8)
    edged[1:-1] = kinds & (WORD | DENSE)
    if not (edged & DENSE).any():
        bounds = np.flatnonzero(edged[1:] != edged[:-1])
        return bounds[::2], bounds[1::2] - bounds[::2]
    spaced, dense = edged == WORD, edged == WORD | DENSE
    runs = np.flatnonzero(spaced[1:] != spaced[:-1])
    # Each dense character begins a pair, unless it is the last of several.
    paired = np.flatnonzero(dense[1:-1] & (dense[2:] | ~dense[:-2]))
    starts = np.concatenate([runs[::2], paired])
    lengths = np.concatenate([runs[1::2] - runs[::2], 1 + dense[paired + 2]])
    order = np.argsort(starts, kind="stable")
    return starts[order], lengths[order]


def _terms(folded: Codes, starts: Numbers, lengths: Numbers) -> NDArray[np.uint32]:
    """Hashes of the words' first letters, four of which fit into one number."""
    padded = np.append(folded, np.zeros(2 * _PACKED, np.uint16))
    packed = np.ndarray(len(folded) + _PACKED, "<u8", padded.data, strides=(2,))
    begins = packed[starts] & _MASKS.take(lengths, mode="clip")
    longer = _MASKS[: LETTERS - _PACKED + 1].take(lengths - _PACKED, mode="clip")
    goes_on = packed[starts + _PACKED] & longer
    mixed = begins * _FACTORS[0] + goes_on * _FACTORS[1]
    terms: NDArray[np.uint32] = (mixed >> np.uint64(64 - TERM_BITS)).astype(np.uint32)
    return terms
