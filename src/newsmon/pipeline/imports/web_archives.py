"""Web archives: WARC as crawlers and browsers write it, plain or compressed, and WACZ.

Records are read here and not by warcio: a record with a wrong length, bytes between two records or
a damaged member cost themselves, and the next record is found again by its first line.
"""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from newsmon.fetch.encodings import BadEncodingError, TooLargeError, decompress
from newsmon.model import SuppliedMetadata
from newsmon.pipeline.imports import imported
from newsmon.pipeline.imports.byte_stream import HEAD_END, ByteStream
from newsmon.pipeline.imports.imported import (
    ImportItem,
    UnusableDocument,
    imported_document,
    passed_over,
    unusable,
)
from newsmon.pipeline.imports.unpacking import Damage, unpacked
from newsmon.times import read_moment
from newsmon.urls import original

WARC_SUFFIXES = (".warc.gz", ".warc", ".warc.zst")
_FIRST_LINE = re.compile(rb"^WARC/\d\.\d+[ \t]*\r?\n", re.MULTILINE)
_LONGEST_FIRST_LINE = 32  # bytes of one whose beginning was taken for content
_MOST_RECORD = 1 << 40  # bytes that a record may say it has; more is no length
_CHUNK = re.compile(rb"(?:\r?\n)?([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_MARKUP = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_NO_PAGE = re.compile("(?:dns|whois|metadata|urn|filedesc):", re.IGNORECASE)
# Errors of zipfile for a member: damaged, cut short, encrypted, packed in an unknown way.
_UNREADABLE_MEMBER = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError,
                      RuntimeError)  # fmt: skip
# Records that are of documents; others (request, metadata, warcinfo) are about them.
_DOCUMENTS = frozenset({"response", "resource", "revisit", "conversion", "continuation"})


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its headers in small letters, and its content as far as MAX_BYTES."""

    headers: Mapping[str, str]
    content: bytes
    too_large: bool = False


def read_warc(path: Path, now: datetime) -> Iterator[ImportItem]:
    """Yield the pages in an archive."""
    with path.open("rb") as file:
        yield from _read_stream(file, path.name, str(path), now)


def read_wacz(path: Path, now: datetime) -> Iterator[ImportItem]:
    """Yield the pages in the WARCs of a WACZ package."""
    with zipfile.ZipFile(path) as package:
        names = [name for name in package.namelist() if name.lower().endswith(WARC_SUFFIXES)]
        if not names:
            yield unusable(str(path), "a WACZ package without a WARC in it")
        for name in names:
            try:
                with package.open(name) as file:
                    yield from _read_stream(file, name, f"{path}/{name}", now)
            except _UNREADABLE_MEMBER as error:
                yield unusable(f"{path}/{name}", error)


def _read_stream(file: IO[bytes], name: str, place: str, now: datetime) -> Iterator[ImportItem]:
    def begin() -> Iterator[bytes | Damage]:
        file.seek(0)
        return unpacked(file, name)

    for record in _records(ByteStream(begin), place):
        if isinstance(record, UnusableDocument):
            yield record
            continue
        url = record.headers.get("warc-target-uri", "").strip("<> ")
        try:
            item = _of_record(record, url, f"{place} {url}", now)
        except (ValueError, TypeError, RecursionError) as error:
            item = unusable(f"{place} {url}", error)
        if item is not None:
            yield item


def _records(stream: ByteStream, place: str) -> Iterator[Record | UnusableDocument]:
    """Yield the records of an archive, and what of it is none."""
    empty = True
    while True:
        there, dirty = stream.seek(_FIRST_LINE)
        if stream.damage:
            yield unusable(place, stream.damage)
        elif dirty:
            yield unusable(place, "bytes between records that are no record")
        empty = empty and not (there or dirty or stream.damage)
        stream.damage = ""
        if not there:
            if empty:
                yield unusable(place, "no record in it")
            return
        head = stream.head()
        if head is None:
            yield unusable(place, "a record whose headers do not end")
            stream.skip(5)  # past this first line
            continue
        yield _record(stream, _headers(head), place)


def _record(
    stream: ByteStream, headers: Mapping[str, str], place: str
) -> Record | UnusableDocument:
    """Return the record whose content comes next.

    Where its length is wrong, the next record is sought in what was taken for its content.
    """
    where = f"{place} {headers.get('warc-target-uri', '').strip('<> ')}".strip()
    stated = headers.get("content-length", "")
    length = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 16 else -1
    if not 0 <= length <= _MOST_RECORD:
        return unusable(where, f"a record whose length is {stated[:40]!r}")
    at_hand = stream.at_hand(min(length, imported.MAX_BYTES))
    beyond = length - at_hand
    if beyond and at_hand == imported.MAX_BYTES:
        return _large_record(stream, headers, where, length)
    if beyond or not _may_end_at(stream, at_hand):
        following = stream.find(_FIRST_LINE, at_hand, _LONGEST_FIRST_LINE)
        if following is not None:
            stream.skip(following)
            return unusable(where, f"a record that is not as long as it says: {length} bytes")
        if beyond:
            stream.skip(at_hand)
            return unusable(where, "the archive is cut short in this record")
    return Record(headers, stream.read(at_hand))


def _large_record(
    stream: ByteStream, headers: Mapping[str, str], where: str, length: int
) -> Record | UnusableDocument:
    """Pass over a record that is larger than a document may be.

    Its content is not searched for records: it may be an archive itself, or a page that somebody
    made look like one. Only where its length turns out to be wrong the next record is sought in it,
    and no such length in this archive is trusted any more: all is read twice at most.
    """
    if not stream.has_gone_back:
        begin, content = stream.position, stream.read(imported.MAX_BYTES)
        beyond = length - len(content)
        passed = stream.skip(beyond)
        if passed == beyond and _may_end_at(stream, 0):
            return Record(headers, content, too_large=True)
        if passed < beyond and stream.damage:
            return unusable(where, "the archive is cut short in this record")
        stream.go_back(begin)
    is_followed, _ = stream.seek(_FIRST_LINE)
    if not is_followed:
        return unusable(where, "the archive is cut short in this record")
    return unusable(where, f"a record that is not as long as it says: {length} bytes")


def _may_end_at(stream: ByteStream, place: int) -> bool:
    """Return whether bytes may follow a record: blank lines, the next one, or nothing."""
    following = stream.peek(64, place).lstrip(b"\r\n")
    return not following or following.startswith(b"WARC/")


def _headers(head: bytes) -> dict[str, str]:
    """Return the fields of a head, without its first line, by name in small letters."""
    fields: dict[str, str] = {}
    for line in head.decode("utf-8", "replace").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def _of_record(record: Record, url: str, place: str, now: datetime) -> ImportItem | None:
    """Return what a record comes to; None where it is not of a document."""
    kind = record.headers.get("warc-type", "").lower()
    if kind not in _DOCUMENTS:
        return None
    headers, status, body = record.headers, 200, record.content
    if kind == "response":
        head, body = _split(record.content)
        headers, status = _headers(head), _status(head)
    stated, _, parameters = headers.get("content-type", "").lower().partition(";")
    stated = stated.strip()
    if reason := _passed_over(kind, url, status, stated):
        return passed_over(place, reason)
    if record.too_large:
        return unusable(place, f"larger than {imported.MAX_BYTES} bytes")
    if kind == "response":
        body = _decoded(body, headers)
    if not stated and not _PAGE.search(body[:4096]):
        return passed_over(place, "type")
    content_type = imported.PAGE_TYPES.get(stated, "text/html")
    moment = read_moment(record.headers.get("warc-date", ""), "document")
    fetched_at = moment.at if moment else now
    charset = _charset(parameters)
    return imported_document(
        body, content_type, fetched_at,
        url=original(url), charset=charset, supplied=_stated_by(record.headers),
    )  # fmt: skip


def _stated_by(headers: Mapping[str, str]) -> SuppliedMetadata:
    """Return what a record says of its page: that its crawler cut it short, and why."""
    cut = headers.get("warc-truncated")
    facts = SuppliedMetadata(origin="warc", statements=(("truncated", cut),)) if cut else None
    return facts or imported.UNSTATED


def _passed_over(kind: str, url: str, status: int, content_type: str) -> str | None:
    """Return why a record is passed over; None: it may be a page."""
    if kind not in {"response", "resource"}:
        return kind
    if status != 200:
        return "status"
    is_page = not content_type or content_type in imported.PAGE_TYPES
    return None if is_page and not _NO_PAGE.match(url) else "type"


def _split(content: bytes) -> tuple[bytes, bytes]:
    """Return head and body of an HTTP message."""
    match = HEAD_END.search(content)
    return (content[: match.start()], content[match.end() :]) if match else (content, b"")


def _status(head: bytes) -> int:
    """Return the status of an answer; 0 where it says none."""
    words = head.split(None, 2)
    return int(words[1]) if len(words) > 1 and re.fullmatch(rb"\d{3}", words[1]) else 0


def _decoded(body: bytes, headers: Mapping[str, str]) -> bytes:
    """Return an answer's body without its transfer and content encodings.

    Many archives store it decoded and leave the headers as they were. Raises ValueError for an
    encoding that cannot be undone.
    """
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = _unchunked(body)
    try:
        return decompress(body, headers.get("content-encoding", ""), imported.MAX_BYTES)
    except TooLargeError as error:
        raise ValueError(str(error)) from error
    except BadEncodingError as error:
        if _MARKUP.match(body):
            return body
        raise ValueError(str(error)) from error


def _unchunked(body: bytes) -> bytes:
    """Return a body without the lengths of its chunks; as it is where it has none."""
    parts, position = [], 0
    while match := _CHUNK.match(body, position):
        size = int(match[1], 16)
        parts.append(body[match.end() : match.end() + size])
        position = match.end() + size
        if not size:
            break
    return b"".join(parts) if parts else body


def _charset(parameters: str) -> str | None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip() == "charset":
            return value.strip(" \"'") or None
    return None
