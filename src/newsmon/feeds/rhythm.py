"""The rhythm at which a feed brings something new, and the silence that says that something broke.

New entries are taken as events at a learned mean distance. Real newsrooms are burstier than that
(nights, weekends), so the longest pause seen so far and a floor of a day count as well.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

# A silence that a feed of this rhythm shows by chance once in ten thousand pauses: 9.2 times the
# mean distance. Two hundred feeds that bring something daily then cry wolf once in some years.
_IMPROBABLE: Final = -math.log(1e-4)
_BEYOND_LONGEST: Final = 1.5  # times the longest pause seen
_ALWAYS_NORMAL: Final = timedelta(days=1)  # nights, holidays
_STILL_LEARNING: Final = timedelta(days=8)  # before a weekend has been seen …
_WEEKEND: Final = timedelta(days=4)  # … a pause of a long weekend is taken as normal
_ENOUGH: Final = 5  # new entries seen, before which nothing is judged
_NEWEST_WEIGHS: Final = 0.2  # of the mean distance: forgets in about ten polls with news
_FORGET: Final = 0.97  # the longest pause shrinks by this with each poll that has news


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A learned rhythm; empty at first. Seconds, so that it can be stored as it is."""

    arrivals: int = 0  # new entries seen so far
    mean_gap: float = 0.0  # seconds between two new entries
    longest_gap: float = 0.0  # seconds of the longest pause that ended with something new
    since: datetime | None = None  # when learning began

    @classmethod
    def of(cls, times: Sequence[datetime]) -> Rhythm:
        """Learn from times at which something new came, in any order."""
        ordered = sorted(times)
        gaps = [(b - a).total_seconds() for a, b in pairwise(ordered)]
        if not gaps:
            return cls(arrivals=len(ordered), since=ordered[0] if ordered else None)
        return cls(len(ordered), sum(gaps) / len(gaps), max(gaps), ordered[0])

    def first(self, entries: int, oldest: datetime | None, newest: datetime | None) -> Rhythm:
        """Learn from the dates in a feed's first answer."""
        if entries < 2 or oldest is None or newest is None or newest <= oldest:
            return self
        gap = (newest - oldest).total_seconds() / (entries - 1)
        return replace(self, arrivals=entries, mean_gap=gap, since=oldest)

    def after_news(
        self, entries: int, silent: timedelta, paused: timedelta, now: datetime
    ) -> Rhythm:
        """Learn from a poll with news: `silent` since the last, `paused` of it seen to be empty."""
        gap = max(silent.total_seconds(), 1.0) / max(entries, 1)
        has_mean = self.arrivals > 0 and self.mean_gap > 0
        mean = self.mean_gap + (gap - self.mean_gap) * _NEWEST_WEIGHS if has_mean else gap
        longest = max(self.longest_gap * _FORGET, paused.total_seconds())
        return Rhythm(self.arrivals + entries, mean, longest, self.since or now - silent)

    def longest_normal(self, now: datetime) -> timedelta | None:
        """Return the silence up to which nothing is odd; None while too little is known."""
        if self.arrivals < _ENOUGH or self.since is None:
            return None
        learning = now - self.since < _STILL_LEARNING
        expected = max(_IMPROBABLE * self.mean_gap, _BEYOND_LONGEST * self.longest_gap)
        floor = _WEEKEND if learning else _ALWAYS_NORMAL
        return max(floor, timedelta(seconds=min(expected, 10 * 365 * 86_400)))
