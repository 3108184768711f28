"""Work that takes no more than a share of the time, however long each piece of it takes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Pace:
    """Tells when the next piece of work may begin; times in seconds of a monotonic clock."""

    share: float  # of the time, above 0 and up to 1
    _rest_until: float = field(default=0.0, init=False)

    def allows(self, now: float) -> bool:
        """Tell whether work may begin."""
        return now >= self._rest_until

    def worked(self, began: float, ended: float) -> None:
        """Have a piece of work be followed by a rest as long as the share asks for."""
        self._rest_until = ended + (ended - began) * (1 / self.share - 1)
