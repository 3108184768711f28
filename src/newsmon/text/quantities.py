"""Counted nouns, for people: `1 feed`, `2 feeds`."""

from __future__ import annotations


def quantity(count: float, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun; `plural` where that is not the singular with an s."""
    number = f"{count:,}" if isinstance(count, int) else f"{count:g}"
    return f"{number} {singular if count == 1 else plural or singular + 's'}"
