"""The time that hosts take to answer, so that a run can say which were slow."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from newsmon.text.quantities import quantity

SLOW_SECONDS: Final = 5.0  # mean time of an answer
_NAMED: Final = 5  # slowest hosts that are named


@dataclass(slots=True)
class _Pace:
    answers: int = 0
    seconds: float = 0.0

    @property
    def mean(self) -> float:
        return self.seconds / self.answers

    def __str__(self) -> str:
        return f"{quantity(self.answers, 'answer')} in {self.mean:.0f} s each"


class HostPace:
    """Times of answers by host."""

    def __init__(self) -> None:
        self._paces: defaultdict[str, _Pace] = defaultdict(_Pace)

    def note(self, host: str, seconds: float) -> None:
        """Note the time that an answer of a host took."""
        pace = self._paces[host]
        pace.answers += 1
        pace.seconds += seconds

    def slow(self) -> str:
        """Name the hosts that are slow, the slowest first; empty where none is."""
        slow = [host for host, pace in self._paces.items() if pace.mean >= SLOW_SECONDS]
        slow.sort(key=lambda host: -self._paces[host].mean)
        named = [f"{host} ({self._paces[host]})" for host in slow[:_NAMED]]
        more = [f"{len(slow) - _NAMED} more"] if len(slow) > _NAMED else []
        return ", ".join(named + more)
