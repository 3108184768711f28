"""A source's share of the requests under way, however many hosts its feeds name.

A feed can name thousands of hosts that answer a byte a second, and each holds a place of
`fetch.concurrency` until its time is up. Pages of other sources would wait for all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from newsmon.store.rows import DueAddress

_PART = 4  # of the requests at once: hosts that a claim may name; with those at work, twice that


class SourceShares:
    """Counts the hosts at work by source; for one process."""

    def __init__(self, concurrency: int) -> None:
        """`concurrency` is the number of requests at once."""
        self.hosts_at_once = max(1, concurrency // _PART)  # of one source, in one claim
        self._rows: Counter[tuple[int, str]] = Counter()  # at work, by source and host

    def used_up(self) -> list[int]:
        """Return the sources that have their share at work."""
        hosts = Counter(source for source, _ in list(self._rows))
        return [source for source, number in hosts.items() if number >= self.hosts_at_once]

    def begin(self, rows: Iterable[DueAddress]) -> None:
        """Note rows that are claimed."""
        self._rows.update((row.source_id, row.host) for row in rows)

    def end(self, rows: Iterable[DueAddress]) -> None:
        """Note rows whose outcomes are stored."""
        for row in rows:
            key = row.source_id, row.host
            self._rows[key] -= 1
            if not self._rows[key]:
                del self._rows[key]
