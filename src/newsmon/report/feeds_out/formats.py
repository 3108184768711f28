"""A feed as Atom (RFC 4287) and as JSON Feed 1.1. Pure: the same feed makes the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from lxml import etree

from newsmon.report.feeds_out.feed_content import Entry, Feed

MEDIA_TYPES: Final[Mapping[str, str]] = {
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}
_ATOM: Final = "http://www.w3.org/2005/Atom"
_NAMESPACES: Final[Any] = {None: _ATOM}
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_VERSION: Final = "https://jsonfeed.org/version/1.1"


def render(feed: Feed, form: str) -> bytes:
    """Return the feed in a format of `MEDIA_TYPES`."""
    return _atom(feed) if form == "atom" else _json(feed)


def _atom(feed: Feed) -> bytes:
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap=_NAMESPACES)
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(feed.updated))
    _add(_add(root, "author"), "name", "newsmon")
    _add(root, "generator", "newsmon")
    if feed.base_url:
        _link(root, f"{feed.base_url}{feed.name}.atom", rel="self", type="application/atom+xml")
    if feed.pages_url:
        _link(root, feed.pages_url, rel="alternate", type="text/html")
    for entry in feed.entries:
        _atom_entry(_add(root, "entry"), entry)
    document: bytes = etree.tostring(
        root, xml_declaration=True, encoding="utf-8", pretty_print=True
    )
    return document


def _atom_entry(element: etree._Element, entry: Entry) -> None:
    if entry.language:
        element.set(_XML_LANG, entry.language)
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "updated", _moment(entry.updated))
    _add(element, "published", _moment(entry.published))
    for author in entry.authors or (entry.outlet,):
        _add(_add(element, "author"), "name", author)
    if entry.authors:
        _add(_add(element, "contributor"), "name", entry.outlet)
    if entry.url:
        _link(element, entry.url, rel="alternate", type="text/html")
    for source in entry.copies:
        _link(element, source.url, rel="related", title=f"{source.outlet}: {source.title}")
    if entry.explanation:
        _link(element, entry.explanation, rel="via", title="newsmon", type="text/html")
    for topic in entry.topics:
        _add(element, "category").set("term", topic)
    _add(element, "summary", entry.summary)


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = text
    return element


def _link(parent: etree._Element, href: str, **attributes: str) -> None:
    link = _add(parent, "link")
    for name, value in attributes.items():
        link.set(name, value)
    link.set("href", href)


def _json(feed: Feed) -> bytes:
    document: dict[str, Any] = {"version": _VERSION, "title": feed.title}
    if feed.pages_url:
        document["home_page_url"] = feed.pages_url
    if feed.base_url:
        document["feed_url"] = f"{feed.base_url}{feed.name}.json"
    document["authors"] = [{"name": "newsmon"}]
    document["items"] = [_json_item(entry) for entry in feed.entries]
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _json_item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "title": entry.title,
        "content_text": entry.summary or entry.title,
        "summary": entry.summary,
        "date_published": _moment(entry.published),
        "date_modified": _moment(entry.updated),
        "authors": [{"name": author} for author in entry.authors or (entry.outlet,)],
        "tags": list(entry.topics),
        "_newsmon": {
            "about": "https://jsonfeed.org/version/1.1#extensions",
            "outlet": entry.outlet,
            "copies": [{"outlet": s.outlet, "url": s.url, "title": s.title} for s in entry.copies],
            "explanation": entry.explanation,
        },
    }
    if entry.url:
        item["url"] = entry.url
    if entry.language:
        item["language"] = entry.language
    return item


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
