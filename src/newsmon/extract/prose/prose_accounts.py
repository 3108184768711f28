"""Accounts of prose that is not the article's: by what a box is and does, never by its name alone.

A name that means boilerplate on every site ("newsletter", "related", "comments") counts where the
box also behaves so: it leads elsewhere by links that are lines of their own, asks for something by
a form, or repeats itself as comments do. A box around the headline, or with most of the page's
prose, is never accounted for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsmon.extract.prose.box_names import (
    TEXT_TAGS,
    THREAD,
    is_called_thread,
    is_hidden,
    is_slug,
    is_turn,
    kind_of_names,
)
from newsmon.extract.prose.prose_blocks import INLINE, Prose
from newsmon.text.elements import letters
from newsmon.text.line_keys import text_key

_MOST = 0.5  # of the page's prose: a box that holds more is not beside the article
_ARTICLE = 400  # characters of prose under the headline: the article is there
_CARD = 900  # characters of a box that leads to another article
_HEADLINE = 10  # letters of a heading that can be told from others
_HEADLINE_LINK = 15  # characters of a link that is a line of its own
_LINE = 0.9  # of a line's characters that a link holds to be the line
_CAPTION = 700  # characters of prose beside a picture
_NEAR = 100  # boxes on each side that a hidden one is compared with: each may be hidden
_FEWEST_OPENED = 2  # paragraphs that "read more" opens
_PER_ACTION = 700  # characters of a named box for each link line or control in it
_PER_ACTION_UNSURE = 150  # the same where the name may be but the words of its heading
_LABEL = 3  # letters beside a reader's comment: who wrote it

ROLES = {
    "navigation": "navigation", "search": "navigation", "complementary": "aside",
    "contentinfo": "footer", "dialog": "dialog", "alertdialog": "dialog",
}  # fmt: skip
_TAGS = {
    "aside": "aside", "footer": "footer", "figure": "caption", "figcaption": "caption",
    "dialog": "dialog",
}  # fmt: skip
_SELDOM = {"nav": "navigation", "menu": "navigation"}  # where they lead elsewhere
_NOSCRIPT = 300  # characters of prose: more than a request for scripts
BODY_NAMES = re.compile(r"(?:^|[\s_-])(?:h?entry|post|article|story)(?:$|[\s_-])", re.I)
_PICTURE = re.compile(
    r"(?:^|[\s_-])(?:images?|pictures?|photos?|captions?|galler(?:y|ies)|(?:absatz)?bild|foto|imagen|imagem)(?:$|[\s_-])",
    re.I,
)  # fmt: skip
_NUMBER = re.compile(r"\d+")
CONTROLS = ("form", "input", "button", "textarea")


@dataclass(slots=True)
class Accounts:
    """The reasons for which boxes of one page are not its article's."""

    prose: Prose
    headline: HtmlElement | None
    addresses: frozenset[str] = frozenset()  # of the page itself (`address_keys`)
    boxes: dict[HtmlElement, str] = field(default_factory=dict)  # the outermost ones
    _elements: frozenset[HtmlElement] = frozenset()
    _around: frozenset[HtmlElement] = frozenset()
    _beside: dict[HtmlElement, HtmlElement] = field(default_factory=dict)  # which of them before it
    _home: HtmlElement | None = None  # the article element with the headline
    _reasons: dict[HtmlElement, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._elements = frozenset(block.element for block in self.prose.blocks)
        if self.headline is not None:
            self._home = next(self.headline.iterancestors("article"), None)
            self._around = frozenset((self.headline, *self.headline.iterancestors()))
            self._beside = {box: up for up in self._around for box in up.itersiblings()}

    def reason(self, element: HtmlElement) -> str:
        """Return why the prose of an element is not the article's; empty where nothing says so."""
        chain = []
        up: HtmlElement | None = element
        while up is not None and up not in self._reasons:
            chain.append(up)
            up = up.getparent()
        reason = self._reasons[up] if up is not None else ""
        for box in reversed(chain):
            if not reason and (reason := self._own_reason(box)):
                self.boxes[box] = reason
            self._reasons[box] = reason
        return reason

    def void(self, reason: str) -> None:
        """Let a reason count no more."""
        self.boxes = {box: why for box, why in self.boxes.items() if why != reason}
        self._reasons = {box: "" if why == reason else why for box, why in self._reasons.items()}

    def is_around_headline(self, element: HtmlElement) -> bool:
        """Tell whether an element is the page's headline or stands around it."""
        return element in self._around

    def _own_reason(self, box: HtmlElement) -> str:  # noqa: PLR0911 - one return a reason
        if box in self._around or box.tag in ("html", "body", "main"):
            return ""
        length = self.prose.within.get(box, 0)
        if self._is_other_article(box):
            return "other articles"
        if self._is_thread(box):
            return "comments"
        if length > _MOST * self.prose.length:
            return ""
        if reason := _TAGS.get(str(box.tag)) or ROLES.get(box.get("role") or ""):
            return reason
        if is_hidden(box):
            return "" if self._goes_on(box) else "hidden"
        if box.tag == "noscript":
            return "fallback" if length < _NOSCRIPT else ""
        if self._is_caption(box, length):
            return "caption"
        if self._is_card(box):
            return "other articles"
        kind = _SELDOM.get(str(box.tag)) or kind_of_names(box.get("class"), box.get("id"))
        if not kind:
            return ""
        if kind == kind_of_names(None, box.get("id")) and is_slug(box):
            return kind if length <= _PER_ACTION_UNSURE * _actions(box) else ""
        return kind if length <= _PER_ACTION * _actions(box) else ""

    def _is_other_article(self, box: HtmlElement) -> bool:
        """Tell whether a box holds another article, under a heading of its own.

        It is an `article` beside the one with the headline, or like the box with the headline that
        it stands beside.
        """
        home = self._home if box.tag == "article" else self._beside.get(box)
        if home is None or home is box or self.prose.within.get(home, 0) < _ARTICLE:
            return False
        heading = self._first_heading(box)
        if heading is None or self.headline is None:
            return False
        if box.tag == "article":
            return next(box.iterancestors("article"), None) is not home
        if (box.tag, _numberless(box)) != (home.tag, _numberless(home)):
            return False
        if not box.get("class"):
            return heading.tag == self.headline.tag == "h1" and self._home is None
        return (
            heading.tag == self.headline.tag
            or BODY_NAMES.search(box.get("class") or "") is not None
        )

    def _is_thread(self, box: HtmlElement) -> bool:
        """Tell whether a box after the article, called comments, holds several that are signed."""
        if not is_called_thread(box.get("class"), box.get("id")):
            return False
        within = self.prose.within
        if sum(within.get(e, 0) for e in self._before(box)) < _ARTICLE:
            return False
        while len(inner := [e for e in box if e in within]) == 1:
            box = inner[0]
        parts = [e for e in inner if e.tag not in TEXT_TAGS and not is_turn(e)]
        signed = [e for e in parts if letters(e) - within[e] >= _LABEL]
        return len(signed) >= THREAD

    def _before(self, box: HtmlElement) -> Iterator[HtmlElement]:
        """Yield the elements before a box and the boxes around it, up to the headline's."""
        for up in (box, *box.iterancestors()):
            if up in self._around:
                return
            yield from up.itersiblings(preceding=True)

    def _first_heading(self, box: HtmlElement) -> HtmlElement | None:
        """Return a heading that stands before all prose of a box."""
        for element in box.iter():
            if element in self._elements:
                return None
            if element.tag in ("h1", "h2", "h3"):
                return element
        return None

    def _is_card(self, box: HtmlElement) -> bool:
        """Tell whether a box leads to another article: a link around it, or first in it."""
        if box.tag == "a":
            return self._leads_elsewhere(box)
        if box.tag in INLINE or box.tag == "p":
            return False
        if self.prose.within.get(box, 0) > 2 * _CARD or letters(box) > _CARD:
            return False
        for element in box.iter():
            if element in self._elements:
                return False
            if element.tag == "a" and _is_line(element):
                return self._leads_elsewhere(element)
        return False

    def _goes_on(self, box: HtmlElement) -> bool:
        """Tell whether a hidden box goes on with the text that is shown beside it.

        It is like a box that is shown: a paragraph, a slide; or it has paragraphs after a paragraph
        and nothing to click on: what "read more" opens.
        """
        beside = chain(
            islice(box.itersiblings(box.tag), _NEAR),
            islice(box.itersiblings(box.tag, preceding=True), _NEAR),
        )
        visible = [e for e in beside if e in self.prose.within and not is_hidden(e)]
        if visible and (box in self._elements or any(_share_a_class(box, e) for e in visible)):
            return True
        paragraphs = sum(element in self._elements for element in box.iter("p"))
        if paragraphs < _FEWEST_OPENED or next(box.iter(*CONTROLS), None) is not None:
            return False
        return box.getprevious() in self._elements

    def _is_caption(self, box: HtmlElement, length: int) -> bool:
        """Tell whether a box is called a picture or its caption, and has one in it or beside it.

        Under a heading of its own it is a part of a text.
        """
        if not 0 < length <= _CAPTION or not _PICTURE.search(box.get("class") or ""):
            return False
        if next(box.iter("h1", "h2", "h3", "h4", "h5"), None) is not None:
            return False
        parent = box.getparent()
        around = (box, parent) if self.prose.within.get(parent, 0) == length else (box,)
        return any(next(e.iter("img", "picture", "video"), None) is not None for e in around)

    def _leads_elsewhere(self, link: HtmlElement) -> bool:
        address = (link.get("href") or "").strip().partition("#")[0]
        return bool(address) and _address_key(address) not in self.addresses


def address_keys(*addresses: str) -> frozenset[str]:
    """Return the paths and queries of addresses, by which a page's links to itself are known."""
    return frozenset(_address_key(address) for address in addresses if address)


def _address_key(address: str) -> str:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    return f"{parts.path.rstrip('/')}?{parts.query}"


def _actions(box: HtmlElement) -> int:
    """Count what a reader may do in a box but read: controls, and links that are lines."""
    return sum(1 for _ in box.iter(*CONTROLS)) + sum(1 for a in box.iter("a") if _is_line(a))


def find_headline(tree: HtmlElement, titles: Iterable[str]) -> HtmlElement | None:
    """Return the heading that the page states as its title, else its only first-level one."""
    title_keys = [key for title in titles if len(key := text_key(title)) >= _HEADLINE]
    first_level = list(tree.iter("h1"))
    for heading in (*first_level, *tree.iter("h2")):
        key = text_key(heading.text_content())
        if len(key) >= _HEADLINE and any(key in title or title in key for title in title_keys):
            return heading
    return first_level[0] if len(first_level) == 1 else None


def _share_a_class(box: HtmlElement, sibling: HtmlElement) -> bool:
    names = (box.get("class") or "").split()
    return not set(names).isdisjoint((sibling.get("class") or "").split())


def _numberless(box: HtmlElement) -> str:
    """Return the class of a box without numbers, which tell articles of one page apart."""
    return _NUMBER.sub("", box.get("class") or "")


def _is_line(link: HtmlElement) -> bool:
    length = letters(link)
    if length < _HEADLINE_LINK:
        return False
    line = next((up for up in link.iterancestors() if up.tag not in INLINE), link)
    return length >= _LINE * letters(line)
