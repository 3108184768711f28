"""The bytes of answers that a process holds, from the network until they are written down.

    chunk ─▶ is there room? ─▶ body ─▶ page or feed ─▶ written ─▶ nobody holds it: room again

Many hosts are asked at one time, and each may send as much as the caps allow. So what goes beyond
a body's first bytes waits for room, and its host with sending (TCP). One body at a time may go
beyond the limit: bodies that are half there must not wait for each other. It has a few seconds to
end, and of those that wait the smallest comes first: hosts that send much and then hardly anything
would hold up all others for as long as a request may take, one after the other.

Who holds an answer and asks for a further one must cap that at SMALL, which never waits, or give
the first one back.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final

FREE: Final = 64 * 1024  # bytes of each body that do not count: on the wire, most have no more
SMALL: Final = 256 * 1024  # bytes: a body that is capped so low does not count at all
BEYOND_SECONDS: Final = 5.0  # that a body may take to end, once it has gone beyond the limit
LIMIT: Final = 16 * 1024 * 1024  # bytes of all bodies together


class BodyBudget:
    """Room for bodies; of one event loop."""

    def __init__(self, limit: int) -> None:
        self.bytes = 0  # that count, of all bodies
        self._limit, self._loop = limit, asyncio.get_running_loop()
        self._is_beyond = False  # some body may go beyond the limit
        self._room = asyncio.Event()
        self._waiting: list[Allowance] = []

    def body(self, cap: int) -> Allowance:
        """Return the allowance of a body that is about to be read, of at most `cap` bytes."""
        return Allowance(self, counted=cap > SMALL)

    def has_room(self, size: int) -> bool:
        return self.bytes + size <= self._limit

    async def wait(self, allowance: Allowance, size: int) -> None:
        """Wait until so many bytes more fit, or this body may go beyond the limit."""
        self._waiting.append(allowance)
        try:
            while not (allowance.goes_beyond or self._is_next(allowance, size)):
                self._room.clear()
                await self._room.wait()
        finally:
            self._waiting.remove(allowance)
            self._room.set()

    def _is_next(self, allowance: Allowance, size: int) -> bool:
        """Tell whether a body that waits may go on, beyond the limit where there is no room."""
        if allowance is not min(self._waiting, key=lambda waiting: waiting.size):
            return False
        if self.has_room(size):
            return True
        if not self._is_beyond:
            self._is_beyond = allowance.goes_beyond = True
        return allowance.goes_beyond

    def take(self, size: int) -> None:
        """Count so many bytes more, or fewer."""
        self.bytes += size
        if size < 0:
            self._room.set()

    def give_back(self, size: int, went_beyond: bool) -> None:
        """Take bytes off; from any thread, and after the end of the loop, too."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._gave_back, size, went_beyond)

    def _gave_back(self, size: int, went_beyond: bool) -> None:
        self._is_beyond = self._is_beyond and not went_beyond
        self.take(-size)
        self._room.set()


class Allowance:
    """The bytes of one body: given back by `release`, or once nobody has it any more."""

    __slots__ = ("_budget", "_counted", "goes_beyond", "size")

    def __init__(self, budget: BodyBudget, *, counted: bool) -> None:
        self.size = 0  # bytes that count
        self.goes_beyond = False
        self._budget, self._counted = budget, counted

    def fits(self, size: int) -> bool:
        """Tell whether the body may grow to so many bytes at once."""
        return self.goes_beyond or self._budget.has_room(self._counting(size) - self.size)

    async def grow(self, size: int) -> None:
        """Have the body grow to so many bytes, as soon as there is room."""
        await self._budget.wait(self, self._counting(size) - self.size)
        self.become(size)

    def become(self, size: int) -> None:
        """Count so many bytes from now on, whether there is room or not."""
        more = self._counting(size) - self.size
        self._budget.take(more)
        self.size += more

    def release(self) -> None:
        """Give back all of it: the body itself is needed no more."""
        if self.size or self.goes_beyond:
            self._budget.give_back(self.size, self.goes_beyond)
        self.size, self.goes_beyond = 0, False

    def _counting(self, size: int) -> int:
        return max(size - FREE, 0) if self._counted else 0

    def __del__(self) -> None:
        self.release()
