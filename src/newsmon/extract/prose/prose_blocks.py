"""Prose of a page: blocks of text that read like sentences, by letters, punctuation and links.

Names of classes and ids say nothing here: a paragraph is one whatever its box is called.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from lxml import etree
from lxml.html import HtmlElement

from newsmon.text import clean
from newsmon.text.line_keys import text_key
from newsmon.text.sentence_ends import is_prose

# Tags within a line of text; the block is what stands around them.
INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
     "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt", "rtc", "ruby", "s",
     "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "title"})

_LINKED = 0.5  # of the characters: a block with more of them in links is navigation
_DESCRIPTION = 40  # letters of a page's description, or of a line of it
_START = 20  # characters of a text that tell cheaply that it is no description
_LONGEST_DESCRIBED = 1_000  # characters
_TEXTS = etree.XPath("descendant::text()[string-length(normalize-space()) >= 12]")


@dataclass(frozen=True, slots=True, eq=False)
class ProseBlock:
    """A block of prose: the element around it and its text."""

    element: HtmlElement
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Prose of a page in document order, and its characters in each element that holds any.

    `parents` keeps how these elements stood when they were read, whatever the tree becomes.
    """

    blocks: tuple[ProseBlock, ...] = ()
    within: dict[HtmlElement, int] = field(default_factory=dict)
    parents: dict[HtmlElement, HtmlElement | None] = field(default_factory=dict)
    length: int = 0
    headings: dict[HtmlElement, int] = field(default_factory=dict)  # blocks before each
    lines: tuple[str, ...] = ()  # prose or not, from the page's first headline on

    def without(self, reason: Callable[[HtmlElement], str]) -> Prose:
        """Return the prose for which there is no reason to leave it out."""
        blocks: list[ProseBlock] = []
        before = [0]
        for block in self.blocks:
            if not reason(block.element):
                blocks.append(block)
            before.append(len(blocks))
        return _prose(blocks, {e: before[place] for e, place in self.headings.items()})


def read_prose(tree: HtmlElement, descriptions: Collection[str] = ()) -> Prose:
    """Find the prose of a page from which scripts and styles are gone.

    A line that the page states as its description (`descriptions`, keys) is prose however it ends.
    """
    blocks, headings, lines = _blocks(tree, descriptions)
    return replace(_prose(blocks, headings), lines=lines)


def _prose(blocks: Sequence[ProseBlock], headings: dict[HtmlElement, int]) -> Prose:
    blocks = tuple(blocks)
    parents: dict[HtmlElement, HtmlElement | None] = {}
    within = _within(blocks, parents)
    return Prose(blocks, within, parents, sum(len(block.text) for block in blocks), headings)


def _blocks(
    tree: HtmlElement, descriptions: Collection[str]
) -> tuple[list[ProseBlock], dict[HtmlElement, int], tuple[str, ...]]:
    """Return the blocks of prose in order, how many stand before each heading, and all lines."""
    blocks: list[ProseBlock] = []
    headings: dict[HtmlElement, int] = {}
    lines: list[str] = []
    pieces, linked = _pieces(tree)
    for element, texts in pieces.items():
        joined = " ".join(" ".join(texts).split())
        if not joined.isascii() or not joined.isprintable():
            joined = clean(joined).replace("\n", " ")
        if element.tag == "h1" and "h1" not in (heading.tag for heading in headings):
            lines.clear()
        lines.append(joined)
        if element.tag in _HEADINGS:
            headings[element] = len(blocks)
            continue
        is_text = is_prose(joined) or is_described(joined, descriptions)
        if is_text and linked.get(element, 0) < _LINKED * len(joined):
            blocks.append(ProseBlock(element, joined))
    return blocks, headings, tuple(lines)


def _pieces(
    tree: HtmlElement,
) -> tuple[dict[HtmlElement, list[str]], dict[HtmlElement, int]]:
    """Return the pieces of text in each block, and how many of their characters are links."""
    pieces: dict[HtmlElement, list[str]] = {}
    linked: dict[HtmlElement, int] = {}
    for text in cast("list[Any]", _TEXTS(tree)):
        home, is_link = _block_of(text)
        if home is None:
            continue
        pieces.setdefault(home, []).append(text)
        if is_link:
            linked[home] = linked.get(home, 0) + len(text)
    return pieces, linked


def _block_of(text: Any) -> tuple[HtmlElement | None, bool]:
    """Return the block that a piece of text stands in, and whether it stands in a link."""
    home = text.getparent()
    if text.is_tail:
        home = home.getparent()
    is_link = False
    while home is not None and home.tag in INLINE:
        is_link = is_link or home.tag == "a"
        home = home.getparent()
    return home, is_link


def is_described(text: str, descriptions: Collection[str]) -> bool:
    """Tell whether a text is what a page states as its description, or a part or more of it."""
    if not descriptions or not _DESCRIPTION <= len(text) <= _LONGEST_DESCRIBED:
        return False
    start = text_key(text[:_START])
    if not any(start[:_START] in stated for stated in descriptions):
        return False
    key = text_key(text)
    return any(
        (key.startswith(stated) and len(stated) >= _DESCRIPTION)
        or (key in stated and len(key) >= _DESCRIPTION)
        for stated in descriptions
    )


def _within(
    blocks: tuple[ProseBlock, ...], parents: dict[HtmlElement, HtmlElement | None]
) -> dict[HtmlElement, int]:
    """Sum up the characters of prose in each element, each visited once; note its parent."""
    sums: dict[HtmlElement, int] = {}
    children: dict[HtmlElement, int] = {}
    for block in blocks:
        element: HtmlElement | None = block.element
        while element is not None and element not in parents:
            parent = element.getparent()
            parents[element] = parent
            if parent is not None:
                children[parent] = children.get(parent, 0) + 1
            element = parent
        sums[block.element] = sums.get(block.element, 0) + len(block.text)
    ready = [element for element in parents if not children.get(element)]
    while ready:
        element = ready.pop()
        parent = parents[element]
        if parent is None:
            continue
        sums[parent] = sums.get(parent, 0) + sums.get(element, 0)
        children[parent] -= 1
        if not children[parent]:
            ready.append(parent)
    return sums
