"""Elements of plain feeds: what feedparser's dictionary of an entry holds of each.

Only forms whose meaning is certain are read; `UnusualError` stands for all others, which feedparser
itself is given. A test compares the two on feeds put together by chance.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import MappingProxyType
from typing import Any, Final

from feedparser.mixin import _FeedParserMixin
from lxml.etree import _Element as Element

from newsmon.feeds.plain_values import (
    Reading,
    Scope,
    UnusualError,
    attributes_of,
    mended,
    stripped,
    text_of,
)
from newsmon.feeds.xml import MAX_AUTHOR, joined

_NO_REFERENCE: Final = re.compile("&([A-Za-z0-9_]+);")  # in an address: a parameter
_TYPES: Final = MappingProxyType(
    {"text": "text/plain", "plain": "text/plain", "text/plain": "text/plain",
     "html": "text/html", "text/html": "text/html"}
)  # fmt: skip
_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})
_ITUNES: Final = "http://www.itunes.com/"
_MEDIA_CATEGORY: Final = "http://search.yahoo.com/mrss/category_schema"

Handler = Callable[[Reading, Element, Scope, int], None]


def _part(
    reading: Reading, element: Element, scope: Scope, default: str
) -> tuple[str, dict[str, Any]]:
    """Return the text of an element that states its type, and what feedparser keeps beside it."""
    attributes = attributes_of(element)
    kind = _TYPES.get(attributes.get("type", default))
    if kind is None or "mode" in attributes:
        raise UnusualError("content of another type")
    language = scope.within(element).language
    value = text_of(element)
    if kind == "text/plain" and not reading.is_atom and _looks_like_html(value):
        kind = "text/html"
    part = {"type": kind, "language": language.replace("_", "-") if language else language}
    if src := attributes.get("src"):
        part["src"] = src
    return value, part


def _looks_like_html(value: str) -> bool:
    """Ask feedparser, which wants a closing tag or a reference, of what may have one."""
    return ("</" in value or "&" in value) and bool(_FeedParserMixin.looks_like_html(value))


def title(reading: Reading, element: Element, scope: Scope, _depth: int) -> None:
    if "title" in reading.raw:
        raise UnusualError("two titles")
    reading.raw["title"], reading.raw["title_detail"] = _part(reading, element, scope, "text")


def _media_title(reading: Reading, element: Element, _scope: Scope, _depth: int) -> None:
    stripped(element)
    reading.media_titles += 1


def _caption(reading: Reading, element: Element, _scope: Scope, depth: int) -> None:
    reading.store("media_description", text_of(element), depth)


def _summary(default: str) -> Handler:
    def handle(reading: Reading, element: Element, scope: Scope, depth: int) -> None:
        if "summary" in reading.raw and not reading.has_content:
            _content_of(reading, element, scope, "text")  # a second one is taken for content
            return
        value, part = _part(reading, element, scope, default)
        reading.store("summary", value, depth)
        reading.raw["summary_detail"] = part

    return handle


def _content(default: str) -> Handler:
    def handle(reading: Reading, element: Element, scope: Scope, _depth: int) -> None:
        _content_of(reading, element, scope, default)

    return handle


def _content_of(reading: Reading, element: Element, scope: Scope, default: str) -> None:
    value, part = _part(reading, element, scope, default)
    if "src" in part and default == "html":
        del part["src"]
    reading.has_content = True
    part["value"] = value
    reading.raw.setdefault("content", []).append(part)
    reading.raw.setdefault("summary", value)


def link(reading: Reading, element: Element, scope: Scope, _depth: int) -> None:
    """Read a link in Atom's form (attributes) or in that of RSS (text)."""
    attributes = attributes_of(element)
    if "url" in attributes or "uri" in attributes:
        raise UnusualError("a link by another attribute")
    own = attributes.setdefault("rel", "alternate") == "self"
    attributes.setdefault("type", "application/atom+xml" if own else "text/html")
    raw, base = reading.raw, scope.within(element).base
    links = raw.setdefault("links", [])
    links.append(attributes)
    if href := attributes.get("href"):
        attributes["href"] = href = joined(base, href)
        kind = attributes["type"]
        if attributes["rel"] == "alternate" and _TYPES.get(kind, kind) in _HTML | {"xhtml"}:
            raw["link"] = href
        return
    if "href" in attributes:
        raise UnusualError("a link to nowhere")
    text = stripped(element)
    address = mended(joined(base, text) if text else text)
    if reading.is_entry:
        address = address.replace("&amp;", "&")
    if "&" in address:
        address = _NO_REFERENCE.sub(r"&\1", address)
    raw["link"] = address
    if address or not reading.is_entry:
        attributes["href"] = address


def identity(reading: Reading, element: Element, scope: Scope, _depth: int) -> None:
    is_link = attributes_of(element).get("ispermalink", "true") == "true"
    text = stripped(element)
    value = mended(joined(scope.within(element).base, text) if is_link and text else text)
    reading.store("id", value)
    reading.raw.setdefault("guidislink", is_link and "link" not in reading.raw)
    if is_link:
        reading.raw.setdefault("link", value)


def _author(reading: Reading, element: Element, _scope: Scope, _depth: int) -> None:
    person: dict[str, str] = {}
    reading.raw.setdefault("authors", []).append(person)
    if not len(element):
        reading.store("author", text_of(element))
        person["name"] = reading.raw["author"][:MAX_AUTHOR]
        return
    if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
        raise UnusualError("a name beside its parts")
    for child in element:
        part = child.tag.rpartition("}")[2].lower() if isinstance(child.tag, str) else ""
        if part not in {"name", "email", "uri", "url"}:
            raise UnusualError("an author of other parts")
        value = stripped(child)
        if part == "name":
            person["name"] = value
    reading.store("author", "")


def _category(reading: Reading, element: Element, _scope: Scope, _depth: int) -> None:
    attributes = attributes_of(element)
    scheme = attributes.get("scheme", attributes.get("domain"))
    _tagged(reading, element, attributes.get("term"), scheme, attributes.get("label"))


def _media_category(reading: Reading, element: Element, _scope: Scope, _depth: int) -> None:
    attributes = attributes_of(element)
    scheme = attributes.get("scheme", _MEDIA_CATEGORY)
    _tagged(reading, element, attributes.get("term"), scheme, attributes.get("label"))


def _itunes_category(reading: Reading, element: Element, _scope: Scope, _depth: int) -> None:
    _tagged(reading, element, attributes_of(element).get("text"), _ITUNES, None)


def _tagged(
    reading: Reading, element: Element, term: str | None, scheme: str | None, label: str | None
) -> None:
    reading.add_tag(term, scheme, label)
    value = text_of(element)
    if not value:
        return
    tags = reading.raw.get("tags")
    if tags and not tags[-1]["term"]:
        tags[-1]["term"] = value
    else:
        reading.add_tag(value, None, None)


def _keywords(scheme: str | None) -> Handler:
    def handle(reading: Reading, element: Element, _scope: Scope, _depth: int) -> None:
        if element.attrib:
            raise UnusualError("keywords with attributes")
        for term in filter(None, map(str.strip, text_of(element).split(","))):
            reading.add_tag(term, scheme, None)

    return handle


def plain(name: str) -> Handler:
    """Return a handler that keeps the text of an element under a name."""

    def handle(reading: Reading, element: Element, _scope: Scope, depth: int) -> None:
        if name not in _DATES and element.attrib:
            raise UnusualError(f"{name} with attributes")
        reading.store(name, text_of(element), depth)

    return handle


_DATES: Final = frozenset({"published", "updated", "created"})

# Within `media:content` and `media:group` only these are read.
MEDIA: Final[MappingProxyType[str, Handler]] = MappingProxyType({
    "media_title": _media_title,
    "media_description": _caption,
    "media_category": _media_category,
    "media_keywords": _keywords(None),
})  # fmt: skip

ENTRY: Final[MappingProxyType[str, Handler]] = MappingProxyType({
    **MEDIA,
    "title": title,
    "link": link,
    "guid": identity,
    "id": identity,
    "description": _summary("html"),
    "dc_description": _summary("html"),
    "summary": _summary("text"),
    "itunes_summary": _summary("text"),
    "content": _content("text"),
    "content_encoded": _content("html"),
    "author": _author,
    "dc_creator": _author,
    "dc_author": _author,
    "itunes_author": _author,
    "category": _category,
    "keywords": _category,
    "dc_subject": _category,
    "itunes_category": _itunes_category,
    "itunes_keywords": _keywords(_ITUNES),
    "language": plain("language"),
    "dc_language": plain("language"),
    "feedburner_origlink": plain("feedburner_origlink"),
    **dict.fromkeys(("pubdate", "published", "issued", "dcterms_issued"), plain("published")),
    **dict.fromkeys(
        ("updated", "modified", "lastbuilddate", "dc_date", "dcterms_modified"), plain("updated")
    ),
    **dict.fromkeys(("created", "dcterms_created"), plain("created")),
})  # fmt: skip
