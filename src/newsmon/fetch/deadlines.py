"""The time that one hop may take: it stands still while the hop waits for this machine."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar

if sys.version_info >= (3, 11):
    from asyncio import Timeout, timeout

    def _stop(limit: Timeout) -> float | None:
        """Stop the clock; return its time, or None where it has run out."""
        at = None if limit.expired() else limit.when()
        if at is not None:
            limit.reschedule(None)
        return at

    def _resume(limit: Timeout, at: float) -> None:
        limit.reschedule(at)

else:  # what aiohttp itself uses there; `wait_for` would start a task for each request
    from async_timeout import Timeout, timeout  # type: ignore[import-not-found, unused-ignore]

    def _stop(limit: Timeout) -> float | None:
        """Stop the clock; return its time, or None where it has run out."""
        at: float | None = None if limit.expired else limit.deadline
        if at is not None:
            limit.reject()
        return at

    def _resume(limit: Timeout, at: float) -> None:
        limit.update(at)


__all__ = ["deadline", "hasten", "standing_still", "timeout"]

_current: ContextVar[Timeout] = ContextVar("deadline")


@asynccontextmanager
async def deadline(seconds: float) -> AsyncIterator[None]:
    """Raise TimeoutError in what takes longer inside."""
    async with timeout(seconds) as limit:
        _current.set(limit)
        yield


@asynccontextmanager
async def standing_still() -> AsyncIterator[None]:
    """Let the time inside not count for the innermost `deadline`."""
    loop, limit = asyncio.get_running_loop(), _current.get()
    at, begun = _stop(limit), loop.time()
    try:
        yield
    finally:
        if at is not None:
            _resume(limit, at + loop.time() - begun)


def hasten(seconds: float) -> None:
    """Let the innermost `deadline` be so many seconds from now, unless it is sooner."""
    limit = _current.get()
    at = _stop(limit)
    if at is not None:
        _resume(limit, min(at, asyncio.get_running_loop().time() + seconds))
