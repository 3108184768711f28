"""Where sentences begin and end, fast enough to be asked for every article.

A paragraph (a line) always ends a sentence. Otherwise one ends at a terminator that is
followed by space and by something that can begin a sentence, unless the word before the
full stop is an abbreviation. Between two errors the rules prefer joining two sentences to
cutting one: `U.S.` never ends a sentence.
"""

from __future__ import annotations

from itertools import pairwise

_LATIN = ".!?"
# Terminators of other scripts; those in _UNSPACED need no space after them.
_OTHER = "…。！？｡؟۔।։።"
_UNSPACED = frozenset("。！？｡")
_CLOSERS = frozenset("\"'”’»)]」』）")
_OPENERS = frozenset("\"'“‘«([「『（¿¡—–-•")


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


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans `(start, end)` of the sentences of `text`, in order and without outer space.

    >>> text = "He left the U.S. on Monday. She stayed."
    >>> [text[start:end] for start, end in sentences(text)]
    ['He left the U.S. on Monday.', 'She stayed.']
    """
    spans = []
    for start, end in pairwise([0, *_breaks(text), len(text)]):
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            begin = start + len(piece) - len(piece.lstrip())
            spans.append((begin, begin + len(stripped)))
    return spans


def _breaks(text: str) -> list[int]:
    """Offsets just after each sentence but the last, ascending."""
    found = _positions(text, "\n")
    for mark in _LATIN:
        found += [end for at in _positions(text, mark) if (end := _end(text, at, mark))]
    if not text.isascii():
        for mark in _OTHER:
            found += [end for at in _positions(text, mark) if (end := _end(text, at, mark))]
    found.sort()
    return found


def _positions(text: str, mark: str) -> list[int]:
    found = []
    at = text.find(mark)
    while at >= 0:
        found.append(at)
        at = text.find(mark, at + 1)
    return found


def _end(text: str, at: int, mark: str) -> int:
    """Offset after the sentence that the terminator at `at` ends; 0 if it ends none."""
    end, length = at + 1, len(text)
    if end < length and text[end] == mark:
        return 0  # of several in a row the last one decides
    while end < length and text[end] in _CLOSERS:
        end += 1
    if end >= length or text[end] == "\n":
        return 0  # the text or the paragraph ends here anyway
    if mark in _UNSPACED:
        return end
    if not text[end].isspace():
        return 0
    following = end + 1
    while following < length and (text[following] in _OPENERS or text[following].isspace()):
        following += 1
    if following >= length or text[following].islower():
        return 0
    if mark == "." and end == at + 1 and _is_abbreviation(text, at, following):
        return 0
    return end


def _is_abbreviation(text: str, at: int, following: int) -> bool:
    """Whether the full stop at `at` abbreviates, given where the next word begins."""
    start = at
    while start and at - start < 12 and (text[start - 1].isalnum() or text[start - 1] == "."):
        start -= 1
    word = text[start:at]
    lower = word.lower()
    if len(word) == 1:
        return word.isupper() and word != "I"
    if "." in word:  # U.S., D.C., e.g. – but a.m. and p.m. like to close a sentence
        return lower in _TITLES or (
            all(len(part) == 1 for part in word.split(".")) and not lower.endswith(".m")
        )
    if lower in _BEFORE_FIGURE:
        return text[following].isdigit()
    if lower in _ENDINGS:
        return text[following : following + 12].split(" ", 1)[0].strip(",") not in _STARTERS
    return lower in _TITLES
