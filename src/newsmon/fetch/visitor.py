"""A polite visitor: robots.txt, the host's turn, a free place, and only then the request."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime, timezone
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

from newsmon.fetch.answers import Answer
from newsmon.fetch.client import Fetcher, Turn, at_once
from newsmon.fetch.rate_limits import seconds_to_wait
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
            self.get_file, agent=settings.user_agent, load=load_robots, save=save_robots
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
        if isinstance(answer, Failure):
            self._heed(answer.url, answer.retry_after)
        else:
            now = datetime.now(timezone.utc)
            self._heed(answer.final_url, seconds_to_wait(answer.headers, now))
        return answer

    async def post(self, url: str, form: bytes) -> Answer | Failure:
        """`Fetcher.post` with manners; every host, the first one too, is to be admitted."""

        def turn(here: str) -> AbstractAsyncContextManager[Failure | None]:
            return self._admitted(host_of(here), self._polite_turn(here))

        answer = await self.fetcher.post(url, form, turn=turn)
        if isinstance(answer, Failure):
            self._heed(answer.url, answer.retry_after)
        return answer

    def _heed(self, url: str | None, pause: float | None) -> None:
        """Let a host wait as long as it asks, or as the rate that it states asks."""
        if url and pause:
            log.info("%s asks for a pause of %.1f s", host_of(url), pause)
            self.gate.hold(host_of(url), min(pause, _LONGEST_HOLD))

    def _admitting_others(self, turn: Turn, leased: str | None = None) -> Turn:
        """Return a request's turns, before which each host but the leased one is to be admitted.

        Without `leased` it is the host of the first hop.
        """
        first = leased

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

    async def get_file(
        self,
        url: str,
        proxy: str | None,
        leased: str | None = None,
        max_bytes: int | None = None,
    ) -> Answer | Failure:
        """Ask for a file that is meant for programs, such as robots.txt.

        `leased` is the host that the caller has leased, where it is not that of the file.
        `max_bytes` caps it.
        """
        return await self.fetcher.get(
            url,
            accept="text/plain,*/*;q=0.5",
            proxy=proxy,
            max_bytes=max_bytes,
            follow_refresh=False,
            turn=self._admitting_others(self._polite_turn, leased),
        )


def host_of(url: str) -> str:
    """Return the host of a URL that is spelled: no credentials, lower case, mostly no brackets."""
    netloc = url.split("/", 3)[2]
    return urlsplit(url).hostname or "" if "[" in netloc else netloc.partition(":")[0]
