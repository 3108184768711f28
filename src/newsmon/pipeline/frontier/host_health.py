"""Hosts that fail to answer, so that their backlog waits and nobody else's does."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from urllib.parse import urlsplit

from newsmon.model import Failure, Reason

log = logging.getLogger(__name__)

PATIENCE = 2  # failures in a row to reach a host, before it counts as out of reach
PUT_OFF_SECONDS = 900.0  # how long a host out of reach is not asked


class HostHealth:
    """The latest answers of hosts; for one process. A failure is charged to the host that failed.

    That need not be the one that was asked first: its redirects may lead to a dead host.
    """

    def __init__(self) -> None:
        self._failures: dict[str, tuple[int, float]] = {}  # by host: in a row, and since when

    def is_out_of_reach(self, host: str) -> bool:
        """Tell whether a host is not to be asked for now."""
        in_a_row, since = self._failures.get(host, (0, 0.0))
        return in_a_row >= PATIENCE and time.monotonic() - since < PUT_OFF_SECONDS

    def record(self, host: str, failure: Failure | None) -> None:
        """Note the latest answer of a host, None for a good one."""
        if failure is not None and failure.reason.is_unreachable:
            in_a_row, _ = self._failures.get(host, (0, 0.0))
            self._failures[host] = in_a_row + 1, time.monotonic()
            if in_a_row + 1 == PATIENCE:
                log.info("%s is out of reach, and left alone for %.0f s", host, PUT_OFF_SECONDS)
        elif failure is not None and failure.reason is Reason.RATE_LIMITED:
            self._failures[host] = PATIENCE, time.monotonic()  # it asks us to come back later
        else:
            self._failures.pop(host, None)


def host_pauses(outcomes: Iterable[object]) -> dict[str, float]:
    """Return the pauses that hosts asked for (Retry-After), in seconds, for all processes to keep.

    Capped: one page's wait is kept by that page, and must not silence its host for a day.
    """
    pauses: dict[str, float] = {}
    for outcome in outcomes:
        if isinstance(outcome, Failure) and outcome.retry_after and outcome.url:
            host = urlsplit(outcome.url).hostname or ""
            pauses[host] = max(pauses.get(host, 0.0), min(outcome.retry_after, PUT_OFF_SECONDS))
    return pauses
