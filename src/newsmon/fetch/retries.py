"""Waits before a rejected page, and a loaded one, is asked for again. Pure.

A rejection says what was seen at one time. Pages go up after their feed, walls fall after a day,
stubs grow into articles: each reason has waits of its own, and what has none is final.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from newsmon.model import Reason

_MINUTES, _HOUR, _DAY = timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)
_SPREAD: Final = 0.1  # share of a wait that chance adds, so that not all come back at once

RETRIES: Final[Mapping[Reason, tuple[timedelta, ...]]] = MappingProxyType(
    {
        # announced before it is there, or taken down for a correction
        Reason.NOT_FOUND: (_MINUTES, _HOUR, _DAY),
        Reason.SOFT_404: (_MINUTES, _HOUR, _DAY),
        # first a line, the report later
        Reason.TOO_SHORT: (_HOUR, 6 * _HOUR),
        Reason.NO_TEXT: (_HOUR, _DAY),
        # some publishers ask some visitors, and some put their walls up for some days
        Reason.CONSENT_WALL: (6 * _HOUR, 2 * _DAY),
        Reason.PAYWALL: (2 * _DAY, 7 * _DAY),
        # guards against robots let pass, or do not, by the load of the hour
        Reason.NEEDS_JAVASCRIPT: (_HOUR, _DAY, 4 * _DAY),
        Reason.CHALLENGE: (_HOUR, _DAY, 4 * _DAY),
        Reason.HTTP_4XX: (6 * _HOUR, 2 * _DAY),
        Reason.ROBOTS: (7 * _DAY,),
        # failures that lasted through all attempts
        Reason.RATE_LIMITED: (_DAY, 4 * _DAY),
        Reason.HTTP_5XX: (_DAY, 4 * _DAY),
        Reason.PROTOCOL: (_DAY, 4 * _DAY),
        Reason.TIMEOUT: (_DAY, 4 * _DAY),
        Reason.CONNECT: (_DAY, 4 * _DAY),
        Reason.TLS: (_DAY, 4 * _DAY),
        Reason.DNS: (_DAY, 4 * _DAY),
        Reason.TOO_MANY_REDIRECTS: (_DAY,),
        Reason.BAD_ENCODING: (_DAY,),
    }
)


LONGEST_WAIT: Final = max(max(waits) for waits in RETRIES.values())


def after_rejection(
    reason: Reason,
    retries: int,
    jitter: float,
    configured: Mapping[Any, Sequence[timedelta]] = MappingProxyType({}),
) -> float | None:
    """Seconds until a rejected address is asked for again; None: given up.

    `retries` is how often it has been asked again, `configured` the waits by reason that take
    the place of ours, `jitter` a random number from 0 to 1.
    """
    waits = configured.get(reason.value, RETRIES.get(reason, ()))
    return _wait(waits, retries, jitter)


def after_fetch(fetches: int, jitter: float, waits: Sequence[timedelta]) -> float | None:
    """Seconds until a page is fetched again for what has changed; None: not by itself.

    `fetches` is how often it has been fetched, this time included.
    """
    return _wait(waits, fetches - 1, jitter)


def after_live_fetch(jitter: float, every: timedelta, wait: float | None) -> float:
    """Seconds until the page of a live blog that is going on is fetched again.

    `wait` is what any page would wait, None for ever.
    """
    seconds = every.total_seconds() * (1 + _SPREAD * jitter)
    return seconds if wait is None else min(seconds, wait)


def live_until(
    first_seen_at: datetime,
    last_post_at: datetime,
    ends_at: datetime | None,
    *,
    quiet: timedelta,
    longest: timedelta,
) -> datetime:
    """Return when a live blog is over: as it states, once it is quiet, in any case some day."""
    until = min(last_post_at + quiet, first_seen_at + longest)
    return until if ends_at is None else min(until, ends_at)


def _wait(waits: Sequence[timedelta], place: int, jitter: float) -> float | None:
    if not 0 <= place < len(waits):
        return None
    return waits[place].total_seconds() * (1 + _SPREAD * jitter)
