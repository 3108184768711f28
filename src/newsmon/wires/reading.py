"""Files of a wire: the format that a file has, and the items in it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Final

from newsmon.text import xml_prolog
from newsmon.wires import newsml, ninjs, nitf
from newsmon.wires.item import BrokenItem, SkippedItem, WirePart
from newsmon.wires.paragraphs import BadXmlError, root_of

MAX_ITEMS: Final = 20_000  # of one file
_MOST_WRAPPERS: Final = 4  # arrays and objects around an item


class XmlKind(Enum):
    """Kinds of XML file that are told apart by their root element."""

    WIRE = "wire"
    PAGE = "page"  # XHTML
    FEED = "feed"
    NEWSML_1 = "newsml_1"
    UNRECOGNISED = "unrecognised"


_ROOTS: Final = {
    "newsmessage": XmlKind.WIRE, "nitf": XmlKind.WIRE,
    **{name.lower(): XmlKind.WIRE for name in newsml.ITEMS},
    "html": XmlKind.PAGE,
    **dict.fromkeys(("rss", "feed", "rdf", "urlset", "sitemapindex", "opml"), XmlKind.FEED),
    "newsml": XmlKind.NEWSML_1,
}  # fmt: skip


def xml_kind(body: bytes) -> tuple[XmlKind, str]:
    """Return the kind of an XML file, and its text without prolog.

    Raises ValueError for a decompression bomb, and for what is no XML.
    """
    text = xml_prolog.text_of(body, None)
    if text is None:
        raise ValueError(f"over {xml_prolog.MAX_TEXT} bytes unpacked")
    markup = xml_prolog.without_prolog(text)
    root = xml_prolog.root_name(markup)
    if not root:
        raise ValueError("no XML")
    return _ROOTS.get(root, XmlKind.UNRECOGNISED), markup


def xml_items(markup: str) -> Iterator[WirePart]:
    """Yield the items of a wire's XML, which is text without prolog."""
    try:
        root = root_of(markup)
    except BadXmlError as error:
        yield BrokenItem("", f"broken XML: {error}")
        return
    is_nitf = xml_prolog.root_name(markup) == "nitf"
    yield from _bounded(nitf.read_nitf(root) if is_nitf else newsml.read_message(root))


def json_items(value: object) -> Iterator[WirePart]:
    """Yield the items of a JSON value: an object of ninjs, or arrays and objects that hold some."""
    yield from _bounded(_within(value, 0))


def _within(value: object, depth: int) -> Iterator[WirePart]:
    """Look for items, not deeper than programs wrap them (`data`, `items`, `item`)."""
    if ninjs.is_ninjs(value) and isinstance(value, dict):
        yield from ninjs.read_ninjs(value)
    elif isinstance(value, dict) and depth < _MOST_WRAPPERS:
        for part in value.values():
            yield from _within(part, depth + 1)
    elif isinstance(value, list) and depth < _MOST_WRAPPERS:
        for number, part in enumerate(value, 1):
            items = _within(part, depth + 1)
            first = next(items, None)
            if first is not None:
                yield first
                yield from items
            elif isinstance(part, dict) and depth == 0:
                yield SkippedItem(f"item {number}", "kind")


def _bounded(parts: Iterator[WirePart]) -> Iterator[WirePart]:
    for number, part in enumerate(parts):
        if number >= MAX_ITEMS:
            yield SkippedItem(f"item {number}", "too_many_items")
            return
        yield part
