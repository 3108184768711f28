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
_FEWEST_WORDS = 2  # of a headline
_HEADLINE_WORDS = 5  # of a link that is a headline; names and sections have fewer
_LONGEST = 600  # letters of a teaser
_ROUND_LINK = 40  # letters beside a link on its line: more is a sentence with a link in it
_IN_BOXES = 0.7  # of the letters of a list
_MAIN_SHARE = 0.3  # of the page's letters: what holds so much is no aside, whatever its tag
_TOP = frozenset({"html", "body", "main"})
_PERSON = re.compile(
    r"/(?:authors?|people|staff|profiles?|contributors?|autore?n?|auteurs?)/", re.I
)
_WEB = re.compile(r"(?:https?:)?//|[^:]*(?:$|[/?])", re.I)
_PLAIN = re.compile(r"[A-Za-z0-9_-]{5,}")
_BY = re.compile(r"\W*(?:by|von|par|por|di|av|door)\b", re.I)


def side_boxes(tree: HtmlElement, url: str) -> list[HtmlElement]:
    """Return the boxes beside the article of this page, the outermost ones.

    A list that has a teaser of this page among others is cut into its teasers.
    """
    page = _Page(url)
    links = [link for link in tree.iter("a") if _is_headline(link)]
    targets = {link: target for link in links if (target := page.target(_address(link)))}
    within = Counter(up for link in _first_of_each(targets) for up in link.iterancestors())
    own_links = {link for link, target in targets.items() if target == page.key}
    own = {up for link in own_links for up in link.iterancestors()}
    teasers = [link for link in targets if link not in own_links]
    boxes = [box for link in teasers if (box := _box(link, within)) is not None]
    whole = letters(tree)
    asides = (
        e for e in tree.iter("aside", "nav")
        if within[e] and not _holds_article(e) and letters(e) < _MAIN_SHARE * whole
    )  # fmt: skip
    chosen = {*boxes, *_lists(boxes), *asides} - own
    return [box for box in chosen if chosen.isdisjoint(box.iterancestors())]


class _Page:
    """The page whose article is looked for, and what it links to."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.key = _page_key(url, url)
        end = self.key.partition("?")[0].rpartition("/")[2].partition(".")[0]
        self._end = end if _PLAIN.fullmatch(end) else ""

    def target(self, address: str) -> str:
        """Return the key of an address that may be this page's; another's as it is written."""
        if self._end not in address and _WEB.match(address):
            return address  # far cheaper than its key
        return _page_key(self._url, address)


def _first_of_each(targets: dict[HtmlElement, str]) -> Iterator[HtmlElement]:
    targets_before: set[str] = set()
    for link, target in targets.items():
        if target not in targets_before:
            targets_before.add(target)
            yield link


def _is_headline(link: HtmlElement) -> bool:
    """Tell whether a link could be an article's headline."""
    address = _address(link)
    if not address or link.get("rel") == "author":
        return False
    text = link.text_content().strip()[:_LONGEST]
    words = len(text.split())
    if words < _FEWEST_WORDS or _BY.match(text) or _PERSON.search(address):
        return False
    if _is_in_heading(link):
        return True
    if words < _HEADLINE_WORDS:
        return False
    line = next((up for up in link.iterancestors() if up.tag not in _INLINE), link)
    return letters(line) <= letters(link) + _ROUND_LINK


def _is_in_heading(link: HtmlElement) -> bool:
    """Tell whether a link stands in a heading, or around one."""
    around = next(link.iterancestors(*_HEADINGS), None)
    return around is not None or next(link.iter(*_HEADINGS), None) is not None


def _address(link: HtmlElement) -> str:
    """Return where a link leads, without the place on the page."""
    return (link.get("href") or "").partition("#")[0].strip()[:2_000]


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
    counts: Counter[HtmlElement] = Counter()
    for box in dict.fromkeys(boxes):
        size = letters(box)
        for up in box.iterancestors():
            sizes[up] += size
            counts[up] += 1
    for holder, size in sizes.items():
        is_list = counts[holder] > 1 and size >= _IN_BOXES * letters(holder)
        if is_list and not _holds_article(holder):
            yield holder


def _holds_article(element: HtmlElement) -> bool:
    return element.tag in _TOP or element.find(".//h1") is not None
