"""The first sentences of an article, for listings."""

from __future__ import annotations

from newsmon.text.sentences import sentences

_LENGTH = 300  # characters that a listing has room for
_WINDOW = 4  # times the length: what is split into sentences at all


def lead(text: str, length: int = _LENGTH) -> str:
    """Return the first sentences, up to about `length` characters, on one line.

    Where even the first sentence is longer, it is cut at a word and marked with "…".
    """
    head = text[: length * _WINDOW]
    end = 0
    for start, stop in sentences(head):
        if stop > length and end:
            break
        end = stop
        if head.find("\n", start, stop) >= 0:
            break
    chosen = " ".join(head[: end or len(head)].split())
    if len(chosen) <= length * 1.5:
        return chosen
    cut = chosen.rfind(" ", 0, length)
    return chosen[: cut if cut > length // 2 else length].rstrip(" ,;:–—-") + "…"
