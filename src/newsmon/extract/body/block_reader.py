"""The reader of a page's text: the blocks of the box that it stands in, line by line.

A page's prose is known by the time that its text is read (`prose_blocks`), so what is left to
decide is the box, and which short lines go with the prose: headings, items, cells, words beside a
line break. What the text lacks then, the check of the prose finds (`prose_check`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.html import HtmlElement

from newsmon.extract.body.text_box import discarded, find_box
from newsmon.extract.body.text_lines import HEADINGS, TEXT, Line, read_lines
from newsmon.extract.prose.prose_blocks import Prose
from newsmon.extract.prose.prune import Pruned
from newsmon.text.sentence_ends import ends_sentence

_POINTER = range(20, 221)  # characters of a line that points to another page
_POINTER_WORDS = 3  # spaces in it at least
_LINKED = 0.8  # of a line's characters, or a list's
_HALF_LINKED = 0.5
_SHORT_ITEM = 20  # characters, on average: a menu
_LONG_ITEM = 100  # characters, on average: links that are sentences
_FEW_ITEMS = 4
_ENDED = 3  # a list of texts has one sentence in so many items
_LOOSE = 80  # characters of text between line breaks, outside of any paragraph
_PARAGRAPHS = 0.5  # of the prose: a page that uses them
_KIN = 0.2  # of the prose in paragraphs that other boxes hold which count as such


class Reading(NamedTuple):
    """The lines of a text, and in which of them each block of prose stands, by its place."""

    lines: list[str]
    blocks: dict[int, int]


class _Heading(NamedTuple):
    text: str
    is_link: bool


@dataclass(slots=True)
class _List:
    """The items of a list and their characters."""

    items: int = 0
    length: int = 0
    linked: int = 0
    ended: int = 0  # items that end like a sentence

    @property
    def is_pointers(self) -> bool:
        """Tell whether every item leads elsewhere: a menu, "more stories"."""
        if self.linked < _LINKED * self.length:
            return False
        if self.length < _SHORT_ITEM * self.items or self.ended * _ENDED < self.items:
            return True
        return self.items > _FEW_ITEMS and self.length < _LONG_ITEM * self.items


@dataclass(slots=True)
class _Text:
    """A text as it is put together."""

    lines: list[str] = field(default_factory=list)
    headings: list[_Heading] = field(default_factory=list)  # since the last line
    row: HtmlElement | None = None  # of the table that the last line is of
    cell: HtmlElement | None = None

    def add(self, text: str, *, is_item: bool = False) -> int:
        """Add lines under the headings before them; return the number of the first."""
        links = sum(heading.is_link for heading in self.headings)
        self.lines += [h.text for h in self.headings if not h.is_link or links == 1]
        self.headings.clear()
        first, *following = text.split("\n")
        self.lines += [f"- {first}" if is_item else first, *following]
        self.row = self.cell = None
        return len(self.lines) - len(following) - 1

    def add_cell(self, cell: HtmlElement, text: str) -> int:
        """Add a cell of a table to its row; return the number of the row's line."""
        text = text.replace("\n", " ")
        if self.row is None or cell.getparent() is not self.row:
            self.add(f"| {text} |")
        elif cell is self.cell:
            self.lines[-1] = f"{self.lines[-1][:-1]}{text} |"
        else:
            self.lines[-1] += f" {text} |"
        self.row, self.cell = cell.getparent(), cell
        return len(self.lines) - 1


def read_blocks(tree: HtmlElement, page: Pruned, exempt: Iterable[HtmlElement] = ()) -> Reading:
    """Read the text of a pruned page. Names and tags say nothing of elements in `exempt`."""
    prose = page.prose
    box = find_box(tree, page)
    lines = read_lines(box, discarded(box, prose, exempt))
    return _Reader(page, lines).read()


class _Reader:
    """The choice of one box's lines that are text."""

    def __init__(self, page: Pruned, lines: Sequence[Line]) -> None:
        prose = page.prose
        self._headline = page.headline
        self._lines = lines
        self._places = {block.element: place for place, block in enumerate(prose.blocks)}
        self._blocks = [line for line in lines if line.place.home in self._places]
        self._kin = {(home.getparent(), *_names(home)) for home in self._homes()}
        self._lists = _lists(lines)
        self._aside = self._boxes_aside(prose)

    def read(self) -> Reading:
        text, blocks = _Text(), dict[int, int]()
        for line in self._lines:
            words = line.text
            home = line.place.home
            if home not in self._places and self._is_passed_over(line, words, text):
                continue
            if home in self._aside:
                continue
            is_in_row = line.place.cell is not None and text.row is line.place.cell.getparent()
            if line.place.is_table and line.place.cell is not None and (
                home not in self._places or is_in_row
            ):  # fmt: skip
                number = text.add_cell(line.place.cell, words)
            else:
                number = text.add(words, is_item=line.place.is_item)
            if home in self._places:
                blocks.setdefault(self._places[home], number)
        return Reading(text.lines, blocks)

    def _is_passed_over(self, line: Line, words: str, text: _Text) -> bool:
        """Tell whether a line that is no prose is no text either; headings wait for a line."""
        if line.place.kind in HEADINGS:
            self._note_heading(line, words, text)
            return True
        return not self._is_text(line, words)

    def _note_heading(self, line: Line, words: str, text: _Text) -> None:
        is_headline = line.place.home.tag == "h1" or line.place.home is self._headline
        if is_headline and not text.lines:
            text.headings.clear()  # what stands over the headline
        elif next(line.place.home.iterancestors("a"), None) is None:
            is_link = line.share_linked >= _HALF_LINKED
            if not (is_link and line.place.is_item):
                text.headings.append(_Heading(words, is_link))

    def _is_text(self, line: Line, words: str) -> bool:
        place = line.place
        if place.listing is not None and self._lists[place.listing].is_pointers:
            return False
        if place.kind in TEXT:
            return not _is_pointer(line, words)
        if line.share_linked >= _HALF_LINKED:
            return False
        is_kin = (place.home.getparent(), *_names(place.home)) in self._kin
        return is_kin or ("\n" in words and len(words) >= _LOOSE)

    def _homes(self) -> Iterator[HtmlElement]:
        return (line.place.home for line in self._blocks)

    def _boxes_aside(self, prose: Prose) -> frozenset[HtmlElement]:
        """Return the boxes with little prose, and none in boxes in them, beside paragraphs."""
        lengths: Counter[tuple[str, str | None]] = Counter()
        boxes: list[HtmlElement] = []
        own = {block.element: len(block.text) for block in prose.blocks}
        paragraphs = whole = 0
        for line in self._blocks:
            whole += len(line.text)
            if line.place.kind in TEXT:
                paragraphs += len(line.text)
            elif prose.within[line.place.home] == own[line.place.home]:
                boxes.append(line.place.home)
                lengths[_names(line.place.home)] += len(line.text)
        if paragraphs < _PARAGRAPHS * whole:
            return frozenset()
        small = {names for names, length in lengths.items() if length < _KIN * paragraphs}
        return frozenset(home for home in boxes if _names(home) in small)


def _names(element: HtmlElement) -> tuple[str, str | None]:
    return str(element.tag), element.get("class")


def _lists(lines: Sequence[Line]) -> dict[HtmlElement, _List]:
    """Sum up each list in a box."""
    lists: dict[HtmlElement, _List] = {}
    for line in lines:
        if line.place.listing is not None:
            entry = lists.setdefault(line.place.listing, _List())
            entry.items += 1
            entry.length += len(line.text)
            entry.linked += line.linked
            entry.ended += ends_sentence(line.text)
    return lists


def _is_pointer(line: Line, words: str) -> bool:
    """Tell whether a line is one link and no sentence: it points to another page.

    "Why the minister resigned" does; an address that is written out does not.
    """
    if line.share_linked < _LINKED or ends_sentence(words):
        return False
    return len(words) in _POINTER and words.count(" ") >= _POINTER_WORDS
