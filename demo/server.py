"""The sample world on loopback: an outlet a port, a thread of its own, changeable while it runs."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from types import TracebackType

from aiohttp import web

from demo import pages, world
from demo.world import Outlet, Sample

FIRST_PORT = 8930  # fixed, so that addresses and identities are the same in every demonstration


class World:
    """Serves samples until it is left, as a context manager.

    Ports are `first_port` and the next four; 0 lets the system choose five.
    """

    def __init__(self, samples: list[Sample], *, first_port: int = 0) -> None:
        self.samples = samples
        self._first_port = first_port
        self.bases: dict[str, str] = {}
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._failed: OSError | None = None
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self) -> World:
        self._thread.start()
        self._ready.wait()
        if self._failed is not None:
            raise self._failed
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def publish(self, sample: Sample) -> None:
        """One more article, at once on its outlet's page and feed."""
        self.samples = [*self.samples, sample]

    def _work(self) -> None:
        asyncio.set_event_loop(self._loop)
        runners: list[web.AppRunner] = []
        try:
            for number, outlet in enumerate(world.OUTLETS):
                port = self._first_port and self._first_port + number
                runners.append(self._loop.run_until_complete(self._serve(outlet, port)))
        except OSError as error:
            self._failed = error
        self._ready.set()
        if self._failed is None:
            self._loop.run_forever()
        for runner in runners:
            self._loop.run_until_complete(runner.cleanup())
        self._loop.close()

    async def _serve(self, outlet: Outlet, port: int) -> web.AppRunner:
        async def answer(request: web.Request) -> web.Response:
            return self._answer(outlet, request)

        app = web.Application()
        app.router.add_get("/{path:.*}", answer)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        self.bases[outlet.slug] = f"http://127.0.0.1:{runner.addresses[0][1]}"
        return runner

    def _answer(self, outlet: Outlet, request: web.Request) -> web.Response:
        base = self.bases[outlet.slug]
        ours = [sample for sample in self.samples if sample.outlet == outlet.slug]
        if request.path == world.MOVED_FEED[0] and outlet.feed == world.MOVED_FEED[0]:
            return web.Response(status=301, headers={"Location": base + world.MOVED_FEED[1]})
        if request.path in {outlet.feed, world.MOVED_FEED[1]}:
            return self._feed(outlet, ours, base, request)
        if request.path == world.CONSENT_WALL:
            return web.Response(text=pages.CONSENT, content_type="text/html")
        for sample in ours:
            if sample.path == request.path:
                if sample.moved_to:
                    return web.Response(status=301, headers={"Location": base + sample.moved_to})
                page = pages.article_page(outlet, sample, base)
                return web.Response(text=page, content_type="text/html")
        return web.Response(status=404, text="There is no such page.")

    def _feed(
        self, outlet: Outlet, samples: list[Sample], base: str, request: web.Request
    ) -> web.Response:
        dead = {
            "delta-courier": (world.MISSING,),
            "meridian-business": (world.CONSENT_WALL,),
        }.get(outlet.slug, ())
        listed = [sample for sample in samples if sample.moved_to is None]
        body, kind = pages.feed(outlet, listed, base, dead_links=dead)
        etag = f'"{hashlib.sha256(body.encode()).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=body.encode(), headers={"Content-Type": kind, "ETag": etag})
