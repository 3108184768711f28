"""Markup that hides an article's shape from an extractor, put straight before it looks.

Each function mends one habit of publishers, whatever the site: bodies cut in several boxes,
tables used for layout, posts of social networks quoted inside a text, text outside of paragraphs.
Other articles shown inside this one are the affair of `other_articles`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from newsmon.extract.body import other_articles
from newsmon.extract.body.disarm import BODY_NAME
from newsmon.extract.body.hollow import drop_hollow
from newsmon.text.elements import letters

_QUOTED_POST = re.compile(
    r"twitter-tweet|twitter-video|instagram-media|bluesky-embed|tiktok-embed|mastodon-embed|fb-post"
)
_BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "dl", "table", "section", "article", "blockquote", "figure", "form",
     "aside", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
)  # fmt: skip

_INLINE = ("b", "i", "em", "strong", "u", "font", "small", "mark", "abbr", "acronym", "cite", "ins",
           "big", "tt", "wbr", "nobr", "bdi", "bdo", "dfn", "data")  # fmt: skip

_LAYOUT_CELL = 400  # characters; no table of figures has so much prose in one cell
_LOOSE = 80  # characters of text outside paragraphs that make it worth mending
_ENOUGH = 400  # letters in paragraphs: a text, and not the head of a page
_NEARLY_ALL = 0.95  # of the letters in paragraphs


def reshape(tree: HtmlElement) -> None:
    """Mend a page's tree in place; nothing of its head is left, and no inline formatting."""
    for head in list(tree.iter("head")):
        head.drop_tree()
    etree.strip_tags(tree, *_INLINE)
    _level_spans(tree)
    _unfold_layout_tables(tree)
    _keep_quoted_posts(tree)
    _join_split_bodies(tree)
    _wrap_loose_text(tree)
    _keep_main_box(tree)
    other_articles.drop_pointers(tree)
    other_articles.drop_link_lists(tree)
    drop_hollow(tree)


def _unfold_layout_tables(tree: HtmlElement) -> None:
    """Make boxes of tables that hold paragraphs: the text in them is no table."""
    for table in list(tree.iter("table")):
        if any(_is_layout(cell) for cell in table.iter("td")):
            for part in list(table.iter("table", "tbody", "thead", "tfoot", "tr", "td", "th")):
                part.tag = "div"


def _level_spans(tree: HtmlElement) -> None:
    """Take spans off cells: "999999" columns would be filled one by one."""
    for cell in tree.iter("td", "th"):
        cell.attrib.pop("colspan", None)
        cell.attrib.pop("rowspan", None)


def _is_layout(cell: HtmlElement) -> bool:
    paragraphs = sum(1 for _ in cell.iter("p", "table", "h1", "h2", "article"))
    return paragraphs >= 2 or (cell.find(".//br") is not None and letters(cell) > _LAYOUT_CELL)


def _keep_quoted_posts(tree: HtmlElement) -> None:
    """Take posts of a network that the article quotes for text, not for embedded widgets."""
    for quote in list(tree.iter("blockquote")):
        if _QUOTED_POST.search(quote.get("class") or ""):
            for element in (quote, *_within_text(quote)):
                element.attrib.pop("class", None)
                element.attrib.pop("id", None)


def _within_text(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the boxes around an element that hold little else."""
    own = letters(element)
    for up in element.iterancestors("div", "section", "figure", "aside"):
        if letters(up) > own * 1.3 + 40:
            return
        if up.tag in ("figure", "aside"):
            up.tag = "div"
        yield up


def _join_split_bodies(tree: HtmlElement) -> None:
    """Join an article cut into boxes of one class, for advertisements between them."""
    groups: dict[tuple[str, str], list[HtmlElement]] = {}
    for element in tree.iter("div", "section"):
        name = element.get("class") or ""
        if name and BODY_NAME.search(name) and _own_paragraphs(element):
            groups.setdefault((str(element.tag), name), []).append(element)
    for boxes in groups.values():
        first = boxes[0]
        later_boxes = [box for box in boxes[1:] if not _nested(box, boxes)]
        if not later_boxes or any(
            other_articles.heading_is_link(box) or box.find(".//h1") is not None
            for box in later_boxes
        ):
            continue
        if _common_article(first, later_boxes):
            for box in later_boxes:
                first.extend(list(box))
                box.drop_tree()


def _own_paragraphs(element: HtmlElement) -> bool:
    return any(child.tag == "p" and letters(child) > 40 for child in element)


def _nested(box: HtmlElement, boxes: list[HtmlElement]) -> bool:
    return any(up in boxes for up in box.iterancestors())


def _common_article(first: HtmlElement, later_boxes: list[HtmlElement]) -> bool:
    """Tell whether all boxes stand in the same article, or in none."""
    homes = {next(box.iterancestors("article"), None) for box in (first, *later_boxes)}
    return len(homes) == 1


def _wrap_loose_text(tree: HtmlElement) -> None:
    """Give text between line breaks, outside of any paragraph, paragraphs of its own."""
    for box in list(tree.iter("div", "section", "article")):
        if box.find("br") is not None and _loose(box) >= _LOOSE:
            _wrap(box)


def _loose(box: HtmlElement) -> int:
    return len((box.text or "").strip()) + sum(len((child.tail or "").strip()) for child in box)


def _wrap(box: HtmlElement) -> None:
    children, text = list(box), box.text
    box.text = None
    for child in children:
        box.remove(child)
    paragraph = _open(box, text)
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag == "br":
            paragraph = _open(box, tail)
        elif child.tag in _BLOCKS:
            box.append(child)
            paragraph = _open(box, tail)
        else:
            paragraph.append(child)
            child.tail = tail


def _open(box: HtmlElement, text: str | None) -> HtmlElement:
    """Add a new last paragraph of the box."""
    paragraph = box.makeelement("p")
    paragraph.text = text
    box.append(paragraph)
    return paragraph


def _keep_main_box(tree: HtmlElement) -> None:
    """Drop what stands outside the smallest box with nearly all letters of the page's paragraphs.

    What is left is a fraction of the page, and every later pass over it costs as much less.
    """
    letters_within: Counter[HtmlElement] = Counter()
    whole = 0
    for paragraph in tree.iter("p"):
        length = letters(paragraph)
        whole += length
        for up in paragraph.iterancestors():
            letters_within[up] += length
    if whole < _ENOUGH:
        return
    box = tree
    while inner := [child for child in box if letters_within[child] >= whole * _NEARLY_ALL]:
        for sibling in list(box):
            if sibling is not inner[0]:
                sibling.drop_tree()
        box = inner[0]
        if box.tag in ("article", "main") or box.get("itemprop") == "articleBody":
            break
