"""Pages saved as files: HTML, plain text, and MHTML as browsers save it with all its parts."""

from __future__ import annotations

import gzip
import re
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import cast
from urllib.parse import urljoin

from lxml import etree, html

from newsmon.pipeline.imports import imported
from newsmon.pipeline.imports.imported import ImportItem, imported_document, unusable
from newsmon.urls import is_front_page, normalise, original

# Browsers write these headers first; a page that was renamed to .html still begins with them.
_MHTML = re.compile(
    rb"\A(?=[^<]{0,4000}?^MIME-Version:)(?=[^<]{0,4000}?^Content-Type:\s*multipart/related)"
    rb"|\AFrom: <Saved by ",
    re.IGNORECASE | re.MULTILINE,
)


def read_page(path: Path, now: datetime) -> ImportItem:
    """Return the page of a file."""
    name = path.name.lower()
    opener = gzip.open if name.endswith(".gz") else open
    with opener(path, "rb") as file:
        body = file.read(imported.MAX_BYTES + 1)
    if len(body) > imported.MAX_BYTES:
        return unusable(str(path), f"larger than {imported.MAX_BYTES} bytes")
    if name.endswith((".mhtml", ".mht")) or _MHTML.search(body):
        return _of_message(body, str(path), now)
    if name.endswith(".txt"):
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


def _of_message(body: bytes, place: str, now: datetime) -> ImportItem:
    """Return the page of an MHTML message: its first part that is one."""
    message = message_from_bytes(body)
    for part in message.walk():
        content_type = imported.PAGE_TYPES.get(part.get_content_type())
        content = part.get_payload(decode=True)
        if content_type is None or not isinstance(content, bytes) or not content.strip():
            continue
        charset = part.get_content_charset()
        address = _address(message, part) or stated_url(content)
        return imported_document(content, content_type, now, url=address, charset=charset)
    return unusable(place, "an MHTML message without a page in it")


def _address(message: Message, part: Message) -> str | None:
    """Return the address that a message or its part says it was saved from."""
    for header in (message["Snapshot-Content-Location"], part["Content-Location"]):
        try:
            return original(normalise(str(header).strip())) if header else None
        except ValueError:
            continue
    return None
