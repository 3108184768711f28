"""Leases on host buckets: the groups of hosts that only this process may ask.

A host bucket is one of 64 groups of hosts; whoever holds its lease is the only one to ask them. A
lease is a claim of one session, so that the two streams of a process share its leases,
while two processes exclude each other, whichever stage they are at.

Fetching may take hours, and a poll is due now: so a process declares its demand for the buckets
that its polling waits for, and a fetching process gives way once the requests under way are
answered. Demand is another claim, which ends with its holder, too.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Iterable, Sequence

from psycopg2.extensions import connection as Connection

from newsmon.store.locks import (
    NOTICE_SECONDS,
    Claim,
    holders,
    release,
    report_wait,
    share,
    try_claims,
)
from newsmon.store.queries import fetch_single

log = logging.getLogger(__name__)


class HostBuckets:
    """The leases and the demand of one process. Blocks; for several threads."""

    def __init__(self, conn: Connection) -> None:
        """`conn` is for nothing else: the claims are its session's."""
        self._conn = conn
        self._mutex = threading.Lock()
        self._holders: Counter[int] = Counter()  # streams of this process, by bucket
        self._contacted: dict[int, set[str]] = {}  # hosts asked since a bucket was leased
        self._demand: set[int] = set()
        self._refused: dict[int, float] = {}  # buckets of other processes, and since when

    def lease(self, buckets: Sequence[int]) -> set[int]:
        """Lease those buckets that no other process has; each is to be released once."""
        with self._mutex:
            return self._lease(buckets)

    def lease_host(self, host: str) -> int | None:
        """Lease the bucket of a host, to be released once; None if another process has it."""
        with self._mutex:
            bucket: int = fetch_single(self._conn, "addresses.bucket_of", host=host).bucket
            self._conn.commit()
            return bucket if self._lease([bucket]) else None

    def _lease(self, buckets: Sequence[int]) -> set[int]:
        free = [bucket for bucket in buckets if not self._holders[bucket]]
        new = try_claims(self._conn, Claim.HOST_BUCKET, free) if free else set()
        self._report_waits(set(free) - new)
        if new:
            log.debug("leases %d host buckets", len(new))
        self._contacted.update({bucket: set() for bucket in new})
        leased = new | {bucket for bucket in buckets if self._holders[bucket]}
        self._holders.update(leased)
        return leased

    def _report_waits(self, refused: set[int]) -> None:
        """Log once for whom a bucket waits that could not be leased for some seconds."""
        now = time.monotonic()
        self._refused = {bucket: self._refused.get(bucket, now) for bucket in refused}
        late = [bucket for bucket, at in self._refused.items() if now - at >= NOTICE_SECONDS]
        if late:
            report_wait(self._conn, Claim.HOST_BUCKET, late)
            self._refused.update(dict.fromkeys(late, float("inf")))

    def first_contacts(self, hosts: Iterable[tuple[int, str]]) -> set[str]:
        """Return those of these (leased bucket, host) that were not asked under the lease yet.

        Another process may have asked them a moment ago. They count as asked from now on.
        """
        with self._mutex:
            new = {(bucket, host) for bucket, host in hosts if host not in self._contacted[bucket]}
            for bucket, host in new:
                self._contacted[bucket].add(host)
            return {host for _, host in new}

    def release(self, buckets: Iterable[int]) -> None:
        """End one stream's use of these buckets; the lease ends with the last use."""
        with self._mutex:
            released = list(buckets)
            self._holders.subtract(released)
            free = sorted({bucket for bucket in released if not self._holders[bucket]})
            self._holders = +self._holders
            for bucket in free:
                del self._contacted[bucket]
            if free:
                release(self._conn, Claim.HOST_BUCKET, free)
                log.debug("releases %d host buckets", len(free))

    def declare_demand(self, buckets: Iterable[int]) -> None:
        """Let other processes know that polling waits for these buckets, and for no others."""
        with self._mutex:
            demand = set(buckets)
            if ended := sorted(self._demand - demand):
                release(self._conn, Claim.BUCKET_DEMAND, ended)
            if begun := sorted(demand - self._demand):
                log.debug("polling waits for %d buckets of other processes", len(begun))
                share(self._conn, Claim.BUCKET_DEMAND, begun)
            self._demand = demand

    def demand_of_others(self) -> set[int]:
        """Return the buckets that another process's polling waits for."""
        with self._mutex:
            return set(holders(self._conn, Claim.BUCKET_DEMAND))
