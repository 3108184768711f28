"""One GET, under every cap there is.

    spell ─▶ turn ─▶ connect (public addresses only) ─▶ headers ─▶ a redirect? once more
                                                       └▶ body (wire cap) ─▶ decompress (cap)

Redirects are followed here and not by aiohttp: each hop is spelled, checked and counted anew, waits
for its own host's turn, its body is never read, and headers of a feed's configuration (keys,
cookies) go to the configured origin only. A page that sends the reader on at once (meta refresh) is
a redirect, too.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime, timezone
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Final

import aiohttp
from aiohttp import hdrs
from yarl import URL

from newsmon import urls
from newsmon.config.fetch_settings import Fetch as FetchSettings
from newsmon.fetch import answers, descriptors, encodings, meta_refresh, refusals
from newsmon.fetch.answers import Answer
from newsmon.fetch.body_budget import LIMIT, SMALL, BodyBudget
from newsmon.fetch.body_reading import read_body
from newsmon.fetch.bot_auth import Signer
from newsmon.fetch.deadlines import deadline, timeout
from newsmon.fetch.hops import Body, Moved, Request, moved_by_page, moved_to
from newsmon.fetch.politeness import HostGate
from newsmon.fetch.public_addresses import GuardedSockets, Policy, Target, current_target
from newsmon.fetch.resolver import Resolver
from newsmon.model import Failure, Reason

log = logging.getLogger(__name__)

ACCEPT_PAGE: Final = "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.5,*/*;q=0.1"
ACCEPT_FEED: Final = (
    "application/atom+xml,application/rss+xml,application/rdf+xml;q=0.9,application/feed+json;q=0.9,"
    "application/xml;q=0.8,text/xml;q=0.8,application/json;q=0.7,*/*;q=0.1"
)
_FORM: Final = "application/x-www-form-urlencoded"
_MAX_HEADERS: Final = 256  # lines
_KEEP_ALIVE: Final = 30.0  # seconds; longer than the pause between two requests to a host
_DESCRIPTORS_A_REQUEST: Final = 8  # with fewer open files than that, no connection is kept alive
_EXPLANATION_SECONDS: Final = 5.0  # longest wait for the body of a refusal
_DNS_CACHE: Final = 300  # seconds; addresses are checked at connect time, so age is no risk


# Waits until a URL may be asked for; gives the failure where it may not.
Turn = Callable[[str], AbstractAsyncContextManager["Failure | None"]]


@asynccontextmanager
async def at_once(_: str) -> AsyncIterator[Failure | None]:
    """Turn of who waits for nobody."""
    yield None


class Fetcher:
    """Async context manager around one connection pool; safe for many `get`s at once."""

    def __init__(self, settings: FetchSettings | None = None, *, body_bytes: int = LIMIT) -> None:
        """`body_bytes` is the room for all bodies that are held at one time."""
        self.settings = settings or FetchSettings()
        self.policy = Policy.allowing(self.settings.allow_private_hosts)
        self.user_agent = user_agent(self.settings)
        limit = descriptors.raise_limit()
        self._few = limit < _DESCRIPTORS_A_REQUEST * self.settings.concurrency
        self.gate = HostGate(  # here, for all who share the connections share one politeness
            delay=self.settings.per_host_delay_seconds,
            concurrency=self.settings.per_host_concurrency,
            total=min(self.settings.concurrency, descriptors.requests_at_once(limit)),
        )
        signature = self.settings.signature
        self._signer = Signer(signature.key, signature.agent) if signature else None
        self._resolver = Resolver()
        self._session: aiohttp.ClientSession | None = None
        self.budget: BodyBudget | None = None
        self._body_bytes = body_bytes

    async def __aenter__(self) -> Fetcher:
        limit = self.settings.max_header_bytes
        self.budget = BodyBudget(self._body_bytes)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=0,  # politeness counts requests; a second count could only deadlock
                resolver=self._resolver,
                ttl_dns_cache=_DNS_CACHE,
                keepalive_timeout=None if self._few else _KEEP_ALIVE,
                force_close=self._few,
                socket_factory=GuardedSockets(self.policy),
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={hdrs.USER_AGENT: self.user_agent, hdrs.ACCEPT_ENCODING: encodings.ACCEPTED},
            auto_decompress=False,
            trust_env=False,
            timeout=aiohttp.ClientTimeout(
                total=None, sock_connect=self.settings.connect_timeout_seconds
            ),
            max_line_size=limit,
            max_field_size=limit,
            max_headers=_MAX_HEADERS,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._session is not None
        await self._session.close()
        await self._resolver.close()

    async def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        headers: Mapping[str, str] | None = None,
        headers_for: str | None = None,
        proxy: str | None = None,
        max_bytes: int | None = None,
        accept: str = ACCEPT_PAGE,
        follow_refresh: bool = True,
        turn: Turn = at_once,
    ) -> Answer | Failure:
        """Ask for a URL; never raises for what a server or the network does.

        `etag` and `last_modified` are those of the last answer: then 304 is a good answer.
        `headers` go to the origin of `headers_for` (the URL's own, by default) and to no other, at
        no hop. `follow_refresh`: a page that sends the reader on at once counts as a redirect.
        `max_bytes` caps the body after decompression.
        Every hop is made inside its `turn`; waiting for one does not count as time of the request.
        """
        try:
            spelled = urls.spelling(url)
            own_origin = URL(urls.spelling(headers_for) if headers_for else spelled).origin()
        except ValueError as error:
            return Failure(Reason.BAD_URL, str(error))
        general: dict[str, str] = {hdrs.ACCEPT: accept}
        if etag:
            general[hdrs.IF_NONE_MATCH] = answers.entity_tags(etag)
        if last_modified:
            general[hdrs.IF_MODIFIED_SINCE] = last_modified
        limit = min(max_bytes or self.settings.max_body_bytes, self.settings.max_body_bytes)
        return await self._follow(
            Request(spelled, general, headers or {}, own_origin, proxy, limit, follow_refresh), turn
        )

    async def post(self, url: str, form: bytes, *, turn: Turn = at_once) -> Answer | Failure:
        """Send a form (urlencoded), under the same caps; never raises for what a server does.

        Of redirects only those are followed that keep the method, 307 and 308.
        """
        try:
            spelled = urls.spelling(url)
        except ValueError as error:
            return Failure(Reason.BAD_URL, str(error))
        headers: dict[str, str] = {hdrs.CONTENT_TYPE: _FORM, hdrs.ACCEPT: "*/*"}
        origin, limit = URL(spelled).origin(), self.settings.max_body_bytes
        return await self._follow(
            Request(spelled, headers, {}, origin, None, limit, False, form), turn
        )

    async def _follow(self, request: Request, turn: Turn) -> Answer | Failure:
        loop, spent = asyncio.get_running_loop(), 0.0
        here, permanent = request.url, True
        cookies: aiohttp.CookieJar | None = None
        for _ in range(self.settings.max_redirects + 1):
            async with turn(here) as no:
                if no is not None:
                    return replace(no, url=here)
                start = loop.time()
                seconds = self.settings.timeout_seconds - spent
                target = await self._timed_hop(request, here, cookies, seconds)
                spent += loop.time() - start
            if isinstance(target, Failure):
                log.debug("%s: %s", target.reason.value, target.detail, extra={"url": here})
                return replace(target, url=here)
            if isinstance(target, Body):
                log.debug("%d bytes in %.2f s", len(target.body), spent, extra={"url": here})
                moved = here if permanent and here != request.url else None
                return target.answer(request.url, here, moved, spent)
            # Some sites set a cookie and send the reader back to see whether it returns.
            cookies = cookies or aiohttp.CookieJar(unsafe=True)  # unsafe: also from an IP address
            cookies.update_cookies_from_headers(target.cookies, URL(here, encoded=True))
            permanent = permanent and target.permanent
            log.debug("redirects to %s", target.url, extra={"url": here})
            here = target.url
        return Failure(Reason.TOO_MANY_REDIRECTS, f"more than {self.settings.max_redirects}")

    async def _timed_hop(
        self, request: Request, here: str, cookies: aiohttp.CookieJar | None, seconds: float
    ) -> Body | Moved | Failure:
        """Make one hop; again, after a while, where this machine had no descriptor left for it."""
        patience = descriptors.Patience()
        while True:
            try:
                async with deadline(seconds):
                    return await self._hop(request, here, cookies)
            except (asyncio.TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
                if not await patience.waits_after(error):
                    return answers.failure(error)

    async def _hop(
        self, request: Request, here: str, cookies: aiohttp.CookieJar | None
    ) -> Body | Moved | Failure:
        assert self._session is not None
        url = URL(here, encoded=True)
        hop = Target(url.raw_host or "", url.port or 0, through_proxy=request.proxy is not None)
        current_target.set(hop)
        if request.proxy and (no := await self._refused_behind_proxy(hop)):
            return no
        try:
            async with self._session.request(
                request.method,
                url,
                data=request.form,
                headers=self._headers(request, here, cookies),
                proxy=request.proxy,
                allow_redirects=False,
            ) as response:
                return await self._read(response, request, here)
        except aiohttp.ClientConnectorError:
            if hop.refused:
                return Failure(Reason.FORBIDDEN_ADDRESS, f"{hop.host}: {hop.refused[0]}")
            raise

    async def _refused_behind_proxy(self, hop: Target) -> Failure | None:
        """The proxy connects for us, so the target's addresses are checked beforehand."""
        try:
            resolved = await self._resolver.resolve(hop.host.strip("[]"), hop.port)
        except OSError as error:
            return Failure(Reason.DNS, f"{hop.host}: {error}"[:300])
        for address in resolved:
            if not self.policy.allows(hop.host, hop.port, address["host"]):
                return Failure(Reason.FORBIDDEN_ADDRESS, f"{hop.host}: {address['host']}")
        return None

    def _headers(
        self, request: Request, here: str, cookies: aiohttp.CookieJar | None
    ) -> dict[str, str]:
        signed = self._signer.headers(here) if self._signer else {}
        if not request.own_headers and cookies is None:
            return {**request.headers, **signed}
        at_home = URL(here, encoded=True).origin() == request.own_origin
        own = request.own_headers if at_home else {}
        result = {**request.headers, **own, **signed}
        if cookies is not None:
            matching = cookies.filter_cookies(URL(here, encoded=True))
            pairs = "; ".join(f"{name}={morsel.value}" for name, morsel in matching.items())
            if pairs and not any(name.lower() == "cookie" for name in own):
                result[hdrs.COOKIE] = pairs
        return result

    async def _read(
        self, response: aiohttp.ClientResponse, request: Request, here: str
    ) -> Body | Moved | Failure:
        size = sum(len(name) + len(value) for name, value in response.raw_headers)
        if size > self.settings.max_header_bytes:
            return Failure(Reason.HEADERS_TOO_LARGE, f"{size} bytes")
        if no := await self._refusal(response):
            return no
        if response.status in answers.REDIRECTS:
            return moved_to(response, here, with_form=request.form is not None)
        if response.status == 304:
            if not request.conditional:
                return Failure(Reason.PROTOCOL, "status 304, but nothing was asked about")
            return Body(response, b"", None)
        return await self._page_or_refresh(response, request, here)

    async def _refusal(self, response: aiohttp.ClientResponse) -> Failure | None:
        """Return the failure that a status means, explained by its body where it has one."""
        status, explanation = response.status, b""
        if status in refusals.EXPLAINED:
            with suppress(asyncio.TimeoutError, aiohttp.ClientError):
                async with timeout(_EXPLANATION_SECONDS):
                    body = await self._body(response, refusals.EXPLANATION, refusals.EXPLANATION)
                    explanation = body.body if isinstance(body, Body) else b""
        headers = tuple(response.headers.items())
        return refusals.refusal(status, headers, explanation, datetime.now(timezone.utc))

    async def _page_or_refresh(
        self, response: aiohttp.ClientResponse, request: Request, here: str
    ) -> Body | Moved | Failure:
        most = min(self.settings.max_wire_bytes, max(request.limit, SMALL))
        result = await self._body(response, request.limit, most)
        if isinstance(result, Body) and request.follows_refresh:
            target = meta_refresh.target(result.body, response.content_type, here)
            return moved_by_page(response, target) if target else result
        return result

    async def _body(
        self, response: aiohttp.ClientResponse, limit: int, most: int
    ) -> Body | Failure:
        """Return the body under two caps: `most` bytes over the wire, `limit` once unpacked."""
        assert self.budget is not None
        allowance = self.budget.body(limit)
        body = await read_body(response, allowance, limit=limit, most=most)
        return body if isinstance(body, Failure) else Body(response, body, allowance)


def user_agent(settings: FetchSettings) -> str:
    """Return the User-Agent: product, version, and where a publisher can read more."""
    try:
        release = version("newsmon")
    except PackageNotFoundError:
        release = "0"
    contact = f" (+{settings.contact_url})" if settings.contact_url else ""
    return f"{settings.user_agent}/{release}{contact}"
