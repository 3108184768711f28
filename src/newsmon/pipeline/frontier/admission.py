"""Admission to hosts that redirects lead to: asked under a lease, like all others.

The host that was asked first is leased with its row. A redirect may lead to a host of another
bucket, which another process may be asking at this moment.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from newsmon.errors import NewsmonError
from newsmon.model import Failure, Reason
from newsmon.pipeline.frontier.host_health import HostHealth
from newsmon.pipeline.frontier.network import Network

_WAIT_SECONDS: Final = 10.0  # for a bucket that another process has leased
_LOOK_SECONDS: Final = 0.5


class HostLeasedError(NewsmonError):
    """Another process has leased the host that a redirect leads to: the row is for later."""


class Admission:
    """Leases the bucket of a host for the time of one request."""

    def __init__(self, net: Network, health: HostHealth | None = None) -> None:
        self._net, self._health = net, health or HostHealth()

    @asynccontextmanager
    async def __call__(self, host: str) -> AsyncIterator[Failure | None]:
        """Yield None under a lease, or the failure of a host that is out of reach.

        Raises HostLeasedError where another process keeps the lease.
        """
        if self._health.is_out_of_reach(host):
            yield Failure(Reason.CONNECT, f"{host} did not answer a moment ago")
            return
        bucket = await self._lease(host)
        try:
            yield None
        finally:
            await asyncio.to_thread(self._net.buckets.release, [bucket])

    async def _lease(self, host: str) -> int:
        buckets, give_up_at = self._net.buckets, time.monotonic() + _WAIT_SECONDS
        while (bucket := await asyncio.to_thread(buckets.lease_host, host)) is None:
            if time.monotonic() >= give_up_at:
                raise HostLeasedError(f"another process is asking {host}")
            await asyncio.sleep(_LOOK_SECONDS)
        if buckets.first_contacts([(bucket, host)]):
            self._net.fetcher.gate.begin_with_a_pause(host)
        return bucket
