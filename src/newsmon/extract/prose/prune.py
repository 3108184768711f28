"""Take out of a page's tree what can't be an article, before its text is looked for.

Prose goes only where it is accounted for (`prose_accounts`). What holds no prose goes by its tag,
by what is hidden, and by whole words of class names that mean the same on every site.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

import ahocorasick_rs
import re2
from lxml import etree
from lxml.html import HtmlElement

from newsmon.extract.prose.box_names import (
    BOILERPLATE_WORDS,
    HEADINGS,
    comments,
    is_hidden,
    is_slug,
)
from newsmon.extract.prose.prose_accounts import (
    CONTROLS,
    ROLES,
    Accounts,
    address_keys,
    find_headline,
)
from newsmon.extract.prose.prose_blocks import INLINE, Prose, is_described, read_prose
from newsmon.extract.statements.page_statements import Statements
from newsmon.text.elements import found_by, letters, name_words
from newsmon.text.line_keys import text_key
from newsmon.text.sentence_ends import ends_sentence

# No text stands in these, whatever the page.
_NO_TEXT = (
    "script", "style", "svg", "iframe", "object", "embed", "canvas", "audio", "video", "map",
    "link", "base", "input", "select", "textarea", "source", "track", "datalist", "applet",
    "frameset", "fencedframe", "template",
)  # fmt: skip
# These seldom hold text, and keep it where they do.
_SELDOM_TEXT = frozenset({"noscript", "nav", "menu", "button", "dialog"})
_STRUCTURAL = frozenset(
    {"html", "body", "article", "main", "h1", "h2", "h3", "h4", "h5", "h6"}
)  # fmt: skip

_TELLING = frozenset({"hidden", "aria-hidden", "style", "role"})  # attributes
_OPENING = ("aria-controls", "aria-expanded")  # attributes of a button that opens something
# Far cheaper than to cut each name into words; nearly every name has none of them.
_HINTS = ahocorasick_rs.AhoCorasick(sorted(BOILERPLATE_WORDS))
_CALLED_BUTTONS = etree.XPath(
    "descendant::*[@role='button' and (@aria-expanded or @aria-controls)][not(self::button)]"
)
_MAY_OPEN = re2.compile(rb"(?i)aria-(?:expanded|controls)")  # asked of a page's source
_QUESTION = re.compile(r"[?？؟;]\W*$")
_CAPTION = 700  # characters of prose beside a picture
_INTRODUCTION = 200  # characters of prose: fewer are no article beside its teasers
_NEARLY_ALL = 0.9  # of a heading's letters
_LIST = 0.25  # of the prose of teasers: a page that does not call itself an article has more


class Pruned(NamedTuple):
    """The prose that is left on a page, and what tells of it whether an article may lack it."""

    prose: Prose
    headline: HtmlElement | None
    before_headline: int | None  # blocks of prose; None without a headline
    pictured: frozenset[HtmlElement]  # boxes with little prose and a picture: captions
    comments: frozenset[HtmlElement]  # boxes called so that hold several alike
    described: frozenset[int]  # places of blocks that the page states as its description
    lines: tuple[str, ...]  # of the page as it came, from its first headline on


def prune(tree: HtmlElement, url: str, statements: Statements, html: bytes | None = None) -> Pruned:
    """Remove from the tree of the page at `url`, in place, what is no part of an article.

    `html` is the page in UTF-8, where the caller has it: what it does not name is not looked for.
    """
    for template in list(tree.iter("template")):
        if template.get("shadowrootmode") is not None:
            template.tag = "div"
    etree.strip_elements(tree, *_NO_TEXT, with_tail=False)
    _free_questions(tree, may_open=html is None or _MAY_OPEN.search(html) is not None)
    _drop_slugs(tree)
    head, stated = statements.head, statements.stated
    descriptions = _keys((*head.descriptions, stated.description))
    whole = read_prose(tree, descriptions)
    headline = find_headline(tree, (stated.headline, head.og_title, head.title))
    accounts = Accounts(whole, headline, address_keys(url, head.canonical, stated.url))
    prose = whole.without(accounts.reason)
    if _is_list(whole, prose, accounts, is_article=statements.is_called_article):
        accounts.void("other articles")
        prose = whole.without(accounts.reason)
    is_gallery = prose.length < min(_INTRODUCTION, _accounted_prose(whole, accounts, "caption"))
    if is_gallery:
        accounts.void("caption")
        prose = whole.without(accounts.reason)
    _drop(accounts.boxes)
    _drop(_without_prose(tree, accounts, prose))
    place = None if headline is None else prose.headings.get(headline)
    small = [] if is_gallery else [e for e, length in prose.within.items() if length <= _CAPTION]
    pictured = frozenset(e for e in small if _is_pictured(e))
    described = frozenset(
        number
        for number, block in enumerate(prose.blocks)
        if is_described(block.text, descriptions)
    )
    return Pruned(prose, headline, place, pictured, comments(prose), described, whole.lines)


def _drop(boxes: Iterable[HtmlElement]) -> None:
    for box in boxes:
        if box.getparent() is not None:
            box.drop_tree()


def _keys(descriptions: Iterable[str]) -> frozenset[str]:
    return frozenset(key for text in descriptions if (key := text_key(text)))


def _is_pictured(box: HtmlElement) -> bool:
    """Tell whether a box shows a picture, and no headline with it."""
    if next(box.iter("img", "picture"), None) is None:
        return False
    return next(box.iter("h1", "h2"), None) is None


def _is_list(whole: Prose, prose: Prose, accounts: Accounts, *, is_article: bool) -> bool:
    """Tell whether what leads to other articles is all that the page has to say."""
    cards = _accounted_prose(whole, accounts, "other articles")
    return bool(cards) and prose.length < max(_INTRODUCTION, 0 if is_article else _LIST * cards)


def _accounted_prose(prose: Prose, accounts: Accounts, reason: str) -> int:
    """Return the characters of prose in the boxes that one reason takes out."""
    return sum(prose.within.get(box, 0) for box, why in accounts.boxes.items() if why == reason)


def _free_questions(tree: HtmlElement, *, may_open: bool) -> None:
    """Keep the text of buttons that open an answer: in a heading, or worded as a question."""
    called_buttons = found_by(_CALLED_BUTTONS, tree) if may_open else []
    for button in [*tree.iter("button"), *called_buttons]:
        if next(button.iterancestors(*HEADINGS), None) is not None:
            button.drop_tag()
        elif _opens(button) and _QUESTION.search(button.text_content()):
            button.tag = "p"


def _drop_slugs(tree: HtmlElement) -> None:
    """Take ids that repeat a heading's words off the heading and what stands in it."""
    for heading in tree.iter(*HEADINGS):
        for element in heading.iter():
            if element.get("id") and is_slug(element):
                del element.attrib["id"]


def _opens(button: HtmlElement) -> bool:
    """Tell whether a button opens something, or stands in what is called a heading."""
    return any(button.get(name) is not None for name in _OPENING) or any(
        up.get("role") == "heading" for up in button.iterancestors()
    )


def _without_prose(tree: HtmlElement, accounts: Accounts, prose: Prose) -> list[HtmlElement]:
    """Return elements without prose that tags, roles or names call no part of an article.

    The outermost ones: what stands in them goes with them.
    """
    boxes = []
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        if (
            element not in prose.within
            and _is_called_boilerplate(element)
            and element.tag not in _STRUCTURAL
            and not accounts.is_around_headline(element)
        ):
            boxes.append(element)
        elif len(element):
            waiting.extend(reversed(element))
    return boxes


def _is_called_boilerplate(element: HtmlElement) -> bool:
    if element.tag in _SELDOM_TEXT:
        return True
    names = element.keys()  # asking for each attribute takes longer
    if not names:
        return False
    if not _TELLING.isdisjoint(names) and (is_hidden(element) or element.get("role") in ROLES):
        return True
    class_names, id_name = element.get("class"), element.get("id")
    if not class_names and not id_name:
        return False
    if class_names == "hidden" and element.tag in INLINE:  # data for programs, within a line
        return True
    return (
        _is_named_boilerplate(class_names, id_name)
        and not _may_be_text(element)
        and next(element.iterancestors("h1"), None) is None  # a kicker, whatever its name
    )


def _may_be_text(box: HtmlElement) -> bool:
    """Tell whether a box has a heading or a short sentence in it and nothing to click on."""
    if next(box.iter("a", "img", *CONTROLS), None) is not None:
        return False
    if next(box.iter(*HEADINGS), None) is not None or _is_heading(box):
        return True
    return ends_sentence(box.text_content().rstrip())


def _is_heading(box: HtmlElement) -> bool:
    """Tell whether a box is nearly all of a heading."""
    heading = next(box.iterancestors(*HEADINGS), None)
    return heading is not None and letters(box) >= _NEARLY_ALL * letters(heading)


@functools.lru_cache(maxsize=16_384)
def _is_named_boilerplate(class_names: str | None, id_name: str | None) -> bool:
    names = f"{class_names or ''} {id_name or ''}"
    if not _HINTS.find_matches_as_indexes(names.lower()):
        return False
    return not BOILERPLATE_WORDS.isdisjoint(name_words(names))
