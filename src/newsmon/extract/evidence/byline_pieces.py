# ruff: noqa: E501 - tables of patterns read better unbroken
"""The pieces of a byline: names apart from places, desks, dates and pictures set beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from lxml import etree
from lxml.html import HtmlElement

from newsmon.extract.evidence.credits import people
from newsmon.extract.evidence.not_credited import is_not_credited
from newsmon.text import clean_line

_LONGEST = 160  # characters of a piece
_WORDS = r"(?:and|und|et|y|e|og|och|en|и)"
_LEADING_AND = re.compile(rf"^(?:{_WORDS}\b|[&,;/|])\s*", re.I)
_TRAILING_AND = re.compile(rf"\s*(?:\b{_WORDS}|[&,;/|])$", re.I)
_TEXTS = etree.XPath(".//text()")

LABEL = re.compile(
    r"^\W*(?:by|von|par|por|di|door|auth?ors?|autor(?:in|en|es)?|auteure?s?|autore|verfasser(?:in)?|written by|text|redaktion|"
    r"journalist|reporter|автор|作者|記者|记者)\W*$", re.I
)  # fmt: skip
_INVERTED = re.compile(r"^[^\s,]+, [^\s,]+$")


def names_apart(element: HtmlElement) -> tuple[str, ...]:
    """Return the pieces of a byline of several elements that are full names and nothing else.

    The first is believed; others only in an element like it, or joined to it by "and" or a comma.
    Empty where no piece is one: names may be cut into pieces.
    """
    names: list[str] = []
    home: tuple[str, str | None] | None = None
    is_joined = False
    pieces = list(_pieces(element))
    for carrier, piece in pieces if len(pieces) > 1 else ():
        if piece.endswith(":") and not LABEL.match(piece):
            break  # the label of something else
        kind = (str(carrier.tag), carrier.get("class"))
        is_joined = is_joined or _LEADING_AND.match(piece) is not None
        bare = _TRAILING_AND.sub("", _LEADING_AND.sub("", piece))
        is_beside = home in (None, kind) or is_joined
        if is_beside and _is_names(bare) and not (names and _is_place(bare, names[0])):
            names.append(bare)
            home = home or kind
        is_joined = _TRAILING_AND.search(piece) is not None
    return tuple(names)


def _is_place(piece: str, name: str) -> bool:
    """Tell whether "Kiel, Germany" is no name: those of one byline have the same order."""
    return _INVERTED.match(piece) is not None and _INVERTED.match(name) is None


def _pieces(element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the runs of text of an element, each with the element that it stands in."""
    for text in cast("list[Any]", _TEXTS(element)):
        if piece := clean_line(text):
            carrier = text.getparent()
            yield (carrier.getparent() if text.is_tail else carrier), piece


def _is_names(piece: str) -> bool:
    if not 2 <= len(piece) <= _LONGEST or is_not_credited(piece):
        return False
    names = people((piece,))
    return bool(names) and all(" " in name for name in names)
