"""A polite visitor: robots.txt, the host's turn, a free slot, and only then the request."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

from newsmon import urls
from newsmon.fetch.answers import Answer
from newsmon.fetch.client import Fetcher
from newsmon.fetch.robots import Load, RobotsCache, Save
from newsmon.model import Failure, Reason

_LONGEST_HOLD: Final = 120.0  # seconds a Retry-After may stop a host inside one run


class Visitor:
    """Asks hosts for pages and feeds as their publishers would like it; one per event loop."""

    def __init__(
        self, fetcher: Fetcher, *, load_robots: Load | None = None, save_robots: Save | None = None
    ) -> None:
        settings = fetcher.settings
        self.fetcher = fetcher
        self.gate = fetcher.gate
        self.robots = RobotsCache(
            self._get_robots, agent=settings.user_agent, load=load_robots, save=save_robots
        )

    async def get(
        self, url: str, *, obey_robots: bool = True, proxy: str | None = None, **options: Any
    ) -> Answer | Failure:
        """`Fetcher.get` with manners, at every hop; ROBOTS where a host does not want it.

        Feeds are offered to programs, so polling passes `obey_robots=False`.
        """
        obey = obey_robots and self.fetcher.settings.respect_robots
        turn = partial(self._permitted_turn, proxy=proxy) if obey else self._turn
        answer = await self.fetcher.get(url, turn=turn, proxy=proxy, **options)
        if isinstance(answer, Failure) and answer.retry_after:
            with suppress(ValueError):
                self.gate.hold(_host(urls.spelling(url)), min(answer.retry_after, _LONGEST_HOLD))
        return answer

    def _turn(self, url: str) -> AbstractAsyncContextManager[None]:
        return self.gate.passing(_host(url))

    @asynccontextmanager
    async def _permitted_turn(
        self, url: str, *, proxy: str | None
    ) -> AsyncIterator[Failure | None]:
        permission = await self.robots.permission(url, proxy)
        if permission.allowed:
            async with self.gate.passing(_host(url), permission.delay):
                yield None
        elif permission.missed:
            yield Failure(Reason.CONNECT, "robots.txt cannot be had")
        else:
            yield Failure(Reason.ROBOTS, "robots.txt does not permit it")

    async def _get_robots(self, url: str, proxy: str | None) -> Answer | Failure:
        accept = "text/plain,*/*;q=0.5"
        return await self.fetcher.get(url, accept=accept, proxy=proxy, turn=self._turn)


def _host(url: str) -> str:
    """Host of a URL that is spelled: no credentials, lower case, mostly no brackets."""
    netloc = url.split("/", 3)[2]
    return urlsplit(url).hostname or "" if "[" in netloc else netloc.partition(":")[0]
