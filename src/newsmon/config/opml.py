"""Sources as OPML, the format in which feed readers exchange their lists, and back.

A source is an outline with its feeds inside. What OPML has no word for (slug, country, kind,
poll, …) goes into attributes of our own namespace, so that nothing is lost on the way back;
headers and proxies, which may hold secrets, never leave.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from newsmon.config.kinds import check_address
from newsmon.config.sources import FeedConfig, SourceConfig
from newsmon.errors import UsageError
from newsmon.urls import registered_domain

_OURS = "urn:newsmon:opml"
_SLUG, _COUNTRY, _FEED = (f"{{{_OURS}}}{name}" for name in ("slug", "country", "feed"))
_SECRET = {"headers", "proxy"}
_MAX_BYTES = 50_000_000


@dataclass
class Imported:
    """A source as OPML states it, in terms of `feeds.yaml`; feeds are addresses or mappings."""

    slug: str
    name: str
    homepage: str | None = None
    country: str | None = None
    language: str | None = None
    feeds: list[Any] = field(default_factory=list)

    def as_source(self) -> dict[str, Any]:
        """As a source of `feeds.yaml`, without what is not known."""
        facts = vars(self)
        return {key: value for key, value in facts.items() if value is not None}


def export(sources: Iterable[SourceConfig]) -> bytes:
    """An OPML 2.0 document. Folders are left out: they mean nothing on another machine."""
    root = etree.Element("opml", {"version": "2.0"}, nsmap={"newsmon": _OURS})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "newsmon feeds"
    body = etree.SubElement(root, "body")
    for source in sources:
        feeds = [feed for feed in source.feeds if feed.kind != "folder"]
        if not feeds:
            continue
        group = etree.SubElement(body, "outline", _source_attributes(source))
        for feed in feeds:
            etree.SubElement(group, "outline", _feed_attributes(source, feed))
    document: bytes = etree.tostring(
        root, pretty_print=True, xml_declaration=True, encoding="UTF-8"
    )
    return document


def parse(body: bytes) -> list[Imported]:
    """The sources of an OPML document, ours or any feed reader's.

    Feeds of a foreign document are put together by the site they belong to, since its
    outlines are subjects and not outlets. Raises UsageError where it is no OPML.
    """
    sources: dict[str, Imported] = {}
    for outline in _outlines(body):
        url = (outline.get("xmlUrl") or "").strip()
        try:
            check_address(url)
        except ValueError:
            continue
        outlet = _source_of(outline, url)
        merged = sources.setdefault(outlet.slug, outlet)
        entry = _entry(outline, url)
        if entry not in merged.feeds:
            merged.feeds.append(entry)
    return list(sources.values())


def slug_of(url: str) -> str:
    """A slug for the outlet at an address: `https://www.example.co.uk/rss` → `example`."""
    label = site_of(url).split(".", 1)[0]
    return re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")[:60] or "source"


def site_of(url: str) -> str:
    """The site that an address belongs to; `www.` means nothing outside the public suffixes."""
    return registered_domain(url).removeprefix("www.")


def _outlines(body: bytes) -> Iterator[etree._Element]:
    if len(body) > _MAX_BYTES:
        raise UsageError(f"this OPML file is larger than {_MAX_BYTES} bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UsageError(f"this is not OPML: {error}") from None
    if etree.QName(root).localname.lower() != "opml":
        raise UsageError(f"this is not OPML: it begins with <{etree.QName(root).localname}>")
    for element in root.iter("outline"):
        if element.get("xmlUrl"):
            yield element


def _source_attributes(source: SourceConfig) -> dict[str, str]:
    facts = {
        "text": source.name,
        "title": source.name,
        "htmlUrl": source.homepage,
        "language": source.language,
        _SLUG: source.slug,
        _COUNTRY: source.country,
    }
    return {key: _xml(value) for key, value in facts.items() if value}


def _feed_attributes(source: SourceConfig, feed: FeedConfig) -> dict[str, str]:
    settings = feed.model_dump(exclude=_SECRET | {"url"}, exclude_defaults=True)
    attributes = {"text": source.name, "type": "rss", "xmlUrl": feed.url}
    if source.homepage:
        attributes["htmlUrl"] = source.homepage
    if settings:
        attributes[_FEED] = json.dumps(settings, ensure_ascii=False)
    return {key: _xml(value) for key, value in attributes.items()}


def _source_of(outline: etree._Element, url: str) -> Imported:
    parent = outline.getparent()
    ours = parent if parent is not None and parent.get(_SLUG) else None
    if ours is not None:
        name = _line(ours.get("text") or ours.get(_SLUG) or "")
        facts = (ours.get("htmlUrl"), ours.get(_COUNTRY), ours.get("language"))
        return Imported(ours.get(_SLUG) or "", name, *facts)
    title = outline.get("title") or outline.get("text") or slug_of(url)
    homepage: str | None = (outline.get("htmlUrl") or "").strip()
    try:
        check_address(homepage or "")
    except ValueError:
        homepage = None
    return Imported(slug_of(homepage or url), _line(title), homepage)


def _line(text: str) -> str:
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())


def _entry(outline: etree._Element, url: str) -> Any:
    try:
        settings = json.loads(outline.get(_FEED) or "{}")
    except ValueError:
        settings = {}
    return {"url": url, **settings} if isinstance(settings, dict) and settings else url


def _xml(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)
