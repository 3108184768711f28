"""From an answer to a page, if it is one that can be read as an article."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from newsmon.fetch.answers import Answer
from newsmon.model import Page, Reason, Rejection
from newsmon.text.charset import decode_bytes

_HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
_UNCLEAR_TYPES: Final = frozenset(
    {"", "text/plain", "application/octet-stream", "text/xml", "application/xml"}
)
_LOOK_AT: Final = 2048  # bytes that show what a body is

# First bytes of what publishers serve under a wrong type (or none).
_SIGNATURES: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "media"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
)
_FEED_ROOTS: Final = ("<rss", "<feed", "<rdf:rdf", "<urlset", "<sitemapindex")
_HTML_SIGNS: Final = ("<!doctype html", "<html", "<head", "<body", "<div", "<p>", "<article")


def page(answer: Answer, fetched_at: datetime) -> Page | Rejection:
    """Return the page in an answer; NOT_HTML (detail: the type) for PDF, video, feeds and the like.

    What the bytes are counts for more than the type that the server states.
    """
    kind = kind_of(answer.content_type, answer.body)
    if kind not in {"text/html", "text/plain"}:
        return Rejection(Reason.NOT_HTML, kind)
    return Page(
        url=answer.url,
        final_url=answer.final_url,
        body=answer.body,
        content_type=kind,
        charset=answer.charset,
        fetched_at=fetched_at,
        status=answer.status,
        headers=answer.headers,
    )


def kind_of(stated: str, body: bytes) -> str:
    """Media type of a body: "text/html", "text/plain", or what it is instead."""
    start = body[:_LOOK_AT]
    if binary := _signed(start):
        return binary
    # Names of elements are ASCII in every charset but the wide ones.
    text = decode_bytes(start).text if b"\0" in start[:64] else start.decode("latin-1")
    text = text.lstrip("\ufeff\xef\xbb\xbf \t\r\n").lower()
    markup_kind = _markup_kind(text)
    if markup_kind == "feed":
        return stated if stated and stated not in _HTML_TYPES else "application/xml"
    if stated in _HTML_TYPES or (markup_kind == "html" and stated in _UNCLEAR_TYPES):
        return "text/html"
    return stated or "unknown"


def _signed(start: bytes) -> str | None:
    if start[4:8] == b"ftyp":
        return "video/mp4"
    return next((kind for sign, kind in _SIGNATURES if start.startswith(sign)), None)


def _markup_kind(text: str) -> str:
    for root in _FEED_ROOTS:
        position = text.find(root)
        # The root comes first, but for a declaration and comments; pages only quote feeds.
        if position >= 0 and not any(sign in text[:position] for sign in _HTML_SIGNS):
            return "feed"
    return "html" if any(sign in text for sign in _HTML_SIGNS) else "text"
