"""Counted nouns and rough times, for people: `1 feed`, `2 feeds`, `7 days`."""

from __future__ import annotations


def quantity(count: float, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun; `plural` where that is not the singular with an s."""
    number = f"{count:,}" if isinstance(count, int) else f"{count:g}"
    return f"{number} {singular if count == 1 else plural or singular + 's'}"


def rough_time(seconds: float) -> str:
    """Return a time in the largest unit of which it has two, rounded: `90 s`, `7 days`."""
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= 2 * length:
            return quantity(round(seconds / length), unit)
    return f"{seconds:.0f} s"
