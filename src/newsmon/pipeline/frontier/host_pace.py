"""How fast hosts answer, so that a run can say which were slow."""

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
        slow = [(pace.mean, host, pace.answers) for host, pace in self._paces.items()]
        slow = sorted((each for each in slow if each[0] >= SLOW_SECONDS), reverse=True)
        named = [
            f"{host} ({quantity(answers, 'answer')} in {mean:.0f} s each)"
            for mean, host, answers in slow[:_NAMED]
        ]
        more = [f"{len(slow) - _NAMED} more"] if len(slow) > _NAMED else []
        return ", ".join(named + more)
