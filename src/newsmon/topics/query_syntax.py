"""Recognises terms in the language of another tool, and says what to write instead."""

from __future__ import annotations

import re
from typing import Final

# One look tells nearly all terms to be plain: no mark and no operator of any other language.
_SUSPICIOUS: Final = re.compile(r"[\\|\[(/\":^?+]|\.\*|\b(?:AND|OR|NOT|NEAR|ADJ)\b")

_FOREIGN: Final = (
    (
        re.compile(r"\b(?:NEAR|ONEAR|WITHIN)\s?/\s?(\d+)|\bw/(\d+)\b|\".+\"\s?~\s?(\d+)$"),
        "is a search for words near each other; write near: [one, another] and within: {} words",
    ),
    (
        re.compile(r"^(?:title|headline)\s?:\s?\S"),
        "is a search in a field; write title: [the term]",
    ),
    (
        re.compile(
            r"^/.+/[a-z]*$|\\[bdsSwW.]|\.[*+]|\([^()]*\|[^()]*\)|\)[?*+]|\[[^\]]+\]|\(\?|\w\|\w|^\^|\w\?\w"
        ),
        "is a regular expression; write each form as a term of its own, word~ for all inflections "
        "of a word, or start* for all words that begin so",
    ),
)
_BOOLEAN: Final = re.compile(r"(?:^|[\s(])(AND|OR|NOT|AND NOT|NEAR|ADJ)(?=[\s(]|$)")
_REMEDIES: Final = {
    "AND": "all: [one, another]",
    "OR": "any: [one, another]",
    "NOT": "none: [what must not occur]",
    "AND NOT": "none: [what must not occur]",
    "NEAR": "near: [one, another] and within: sentence",
    "ADJ": "near: [one, another] and within: sentence",
}
_SIGNED: Final = re.compile(r"(?:^|\s)[+]\w.*\s[+-]\w")


def foreign_syntax(term: str) -> str | None:
    """Return what to write instead of a term in the syntax of search engines; None for others."""
    if not _SUSPICIOUS.search(term):
        return None
    for pattern, remedy in _FOREIGN:
        if match := pattern.search(term):
            return remedy.format(next(filter(None, match.groups()), ""))
    if _SIGNED.search(term):
        return "is a query with signs; write all: [what must occur], and none: [what must not]"
    operators = dict.fromkeys(_BOOLEAN.findall(term))
    if not operators or term.isupper():  # a heading in capitals may hold any of these words
        return None
    return f"is a boolean query; write {', and '.join(_REMEDIES[name] for name in operators)}"
