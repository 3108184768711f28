"""Elements of a page: their letters, their names, how they are looked up."""

from __future__ import annotations

import re
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

_LENGTH = etree.XPath("string-length()")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def letters(element: HtmlElement) -> int:
    """Characters of text in an element."""
    return int(cast(float, _LENGTH(element)))


def found_by(path: etree.XPath, tree: HtmlElement) -> list[HtmlElement]:
    """The elements that an XPath leads to, in document order."""
    return cast("list[HtmlElement]", path(tree))


def name_words(names: str) -> frozenset[str]:
    """Words of class and id names, lower case: parts between punctuation or camel-case humps."""
    return frozenset(word.lower() for word in _WORDS.findall(names))
