"""The outcome of a request: an Answer to work with, or a Failure that says why there is none."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Final

import aiohttp

from newsmon.fetch.body_budget import Allowance
from newsmon.model import Failure, Reason

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
PERMANENT: Final = frozenset({301, 308})
KEEP_METHOD: Final = frozenset({307, 308})
# Nobody means more; a bound here keeps absurd numbers out of the arithmetic of dates.
_MAX_WAIT: Final = 30 * 86_400.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A good answer: 2xx with its body, or 304 (then the body is empty)."""

    url: str  # as asked for
    final_url: str  # after redirects
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes  # Content-Encoding undone
    content_type: str  # lower case, without parameters; empty where none was stated
    charset: str | None  # as the header states it
    permanent_url: str | None  # where it has moved to, if every redirect on the way was permanent
    elapsed: float  # seconds
    allowance: Allowance | None = None  # goes along with the body until it is written

    def header(self, name: str) -> str | None:
        """First value of a header; names are compared without case."""
        lower = name.lower()
        return next((value for key, value in self.headers if key.lower() == lower), None)

    @property
    def etag(self) -> str | None:
        return self.header("ETag")

    @property
    def last_modified(self) -> str | None:
        return self.header("Last-Modified")

    @property
    def unchanged(self) -> bool:
        return self.status == 304


def retry_after(stated: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for: 0 where it lies in the past, 30 days at most."""
    text = (stated or "").strip()
    if not text:
        return None
    try:
        seconds = float(int(text[:12]))
    except ValueError:
        try:
            at = parsedate_to_datetime(text[:64])
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        if at.tzinfo is None:
            at = at.replace(tzinfo=timezone.utc)
        seconds = (at - now).total_seconds()
    return min(max(seconds, 0.0), _MAX_WAIT)


def entity_tags(etag: str) -> str:
    """Return the If-None-Match for an ETag as it was received.

    Apache's mod_deflate appends the encoding to the tag (`"x-gzip"`) and then compares with the
    tag of the file (`"x"`), so that it never answers 304: both forms are sent, as HTTP allows.
    """
    plain = _ENCODED_TAG.fullmatch(etag.strip())
    return f"{etag}, {plain[1]}{plain[2]}" if plain else etag


_ENCODED_TAG: Final = re.compile(r'((?:W/)?"[^"]+)[-;+](?:gzip|br|deflate|zstd|df)(")')


def failure(error: BaseException) -> Failure:
    """Return the failure that an exception of aiohttp or asyncio means."""
    detail = f"{type(error).__name__}: {error}".replace("\0", "")[:300]
    for kinds, reason in _FAILURES:
        if isinstance(error, kinds):
            if reason is Reason.PROTOCOL and _OVER_A_CAP.search(detail):
                reason = Reason.HEADERS_TOO_LARGE  # noqa: PLW2901 (a finer name for the same)
            return Failure(reason, detail)
    return Failure(Reason.PROTOCOL, detail)


_OVER_A_CAP: Final = re.compile(r"Got more than|Too many headers")  # of aiohttp, on headers
# The first that matches counts: aiohttp's exceptions are finer ones of coarser ones.
_FAILURES: Final[tuple[tuple[tuple[type[BaseException], ...], Reason], ...]] = (
    ((asyncio.TimeoutError, TimeoutError), Reason.TIMEOUT),
    ((aiohttp.ClientConnectorDNSError,), Reason.DNS),
    ((aiohttp.ClientSSLError, aiohttp.ClientConnectorCertificateError), Reason.TLS),
    ((aiohttp.ClientHttpProxyError, aiohttp.ClientConnectorError), Reason.CONNECT),
    ((aiohttp.InvalidURL,), Reason.BAD_URL),
    ((aiohttp.ClientError, OSError, ValueError), Reason.PROTOCOL),
)
