"""How often we knock: per host one pause and a number of requests, over all hosts a ceiling.

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
)
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final, TypeVar

Key = TypeVar("Key")
Result = TypeVar("Result")
Item = TypeVar("Item")

_HOSTS_PER_SLOT: Final = 4  # hosts open at once per request slot: most of them are pausing
_REMEMBERED: Final = 10_000  # hosts whose last request is remembered
_DOUBLINGS: Final = 12


@dataclass(slots=True)
class _Host:
    slots: asyncio.Semaphore
    next_at: float = 0.0  # time of the loop
    users: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def pause(self, seconds: float) -> None:
        self.next_at = max(self.next_at, asyncio.get_running_loop().time() + seconds)


class HostGate:
    """Lets requests to one host through with a pause between them, and only so many in all."""

    def __init__(self, *, delay: float, concurrency: int = 1, total: int = 32) -> None:
        self._delay, self._concurrency = delay, concurrency
        self._total = asyncio.Semaphore(total)
        self._hosts: OrderedDict[str, _Host] = OrderedDict()

    @asynccontextmanager
    async def passing(self, host: str, delay: float | None = None) -> AsyncIterator[None]:
        """Wait for the host's turn, and hold one of its places inside.

        `delay` is what the host itself asks for (Crawl-delay); the longer pause holds. It is
        counted from the end of the last request: a server sees no two closer than that.
        """
        state = self._state(host)
        state.users += 1
        pause = max(self._delay, delay or 0.0)
        try:
            async with state.slots:
                async with state.turn:
                    await self._until(state)
                    # Only now, for a place held while pausing would be lost to all other hosts.
                    await self._total.acquire()
                    state.pause(pause)
                try:
                    yield
                finally:
                    state.pause(pause)
                    self._total.release()
        finally:
            state.users -= 1

    async def _until(self, state: _Host) -> None:
        loop = asyncio.get_running_loop()
        wait = state.next_at - loop.time()
        while wait > 0:  # `hold` may have made it longer meanwhile
            await asyncio.sleep(wait)
            wait = state.next_at - loop.time()

    def hold(self, host: str, seconds: float) -> None:
        """Let nothing through to a host for a while (it said Retry-After)."""
        self._state(host).pause(seconds)

    def _state(self, host: str) -> _Host:
        if host not in self._hosts:
            self._hosts[host] = _Host(asyncio.Semaphore(self._concurrency))
            if len(self._hosts) > _REMEMBERED:
                self._forget()
        self._hosts.move_to_end(host)
        return self._hosts[host]

    def _forget(self) -> None:
        now = asyncio.get_running_loop().time()
        idle = [n for n, s in self._hosts.items() if s.users == 0 and s.next_at <= now]
        for name in idle[: len(self._hosts) // 2]:
            del self._hosts[name]


Many = Iterable[Item] | AsyncIterable[Item]


async def each(
    groups: Many[tuple[str, Many[tuple[Key, str]]]],
    fetch: Callable[[Key, str], Awaitable[Result]],
    *,
    concurrency: int,
    per_host: int = 1,
) -> AsyncIterator[list[tuple[Key, Result]]]:
    """Fetch URLs that come in groups by host; yields `(key, result)` pairs as they finish.

    A list holds what has finished since the last one was taken, `concurrency` pairs and one at
    most: who writes them down slowly gets more at once. `groups` gives `(host, its (key, url)
    pairs)` and is read only as far as there is room: memory does not grow with the number of URLs.
    `fetch` is called at most `per_host` times at once for a group, and for at most four times
    `concurrency` groups, because most of them are pausing inside it (a `Visitor` counts the
    requests).
    """
    results: asyncio.Queue[tuple[Key, Result]] = asyncio.Queue(concurrency)
    room = asyncio.Semaphore(concurrency * _HOSTS_PER_SLOT)

    async def work(pairs: AsyncIterator[tuple[Key, str]], lock: asyncio.Lock) -> None:
        while True:
            async with lock:
                pair = await anext(pairs, None)
            if pair is None:
                return
            await results.put((pair[0], await fetch(*pair)))

    async def one_host(pairs: Many[tuple[Key, str]]) -> None:
        try:
            iterator, lock = _aiter(pairs), asyncio.Lock()
            await _together([work(iterator, lock) for _ in range(per_host)])
        finally:
            room.release()

    async def all_hosts() -> None:
        running: set[asyncio.Future[None]] = set()
        try:
            async for _, pairs in _aiter(groups):
                await room.acquire()
                running.add(asyncio.ensure_future(one_host(pairs)))
                for done in [task for task in running if task.done()]:
                    running.discard(done)
                    done.result()
            await asyncio.gather(*running)
        finally:
            await _stop(running)

    driver = asyncio.ensure_future(all_hosts())
    try:
        while not (driver.done() and results.empty()):
            taking = asyncio.ensure_future(results.get())
            await asyncio.wait({taking, driver}, return_when=asyncio.FIRST_COMPLETED)
            if taking.done():
                yield [taking.result(), *(results.get_nowait() for _ in range(results.qsize()))]
            else:
                taking.cancel()
        await driver
    finally:
        await _stop({driver})


async def _together(work: list[Awaitable[None]]) -> None:
    """Run to the end; the first error stops the others and is raised."""
    tasks = {asyncio.ensure_future(one) for one in work}
    try:
        await asyncio.gather(*tasks)
    finally:
        await _stop(tasks)


async def _stop(tasks: Iterable[asyncio.Future[None]]) -> None:
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
