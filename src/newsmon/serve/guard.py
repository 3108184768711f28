"""The guard before the application: who may ask, how often, and what a browser may not do.

Each layer is an ASGI application around the next one. `around` puts them together.
"""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from newsmon.serve import problem_details

MAX_BODY: Final = 1024 * 1024  # bytes of a request
_OPEN: Final = frozenset({"/healthz"})  # says nothing that is worth a token
_MOST_CLIENTS: Final = 10_000  # remembered by the limit of rates
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors {framed_by}"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "private, no-cache",
}


@dataclass(frozen=True, slots=True)
class Access:
    """The leave to ask: under which names, with which token (None: anybody), how often."""

    hostnames: frozenset[str] = frozenset()
    token: str | None = None
    requests_per_minute: int = 600


def around(application: ASGIApp, access: Access) -> ASGIApp:
    """Let through to an application what may ask it."""
    guarded: ASGIApp = BodyLimit(problem_details.LastResort(application))
    if access.token:
        guarded = TokenCheck(guarded, access.token)
    guarded = HostCheck(guarded, access.hostnames)
    guarded = RateLimit(guarded, access.requests_per_minute)
    return SecurityHeaders(guarded)


def is_loopback(host: str) -> bool:
    """Tell whether nobody but this machine reaches what listens at a host."""
    address = _address(host)
    return host == "localhost" if address is None else address.is_loopback


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


class SecurityHeaders:
    """Adds to each answer what a browser must not do with it, unless the answer says it itself.

    `framed_by` says whose pages may show ours in a frame, as `frame-ancestors` does.
    """

    def __init__(self, application: ASGIApp, framed_by: str = "'none'") -> None:
        self._application = application
        self._headers = {
            name: value.format(framed_by=framed_by) for name, value in _HEADERS.items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._application(scope, receive, add)


class RateLimit:
    """A bucket of requests for each client, refilled evenly; a quarter of a minute's fit in it."""

    def __init__(
        self, application: ASGIApp, per_minute: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._application = application
        self._rate = per_minute / 60
        self._size = max(per_minute / 4, 1.0)
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = (
            OrderedDict()
        )  # requests in it, since when

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or (wait := self._wait(_client(scope))) <= 0:
            await self._application(scope, receive, send)
            return
        seconds = str(int(wait) + 1)
        detail = f"More requests than serve.requests_per_minute allows: wait {seconds} s."
        await problem_details.answer(429, detail, headers={"Retry-After": seconds})(
            scope, receive, send
        )

    def _wait(self, client: str) -> float:
        """Take a request from the client's bucket; returns the seconds to wait, 0 if it had one."""
        now = self._clock()
        tokens, at = self._buckets.pop(client, (self._size, now))
        tokens = min(self._size, tokens + (now - at) * self._rate)
        allowed = tokens >= 1
        self._buckets[client] = (tokens - allowed, now)
        if len(self._buckets) > _MOST_CLIENTS:
            self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - tokens) / self._rate


def _client(scope: Scope) -> str:
    """Return who asks: an IPv4 address, or the network that an IPv6 client chooses its from."""
    host = scope["client"][0] if scope.get("client") else ""
    address = _address(host)
    if isinstance(address, ipaddress.IPv6Address) and not address.ipv4_mapped:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(host)


class HostCheck:
    """Refuses names that are not ours: a stranger's page may have its own name lead here.

    An address or `localhost` needs no leave, as no name has to be resolved for it. The page that
    asks (`Origin`) must be ours as well.
    """

    def __init__(self, application: ASGIApp, hostnames: frozenset[str]) -> None:
        self._application = application
        self._hostnames = {name.lower() for name in hostnames}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            if not self._is_ours(f"http://{headers.get('host', '')}"):
                detail = "This is not a name of newsmon: name it in serve.hostnames."
                await problem_details.answer(421, detail)(scope, receive, send)
                return
            if (origin := headers.get("origin")) and not self._is_ours(origin):
                detail = "The pages of other sites may not ask newsmon."
                await problem_details.answer(403, detail)(scope, receive, send)
                return
        await self._application(scope, receive, send)

    def _is_ours(self, url: str) -> bool:
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:
            return False
        return host == "localhost" or host in self._hostnames or _address(host) is not None


class TokenCheck:
    """Asks for the token, as a bearer's or, for browsers, as the password of any user."""

    def __init__(self, application: ASGIApp, token: str) -> None:
        self._application = application
        self._digest = _digest(token)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in _OPEN or self._has_token(scope):
            await self._application(scope, receive, send)
            return
        detail = "Send the token of newsmon serve: `Authorization: Bearer …`."
        challenge = {"WWW-Authenticate": 'Bearer realm="newsmon", Basic realm="newsmon"'}
        await problem_details.answer(401, detail, headers=challenge)(scope, receive, send)

    def _has_token(self, scope: Scope) -> bool:
        scheme, _, value = Headers(scope=scope).get("authorization", "").partition(" ")
        token = value.strip()
        if scheme.lower() == "basic":
            token = _password(token)
        elif scheme.lower() != "bearer":
            return False
        return secrets.compare_digest(_digest(token), self._digest)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


def _password(credentials: str) -> str:
    try:
        return base64.b64decode(credentials, validate=True).decode().partition(":")[2]
    except ValueError:
        return ""


class BodyLimit:
    """Refuses what sends more than anybody needs to ask."""

    def __init__(self, application: ASGIApp, most: int = MAX_BODY) -> None:
        self._application = application
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdecimal() or int(length) > self._most:
            await problem_details.answer(413, "The request is too large.")(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._most:  # it did not say how long it is
                return {"type": "http.disconnect"}
            return message

        await self._application(scope, counted, send)
