"""Items of agencies' wires as documents, and the XML files that they come in."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from newsmon import wires
from newsmon.model import SuppliedMetadata
from newsmon.pipeline.imports import imported
from newsmon.pipeline.imports.imported import (
    ImportItem,
    WireTerms,
    Withdrawal,
    identity,
    imported_document,
    passed_over,
    unusable,
)
from newsmon.pipeline.imports.stated_urls import stated_url
from newsmon.wires import BrokenItem, PubStatus, SkippedItem, WireItem, WirePart, XmlKind

URN = "urn:newsmon:wire:"
# Ways in which an identifier is an address by itself.
_ADDRESSES = ("urn:", "tag:", "http://", "https://")
_PASSED_OVER = {XmlKind.FEED: "feed", XmlKind.NEWSML_1: "newsml_1", XmlKind.UNRECOGNISED: "kind"}


def read_xml(path: Path, now: datetime) -> Iterator[ImportItem]:
    """Yield what is in an XML file: the items of a wire, or an XHTML page."""
    body = content_of(path)
    kind, markup = wires.xml_kind(body)
    if kind is XmlKind.WIRE:
        yield from documents_of(wires.xml_items(markup), str(path), now)
    elif kind is XmlKind.PAGE:
        yield imported_document(body, "text/html", now, url=stated_url(body), charset=None)
    else:
        yield passed_over(str(path), _PASSED_OVER[kind])


def content_of(path: Path) -> bytes:
    """Return a file's content, unpacked. Raises ValueError for one that is too large."""
    opener = gzip.open if path.name.lower().endswith(".gz") else open
    with opener(path, "rb") as file:
        body = file.read(imported.MAX_BYTES + 1)
    if len(body) > imported.MAX_BYTES:
        raise ValueError(f"larger than {imported.MAX_BYTES} bytes")
    return body


def documents_of(parts: Iterable[WirePart], place: str, now: datetime) -> Iterator[ImportItem]:
    """Yield the items of a wire as documents, orders, and what is passed over or broken."""
    for part in parts:
        if isinstance(part, SkippedItem):
            yield passed_over(f"{place} {part.label}", part.reason)
        elif isinstance(part, BrokenItem):
            yield unusable(f"{place} {part.label}".strip(), part.problem)
        else:
            try:
                yield _document(part, place, now)
            except ValueError as error:
                yield unusable(f"{place} {part.guid}", error)


def _document(item: WireItem, place: str, now: datetime) -> ImportItem:
    """Return the document that an item is; an order to publish none where its status says so."""
    terms = WireTerms(item.version, item.status, item.embargoed_until)
    if not item.guid and item.status is not PubStatus.USABLE:
        return passed_over(place, item.status.value)
    url, key, server = identity(_address(item))
    if item.status is not PubStatus.USABLE:
        return Withdrawal(item.guid, url, key, server, terms, item.provider)
    supplied = SuppliedMetadata(
        title=item.headline or None,
        published=item.published,
        language=item.language,
        is_vouched_for=True,
        bylines=item.bylines,
        tags=item.tags,
        origin=item.origin,
        statements=item.statements,
    )
    document = imported_document(
        item.text.encode("utf-8", "replace"), "text/plain", now,
        url=url, supplied=supplied, source=item.provider,
    )  # fmt: skip
    return replace(document, guid=item.guid or url, wire=terms)


def _address(item: WireItem) -> str:
    """Return the address that an item is known by: its identifier, which is one or is made one.

    Without an identifier, its content is its identity, as of every document.
    """
    if not item.guid:
        return imported.URN + hashlib.sha256(item.text.encode("utf-8", "replace")).hexdigest()
    if item.guid.startswith(_ADDRESSES) and "#" not in item.guid:  # which is no part of a URL
        return item.guid
    return URN + quote(item.guid, safe=":/.-_~")
