"""A line of the log for each request, and its share of the figures."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)

_LONGEST = 500  # characters of an address


class AccessLog:
    """Logs who asked for what, what came of it, and how long that took.

    `observe` is told of the route's pattern (empty: none), the status and the seconds.
    """

    def __init__(self, application: ASGIApp, observe: Callable[[str, int, float], None]) -> None:
        self._application = application
        self._observe = observe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        status = size = 0
        begin = time.perf_counter()

        async def observe(message: Message) -> None:
            nonlocal status, size
            status = message.get("status", status)
            size += len(message.get("body", b""))
            await send(message)

        try:
            await self._application(scope, receive, observe)
        finally:
            seconds = time.perf_counter() - begin
            self._observe(getattr(scope.get("route"), "path", ""), status, seconds)
            client = scope["client"][0] if scope.get("client") else "-"
            log.info("%s %s %s: %d, %d bytes, %.0f ms", client, scope["method"], _target(scope),
                     status, size, seconds * 1000)  # fmt: skip


def _target(scope: Scope) -> str:
    query = scope.get("query_string", b"").decode("latin-1")
    target = quote(scope["path"]) + (f"?{query}" if query else "")
    return target[:_LONGEST]
