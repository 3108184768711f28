"""One hop of a request: its terms, and the three outcomes that it can have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

import aiohttp
from aiohttp import hdrs
from yarl import URL

from newsmon import urls
from newsmon.fetch.answers import KEEP_METHOD, PERMANENT, Answer
from newsmon.fetch.body_budget import Allowance
from newsmon.model import Failure, Reason


@dataclass(frozen=True, slots=True)
class Request:
    """A request with all its hops."""

    url: str
    headers: Mapping[str, str]
    own_headers: Mapping[str, str]  # only for their origin
    own_origin: URL
    proxy: str | None
    limit: int  # bytes after decompression
    follows_refresh: bool  # a page that sends the reader on counts as a redirect
    form: bytes | None = None  # posted, at every hop; None: GET

    @property
    def method(self) -> str:
        return hdrs.METH_GET if self.form is None else hdrs.METH_POST

    @property
    def conditional(self) -> bool:
        return hdrs.IF_NONE_MATCH in self.headers or hdrs.IF_MODIFIED_SINCE in self.headers


@dataclass(frozen=True, slots=True)
class Moved:
    """A hop that leads on to another URL."""

    url: str
    permanent: bool
    cookies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """A hop that ends the request with a body."""

    response: aiohttp.ClientResponse
    body: bytes
    allowance: Allowance | None

    def answer(self, url: str, final: str, moved: str | None, elapsed: float) -> Answer:
        stated = hdrs.CONTENT_TYPE in self.response.headers
        return Answer(
            url=url,
            final_url=final,
            status=self.response.status,
            headers=tuple(
                (name.decode("latin-1"), value.decode("utf-8", "replace").replace("\0", ""))
                for name, value in self.response.raw_headers
            ),
            body=self.body,
            content_type=self.response.content_type.lower() if stated else "",
            charset=(self.response.charset or "").lower() or None,
            permanent_url=moved,
            elapsed=elapsed,
            allowance=self.allowance,
        )


def moved_to(
    response: aiohttp.ClientResponse, here: str, *, with_form: bool = False
) -> Moved | Failure:
    """Return where a redirect leads; with a form, only those that keep the method count."""
    if with_form and response.status not in KEEP_METHOD:
        return Failure(Reason.PROTOCOL, f"status {response.status} in answer to a form")
    location = response.headers.get(hdrs.LOCATION)
    if not location:
        return Failure(Reason.PROTOCOL, f"status {response.status} without Location")
    raw = location.encode("utf-8", "surrogateescape")
    try:
        location = raw.decode("utf-8")
    except UnicodeDecodeError:
        location = raw.decode("latin-1")  # what headers were once defined to be
    try:
        target = urls.spelling(urljoin(here, location))
    except ValueError as error:
        return Failure(Reason.BAD_URL, f"redirect: {error}")
    cookies = tuple(response.headers.getall(hdrs.SET_COOKIE, []))
    return Moved(target, response.status in PERMANENT, cookies)


def moved_by_page(response: aiohttp.ClientResponse, target: str) -> Moved:
    """Return where a page that sends the reader on leads; that is never permanent."""
    return Moved(target, False, tuple(response.headers.getall(hdrs.SET_COOKIE, [])))
