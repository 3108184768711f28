"""The rate of requests: per host one pause and a number at once, over all hosts a ceiling.

    groups of URLs by host ─▶ many hosts at a time ─▶ HostGate ─▶ request ─▶ results as they come

One event loop decides for a host; the caller makes sure that no other one works on it. A host is a
name, whatever the port: behind two ports of one name there is one machine.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import (
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
    Iterator,
)
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

Key = TypeVar("Key")
Result = TypeVar("Result")
Item = TypeVar("Item")

_HOSTS_A_REQUEST: Final = 4  # hosts open at once per request: most of them are pausing
_REMEMBERED: Final = 10_000  # hosts whose last request is remembered
_DOUBLINGS: Final = 12
# Written every tenth of a second, a few dozen outcomes share the cost of a transaction: written as
# they came, five or ten at a time, polls of unchanged feeds took 1.8 times the CPU time.
GATHER_SECONDS: Final = 0.1
_FEW: Final = 8  # hosts under way: what is urgent then waits for no others


@dataclass(slots=True)
class _Host:
    places: asyncio.Semaphore
    next_at: float = 0.0  # time of the loop
    users: int = 0
    starts_late: bool = False  # somebody else may have asked it a moment ago
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def pause(self, seconds: float) -> None:
        self.next_at = max(self.next_at, asyncio.get_running_loop().time() + seconds)

    def is_idle(self, now: float) -> bool:
        return self.users == 0 and self.next_at <= now and not self.starts_late

    async def until_next(self) -> None:
        loop = asyncio.get_running_loop()
        wait = self.next_at - loop.time()
        while wait > 0:  # `hold` may have made it longer meanwhile
            await asyncio.sleep(wait)
            wait = self.next_at - loop.time()


class _Passage(AbstractAsyncContextManager[None]):
    """One request's way through the gate. A class, for a generator would cost more than it does."""

    __slots__ = ("_host", "_pause", "_total")

    def __init__(self, host: _Host, total: asyncio.Semaphore, pause: float) -> None:
        self._host, self._total, self._pause = host, total, pause

    async def __aenter__(self) -> None:
        host = self._host
        host.users += 1
        try:
            await host.places.acquire()
        except BaseException:
            host.users -= 1
            raise
        try:
            async with host.turn:
                if host.starts_late:
                    host.starts_late = False
                    host.pause(self._pause)
                await host.until_next()
                # Only now, for a place held while pausing would be lost to all other hosts.
                await self._total.acquire()
                host.pause(self._pause)
        except BaseException:
            self._leave()
            raise

    async def __aexit__(self, *_: object) -> None:
        self._host.pause(self._pause)
        self._total.release()
        self._leave()

    def _leave(self) -> None:
        self._host.places.release()
        self._host.users -= 1


class HostGate:
    """Lets requests to one host through with a pause between them, and only so many in all."""

    def __init__(self, *, delay: float, concurrency: int = 1, total: int = 32) -> None:
        self._delay, self._concurrency = delay, concurrency
        self._total = asyncio.Semaphore(total)
        self._hosts: OrderedDict[str, _Host] = OrderedDict()

    def passing(self, host: str, delay: float | None = None) -> _Passage:
        """Wait for the host's turn, and hold one of its places inside (`async with`).

        `delay` is what the host itself asks for (Crawl-delay); the longer pause holds. It is
        counted from the end of the last request: a server sees no two closer than that.
        """
        return _Passage(self._state(host), self._total, max(self._delay, delay or 0.0))

    def hold(self, host: str, seconds: float) -> None:
        """Let nothing through to a host for a while (it said Retry-After)."""
        self._state(host).pause(seconds)

    def begin_with_a_pause(self, host: str) -> None:
        """Let the next request to a host wait its pause: another process may just have asked."""
        self._state(host).starts_late = True

    def _state(self, host: str) -> _Host:
        if host not in self._hosts:
            self._hosts[host] = _Host(asyncio.Semaphore(self._concurrency))
            if len(self._hosts) > _REMEMBERED:
                self._forget()
        self._hosts.move_to_end(host)
        return self._hosts[host]

    def _forget(self) -> None:
        now = asyncio.get_running_loop().time()
        idle = [n for n, s in self._hosts.items() if s.is_idle(now)]
        for name in idle[: len(self._hosts) // 2]:
            del self._hosts[name]


Many = Iterable[Item] | AsyncIterable[Item]


def _never(_: object) -> bool:
    return False


async def fetch_by_host(
    groups: Many[tuple[str, Iterable[tuple[Key, str]]]],
    fetch: Callable[[Key, str], Awaitable[Result]],
    *,
    concurrency: int,
    per_host: int = 1,
    gather: float = GATHER_SECONDS,
    is_urgent: Callable[[Result], bool] = _never,
) -> AsyncIterator[list[tuple[Key, Result]]]:
    """Fetch URLs that come in groups by host; yields `(key, result)` pairs as they finish.

    A list holds what has finished since the last one was taken, `concurrency` pairs and one at
    most: who writes them down slowly gets more at once. Between two lists lie `gather` seconds, so
    the first of a quiet run comes at once, and so does what is urgent while few hosts are under
    way. `groups` gives `(host, its (key, url) pairs)` and is
    read only as far as there is room: memory does not grow with the number of URLs. `fetch` is
    called at most `per_host` times at once for a group, and for at most four times `concurrency`
    groups, because most of them are pausing inside it (a `Visitor` counts the requests). What
    `groups` or `fetch` raises stops everything, once what has finished was taken.
    """
    results: asyncio.Queue[tuple[Key, Result]] = asyncio.Queue(concurrency)
    room = asyncio.Semaphore(concurrency * _HOSTS_A_REQUEST)
    running: set[asyncio.Future[None]] = set()
    broken: list[BaseException] = []
    hurry = asyncio.Event()

    async def work(pairs: Iterator[tuple[Key, str]]) -> None:
        for key, url in pairs:
            await results.put((key, result := await fetch(key, url)))
            if len(running) <= _FEW and is_urgent(result):
                hurry.set()

    async def one_host(pairs: Iterator[tuple[Key, str]]) -> None:
        if per_host == 1:
            await work(pairs)
        else:
            await together([work(pairs) for _ in range(per_host)])

    def ended(host: asyncio.Future[None]) -> None:
        running.discard(host)
        room.release()
        if not host.cancelled() and (error := host.exception()):
            broken.append(error)
            driver.cancel()

    async def all_hosts() -> None:
        try:
            async for _, pairs in _aiter(groups):
                await room.acquire()
                host = asyncio.ensure_future(one_host(iter(pairs)))
                running.add(host)
                host.add_done_callback(ended)
            if running:
                await asyncio.wait(running)
        finally:
            await _stop(tuple(running))

    driver = asyncio.ensure_future(all_hosts())
    loop, next_at = asyncio.get_running_loop(), 0.0
    try:
        while not (driver.done() and results.empty()):
            taking = asyncio.ensure_future(results.get())
            await asyncio.wait({taking, driver}, return_when=asyncio.FIRST_COMPLETED)
            if taking.done():
                await _first_of(driver, hurry, max(0.0, next_at - loop.time()))
                yield [taking.result(), *(results.get_nowait() for _ in range(results.qsize()))]
                next_at = loop.time() + gather
            else:
                taking.cancel()
        if broken:
            raise broken[0]
        await driver
    finally:
        await _stop({driver})


async def _first_of(work: asyncio.Future[None], event: asyncio.Event, seconds: float) -> None:
    """Wait until work ends or an event is set, which is cleared; but for no longer."""
    waiting = asyncio.ensure_future(event.wait())
    either: set[asyncio.Future[Any]] = {work, waiting}
    await asyncio.wait(either, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    event.clear()


async def together(work: Iterable[Awaitable[object]]) -> None:
    """Run to the end; the first error stops the others and is raised."""
    tasks = {asyncio.ensure_future(each_work) for each_work in work}
    try:
        await asyncio.gather(*tasks)
    finally:
        await _stop(tasks)


async def _stop(tasks: Iterable[asyncio.Future[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _aiter(items: Many[Item]) -> AsyncIterator[Item]:
    if isinstance(items, AsyncIterable):
        async for item in items:
            yield item
    else:
        for item in items:
            yield item


def backoff(
    attempts: int, jitter: float, *, first: float = 60.0, longest: float = 86_400.0
) -> float:
    """Seconds to wait after the n-th failed attempt; `jitter` is a random number from 0 to 1.

    Doubles each time and is spread over its upper half, so that what failed together does not
    come back together.
    """
    wait = min(first * 2.0 ** min(max(attempts, 1) - 1, _DOUBLINGS), longest)
    return wait * (0.5 + 0.5 * jitter)
