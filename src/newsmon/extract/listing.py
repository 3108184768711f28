"""What on a page leads to other articles: the teasers of a section's front, of a search, of a tag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from newsmon.extract.titles import key

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LINKED = 0.9  # of a heading's letters
_FEWEST = 5  # teasers; a text that sends its reader to four other pages is still a text
_LONGEST = 600  # letters of a teaser; what says more under a linked heading is a part of a text
_LISTED = 0.8  # of a text's letters
_ONE = 0.5  # of them: what one box says alone is no list


def teasers(tree: HtmlElement, url: str) -> tuple[str, ...]:
    """Letters of each box that leads to another page of the site, where there are many; else none.

    A box is what stands around one linked heading and no other, or inside one link.
    """
    leading: dict[str, HtmlElement] = {}
    for heading in tree.iter(*_HEADINGS):
        target = _target(heading, url)
        if target:
            leading.setdefault(target, heading)
    if len(leading) < _FEWEST:
        return ()
    held = Counter(up for heading in leading.values() for up in heading.iterancestors())
    found = (key(_box(heading, held).text_content()) for heading in leading.values())
    return tuple(letters for letters in found if len(letters) <= _LONGEST)


def is_list(lines: Sequence[str], boxes: Sequence[str]) -> bool:
    """Whether a text is put together from teasers, none of which holds most of it."""
    said: Counter[int] = Counter()
    whole = 0
    for line in lines:
        letters = key(line)
        whole += len(letters)
        home = next((i for i, box in enumerate(boxes) if letters in box), None)
        if home is not None:
            said[home] += len(letters)
    if len(said) < _FEWEST:
        return False
    return sum(said.values()) >= _LISTED * whole and max(said.values()) < _ONE * whole


def _target(heading: HtmlElement, url: str) -> str:
    """Where a heading leads that is a link or stands in one, if to another page of the site."""
    links = list(heading.iter("a"))
    outer = next(heading.iterancestors("a"), None)
    whole = len(heading.text_content().strip())
    linked = sum(len(link.text_content().strip()) for link in links)
    if outer is None and (not whole or linked < _LINKED * whole):
        return ""
    address = (outer if outer is not None else links[0]).get("href") or ""
    try:
        parts, own = urlsplit(urljoin(url, address.strip()[:2_000])), urlsplit(url)
    except ValueError:
        return ""
    here = (parts.hostname, parts.path, parts.query) == (own.hostname, own.path, own.query)
    return "" if here or parts.hostname != own.hostname else f"{parts.path}?{parts.query}"


def _box(heading: HtmlElement, held: Counter[HtmlElement]) -> HtmlElement:
    box = heading
    for up in heading.iterancestors():
        if held[up] > 1 or up.tag in ("body", "main"):
            break
        box = up
    return box
