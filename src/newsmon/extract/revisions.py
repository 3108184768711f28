"""Comparison of a page with what it said before."""

from __future__ import annotations

from itertools import zip_longest

from newsmon.text.line_keys import normalise_line, text_key
from newsmon.text.sentence_ends import ends_sentence

_COUNTER_LENGTH = 80  # characters; a longer line with another number is a statement


def is_trivial(before: tuple[str, str], after: tuple[str, str]) -> bool:
    """Tell whether two pairs of title and text differ in nothing that a reader would call a change.

    White space, punctuation, case and line breaks say nothing new, nor does the number in a short
    line that is no sentence ("34 comments"). The number in a sentence or a headline does.
    """
    if before == after:
        return True
    if text_key(before[0]) != text_key(after[0]):
        return False
    if text_key(before[1]) == text_key(after[1]):
        return True
    lines = zip_longest(before[1].split("\n"), after[1].split("\n"), fillvalue="")
    return all(old == new or _is_counter(old, new) for old, new in lines)


def _is_counter(old: str, new: str) -> bool:
    return (
        max(len(old), len(new)) <= _COUNTER_LENGTH
        and not ends_sentence(new)
        and normalise_line(old) == normalise_line(new) != ""
    )
