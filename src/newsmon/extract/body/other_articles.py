"""Other articles shown on a page, taken out of it: teasers, cards, pointers, lists of links.

Rules look at what leads to another page and how much of this page it is, whatever the site.
"""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement

from newsmon.extract.document.elements import found_by, letters
from newsmon.text.sentence_ends import ends_sentence

_TEASERS = etree.XPath(
    " | ".join(
        f"//@{a}[contains(., 'teaser') or contains(., 'Teaser')]/.." for a in ("class", "id")
    )
)
_TEASER_TAGS = frozenset({"div", "p", "section", "span", "ul", "ol", "li"})
_CARD = 600  # characters of a teaser
_CARD_PARTS = ("p", "h2", "h3", "h4", "h5", "h6")
_POINTER = range(20, 221)  # characters of a line that points to another page
_POINTER_WORDS = 3  # spaces in it at least
_HOME = 400  # letters in paragraphs of the one article that has the headline
_TEASED_SHARE = 0.5  # of the page's letters: more teasers than that and they are the page


def drop_articles(tree: HtmlElement) -> None:
    """Drop other articles: boxes whose heading is a link, boxes beside the headline's.

    Where one `article` holds the page's only first-level heading and enough text, it is the one.
    """
    articles = list(tree.iter("article"))
    if len(articles) < 2:
        return
    other_articles = [a for a in articles if heading_is_link(a) and a.find(".//h1") is None]
    own = _headlined(tree)
    if own is not None:
        own_articles = {own, *own.iterancestors("article"), *own.iter("article")}
        other_articles += [a for a in articles if a not in own_articles and a not in other_articles]
    if own is None and sum(map(letters, other_articles)) > letters(tree) * _TEASED_SHARE:
        return
    for article in other_articles:
        if article.getparent() is not None:
            article.drop_tree()


def drop_teasers(tree: HtmlElement) -> None:
    """Drop boxes called teaser that lead elsewhere; one without a link is the standfirst."""
    boxes = [box for box in found_by(_TEASERS, tree) if box.tag in _TEASER_TAGS]
    limit = letters(tree) * _TEASED_SHARE if boxes else 0
    for box in boxes:
        leads = box.find(".//a") is not None or next(box.iterancestors("a"), None) is not None
        headed = box.find(".//h1") is not None
        if leads and not headed and box.getparent() is not None and letters(box) <= limit:
            box.drop_tree()


def drop_cards(tree: HtmlElement) -> None:
    """Drop links that hold a heading or a paragraph: what a reader clicks on is another page's."""
    cards = [link for link in tree.iter("a") if _is_card(link)]
    if cards and sum(map(letters, cards)) <= letters(tree) * _TEASED_SHARE:
        for card in cards:
            card.drop_tree()


def _is_card(link: HtmlElement) -> bool:
    """Tell whether a link has a teaser in it; one that was never closed has a page in it."""
    if len(link) == 0 or not (link.get("href") or "#").strip("#"):
        return False
    if next(link.iterdescendants(*_CARD_PARTS), None) is None or link.find(".//h1") is not None:
        return False
    return letters(link) <= _CARD


def _headlined(tree: HtmlElement) -> HtmlElement | None:
    """Return the `article` with the page's only `h1` and text of its own."""
    headings = list(tree.iter("h1"))
    home = next(headings[0].iterancestors("article"), None) if len(headings) == 1 else None
    if home is None or sum(map(letters, home.iter("p"))) < _HOME:
        return None
    return home


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
