"""The lines of text in a box: each block's text, and where it stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

from lxml import etree
from lxml.html import HtmlElement

from newsmon.extract.prose.prose_blocks import INLINE
from newsmon.text import clean
from newsmon.text.elements import letters

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Tags of what is text by its tag.
TEXT = frozenset(
    {"p", "blockquote", "li", "dd", "dt", "td", "th", "pre", "q", "details", "summary"}
)
_LISTS = frozenset({"ul", "ol"})
_CELLS = frozenset({"td", "th"})
_NODES = etree.XPath("descendant::node()[self::text() or self::br]")
_LAYOUT_CELL = 400  # characters; no table of figures has so much prose in one cell


class Place(NamedTuple):
    """The surroundings of an element within its box."""

    home: HtmlElement  # the block, of which an element within a line is a part
    kind: str = ""  # the nearest tag of a heading or a text
    listing: HtmlElement | None = None
    is_item: bool = False
    cell: HtmlElement | None = None
    is_table: bool = False  # within a table that is one, and arranges no boxes
    is_linked: bool = False
    is_out: bool = False  # in what is discarded


class Line(NamedTuple):
    """The text of a block, of one line or more, and how many of its characters are links."""

    place: Place
    text: str
    linked: int

    @property
    def share_linked(self) -> float:
        """Return the share of the characters that are links, 0 to 1."""
        return self.linked / len(self.text)


@dataclass(slots=True)
class _Pieces:
    """The pieces of a block's text as they are met."""

    place: Place
    texts: list[str] = field(default_factory=list)
    linked: int = 0

    def add(self, text: str, length: int, *, is_linked: bool) -> None:
        """Add a piece; one without text is a line break."""
        self.texts.append(text.replace("\n", " ") or "\n")
        self.linked += length * is_linked


def read_lines(box: HtmlElement, discarded: Collection[HtmlElement]) -> list[Line]:
    """Return the lines of a box in document order, without those in `discarded` elements.

    Text of a block behind a block within it is a line of its own.
    """
    places = {box: Place(box)}
    blocks: list[_Pieces] = []
    latest: dict[HtmlElement, _Pieces] = {}  # of each block
    for node in cast("list[Any]", _NODES(box)):
        text = node if isinstance(node, str) else ""
        is_behind = False
        around = node.getparent()
        if text and node.is_tail:
            is_behind = around.tag not in INLINE and around.tag != "br"
            around = around.getparent()
        place = places.get(around) or _place(around, places, discarded)
        length = 0 if text.isspace() else len(text.strip())
        pieces = latest.get(place.home)
        if place.is_out or (not length and (pieces is None or is_behind)):
            continue
        if pieces is None or is_behind:
            pieces = latest[place.home] = _Pieces(place)
            blocks.append(pieces)
        pieces.add(text, length, is_linked=place.is_linked)
    lines = (Line(b.place, clean("".join(b.texts)), b.linked) for b in blocks)
    return [line for line in lines if line.text]


def block_text(block: HtmlElement) -> str:
    """Return the text of a block on one line, without that of blocks within it."""
    lines = read_lines(block, frozenset())
    return " ".join(line.text.replace("\n", " ") for line in lines if line.place.home is block)


def _place(
    element: HtmlElement, places: dict[HtmlElement, Place], discarded: Collection[HtmlElement]
) -> Place:
    chain = []
    up: HtmlElement = element
    while up not in places:
        chain.append(up)
        up = cast(HtmlElement, up.getparent())
    place = places[up]
    for part in reversed(chain):
        place = places[part] = _inner(part, place, is_out=part in discarded)
    return place


def _inner(element: HtmlElement, around: Place, *, is_out: bool) -> Place:
    """Return the place of an element, from that of the element around it."""
    tag = str(element.tag)
    is_linked, is_out = around.is_linked or tag == "a", around.is_out or is_out
    if tag in INLINE or around.kind in HEADINGS:
        if (is_linked, is_out) == (around.is_linked, around.is_out):
            return around
        return around._replace(is_linked=is_linked, is_out=is_out)
    return Place(
        element,
        tag if tag in TEXT or tag in HEADINGS else around.kind,
        element if tag in _LISTS else around.listing,
        around.is_item or tag == "li",
        element if tag in _CELLS else around.cell,
        not _is_layout(element) if tag == "table" else around.is_table,
        is_linked,
        is_out,
    )


def _is_layout(table: HtmlElement) -> bool:
    """Tell whether a table arranges boxes with paragraphs and holds no figures."""
    return any(map(_is_box, table.iter("td")))


def _is_box(cell: HtmlElement) -> bool:
    paragraphs = sum(1 for _ in cell.iter("p", "table", "h1", "h2", "article"))
    return paragraphs >= 2 or (cell.find(".//br") is not None and letters(cell) > _LAYOUT_CELL)
