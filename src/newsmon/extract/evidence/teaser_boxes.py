"""Boxes that lead to other articles: teasers of a section, of a search, of a tag."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsmon.text.elements import letters
from newsmon.text.line_keys import text_key

_INLINE = frozenset({"a", "span", "b", "strong", "i", "em", "font", "small", "u", "mark"})
_LINKED = 0.9  # of the letters of the line that a link stands in
_SHORTEST = 15  # characters of a headline
_FEWEST = 5  # teasers; a text that sends its reader to four other pages is still a text
_LONGEST = 600  # letters of a teaser; what says more under a linked heading is a part of a text


def teasers(tree: HtmlElement, url: str) -> tuple[str, ...]:
    """Return the letters of each box that leads to another page of the site, if there are many.

    A box is what stands around one link that is a line of its own, and around no other.
    """
    leading: dict[str, HtmlElement] = {}
    for link in tree.iter("a"):
        if _is_line(link) and (target := _target(link, url)):
            leading.setdefault(target, link)
    if len(leading) < _FEWEST:
        return ()
    links_within = Counter(up for link in leading.values() for up in link.iterancestors())
    boxes = (text_key(_box(link, links_within).text_content()) for link in leading.values())
    return tuple(box_letters for box_letters in boxes if len(box_letters) <= _LONGEST)


def _target(link: HtmlElement, url: str) -> str:
    """Return the address a link leads to, if to another page of the site."""
    address = (link.get("href") or "").partition("#")[0].strip()[:2_000]
    try:
        parts, own = urlsplit(address), urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("", "http", "https") or (parts.netloc or own.netloc) != own.netloc:
        return ""
    return "" if (parts.path, parts.query) in ((own.path, own.query), ("", "")) else address


def _is_line(link: HtmlElement) -> bool:
    """Tell whether a link is all that its line says, as a headline is; one in a sentence is not."""
    length = letters(link)
    if length < _SHORTEST:
        return False
    line = next((up for up in link.iterancestors() if up.tag not in _INLINE), link)
    return length >= _LINKED * letters(line)


def _box(link: HtmlElement, links_within: Counter[HtmlElement]) -> HtmlElement:
    box = link
    for up in link.iterancestors():
        if links_within[up] > 1 or up.tag in ("body", "main"):
            break
        box = up
    return box
