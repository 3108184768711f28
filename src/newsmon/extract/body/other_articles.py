"""Pointers to other articles within a text, taken out of it: linked lines, lists of links.

Rules look at what leads to another page and how much of this page it is, whatever the site.
"""

from __future__ import annotations

from lxml.html import HtmlElement

from newsmon.text.sentence_ends import ends_sentence

_POINTER = range(20, 221)  # characters of a line that points to another page
_POINTER_WORDS = 3  # spaces in it at least


def heading_is_link(element: HtmlElement) -> bool:
    for heading in element.iter("h2", "h3", "h4"):
        text = heading.text_content().strip()
        linked = sum(len(a.text_content().strip()) for a in heading.iter("a"))
        inside = heading.getparent() is not None and heading.getparent().tag == "a"
        return bool(text) and (inside or linked >= len(text) * 0.9)
    return False


def drop_pointers(tree: HtmlElement) -> None:
    """Drop paragraphs, and headings in lists, that are one link and no sentence.

    "Why the minister resigned" points to another page. A linked heading over text of its own
    (a product, a person) does not, nor does an address that is written out.
    """
    for element in list(tree.iter("p", "h2", "h3", "h4", "h5")):
        parent = element.getparent()
        if parent is not None and parent.tag == "a" and element.tag != "p":
            element.drop_tree()
            continue
        if element.find(".//a") is None or element.getparent() is None:
            continue
        if element.tag != "p" and next(element.iterancestors("li"), None) is None:
            continue
        text = " ".join(element.text_content().split())
        if (
            len(text) in _POINTER
            and text.count(" ") >= _POINTER_WORDS
            and _is_pointer(element, text)
        ):
            element.drop_tree()


def _is_pointer(element: HtmlElement, text: str) -> bool:
    linked = sum(len(" ".join(a.text_content().split())) for a in element.iter("a"))
    return linked >= len(text) * 0.8 and not ends_sentence(text)


def drop_link_lists(tree: HtmlElement) -> None:
    """Drop lists in which every item is a pointer: the "more stories" under an article."""
    for listing in list(tree.iter("ul", "ol")):
        items = [" ".join(item.text_content().split()) for item in listing.iter("li")]
        if len(items) < 2 or sum(map(len, items)) / len(items) < _POINTER.start:
            continue
        linked = sum(len(" ".join(a.text_content().split())) for a in listing.iter("a"))
        ended = sum(1 for text in items if ends_sentence(text))
        if linked >= sum(map(len, items)) * 0.8 and ended * 3 < len(items):
            listing.drop_tree()
