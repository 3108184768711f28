"""A polite visitor: robots.txt, the host's turn, a free slot, and only then the request."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from newsmon import urls
from newsmon.fetch.answers import Answer
from newsmon.fetch.client import Fetcher
from newsmon.fetch.politeness import HostGate
from newsmon.fetch.robots import Load, RobotsCache, Save
from newsmon.model import Reason, Rejection

_LONGEST_HOLD: Final = 120.0  # seconds a Retry-After may stop a host inside one run


class Visitor:
    """Asks hosts for pages and feeds as their publishers would like it; one per event loop."""

    def __init__(
        self, fetcher: Fetcher, *, load_robots: Load | None = None, save_robots: Save | None = None
    ) -> None:
        settings = fetcher.settings
        self.fetcher = fetcher
        self.gate = HostGate(
            delay=settings.per_host_delay_seconds,
            concurrency=settings.per_host_concurrency,
            total=settings.concurrency,
        )
        self.robots = RobotsCache(
            self._get_robots, agent=settings.user_agent, load=load_robots, save=save_robots
        )

    async def get(
        self, url: str, *, obey_robots: bool = True, **options: Any
    ) -> Answer | Rejection:
        """`Fetcher.get` with manners; ROBOTS where the host does not want it.

        Feeds are offered to programs, so polling passes `obey_robots=False`.
        """
        try:
            spelled = urls.spelling(url)
        except ValueError as error:
            return Rejection(Reason.BAD_URL, str(error))
        host, delay = _host(spelled), None
        if obey_robots and self.fetcher.settings.respect_robots:
            permission = await self.robots.permission(spelled)
            if permission.missed and not permission.allowed:
                return Rejection(Reason.CONNECT, "robots.txt cannot be had")
            if not permission.allowed:
                return Rejection(Reason.ROBOTS, "robots.txt does not permit it")
            delay = permission.delay
        async with self.gate.passing(host, delay):
            answer = await self.fetcher.get(spelled, **options)
        self._learn(host, answer)
        return answer

    async def _get_robots(self, url: str) -> Answer | Rejection:
        async with self.gate.passing(_host(url)):
            return await self.fetcher.get(url, accept="text/plain,*/*;q=0.5")

    def _learn(self, host: str, answer: Answer | Rejection) -> None:
        if isinstance(answer, Rejection):
            if answer.retry_after:
                self.gate.hold(host, min(answer.retry_after, _LONGEST_HOLD))
            return
        reached = _host(answer.final_url)
        if reached != host:  # a redirect was a visit there too
            self.gate.hold(reached, self.fetcher.settings.per_host_delay_seconds)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
