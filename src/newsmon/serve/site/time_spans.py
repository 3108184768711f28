"""Spans of whole UTC days, as the pages let people choose them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

CHOICES = (7, 28, 90)  # days that a page about a topic offers
USUAL = 28


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """Whole UTC days, the first and the last of them included."""

    first: date
    last: date

    @classmethod
    def ending(cls, last: date, days: int) -> TimeSpan:
        """Return the span of so many days that ends with a day."""
        return cls(last - timedelta(days=days - 1), last)

    @property
    def days(self) -> list[date]:
        """Every day of it."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    @property
    def since(self) -> datetime:
        """Its first moment."""
        return datetime.combine(self.first, time(), timezone.utc)

    @property
    def until(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + timedelta(days=1), time(), timezone.utc)

    @property
    def before(self) -> TimeSpan:
        """The equally long span right before it."""
        return TimeSpan.ending(self.first - timedelta(days=1), len(self.days))


def chosen(days: str | None) -> int:
    """Read a number of days that is offered; the usual one for anything else."""
    offered = {str(choice): choice for choice in CHOICES}
    return offered.get(days or "", USUAL)
