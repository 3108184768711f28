"""The box of a page that its text stands in, and what in it is called something else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree
from lxml.html import HtmlElement

from newsmon.extract.body.kind_selector import discards, text_boxes
from newsmon.extract.prose.box_names import is_hidden
from newsmon.extract.prose.prose_blocks import INLINE, Prose
from newsmon.extract.prose.prune import Pruned
from newsmon.text.elements import found_by, letters

_NEARLY_ALL = 0.95  # of the page's prose: what stands beside the box is not looked at
_MOST = 0.75  # of it, where no box is called a text's
_HALF = 0.5  # of it, in a box that is called a text's
_ENOUGH = 400  # characters of prose: a text, and not the head of a page
_BOXES = frozenset({"article", "div", "main", "section"})
# Parts of a text, however much of it they hold.
_PARTS = frozenset({"ul", "ol", "dl", "table", "tbody", "tr", "blockquote"})
# No text stands in these, but for prose that is not accounted for otherwise.
_DROPPED = frozenset(
    {"aside", "button", "dialog", "fieldset", "footer", "form", "menu", "nav", "noscript", "output",
     "figure", "figcaption"}
)  # fmt: skip
_NAMED = etree.XPath("descendant::*[@*]")
_ALL_OF_IT = 0.85  # of the box's prose: no name speaks against so much
_QUOTED_POST = re.compile(
    r"twitter-tweet|twitter-video|instagram-media|bluesky-embed|tiktok-embed|mastodon-embed|fb-post"
)
_LINKED = 0.8  # of the letters of a table: it is a list of links
_LINKED_LARGE = 0.5
_SMALL_TABLE, _LARGE_TABLE = 200, 1_000  # letters


def find_box(tree: HtmlElement, page: Pruned) -> HtmlElement:
    """Return the smallest box that the text of a page stands in, by where its prose is and names.

    `tree` is the page, pruned.
    """
    prose = page.prose
    if not prose.blocks:
        return next(tree.iter("article", "main", "body"), tree)
    box = _narrowed(tree, prose, _NEARLY_ALL, is_halted=True)
    boxes = [e for e in _in_order(prose) if e.tag in _BOXES and _is_within(e, box, prose)]
    half = _HALF * prose.within.get(box, 0)
    for selector in text_boxes():
        named = selector(boxes)
        if named and prose.within[named[0]] >= _ENOUGH:
            whole = _with_later_parts(named, prose)
            if prose.within[whole] >= half or _is_under_headline(whole, page):
                return whole
    return _narrowed(box, prose, _MOST)


def _with_later_parts(named: list[HtmlElement], prose: Prose) -> HtmlElement:
    """Return the first box; with others like it, the box around a text that was cut in parts."""
    first, *later = named
    alike = [e for e in later if _names(e) == _names(first) and not _is_within(e, first, prose)]
    whole = first
    while not all(_is_within(part, whole, prose) for part in alike):
        whole = prose.parents[whole]
    return whole


def _is_under_headline(box: HtmlElement, page: Pruned) -> bool:
    """Tell whether the prose under the page's headline begins in a box."""
    place, blocks = page.before_headline, page.prose.blocks
    if place is None or place >= len(blocks):
        return False
    return _is_within(blocks[place].element, box, page.prose)


def _names(element: HtmlElement) -> tuple[str, str | None]:
    return str(element.tag), element.get("class")


def _narrowed(
    box: HtmlElement,
    prose: Prose,
    share: float,
    *,
    is_halted: bool = False,
) -> HtmlElement:
    """Return the innermost box with a share of the prose, or the first that is an article."""
    enough = share * prose.within.get(box, prose.length)
    blocks = {block.element for block in prose.blocks}
    while True:
        inner = next((e for e in box if prose.within.get(e, 0) >= enough), None)
        if inner is None or inner in blocks or inner.tag in _PARTS:
            return box
        box = inner
        is_article = box.tag in ("article", "main") or box.get("itemprop") == "articleBody"
        if is_halted and is_article:
            return box


def _in_order(prose: Prose) -> Iterator[HtmlElement]:
    """Yield the elements with prose in document order."""
    visited: set[HtmlElement] = set()
    for block in prose.blocks:
        chain: list[HtmlElement] = []
        up: HtmlElement | None = block.element
        while up is not None and up not in visited:
            chain.append(up)
            up = prose.parents[up]
        visited.update(chain)
        yield from reversed(chain)


def _is_within(element: HtmlElement, box: HtmlElement, prose: Prose) -> bool:
    up: HtmlElement | None = element
    while up is not None and up is not box:
        up = prose.parents[up]
    return up is box


def discarded(
    box: HtmlElement, prose: Prose, exempt: Iterable[HtmlElement] = ()
) -> frozenset[HtmlElement]:
    """Return the elements of a text's box whose names or tags say that they are no text.

    Not those in `exempt`, those within a sentence, and posts that the text quotes.
    """
    spared = {*exempt, *_around_quoted_posts(box)}
    enough = _ALL_OF_IT * prose.within.get(box, 0)
    blocks = {block.element for block in prose.blocks}
    named = {
        element
        for element in discards()(found_by(_NAMED, box))
        if prose.within.get(element, 0) <= enough
        and not (element.tag in INLINE and _home(element) in blocks)
        and not (element in prose.within and is_hidden(element))  # it goes on with what is shown
    }
    tagged = {e for e in box.iterdescendants(*_DROPPED) if e not in prose.within}
    tables = {e for e in box.iterdescendants("table") if _is_linked(e)}
    return frozenset((named | tagged | tables) - spared)


def _home(element: HtmlElement) -> HtmlElement | None:
    """Return the block that an element within a line stands in."""
    return next((up for up in element.iterancestors() if up.tag not in INLINE), None)


def _around_quoted_posts(box: HtmlElement) -> Iterator[HtmlElement]:
    """Yield posts of a network that a text quotes, and the boxes around them with little else."""
    lengths: dict[HtmlElement, int] = {}
    for quote in box.iter("blockquote"):
        if _QUOTED_POST.search(quote.get("class") or ""):
            most = letters(quote) * 1.3 + 40
            yield quote
            for up in quote.iterancestors():
                if lengths.setdefault(up, lengths.get(up) or letters(up)) > most:
                    break
                yield up


def _is_linked(table: HtmlElement) -> bool:
    """Tell whether a table is made of links."""
    length = letters(table)
    if length < _SMALL_TABLE:
        return False
    linked = sum(letters(link) for link in table.iter("a"))
    return linked > (_LINKED if length < _LARGE_TABLE else _LINKED_LARGE) * length
