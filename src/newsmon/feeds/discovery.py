"""Feeds that a homepage names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin

from lxml import etree
from lxml import html as lxml_html

from newsmon.feeds.entries import feed_link
from newsmon.text.charset import decode_bytes

_TYPES: Final = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
     "application/json", "application/xml", "text/xml"}
)  # fmt: skip
_HINTS: Final = (
    "rss",
    "atom",
    "feed.xml",
    "feed.json",
    "/feed",
    ".rdf",
    "sitemap-news",
    "news-sitemap",
)
_MAX_FEEDS: Final = 100
_NAVIGATION: Final = ("/wp-json/", "oembed")


def discover(html: str | bytes, base_url: str) -> list[str]:
    """Return the feeds of a homepage: those declared in its head, then links that look like feeds.

    Comment feeds and the like are left to the person who chooses.
    """
    text = html if isinstance(html, str) else decode_bytes(html).text
    try:
        tree = lxml_html.document_fromstring(
            text[:5_000_000].encode("utf-8", "replace"), parser=_parser()
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    stated = tree.find(".//base[@href]")
    base = urljoin(base_url, stated.get("href", "")) if stated is not None else base_url
    addresses = (feed_link(href, base) for href in [*_declared(tree), *_linked(tree)])
    return list(dict.fromkeys(url for url in addresses if url))[:_MAX_FEEDS]


def _parser() -> lxml_html.HTMLParser:
    return lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)


def _declared(tree: etree._Element) -> Iterator[str]:
    for element in tree.iter("link"):
        rels = (element.get("rel") or "").lower().split()
        kind = (element.get("type") or "").partition(";")[0].strip().lower()
        href = element.get("href") or ""
        if ("alternate" in rels or "feed" in rels) and kind in _TYPES and not _is_navigation(href):
            yield href


def _is_navigation(href: str) -> bool:
    return any(part in href for part in _NAVIGATION)


def _linked(tree: etree._Element) -> Iterator[str]:
    for element in tree.iter("a"):
        href = (element.get("href") or "").strip()
        if any(hint in href.lower() for hint in _HINTS) and not href.startswith("#"):
            yield href
