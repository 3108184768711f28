"""Sitemaps, news sitemaps, and the indexes that list them (sitemaps.org)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from newsmon.feeds import markup
from newsmon.feeds.entries import (
    MAX_ENTRIES,
    NO_LINKS,
    distinct_entries,
    feed_link,
    link,
    tags,
    unlinked,
    without_link,
)
from newsmon.model import Entry, Failure, ParsedFeed, Reason
from newsmon.text import language_code, xml_prolog
from newsmon.text.quantities import quantity
from newsmon.times import read_moment

ROOTS: Final = frozenset({"urlset", "sitemapindex"})

_NEWS: Final = re.compile(r"sitemap-news|^news$", re.IGNORECASE)  # a namespace, or a bare prefix

_ENTRY_START: Final = re.compile(r"<(?:\w+:)?(?:url|sitemap)[\s>]", re.IGNORECASE)
_ENTRY_END: Final = re.compile(r"</(?:\w+:)?(?:url|sitemap)\s*>", re.IGNORECASE)

# One <url> or <sitemap>: its own fields and those of its news part, by local name.
_Fields = dict[str, str]


def parse_sitemap(text: str, url: str, country: str | None = None) -> ParsedFeed | Failure:
    """Parse a sitemap or an index from XML text without prolog.

    `entries` are pages (guid: the URL; `modified`: lastmod, which is no publication time);
    `nested` are sitemaps, the one last changed first, never `url` itself. MALFORMED if nothing
    that it lists has an address.
    """
    listed: list[_Fields] = []
    whole = _without_torn_end(text)
    warnings = [] if whole == text else ["the sitemap ends in the middle of an entry"]
    try:
        for fields in _fields(whole):
            if len(listed) == MAX_ENTRIES:
                warnings.append(f"more than {MAX_ENTRIES} entries")
                break
            listed.append(fields)
    except etree.XMLSyntaxError as error:
        if not listed:
            return Failure(Reason.MALFORMED, f"sitemap: {error}"[:300])
        warnings.append(f"not well-formed: {error}"[:200])
    if xml_prolog.root_name(text) == "sitemapindex":
        return _index(listed, url, warnings)
    offered = [_entry(fields, url, country) for fields in listed]
    entries, mended = distinct_entries(offered)
    if offered and not entries:
        return Failure(Reason.MALFORMED, NO_LINKS.format(len(offered)))
    name = next((fields["name"] for fields in listed if fields.get("name")), "")
    return ParsedFeed(
        title=markup.title(name),
        entries=entries,
        language=next((entry.language for entry in entries if entry.language), None),
        warnings=(*warnings, *mended),
        unlinked=unlinked(offered),
    )


def _without_torn_end(text: str) -> str:
    """Cut off an entry in the middle of which a sitemap ends: half an address is none."""
    ends = [match.end() for match in _ENTRY_END.finditer(text)]
    end = ends[-1] if ends else 0
    return text[:end] if ends and _ENTRY_START.search(text, end) else text


def _fields(text: str) -> Iterator[_Fields]:
    """Read each <url> or <sitemap> in turn, forgetting it afterwards: memory stays flat."""
    # libxml2 mends what is broken, but lets references to impossible characters through.
    legal = xml_prolog.DECLARATION + xml_prolog.with_legal_references(text)
    source = io.BytesIO(legal.encode("utf-8"))
    parsing = etree.iterparse(
        source, events=("end",), resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, recover=True, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    for _, element in parsing:
        root = element.getparent()
        if root is None or root.getparent() is not None:
            continue
        if _name(element)[1] in {"url", "sitemap"}:
            yield {**_fields_of(element, _name(element)[0]), **_news_of(element)}
        element.clear()
        while element.getprevious() is not None:
            del root[0]


def _fields_of(element: etree._Element, namespace: str) -> _Fields:
    """Read the fields of the protocol itself: children in the namespace of their parent."""
    fields: _Fields = {}
    for child in element.iterchildren("*"):
        if _name(child)[0] == namespace:
            fields.setdefault(_name(child)[1], _text(child))
    return fields


def _news_of(element: etree._Element) -> _Fields:
    """Read the fields of the news part, which may stand anywhere in the entry."""
    fields: _Fields = {}
    for part in element.iterdescendants("*"):
        namespace, name = _name(part)
        if _NEWS.search(namespace):
            fields.setdefault(name, _text(part))
        elif name == "news":  # written without any namespace
            for field in part.iterdescendants("*"):
                fields.setdefault(_name(field)[1], _text(field))
            break
    return fields


def _name(element: etree._Element) -> tuple[str, str]:
    """Return namespace (or the prefix, where nobody declared it) and local name, lower case."""
    namespace, _, name = str(element.tag).rpartition("}")
    prefix, _, local = name.rpartition(":")
    return namespace.lstrip("{") or prefix, local.lower()


def _text(element: etree._Element) -> str:
    return (element.text or "").strip()[:5000]


def _entry(fields: _Fields, base: str, country: str | None) -> Entry | str:
    url = link([fields.get("loc")], base)
    if url is None:
        return without_link(fields.get("loc", ""), fields.get("title", ""))
    return Entry(
        guid=url,
        url=url,
        title=markup.title(fields.get("title", "")),
        published=read_moment(fields.get("publication_date"), "feed", country=country),
        modified=read_moment(fields.get("lastmod"), "feed", country=country),
        language=language_code(fields.get("language")),
        tags=tags(fields.get("keywords", "").split(",")),
    )


def _index(listed: Sequence[_Fields], own: str, warnings: list[str]) -> ParsedFeed | Failure:
    def changed(fields: _Fields) -> float:
        moment = read_moment(fields.get("lastmod"), "feed")
        return moment.at.timestamp() if moment else 0.0

    newest_first = sorted(listed, key=changed, reverse=True)
    urls = [feed_link(fields.get("loc"), own) for fields in newest_first]
    nested = tuple(dict.fromkeys(url for url in urls if url and url != own))
    if not nested:
        return Failure(Reason.MALFORMED, f"an index of {len(urls)} sitemaps, none with an address")
    if without := urls.count(None):
        warnings.append(f"{quantity(without, 'sitemap')} without an address")
    return ParsedFeed("", (), nested=nested, warnings=tuple(warnings))
