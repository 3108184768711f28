"""Pages from files: `.txt`, `.html`, `.html.gz`, `.jsonl`, `.warc.gz`, and folders of these."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from urllib.parse import urljoin

from lxml import etree, html
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from newsmon.errors import UsageError
from newsmon.model import Edition, Moment, Page, Reason, Rejection, SuppliedMetadata
from newsmon.times import read_moment
from newsmon.urls import host, is_front_page, normalise, original, url_key

SUFFIXES = (".txt", ".html", ".htm", ".html.gz", ".jsonl", ".warc.gz", ".warc")
MAX_BYTES = 32 * 1024 * 1024  # of one document after decompression; a JSONL line likewise
URN = "urn:newsmon:file:"
_NOWHERE: Mapping[str, str | None] = {}
UNSTATED = SuppliedMetadata()
PAGE_TYPES = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
}


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


@dataclass(frozen=True, slots=True)
class UnusableDocument:
    """A document, or a line of one, that cannot be used."""

    place: str  # path, with the line where there are lines
    rejection: Rejection


def is_readable(path: Path) -> bool:
    return path.name.lower().endswith(SUFFIXES)


def find(paths: list[Path]) -> Iterator[Path]:
    """The files to read: those named, and those of known kinds in folders named, in order."""
    for path in paths:
        if path.is_dir():
            yield from (p for p in sorted(path.rglob("*")) if p.is_file() and is_readable(p))
        elif path.is_file():
            if not is_readable(path):
                kinds = ", ".join(SUFFIXES)
                raise UsageError(f"{path}: not a kind of file that newsmon reads ({kinds})")
            yield path
        else:
            raise UsageError(f"{path}: no such file or folder")


def read(
    path: Path, now: datetime, countries: Mapping[str, str | None] = _NOWHERE
) -> Iterator[ImportedDocument | UnusableDocument]:
    """Yield the pages in a file; what cannot be used comes as UnusableDocument."""
    name = path.name.lower()
    try:
        if name.endswith(".jsonl"):
            yield from _read_jsonl(path, now, countries)
        elif name.endswith((".warc.gz", ".warc")):
            yield from _read_warc(path)
        else:
            yield _read_document(path, now)
    except (OSError, EOFError, zlib.error, ArchiveLoadFailed) as error:
        yield _unreadable(str(path), str(error))


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
    """A page from a document's bytes. Without a URL, its content is its identity.

    Raises ValueError for a URL that is none.
    """
    urn = URN + hashlib.sha256(body).hexdigest()
    address, key, server = identity(url or urn)
    page = Page(
        url=address,
        final_url=address,
        body=body,
        content_type=content_type,
        charset=charset,
        fetched_at=now,
        edition=Edition.ORIGINAL,
        supplied=supplied,
    )
    return ImportedDocument(urn if url is None else address, address, key, server, page, source)


def identity(url: str) -> tuple[str, str, str]:
    """URL, identity and host of a URL or `urn:`; a `urn:` is its own identity and has no host."""
    if url.startswith("urn:"):
        return url, url, ""
    address = normalise(url)
    return address, url_key(address), host(address)


def _read_document(path: Path, now: datetime) -> ImportedDocument | UnusableDocument:
    opener = gzip.open if path.name.lower().endswith(".gz") else open
    with opener(path, "rb") as file:
        body = file.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        return _unreadable(str(path), f"larger than {MAX_BYTES} bytes")
    if path.name.lower().endswith(".txt"):
        return imported_document(body, "text/plain", now, charset=None)
    return imported_document(body, "text/html", now, url=stated_url(body), charset=None)


def stated_url(body: bytes) -> str | None:
    """Return the address that a page gives for itself (rel=canonical, og:url), if it is one.

    A front page is none: templates name it on every page of a site. A relative one counts where
    the page has a `base`.
    """
    try:
        tree = html.document_fromstring(body)
    except (etree.LxmlError, ValueError):
        return None
    claims = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    base = "".join(cast("list[str]", tree.xpath("//base/@href"))[:1]).strip()
    for claim in cast("list[str]", claims):
        try:
            address = original(normalise(urljoin(base, str(claim).strip())))
        except ValueError:
            continue
        if not is_front_page(address):
            return address
    return None


def _read_jsonl(
    path: Path, now: datetime, countries: Mapping[str, str | None]
) -> Iterator[ImportedDocument | UnusableDocument]:
    with path.open("rb") as file:
        for number, line in enumerate(_lines(file), 1):
            place = f"{path}:{number}"
            if len(line) > MAX_BYTES:
                yield _unreadable(place, f"longer than {MAX_BYTES} bytes")
            elif line.strip():
                try:
                    yield document_of_object(json.loads(line), now, countries)
                except (ValueError, TypeError, RecursionError) as error:
                    yield _unreadable(place, str(error) or type(error).__name__)


def _lines(file: Any) -> Iterator[bytes]:
    """Lines, none longer than MAX_BYTES + 1: the rest of a longer one is skipped."""
    while line := file.readline(MAX_BYTES + 1):
        yield line
        while line and not line.endswith(b"\n"):
            line = file.readline(MAX_BYTES)


def document_of_object(
    fields: object, now: datetime, countries: Mapping[str, str | None] = _NOWHERE
) -> ImportedDocument:
    """A page from one JSON object: `url title text|html published_at source language authors`.

    `countries` are those of sources, by slug and by name in small letters (`documents.countries`).
    Raises ValueError saying which field is wrong.
    """
    if not isinstance(fields, dict):
        raise ValueError("not a JSON object")
    url = _text(fields, "url")
    markup, text = _text(fields, "html"), _text(fields, "text")
    if not markup and not text:
        raise ValueError("neither text nor html in it")
    body = (markup or text or "").encode("utf-8", "replace")
    source = _text(fields, "source")
    country = countries.get((source or "").strip().casefold())
    supplied = SuppliedMetadata(
        title=_text(fields, "title"),
        authors=_authors(fields.get("authors")),
        published=stated_moment(_text(fields, "published_at"), country=country),
        language=_text(fields, "language"),
    )
    kind = "text/html" if markup else "text/plain"
    return imported_document(body, kind, now, url=url, supplied=supplied, source=source)


def _text(fields: dict[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} is not a text")
    return value or None


def _authors(value: object) -> tuple[str, ...] | None:
    if value is None:
        return None
    names = value.split(";") if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError("authors is neither a text nor a list of texts")
    return tuple(name.strip() for name in names if name.strip())


def stated_moment(
    value: str | None, method: str = "given", country: str | None = None
) -> Moment | None:
    """Read a publication time as a document states it (`docs/dates.md`); None where it states none.

    Raises ValueError for what is no time, or can be read as two.
    """
    if not value:
        return None
    moment = read_moment(value, method, country=country)
    if moment is None:
        raise ValueError(f"published_at {value[:40]!r} is not a date")
    return moment


def _read_warc(path: Path) -> Iterator[ImportedDocument | UnusableDocument]:
    with path.open("rb") as file:
        for archived in ArchiveIterator(file):
            if archived.rec_type == "response" and archived.http_headers is not None:
                yield from _read_response(path, archived)


def _read_response(path: Path, archived: Any) -> Iterator[ImportedDocument | UnusableDocument]:
    """The page in one archived response; nothing where it holds none."""
    url = archived.rec_headers.get_header("WARC-Target-URI") or ""
    stated = archived.http_headers.get_header("Content-Type") or ""
    kind, _, parameters = stated.lower().partition(";")
    content_type = PAGE_TYPES.get(kind.strip())
    if content_type is None or archived.http_headers.get_statuscode() != "200":
        return
    body = archived.content_stream().read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        yield _unreadable(f"{path} {url}", f"larger than {MAX_BYTES} bytes")
        return
    try:
        fetched_at = _time_of_record(archived)
        charset = _charset(parameters)
        yield imported_document(body, content_type, fetched_at, url=url, charset=charset)
    except (ValueError, TypeError) as error:
        yield _unreadable(f"{path} {url}", str(error))


def _time_of_record(archived: Any) -> datetime:
    stated = archived.rec_headers.get_header("WARC-Date")
    moment = read_moment(stated, "document")
    if moment is None:
        raise ValueError(f"WARC-Date {stated!r} is not a time")
    return moment.at


def _charset(parameters: str) -> str | None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip() == "charset":
            return value.strip(" \"'") or None
    return None


def _unreadable(place: str, detail: str) -> UnusableDocument:
    return UnusableDocument(place, Rejection(Reason.UNREADABLE_FILE, detail))
