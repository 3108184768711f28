"""Conditional requests (RFC 9110): a reader that has the feed already is told so. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import format_datetime, parsedate_to_datetime

_TAGS = re.compile(r'(?:W/)?("[^"]*")')


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers and body of an answer; a 304 has no body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def answer(
    body: bytes,
    updated: datetime,
    media_type: str,
    *,
    if_none_match: str | None = None,
    if_modified_since: str | None = None,
) -> Answer:
    """Return the answer to a request with these headers; the tag counts more than the date."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {
        "ETag": tag,
        "Last-Modified": format_datetime(updated.astimezone(timezone.utc), usegmt=True),
        "Cache-Control": "private, max-age=60",
    }
    if if_none_match is not None:
        is_unchanged = if_none_match.strip() == "*" or tag in _TAGS.findall(if_none_match)
    else:
        is_unchanged = _is_since(updated, if_modified_since)
    if is_unchanged:
        return Answer(304, headers, b"")
    return Answer(200, {**headers, "Content-Type": media_type}, body)


def _is_since(updated: datetime, header: str | None) -> bool:
    """Tell whether nothing changed after the time of the header, a whole second."""
    if header is None:
        return False
    try:
        since = parsedate_to_datetime(header)
    except ValueError:
        return False
    if since.tzinfo is None:
        since = since.replace(tzinfo=timezone.utc)
    return updated.replace(microsecond=0) <= since
