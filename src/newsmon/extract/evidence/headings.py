"""Headings of a page, and those that may be its headline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from newsmon.text import clean_line
from newsmon.text.elements import found_by
from newsmon.text.sentence_ends import ends_sentence

_TITLE_NAME = re.compile(
    r"(?:^|[\s_-])(?:entry|post|article|story|page|news|content|node)?[-_]*(?:title|headline)(?:$|[\s_-])",
    re.I,
)
_NO_TITLE = re.compile(r"comment|reply|respond|related|share|widget|sidebar|section|block", re.I)
_HEADER = re.compile(r"article|post|entry|story|headline", re.I)
_TRAIL = re.compile(r"bread-?crumb", re.I)
_FOLLOWING = etree.XPath("following::h2[1]")
_KICKER_AND_HEADLINE = 2  # parts of a heading
_SITE_NAME = re.compile(r"site|logo|brand|blog[-_]?(?:title|name)|masthead", re.I)


def headings(tree: HtmlElement) -> tuple[str, ...]:
    """Return first-level headings, and the headline in those with a kicker over it, at most 8.

    The site's own name is left out, and what stands in a trail of links. An article without a
    first-level heading may open with a second-level one.
    """
    first_level = [heading for heading in tree.iter("h1") if not _names_site(heading)]
    chosen = [heading for heading in first_level if not _ends_trail(heading)]
    if not chosen:
        chosen = _behind_trail(first_level) or _first_in_article(tree)
    return _titles((text for heading in chosen for text in _with_kicker(heading)), 8)


def named_titles(tree: HtmlElement) -> tuple[str, ...]:
    """Return lower headings that markup calls a title, as older sites do, at most three."""
    texts = (
        _words(heading)
        for heading in tree.iter("h2", "h3", "h4")
        if _called_title(heading) and not _names_site(heading)
    )
    return _titles(texts, 3)


def _behind_trail(first_level: Iterable[HtmlElement]) -> list[HtmlElement]:
    """Return the second-level heading that follows a trail of links, if one does.

    The trail ends in a title made for search engines, under which the headline is shown.
    """
    for heading in first_level:
        if following := found_by(_FOLLOWING, heading):
            return following
    return []


def _first_in_article(tree: HtmlElement) -> list[HtmlElement]:
    """Return the second-level heading that opens an article or its header, if one does."""
    for heading in tree.iter("h2"):
        home = next(heading.iterancestors("article", "header"), None)
        is_headline = heading.get("itemprop") == "headline"
        if is_headline or (
            home is not None and (home.tag == "article" or _HEADER.search(home.get("class") or ""))
        ):
            return [] if _names_site(heading) or _ends_trail(heading) else [heading]
    return []


def _ends_trail(heading: HtmlElement) -> bool:
    """Tell whether a heading is the last of a trail of links, which the headline stands under."""
    if next(heading.iterancestors("nav", "li"), None) is not None:
        return True
    around = (heading, heading.getparent())
    return any(_TRAIL.match(e.get("class") or "") for e in around if e is not None)


def _titles(texts: Iterable[str], most: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if 1 < len(text) <= 300))[:most]


def _words(heading: HtmlElement) -> str:
    """Return the text of a heading without the reading aids of ruby annotation."""
    if heading.find(".//rt") is None:
        return clean_line(heading.text_content())
    return clean_line(
        "".join(heading.xpath("descendant::text()[not(ancestor::rt or ancestor::rp)]"))
    )


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


def _with_kicker(heading: HtmlElement) -> list[str]:
    """Return a heading's text; then, of one with a kicker, the last and longest of its parts."""
    while len(heading) == 1 and not clean_line(f"{heading.text or ''}{heading[0].tail or ''}"):
        heading = heading[0]
    parts = [text for child in heading if len(text := _words(child)) > 3]
    loose = clean_line(" ".join([heading.text or "", *(child.tail or "" for child in heading)]))
    whole = _joined(parts) if parts and not loose else _words(heading)
    if len(loose) > 3:
        parts.append(loose)
        whole = _joined(parts) if len(heading) == 1 and _is_set_apart(heading[0]) else whole
    has_kicker = len(parts) > 1 and len(parts[-1]) == max(map(len, parts))
    return [whole, parts[-1]] if has_kicker else [whole]


def _is_set_apart(box: HtmlElement) -> bool:
    """Tell whether a heading goes on behind a box without a space: the box is a line of its own."""
    words, behind = box.text_content(), box.tail or ""
    return bool(words) and words[-1].isalnum() and behind[:1].isupper()


def _joined(parts: list[str]) -> str:
    """Return the boxes of a heading as one line: a kicker that ends in no mark gets its colon."""
    if len(parts) != _KICKER_AND_HEADLINE:
        return " ".join(parts)
    return " ".join(parts) if ends_sentence(parts[0], also=":/|–—-") else ": ".join(parts)
