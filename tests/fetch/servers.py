"""Real servers on loopback: polite ones (aiohttp.web) and hostile ones (bare sockets)."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

from aiohttp import web

from newsmon.fetch import FetchSettings

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Raw = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def settings(**changed: object) -> FetchSettings:
    """Settings that reach loopback and do not pause; everything else as it comes."""
    given = {"allow_private_hosts": ("127.0.0.1",), "per_host_delay_seconds": 0, **changed}
    return FetchSettings.model_validate(given)


@contextlib.asynccontextmanager
async def site(handler: Handler) -> AsyncIterator[str]:
    """Serve every path by one handler; yields `http://127.0.0.1:port`."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    listening = web.TCPSite(runner, "127.0.0.1", 0)
    await listening.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def raw(respond: Raw, *, wait_for_request: bool = True) -> AsyncIterator[str]:
    """Serve by writing bytes; connections still open at the end are cut."""
    open_ones: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        open_ones.add(task)
        try:
            if wait_for_request:
                await reader.readuntil(b"\r\n\r\n")
            await respond(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            open_ones.discard(task)
            writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in list(open_ones):
            task.cancel()
        await asyncio.gather(*open_ones, return_exceptions=True)


def answering(data: bytes) -> Raw:
    """Respond with these bytes and close."""

    async def respond(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()

    return respond
