"""From a text to the words that two copies of it have in common, whatever house printed it."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from itertools import chain

import numpy as np
import xxhash
from numpy.typing import NDArray

from newsmon.dedup.boilerplate_lines import body_spans
from newsmon.dedup.house_style import SAME, spelling
from newsmon.text.scripts import SPACELESS

Hashes = NDArray[np.uint64]

# Marks that belong inside a word and that `\w` leaves out: accents, points, Indic vowel signs.
_INNER = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0963\u0966-\u0dff\u00ad\u200b-\u200f\u2060\ufeff"
)
_LETTER = rf"(?:[^\W_{SPACELESS}]|[{_INNER}])"
_TOKEN = re.compile(
    rf"""[{SPACELESS}] | %
    | \d+(?:[.,]\d+)*{_LETTER}*                      # 4,594  1.5bn
    | (?:[^\W\d_]\.)+[^\W\d_](?!{_LETTER})           # U.S
    | {_LETTER}+(?:['’‘ʼ]{_LETTER}+)*                # don’t""",
    re.VERBOSE,
)
_SINGLE = re.compile(rf"[{SPACELESS}]")
_CHUNK = re.compile(r"\S+")
_PART = 1 << 18  # characters
_AROUND = ".,;:!?()[]{}\"'“”‘’«»…-–—*|/"  # marks that are no part of any token
_POSSESSIVE = re.compile(r"['’‘ʼ]s$", re.IGNORECASE)
_TYPOGRAPHY = re.compile(r"[^\w%]|ـ")  # marks and the Arabic stretch: typography, not letters
_AMOUNT = re.compile(r"(\d+)([a-z]+)")


def plain(token: str) -> tuple[str, ...]:
    """Return the words that a token counts as: none, one, or a number and its unit."""
    if token.isascii() and token.isalpha():  # most are
        word = token.lower()
    else:
        folded = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", token)).casefold()
        word = _TYPOGRAPHY.sub("", folded)
        amount = _AMOUNT.fullmatch(word)
        if amount and amount.group(2) in SAME:
            return (amount.group(1), SAME[amount.group(2)])
    folded_word = SAME[word] if word in SAME else spelling(word)
    return (folded_word,) if folded_word else ()


def _token_hashes(token: str) -> tuple[int, ...]:
    """Return the hash of each word of a token; the lowest bit tells figures."""
    return tuple(
        xxhash.xxh3_64_intdigest(word.encode()) & ~1 | _is_figure(word) for word in plain(token)
    )


def _is_figure(word: str) -> bool:
    return not word.isalpha() and sum(map(str.isdigit, word)) > 1


def _chunk_hashes(chunk: str) -> bytes:
    """Return the hashes of what stands between two spaces, as they lie in an array."""
    word = chunk.strip(_AROUND)  # most are one word, and need no looking for tokens
    tokens = [word] if word.isascii() and word.isalpha() else _TOKEN.findall(chunk)
    hashes = chain.from_iterable(map(_token_hashes, tokens))
    return b"".join(word_hash.to_bytes(8, sys.byteorder) for word_hash in hashes)


class _HashCache(dict[str, bytes]):
    """Hashes of chunks met before: most recur, so this is where time is won.

    A plain dict, begun anew when full, is several times faster than an LRU cache.
    """

    _MOST = 1 << 17
    _LONGEST = 64  # characters; longer ones hardly recur

    def __missing__(self, chunk: str) -> bytes:
        hashes = _chunk_hashes(chunk)
        if len(chunk) <= self._LONGEST:
            if len(self) >= self._MOST:
                self.clear()
            self[chunk] = hashes
        return hashes


_hash_cache = _HashCache()


def is_figure(words: Hashes) -> NDArray[np.bool_]:
    """Mark the figures (amounts, scores, prices, years): they are what a daily template changes."""
    return np.asarray(words & np.uint64(1), dtype=np.bool_)


def hash_words(text: str) -> Hashes:
    """Return 64-bit hashes of the words of a text's body, in order, without boilerplate."""
    # without spaces, a chunk is a sentence and never recurs
    look = _chunk_hashes if is_spaceless(text) else _hash_cache.__getitem__
    parts = (b"".join(map(look, part.split())) for part in _parts(text))
    return np.frombuffer(b"".join(parts), dtype=np.uint64)


def _parts(text: str) -> Iterator[str]:
    """Yield the body of a text, in parts whose words can be held at once."""
    lines: list[str] = []
    size = 0
    for start, end in body_spans(text):
        lines.append(text[start:end])
        size += end - start
        if size >= _PART:
            yield " ".join(lines)
            lines, size = [], 0
    yield " ".join(lines)


def locate_words(text: str) -> tuple[Hashes, list[tuple[int, int]]]:
    """Do as `hash_words`, with each word's span of characters in the text."""
    words: list[int] = []
    spans: list[tuple[int, int]] = []
    for start, end in body_spans(text):
        for chunk in _CHUNK.finditer(text, start, end):
            for token in _TOKEN.finditer(chunk.group()):
                hashes = _token_hashes(token.group())
                words += hashes
                spans += [(chunk.start() + token.start(), chunk.start() + token.end())] * len(
                    hashes
                )
    return np.array(words, dtype=np.uint64), spans


def is_spaceless(text: str) -> bool:
    """Tell whether a text's opening is mostly in a script written without spaces."""
    opening = text[:2000]
    if 3 * len(opening.encode(errors="replace")) < 5 * len(opening):
        return False  # such characters take three bytes each: there are too few
    return 3 * len(_SINGLE.findall(opening)) > len(opening)
