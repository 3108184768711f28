"""A polite visitor: robots.txt, the host's turn, a free place, and only then the request."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

from newsmon.fetch.answers import Answer
from newsmon.fetch.client import Fetcher, Turn, at_once
from newsmon.fetch.robots import Load, RobotsCache, Save
from newsmon.model import Failure, Reason

log = logging.getLogger(__name__)

_LONGEST_HOLD: Final = 120.0  # seconds a Retry-After may stop a host inside one run

# Waits until a host that a redirect leads to may be asked; gives the failure where it may not.
Admission = Callable[[str], AbstractAsyncContextManager["Failure | None"]]


class Visitor:
    """Asks hosts for pages and feeds as their publishers would like it; one per event loop."""

    def __init__(
        self,
        fetcher: Fetcher,
        *,
        load_robots: Load | None = None,
        save_robots: Save | None = None,
        admission: Admission = at_once,
    ) -> None:
        """`admission` is for hosts that redirects lead to: the caller has leased the first one."""
        settings = fetcher.settings
        self.fetcher = fetcher
        self.gate = fetcher.gate
        self.robots = RobotsCache(
            self._get_robots, agent=settings.user_agent, load=load_robots, save=save_robots
        )
        self._admission = admission

    async def get(
        self, url: str, *, obey_robots: bool = True, proxy: str | None = None, **options: Any
    ) -> Answer | Failure:
        """`Fetcher.get` with manners, at every hop; ROBOTS where a host does not want it.

        Feeds are offered to programs, so polling passes `obey_robots=False`.
        """
        turn: Turn = self._polite_turn
        if obey_robots and self.fetcher.settings.respect_robots:
            turn = partial(self._permitted_turn, proxy=proxy)
        turn = self._admitting_others(turn)
        answer = await self.fetcher.get(url, turn=turn, proxy=proxy, **options)
        if isinstance(answer, Failure) and answer.retry_after and answer.url:
            log.info("%s asks for a pause of %.0f s", host_of(answer.url), answer.retry_after)
            self.gate.hold(host_of(answer.url), min(answer.retry_after, _LONGEST_HOLD))
        return answer

    def _admitting_others(self, turn: Turn) -> Turn:
        """Return a request's turns, before which each host but the first is to be admitted."""
        first: str | None = None

        def admitting(url: str) -> AbstractAsyncContextManager[Failure | None]:
            nonlocal first
            host = host_of(url)
            first = first or host
            return turn(url) if host == first else self._admitted(host, turn(url))

        return admitting

    @asynccontextmanager
    async def _admitted(
        self, host: str, turn: AbstractAsyncContextManager[Failure | None]
    ) -> AsyncIterator[Failure | None]:
        async with self._admission(host) as refusal:
            if refusal is not None:
                yield refusal
                return
            async with turn as failure:
                yield failure

    def _polite_turn(self, url: str) -> AbstractAsyncContextManager[None]:
        return self.gate.passing(host_of(url))

    @asynccontextmanager
    async def _permitted_turn(self, url: str, proxy: str | None) -> AsyncIterator[Failure | None]:
        permission = await self.robots.permission(url, proxy)
        if permission.failure is not None:
            yield permission.failure
        elif permission.allowed:
            async with self.gate.passing(host_of(url), permission.delay):
                yield None
        elif permission.missed:
            yield Failure(Reason.CONNECT, "robots.txt cannot be had")
        else:
            yield Failure(Reason.ROBOTS, "robots.txt does not permit it")

    async def _get_robots(self, url: str, proxy: str | None) -> Answer | Failure:
        return await self.fetcher.get(
            url,
            accept="text/plain,*/*;q=0.5",
            proxy=proxy,
            follow_refresh=False,
            turn=self._admitting_others(self._polite_turn),
        )


def host_of(url: str) -> str:
    """Return the host of a URL that is spelled: no credentials, lower case, mostly no brackets."""
    netloc = url.split("/", 3)[2]
    return urlsplit(url).hostname or "" if "[" in netloc else netloc.partition(":")[0]
