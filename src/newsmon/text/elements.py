"""Elements of a page: their letters, their names, how they are looked up."""

from __future__ import annotations

import functools
import re
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

_LENGTH = etree.XPath("string-length(normalize-space())")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def letters(element: HtmlElement) -> int:
    """Return the characters of text in an element."""
    return int(cast(float, _LENGTH(element)))


def found_by(path: etree.XPath, tree: HtmlElement) -> list[HtmlElement]:
    """Return the elements that an XPath leads to, in document order."""
    return cast("list[HtmlElement]", path(tree))


@functools.lru_cache(maxsize=16_384)
def name_words(names: str) -> frozenset[str]:
    """Return the words of class and id names, lower case, split at punctuation and humps."""
    return frozenset(map(str.lower, _WORDS.findall(names)))
