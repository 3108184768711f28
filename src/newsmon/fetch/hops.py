"""One step of a request: what is asked for, and the three things that can come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

import aiohttp
from aiohttp import hdrs

from newsmon import urls
from newsmon.fetch.answers import PERMANENT, Answer
from newsmon.model import Failure, Reason


@dataclass(frozen=True, slots=True)
class Request:
    url: str
    headers: Mapping[str, str]
    own_headers: Mapping[str, str]  # only for the host first asked
    proxy: str | None
    limit: int  # bytes after decompression

    @property
    def conditional(self) -> bool:
        return hdrs.IF_NONE_MATCH in self.headers or hdrs.IF_MODIFIED_SINCE in self.headers


@dataclass(frozen=True, slots=True)
class Moved:
    url: str
    permanent: bool
    cookies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    response: aiohttp.ClientResponse
    body: bytes

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
        )


def moved_to(response: aiohttp.ClientResponse, here: str) -> Moved | Failure:
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
