"""Boxes with nothing in them, and boxes within a line that say nothing.

They are half of a page's elements, and an extractor asks each of them a dozen questions. Each
parent is gone through once: taking one child of ten thousand out at a time is work squared.
"""

from __future__ import annotations

from lxml.html import HtmlElement

# Elements that nobody misses when they are empty.
_HOLLOW = ("div", "section", "span", "img", "picture", "figure", "ul", "ol", "li", "hr", "aside",
           "p", "article", "header", "footer")  # fmt: skip
_TAGS = frozenset(_HOLLOW)


def drop_hollow(tree: HtmlElement) -> None:
    """Drop empty boxes, pictures, and spans without attributes; their text stays."""
    parents = dict.fromkeys(element.getparent() for element in tree.iter(*_HOLLOW))
    for parent in reversed(parents):  # what is within a box before the box itself
        if parent is not None:
            _drop_children(parent)


def _drop_children(parent: HtmlElement) -> None:
    last: HtmlElement | None = None  # of the children that stay
    texts = [parent.text]
    for child in list(parent):
        if not _is_hollow(child):
            _set_text(parent, last, texts)
            last, texts = child, [child.tail]
            continue
        texts.append(child.text)
        for inner in list(child):
            _set_text(parent, last, texts)
            child.addprevious(inner)
            last, texts = inner, [inner.tail]
        texts.append(child.tail)
        child.tail = None
        parent.remove(child)
    _set_text(parent, last, texts)


def _is_hollow(element: HtmlElement) -> bool:
    if element.tag not in _TAGS:
        return False
    empty = len(element) == 0 and not (element.text and element.text.strip())
    return empty or (element.tag == "span" and not element.attrib)


def _set_text(parent: HtmlElement, last: HtmlElement | None, texts: list[str | None]) -> None:
    """Set the text behind the last child that stays, where others were dropped behind it."""
    if len(texts) == 1:
        return
    text = "".join(filter(None, texts)) or None
    if last is None:
        parent.text = text
    else:
        last.tail = text
