"""Sitemaps, news sitemaps, and the indexes that list them (sitemaps.org)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from lxml import etree

from newsmon.feeds import markup, prolog
from newsmon.feeds.entries import MAX_ENTRIES, feed_link, link, settle, tags
from newsmon.model import Entry, Failure, ParsedFeed, Reason
from newsmon.times import read_moment

ROOTS: Final = frozenset({"urlset", "sitemapindex"})

# One <url> or <sitemap>: local names of its descendants with their text, the first of each.
_Fields = dict[str, str]


def parse_sitemap(text: str, url: str, country: str | None = None) -> ParsedFeed | Failure:
    """Parse a sitemap or an index from XML text without prolog.

    `entries` are pages (guid: the URL; `modified`: lastmod, which is no publication time);
    `nested` are sitemaps, the one last changed first, never `url` itself.
    """
    found: list[_Fields] = []
    warnings = []
    try:
        for fields in _fields(text):
            if len(found) == MAX_ENTRIES:
                warnings.append(f"more than {MAX_ENTRIES} entries")
                break
            found.append(fields)
    except etree.XMLSyntaxError as error:
        if not found:
            return Failure(Reason.MALFORMED, f"sitemap: {error}"[:300])
        warnings.append(f"not well-formed: {error}"[:200])
    if prolog.root_name(text) == "sitemapindex":
        return ParsedFeed("", (), nested=_nested(found, url), warnings=tuple(warnings))
    offered = [_entry(fields, url, country) for fields in found]
    kept, mended = settle([entry for entry in offered if entry])
    if dropped := offered.count(None):
        mended.append(f"{dropped} entries without a usable link")
    name = next((fields["name"] for fields in found if fields.get("name")), "")
    return ParsedFeed(
        title=markup.plain_line(name),
        entries=kept,
        language=next((entry.language for entry in kept if entry.language), None),
        warnings=(*warnings, *mended),
    )


def _fields(text: str) -> Iterator[_Fields]:
    """Each <url> or <sitemap> in turn, forgetting it afterwards: memory stays flat."""
    # libxml2 mends what is broken, but lets references to impossible characters through.
    legal = prolog.DECLARATION + prolog.with_legal_references(text)
    source = io.BytesIO(legal.encode("utf-8"))
    parsing = etree.iterparse(
        source, events=("end",), resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, recover=True, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    for _, element in parsing:
        if _local(element) not in {"url", "sitemap"}:
            continue
        fields: _Fields = {}
        for part in element.iterdescendants("*"):
            fields.setdefault(_local(part), (part.text or "").strip()[:5000])
        yield fields
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _entry(fields: _Fields, base: str, country: str | None) -> Entry | None:
    url = link([fields.get("loc")], base)
    if url is None:
        return None
    return Entry(
        guid=url,
        url=url,
        title=markup.plain_line(fields.get("title", "")),
        published=read_moment(fields.get("publication_date"), "feed", country=country),
        modified=read_moment(fields.get("lastmod"), "feed", country=country),
        language=markup.language(fields.get("language")),
        tags=tags(fields.get("keywords", "").split(",")),
    )


def _nested(found: list[_Fields], own: str) -> tuple[str, ...]:
    def changed(fields: _Fields) -> float:
        moment = read_moment(fields.get("lastmod"), "feed")
        return moment.at.timestamp() if moment else 0.0

    newest_first = sorted(found, key=changed, reverse=True)
    urls = (feed_link(fields.get("loc"), own) for fields in newest_first)
    return tuple(dict.fromkeys(url for url in urls if url and url != own))
