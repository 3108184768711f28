"""Boxes beside an article: teasers, lists of them, asides. Their dates are theirs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml.html import HtmlElement

from newsmon import urls
from newsmon.text.elements import letters

_INLINE = frozenset({"a", "span", "b", "strong", "i", "em", "font", "small", "u", "mark"})
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_HEADLINE_WORDS = 5  # of a link that is a headline; names and sections have fewer
_LONGEST = 600  # letters of a teaser
_ROUND_LINK = 40  # letters beside a link on its line: more is a sentence with a link in it
_IN_BOXES = 0.7  # of the letters of a list
_MAIN_SHARE = 0.3  # of the page's letters: what holds so much is no aside, whatever its tag
_TOP = frozenset({"html", "body", "main"})
_PERSON = re.compile(
    r"/(?:authors?|people|staff|profiles?|contributors?|autore?n?|auteurs?)/", re.I
)
_BY = re.compile(r"\W*(?:by|von|par|por|di|av|door)\b", re.I)


def side_boxes(tree: HtmlElement, url: str) -> list[HtmlElement]:
    """Return the boxes beside the article of this page, the outermost ones."""
    targets = {link: target for link in tree.iter("a") if (target := _teased(link, url))}
    within = Counter(up for link in _first_of_each(targets) for up in link.iterancestors())
    boxes = [box for link in targets if (box := _box(link, within)) is not None]
    whole = letters(tree)
    asides = (
        e for e in tree.iter("aside", "nav")
        if within[e] and not _holds_article(e) and letters(e) < _MAIN_SHARE * whole
    )  # fmt: skip
    chosen = {*boxes, *_lists(boxes), *asides}
    return [box for box in chosen if chosen.isdisjoint(box.iterancestors())]


def _first_of_each(targets: dict[HtmlElement, str]) -> Iterator[HtmlElement]:
    targets_before: set[str] = set()
    for link, target in targets.items():
        if target not in targets_before:
            targets_before.add(target)
            yield link


def _teased(link: HtmlElement, url: str) -> str:
    """Return the address of the article that a link is the headline of; empty for other links."""
    address = (link.get("href") or "").partition("#")[0].strip()[:2_000]
    if not address or link.get("rel") == "author" or _PERSON.search(address):
        return ""
    text = link.text_content().strip()[:_LONGEST]
    in_heading = any(up.tag in _HEADINGS for up in link.iterancestors()) or any(
        True for _ in link.iter(*_HEADINGS)
    )
    if _BY.match(text) or len(text.split()) < (2 if in_heading else _HEADLINE_WORDS):
        return ""
    line = next((up for up in link.iterancestors() if up.tag not in _INLINE), link)
    if not in_heading and letters(line) > letters(link) + _ROUND_LINK:
        return ""
    target = _page_key(url, address)
    return "" if target == _page_key(url, url) else target


def _page_key(url: str, address: str) -> str:
    """Return the identity of a page; empty for what is no web address."""
    try:
        return urls.url_key(urls.original(urljoin(url, address)))
    except ValueError:
        return ""


def _box(link: HtmlElement, within: Counter[HtmlElement]) -> HtmlElement | None:
    """Return the largest box around one teaser and nothing else; None where that is the link."""
    box = None
    for up in (link, *link.iterancestors()):
        if _holds_article(up) or within[up] > 1 or letters(up) > _LONGEST:
            break
        box = up
    return box


def _lists(boxes: list[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield what holds several teasers and little else."""
    sizes: Counter[HtmlElement] = Counter()
    for box in dict.fromkeys(boxes):
        for up in box.iterancestors():
            sizes[up] += letters(box)
    counts = Counter(up for box in dict.fromkeys(boxes) for up in box.iterancestors())
    for holder, size in sizes.items():
        is_list = counts[holder] > 1 and size >= _IN_BOXES * letters(holder)
        if is_list and not _holds_article(holder):
            yield holder


def _holds_article(element: HtmlElement) -> bool:
    return element.tag in _TOP or element.find(".//h1") is not None
