"""The check that no prose is lost: every block of a page is in its text, or accounted for.

It sees the prose of the page as it was before anything was taken for an article (`Prose`, without
what `prose_accounts` has a reason for), whatever the length of the text and whoever found it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from newsmon.extract.body.text_lines import block_text
from newsmon.extract.document.line_rules import ABOUT_SITE, PHOTO_CREDIT
from newsmon.extract.prose.prose_blocks import Prose
from newsmon.extract.prose.prune import Pruned

_SHINGLE = 3  # words
_PRESENT = 0.5  # of a block's shingles: with so many in the text the block is in it
_TOKEN = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\w+")
_CAPTION = 700  # characters of prose beside a picture
_INSERT = 400  # characters; a smaller box between paragraphs is an insert
_LINE = 120  # characters
_STANDFIRST = 1  # blocks between the headline and the text
_MUCH_MORE = 2.0  # times the text: what stands under the headline is but its beginning

_Shingle = tuple[str, ...]


class Group(NamedTuple):
    """Blocks that a text lacks, by the largest box that holds no block of the text."""

    box: HtmlElement
    places: tuple[int, ...]  # among the page's blocks
    length: int  # characters

    def is_block(self, prose: Prose) -> bool:
        """Tell whether the box is itself a block of prose."""
        return self.box is prose.blocks[self.places[0]].element


class Comparison(NamedTuple):
    """The blocks of a page beside a text: the line that each stands in, and those it lacks."""

    lines: dict[int, int]  # by the block's place
    groups: tuple[Group, ...]

    @classmethod
    def of(cls, prose: Prose, blocks: dict[int, int]) -> Comparison:
        """Compare the blocks of a page with a text that is made of some of them."""
        return cls(blocks, _groups(prose, blocks))

    def with_repeats(self, prose: Prose, lines: Sequence[str]) -> Comparison:
        """Take blocks for present that the text holds in another place or in other words."""
        present = self.lines | dict(_present_in_part(prose, lines, self.lines))
        return Comparison(present, _groups(prose, present))

    @property
    def extent(self) -> tuple[int, int]:
        """Return the places of the first and the last block in the text."""
        return (min(self.lines), max(self.lines)) if self.lines else (0, -1)


def compare(prose: Prose, lines: Sequence[str]) -> Comparison:
    """Find each block of a page in a text, given as lines."""
    whole_lines = dict(zip(reversed(lines), reversed(range(len(lines))), strict=True))
    present = {
        place: whole_lines[block.text]
        for place, block in enumerate(prose.blocks)
        if block.text in whole_lines
    }
    if len(present) < len(prose.blocks):
        present |= _present_in_part(prose, lines, present)
    return Comparison(present, _groups(prose, present))


def _present_in_part(
    prose: Prose, lines: Sequence[str], whole: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Yield the places of other blocks that a text holds in other words, and their lines."""
    line_of: dict[_Shingle, int] = {}
    for number in reversed(range(len(lines))):
        line_of.update(dict.fromkeys(_runs(lines[number]), number))
    for place, block in enumerate(prose.blocks):
        if place not in whole:
            own = shingles(block.text)
            hits = [line_of[shingle] for shingle in own if shingle in line_of]
            if len(hits) >= _PRESENT * len(own):
                yield place, max(set(hits), key=hits.count)


def shingles(text: str) -> frozenset[_Shingle]:
    """Return the runs of three words of a text; of three letters where it has no spaces."""
    return frozenset(_runs(text))


def _runs(text: str) -> Iterable[_Shingle]:
    words = _TOKEN.findall(text.casefold())
    if len(words) < _SHINGLE:
        return [tuple(words)]
    return zip(words, words[1:], words[2:], strict=False)


def _groups(prose: Prose, present: Collection[int]) -> tuple[Group, ...]:
    around_text: set[HtmlElement] = set()
    for place in present:
        up: HtmlElement | None = prose.blocks[place].element
        while up is not None and up not in around_text:
            around_text.add(up)
            up = prose.parents[up]
    boxes: dict[HtmlElement, HtmlElement] = {}  # each element's outermost box without the text
    groups: dict[HtmlElement, list[int]] = {}
    for place, block in enumerate(prose.blocks):
        if place not in present:
            box = _outermost(block.element, prose.parents, around_text, boxes)
            groups.setdefault(box, []).append(place)
    return tuple(
        Group(box, tuple(places), sum(len(prose.blocks[place].text) for place in places))
        for box, places in groups.items()
    )


def _outermost(
    element: HtmlElement,
    parents: dict[HtmlElement, HtmlElement | None],
    around_text: Collection[HtmlElement],
    boxes: dict[HtmlElement, HtmlElement],
) -> HtmlElement:
    chain = [element]
    while chain[-1] not in boxes:
        parent = parents[chain[-1]]
        if parent is None or parent in around_text:
            boxes[chain[-1]] = chain[-1]
            break
        chain.append(parent)
    outermost = boxes[chain[-1]]
    for box in chain:
        boxes[box] = outermost
    return outermost


def lost_groups(page: Pruned, comparison: Comparison) -> list[Group]:
    """Return the groups that belong to the article as far as anything can tell.

    These are paragraphs beside paragraphs of the text, large boxes beside them or in their midst,
    a standfirst, and what outweighs the text.
    """
    prose = page.prose
    blocks = [prose.blocks[place].element for place in comparison.lines]
    siblings = {(prose.parents[element], element.tag) for element in blocks}
    homes = {home for home, _ in siblings}
    groups = [g for g in comparison.groups if not _is_explained(page, g)]
    beside: Counter[HtmlElement | None] = Counter()
    for group in groups:
        beside[prose.parents[group.box]] += group.length
    missing = [
        group
        for group in groups
        if (
            ((home := prose.parents[group.box]), group.box.tag) in siblings
            and group.is_block(prose)
        )
        or (beside[home] >= _INSERT and (home in homes or _is_amid(group, comparison)))
        or _is_standfirst(page, group, comparison)
        or _outweighs(page, group, comparison)
    ]
    places = {place for group in missing for place in group.places}
    described = _described_groups(page, comparison)
    return [*missing, *(group for group in described if places.isdisjoint(group.places))]


def _described_groups(page: Pruned, comparison: Comparison) -> list[Group]:
    """Return the blocks before a text that the page states as its description: its standfirst."""
    blocks, start, first = page.prose.blocks, page.before_headline or 0, comparison.extent[0]
    return [
        Group(blocks[place].element, (place,), len(blocks[place].text))
        for place in sorted(page.described)
        if comparison.lines and start <= place < first
    ]


def _is_amid(group: Group, comparison: Comparison) -> bool:
    first, last = comparison.extent
    return first < group.places[0] and group.places[-1] < last


def _is_standfirst(page: Pruned, group: Group, comparison: Comparison) -> bool:
    """Tell whether a group is all that stands between the headline and the text.

    A line with a link in it sends its reader elsewhere, unless it says more than a line.
    """
    headline, first = page.before_headline, comparison.extent[0]
    if headline is None or not comparison.lines or group.length > _INSERT:
        return False
    if group.length < _LINE and next(group.box.iter("a"), None) is not None:
        return False
    return headline <= group.places[0] <= group.places[-1] < first <= headline + _STANDFIRST


def _outweighs(page: Pruned, group: Group, comparison: Comparison) -> bool:
    """Tell whether a group says more than the text; much more where that is under the headline."""
    length = sum(len(page.prose.blocks[place].text) for place in comparison.lines)
    headline, (first, last) = page.before_headline, comparison.extent
    if headline is not None and headline <= first <= headline + _STANDFIRST and length:
        return group.places[0] == last + 1 and group.length > _MUCH_MORE * length
    return group.length > length


def _is_explained(page: Pruned, group: Group) -> bool:
    """Tell whether a group is a caption, a thread of comments, or a text about the site."""
    prose = page.prose
    if all(_is_within(prose, place, group.box, page.pictured) for place in group.places):
        return True
    texts = [prose.blocks[place].text for place in group.places]
    if any(ABOUT_SITE.search(text) for text in texts):
        return True
    if max(map(len, texts)) <= _CAPTION and any(PHOTO_CREDIT.search(text) for text in texts):
        return True
    return _is_within(prose, group.places[0], None, page.comments)


def _is_within(
    prose: Prose, place: int, outermost: HtmlElement | None, boxes: frozenset[HtmlElement]
) -> bool:
    """Tell whether a block stands in one of some boxes, up to an outermost one."""
    up: HtmlElement | None = prose.blocks[place].element
    while up is not None:
        if up in boxes:
            return True
        up = None if up is outermost else prose.parents[up]
    return False


def restore(
    prose: Prose, comparison: Comparison, groups: Sequence[Group], lines: Sequence[str]
) -> list[str]:
    """Return the lines of a text with lost blocks put where they stand on the page."""
    inserts: dict[int, list[str]] = {}
    missing = sorted(place for group in groups for place in group.places)
    present = comparison.lines
    line = -1
    waiting = iter((*missing, len(prose.blocks)))
    following = next(waiting)
    for place in range(len(prose.blocks)):
        if place in present:
            line = max(line, present[place])
        elif place == following:
            inserts.setdefault(line, []).append(block_text(prose.blocks[place].element))
            following = next(waiting)
    restored = [*inserts.get(-1, [])]
    for number, text in enumerate(lines):
        restored.append(text)
        restored.extend(inserts.get(number, []))
    return restored
