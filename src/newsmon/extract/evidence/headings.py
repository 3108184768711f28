"""Headings of a page, and those that may be its headline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsmon.text import clean_line

_TITLE_NAME = re.compile(
    r"(?:^|[\s_-])(?:entry|post|article|story|page|news|content|node)?[-_]*(?:title|headline)(?:$|[\s_-])",
    re.I,
)
_NO_TITLE = re.compile(r"comment|reply|respond|related|share|widget|sidebar|section|block", re.I)
_SITE_NAME = re.compile(r"site|logo|brand|blog[-_]?(?:title|name)|masthead", re.I)


def headings(tree: HtmlElement) -> tuple[str, ...]:
    """Return first-level headings, and the headline in those with a kicker over it, at most 8.

    The site's own name is left out, and what stands in a trail of links.
    """
    texts: list[str] = []
    for heading in tree.iter("h1"):
        if not _names_site(heading) and next(heading.iterancestors("nav", "li"), None) is None:
            texts.append(_words(heading))
            texts.extend(_under_kicker(heading))
    return _titles(texts, 8)


def named_titles(tree: HtmlElement) -> tuple[str, ...]:
    """Return lower headings that markup calls a title, as older sites do, at most three."""
    texts = (
        _words(heading)
        for heading in tree.iter("h2", "h3", "h4")
        if _called_title(heading) and not _names_site(heading)
    )
    return _titles(texts, 3)


def _titles(texts: Iterable[str], most: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if 1 < len(text) <= 300))[:most]


def _words(heading: HtmlElement) -> str:
    """Return the text of a heading without the reading aids of ruby annotation."""
    if heading.find(".//rt") is None:
        return clean_line(heading.text_content())
    return clean_line("".join(heading.xpath(".//text()[not(ancestor::rt or ancestor::rp)]")))


def subheadings(tree: HtmlElement) -> tuple[str, ...]:
    """Return second- and third-level headings: they confirm a title but do not propose one."""
    texts = (clean_line(heading.text_content()) for heading in tree.iter("h2", "h3"))
    return tuple(text for text in texts if 1 < len(text) <= 300)[:40]


def _called_title(element: HtmlElement) -> bool:
    name = element.get("class") or ""
    if element.get("itemprop") == "headline":
        return True
    return bool(_TITLE_NAME.search(name)) and not _NO_TITLE.search(name)


def _names_site(heading: HtmlElement) -> bool:
    """Tell whether a heading is the site's name: it links to the front page or is called so."""
    around = (heading, *list(heading.iterancestors())[:2])
    if any(_SITE_NAME.search(f"{e.get('class') or ''} {e.get('id') or ''}") for e in around[:2]):
        return True
    links = [*heading.iter("a"), *(e for e in around if e.tag == "a")]
    return any(_is_front_page(a.get("href") or "") for a in links)


def _is_front_page(address: str) -> bool:
    parts = urlsplit(address.strip()) if len(address) < 500 else None
    if parts is None or not address:
        return False
    return parts.path in ("", "/", "/index.php", "/index.html") and not (
        parts.query or parts.fragment
    )


def _under_kicker(heading: HtmlElement) -> list[str]:
    """Return the last element directly in a heading where it is the longest of several."""
    parts = [text for child in heading if len(text := _words(child)) > 3]
    loose = clean_line(" ".join([heading.text or "", *(child.tail or "" for child in heading)]))
    if len(loose) > 3:
        parts.append(loose)
    return parts[-1:] if len(parts) > 1 and len(parts[-1]) == max(map(len, parts)) else []
