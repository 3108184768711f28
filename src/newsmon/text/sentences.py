"""Sentences: where they begin and end, fast enough for every article.

A paragraph (a line) always ends a sentence. Otherwise one ends at a terminator that is
followed by space and by something that can begin a sentence, unless the word before the
full stop is an abbreviation. Between two errors the rules prefer joining two sentences to
cutting one: `U.S.` never ends a sentence.
"""

from __future__ import annotations

from itertools import pairwise

from newsmon.text.sentence_ends import CLOSERS, SPACED_ENDS, UNSPACED_ENDS
from newsmon.text.typewriter import typewritten

_TERMINATORS = frozenset(SPACED_ENDS)
_CLOSERS = frozenset(CLOSERS)
_OPENERS = frozenset("\"'([「『（*- \t")
# Marks other than a full stop before the space that ends a sentence. Each is looked
# for by itself: finding one fixed character is many times faster than any pattern.
_OTHER_ENDS = "?!\"')]"
_FOREIGN_ENDS = "".join(mark for mark in SPACED_ENDS if not mark.isascii() and mark != "…")
# Longer than any abbreviation without inner stops.
_LONGEST = 7


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Titles and the like: what follows belongs to the same sentence.
_TITLES = _words(
    """mr mrs ms mx messrs dr prof sen sens rep reps gen gov govs lt col sgt maj capt cmdr adm amb
    pres hon rev fr st mt ft vs viz cf approx est dept e.g i.e"""
)
# Abbreviations that belong to a figure after them.
_BEFORE_FIGURE = _words(
    "no nos art sec para p pp vol fig jan feb mar apr jun jul aug sep sept oct nov dec"
)
# Abbreviations that may as well end a sentence; the next word decides.
_ENDINGS = _words("inc corp co cos ltd plc llc jr sr etc bros al")
_STARTERS = _words(
    """The A An In On At It Its He She They We I You This That These Those But And Yet However
    Meanwhile For From With By As After Before While When If Some Many Most"""
)
# Words whose full stop is looked at more closely; single letters are among them.
_DOUBTFUL = _TITLES | _BEFORE_FIGURE | _ENDINGS | frozenset("abcdefghijklmnopqrstuvwxyz")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return spans `(start, end)` of the sentences of `text`, in order and without outer space.

    >>> text = "He left the U.S. on Monday. She stayed."
    >>> [text[start:end] for start, end in sentences(text)]
    ['He left the U.S. on Monday.', 'She stayed.']
    """
    starts = sentence_starts(typewritten(text))
    spans = []
    for start, end in pairwise([*starts, len(text)]):
        piece = text[start:end]
        stripped = piece.strip()
        begin = start + piece.index(stripped[0])
        spans.append((begin, begin + len(stripped)))
    return spans


def sentence_starts(text: str) -> list[int]:
    """Return where the sentences of a typewritten text begin; white space may come first.

    Every offset from one start to the next belongs to one sentence, which is not empty.
    """
    positions = [0, *(at + 1 for at in _positions(text, "\n"))]
    positions += _after_full_stops(text)
    for mark in _OTHER_ENDS:
        positions += _after(text, mark)
    if not text.isascii():
        for mark in _FOREIGN_ENDS:
            positions += _after(text, mark)
        for mark in UNSPACED_ENDS:
            positions += [_after_closers(text, at) for at in _positions(text, mark)]
    positions.sort()
    positions.append(len(text))
    return [
        a
        for a, b in pairwise(positions)
        if a != b and not (text[a].isspace() and text[a:b].isspace())
    ]


def _after_full_stops(text: str) -> list[int]:
    """Return what `_after` does for full stops, by far the most common end, in a quick way."""
    positions = []
    pieces = text.split(". ")
    at = -2  # offset of the stop
    for piece, following in pairwise(pieces):
        at += len(piece) + 2
        word = piece[-_LONGEST:]
        word = word[word.rfind(" ") + 1 :]
        if (
            following[:1].isupper() and word.isalpha() and word.lower() not in _DOUBTFUL
        ) or _stop_ends_sentence(text, at):
            positions.append(at + 2)
    return positions


def _stop_ends_sentence(text: str, at: int) -> bool:
    following = _first_letter(text, at + 2)
    if not following or following.islower():
        return False
    word = text[text.rfind(" ", 0, at) + 1 : at]
    return not _abbreviates(word, text, at)


def _after(text: str, mark: str) -> list[int]:
    """Return where sentences begin behind other marks; a quote without a stop ends nothing."""
    positions = []
    at = text.find(mark)
    while at >= 0:
        if text[at + 1 : at + 2] == " ":
            last = at
            while last and text[last] in _CLOSERS:
                last -= 1
            if text[last] in _TERMINATORS and not _first_letter(text, at + 2).islower():
                positions.append(at + 2)
        at = text.find(mark, at + 1)
    return positions


def _first_letter(text: str, at: int) -> str:
    """Return the first character from `at` on that is no quote, bracket or space."""
    while at < len(text) and text[at] in _OPENERS:
        at += 1
    return text[at : at + 1]


def _positions(text: str, mark: str) -> list[int]:
    positions = []
    at = text.find(mark)
    while at >= 0:
        positions.append(at)
        at = text.find(mark, at + 1)
    return positions


def _after_closers(text: str, at: int) -> int:
    at += 1
    while at < len(text) and text[at] in _CLOSERS:
        at += 1
    return at


def _abbreviates(word: str, text: str, at: int) -> bool:
    """Tell whether the full stop at `at` belongs to the word before it, an abbreviation."""
    word = word[word.rfind("\n") + 1 :].lstrip("\"'([*-")
    lower = word.lower()
    if len(word) == 1:
        return word.isupper() and word != "I"
    if "." in word:  # U.S., D.C., e.g. – but a.m. and p.m. like to close a sentence
        single = all(len(part) == 1 for part in word.rsplit("-", 1)[-1].split("."))
        return lower in _TITLES or (single and not lower.endswith(".m"))
    if lower in _BEFORE_FIGURE:
        return _first_letter(text, at + 2).isdigit()
    if lower in _ENDINGS:
        return text[at + 2 : at + 14].split(" ", 1)[0].strip(",") not in _STARTERS
    return lower in _TITLES
