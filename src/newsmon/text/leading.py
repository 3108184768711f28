"""The first sentences of an article, for listings."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import category

from newsmon.text.sentence_ends import CLOSERS
from newsmon.text.sentences import sentences

_LENGTH = 300  # characters that a listing has room for
_WINDOW = 4  # times the length: what is split into sentences at all
_HEADING = 120  # characters; a longer line without an end is a paragraph


def lead(text: str, length: int = _LENGTH) -> str:
    """Return the first sentences, up to about `length` characters, on one line.

    Where even the first sentence is longer, it is cut at a word and marked with "…". A dash parts
    a heading from what follows.
    """
    head = text[: length * _WINDOW]
    end = 0
    for start, stop in sentences(head):
        if stop > length and end:
            break
        end = stop
        if head.find("\n", start, stop) >= 0:
            break
    chosen = _on_one_line(head[: end or len(head)])
    if len(chosen) <= length * 1.5:
        return chosen
    cut = chosen.rfind(" ", 0, length)
    return chosen[: cut if cut > length // 2 else length].rstrip(" ,;:–—-") + "…"


def _on_one_line(text: str) -> str:
    lines = [line for line in (" ".join(part.split()) for part in text.split("\n")) if line]
    joined = [
        f"{line} – " if _is_heading(line, following) else f"{line} "
        for line, following in pairwise(lines)
    ]
    return "".join([*joined, *lines[-1:]])


def _is_heading(line: str, following: str) -> bool:
    """Tell whether a short line ends without a mark, and the following does not go on with it."""
    words = line.rstrip(CLOSERS + " ")
    return (
        len(line) <= _HEADING
        and bool(words)
        and not category(words[-1]).startswith("P")
        and not following[0].islower()
    )
