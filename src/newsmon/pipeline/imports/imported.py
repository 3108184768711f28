"""Results of reading a file of documents: pages, what cannot be used, what is passed over."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from newsmon.model import Edition, Page, Reason, Rejection, SuppliedMetadata
from newsmon.store.faults import rejection_of
from newsmon.text import storable, storable_value
from newsmon.urls import host, normalise, url_key

if TYPE_CHECKING:
    from newsmon.wires import ItemVersion, PubStatus

MAX_BYTES = 8 * 1024 * 1024  # of one document after decompression; a JSONL line likewise
URN = "urn:newsmon:file:"
_NAMES = ("urn:", "tag:")  # URIs that name something and lead nowhere
UNSTATED = SuppliedMetadata()
UNNAMED_SOURCE = "documents"  # outlet of documents that name none
PAGE_TYPES = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
}


@dataclass(frozen=True, slots=True)
class WireTerms:
    """The version of an agency's item, and what may be done with it."""

    version: ItemVersion
    status: PubStatus
    embargoed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """A page that came as a document, and under which identity."""

    guid: str
    url: str
    url_key: str
    host: str  # empty: nothing can be fetched there
    page: Page
    source: str | None = None  # outlet as the document names it, by slug or by name
    source_name: str | None = None  # its name, where `source` is a slug that we may not know
    wire: WireTerms | None = None  # of an agency's item


@dataclass(frozen=True, slots=True)
class UnusableDocument:
    """A document, or a line of one, that cannot be used."""

    place: str  # path, with the line or the address where there are several
    rejection: Rejection


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Something that is no document of a kind that newsmon reads; counted by its reason."""

    place: str
    # "kind" (of file), "type" (of content), "status", "revisit", "conversion"; of wires "picture",
    # "video", "package" …: see docs/imports.md
    reason: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An agency's order that an item is not to be published: until further notice, or ever."""

    guid: str
    url: str
    url_key: str
    host: str
    terms: WireTerms
    source: str | None = None


ImportItem = ImportedDocument | Withdrawal | UnusableDocument | PassedOver


def describe(item: UnusableDocument | PassedOver | Withdrawal) -> str:
    """Say why there is no document in something that was read."""
    if isinstance(item, UnusableDocument):
        return f"{item.place}: {item.rejection.detail}"
    if isinstance(item, PassedOver):
        return f"{item.place}: passed over ({item.reason})"
    return f"{item.url}: {item.terms.status.value} by its agency"


def imported_document(
    body: bytes,
    content_type: str,
    now: datetime,
    *,
    url: str | None = None,
    supplied: SuppliedMetadata = UNSTATED,
    source: str | None = None,
    charset: str | None = "utf-8",
) -> ImportedDocument:
    """Return a page from a document's bytes. Without a URL, its content is its identity.

    Raises ValueError for a URL that is none.
    """
    urn = URN + hashlib.sha256(body).hexdigest()
    address, key, server = identity(url or urn)
    page = Page(
        url=address,
        final_url=address,
        body=body,
        content_type=content_type,
        charset=charset and storable(charset),
        fetched_at=now,
        edition=Edition.ORIGINAL,
        supplied=storable_value(supplied),
    )
    guid = urn if url is None else address
    return ImportedDocument(guid, address, key, server, page, source and storable(source))


def identity(url: str) -> tuple[str, str, str]:
    """Return URL, identity and host of a URL, `urn:` or `tag:`; the latter are their own identity.

    Raises ValueError for what is neither.
    """
    if url.startswith(_NAMES):
        return storable(url), storable(url), ""
    address = storable(normalise(url))
    return address, url_key(address), host(address)


def unusable(place: str, problem: object) -> UnusableDocument:
    """Return a document that cannot be used because of a problem: an exception or a sentence."""
    detail = str(problem) or type(problem).__name__
    return UnusableDocument(
        _storable_place(place), Rejection(Reason.UNREADABLE_FILE, storable(detail))
    )


def faulty(place: str, error: Exception) -> UnusableDocument:
    """Return a document that newsmon's own code failed on."""
    rejection = rejection_of(error)
    return UnusableDocument(
        _storable_place(place), replace(rejection, detail=storable(rejection.detail))
    )


def passed_over(place: str, reason: str) -> PassedOver:
    """Return something that is no document of a kind that newsmon reads."""
    return PassedOver(_storable_place(place), reason)


def _storable_place(place: str) -> str:
    """Return a path or address; a name that is not UTF-8 comes as surrogates."""
    return storable(place.encode("utf-8", "backslashreplace").decode())
