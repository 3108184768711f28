"""Steadiness of sources: newest articles against what was usual for the source.

A redesign shows as texts that are suddenly short (or long with boilerplate), or as pages that are
no longer read as articles. The newest `RECENT` are compared with blocks of as many before them:
a jump is what lies well beyond *every* block of the past. That asks nothing of how lengths are
distributed, bears news days that are like each other, and says nothing on few articles. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, TypeVar

V = TypeVar("V")

RECENT: Final = 20  # articles that are judged: one odd day of a small outlet is no redesign
BLOCKS: Final = 5  # blocks of the past, at least
MOST: Final = RECENT * 21  # articles that are looked at, the newest
DAYS: Final = 60  # older ones are not compared with

_LENGTH_OPENS: Final = 1.5  # times beyond the usual range …
_LENGTH_HOLDS: Final = 1.2  # … and what then counts as beyond it still
_SHARE_OPENS: Final = 0.25
_SHARE_HOLDS: Final = 0.1


@dataclass(frozen=True, slots=True)
class Range:
    """Smallest and largest value that a block of the past showed."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Jump:
    """A value beyond the usual range."""

    value: float
    usual: Range


def length_jump(words: Sequence[int], usual: Range | None = None) -> Jump | None:
    """Return the jump of texts that have become shorter or longer; `words` are the newest first.

    `usual` is the range of a jump that is known already: with it, whether it still holds.
    """
    if len(words) < RECENT:
        return None
    now = float(median(words[:RECENT]))
    factor = _LENGTH_HOLDS if usual else _LENGTH_OPENS
    usual = usual or _range([float(median(block)) for block in _past(words)])
    if usual is None or usual.low / factor <= now <= usual.high * factor:
        return None
    return Jump(now, usual)


def rejection_jump(reasons: Sequence[str], usual: Range | None = None) -> Jump | None:
    """Return the jump of rejections; `reasons` are the newest first, empty where one was loaded."""
    if len(reasons) < RECENT:
        return None
    now = _share(reasons[:RECENT])
    margin = _SHARE_HOLDS if usual else _SHARE_OPENS
    usual = usual or _range([_share(block) for block in _past(reasons)])
    if usual is None or now <= usual.high + margin:
        return None
    return Jump(now, usual)


def commonest(reasons: Sequence[str]) -> str:
    """Return the reason that most of the newest were rejected for."""
    counted = Counter(reason for reason in reasons[:RECENT] if reason)
    return min(counted, key=lambda reason: (-counted[reason], reason), default="")


def _past(values: Sequence[V]) -> list[Sequence[V]]:
    """Return whole blocks before the newest."""
    starts = range(RECENT, len(values) - RECENT + 1, RECENT)
    return [values[start : start + RECENT] for start in starts]


def _share(reasons: Sequence[str]) -> float:
    return sum(bool(reason) for reason in reasons) / len(reasons)


def _range(blocks: Sequence[float]) -> Range | None:
    return Range(min(blocks), max(blocks)) if len(blocks) >= BLOCKS else None
