"""MHTML: a page with all its parts in one message (RFC 2557), as browsers save it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.policy import Compat32
from urllib.parse import urljoin

from newsmon.pipeline.imports import imported
from newsmon.pipeline.imports.imported import ImportItem, imported_document, unusable
from newsmon.pipeline.imports.stated_urls import stated_url
from newsmon.times import read_moment
from newsmon.urls import normalise, original

# Browsers write these headers first; a page that was renamed to .html still begins with them.
_FIRST_HEADERS = re.compile(
    rb"\A(?=[^<]{0,4000}?^MIME-Version:)(?=[^<]{0,4000}?^Content-Type:\s*multipart/related)"
    rb"|\AFrom: <Saved by ",
    re.IGNORECASE | re.MULTILINE,
)

# Reading the parameters of a header copies what is left of it at each of them.
_LONGEST_HEADER = 16 * 1024  # characters


class _BoundedHeaders(Compat32):
    """The policy of the library's own default, with headers cut to a length."""

    def header_source_parse(self, sourcelines: Sequence[str]) -> tuple[str, str]:
        """Return name and value of a header, given its lines."""
        name, value = super().header_source_parse(list(sourcelines))
        return name, value[:_LONGEST_HEADER]


_POLICY = _BoundedHeaders()


def is_message(body: bytes) -> bool:
    """Tell whether a file begins as a message does that a browser saves a page in."""
    return _FIRST_HEADERS.search(body) is not None


def read_message(body: bytes, place: str, now: datetime) -> ImportItem:
    """Return the page of a message, as it was when it was saved."""
    message = message_from_bytes(body, policy=_POLICY)
    part = _root_page(message)
    if part is None:
        return unusable(place, "an MHTML message without a page in it")
    content = _content(part)
    content_type = imported.PAGE_TYPES[part.get_content_type()]
    address = _address(message, part) or stated_url(content)
    saved = read_moment(str(message["Date"] or ""), "document")
    fetched_at = saved.at if saved is not None and saved.at < now else now
    charset = part.get_content_charset()
    return imported_document(content, content_type, fetched_at, url=address, charset=charset)


def _root_page(message: Message) -> Message | None:
    """Return the part that is the page: the one named as root, else the first, markup before text.

    Frames come behind the page that shows them, the plain form of a letter before its markup.
    """
    pages = [part for part in message.walk() if _is_page(part)]
    roots = {str(part.get_param("start") or "").strip("<> ") for part in message.walk()} - {""}
    named = [part for part in pages if str(part["Content-ID"] or "").strip("<> ") in roots]
    marked_up = [part for part in pages if part.get_content_type() != "text/plain"]
    return next(iter((*named, *marked_up, *pages)), None)


def _is_page(part: Message) -> bool:
    is_attached = part.get_content_disposition() == "attachment"
    return part.get_content_type() in imported.PAGE_TYPES and bool(
        _content(part).strip() and not is_attached
    )


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _address(message: Message, part: Message) -> str | None:
    """Return the address that a message or its part says it was saved from.

    One that is relative counts from that of the message.
    """
    base = str(part["Content-Base"] or message["Content-Location"] or message["Content-Base"] or "")
    locations = (
        message["Snapshot-Content-Location"],
        part["Content-Location"],
        message["Content-Location"],
        message["Content-Base"],
    )
    for location in filter(None, locations):
        try:
            # a long address is folded over lines, with blanks that are not part of it
            return original(normalise(urljoin(base, "".join(str(location).split()))))
        except ValueError:
            continue
    return None
