"""Names to addresses in threads of our own."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from aiohttp.abc import AbstractResolver, ResolveResult

_THREADS: Final = 64  # asyncio's own pool has six on two cores: a few dead servers would fill it


class Resolver(AbstractResolver):
    """The system's resolver; slow names wait beside each other and not in a queue."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="dns")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        loop = asyncio.get_running_loop()
        results = await loop.run_in_executor(
            self._pool, lambda: socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
        )
        return [
            ResolveResult(
                hostname=host, host=_literal(target), port=port, family=family_, proto=proto,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for family_, _, proto, _, target in results
        ]  # fmt: skip

    async def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def _literal(target: tuple[object, ...]) -> str:
    """Address with its zone: `fe80::1` means nothing without the link it is on."""
    if len(target) == 4 and target[3]:
        return f"{str(target[0]).partition('%')[0]}%{target[3]}"
    return str(target[0])
