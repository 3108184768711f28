"""A row of bars as inline SVG: what a number did, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_WIDTH, _HEIGHT, _GAP = 300.0, 36.0, 0.22  # viewBox units; gap as a share of a bar's room


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its place in the viewBox, and what it says to someone who points at it."""

    x: str
    y: str
    width: str
    height: str
    label: str
    newest: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart: its viewBox, the bars, and the sentence that a screen reader speaks."""

    view_box: str
    bars: tuple[Bar, ...]
    summary: str


def bars(
    days: Sequence[date], values: Sequence[int], highest: int, since: date | None = None
) -> Bars:
    """Bars of these values, on a scale that ends at `highest` (so that rows can be compared).

    The newest are those since a day; by default the last.
    """
    newest = since or max(days, default=None)
    room = _WIDTH / max(len(days), 1)
    scale = (_HEIGHT - 2) / max(highest, 1)
    drawn = tuple(
        Bar(
            x=_number(i * room + room * _GAP / 2),
            y=_number(_HEIGHT - _height(value, scale)),
            width=_number(room * (1 - _GAP)),
            height=_number(_height(value, scale)),
            label=f"{day.day} {day:%b}: {value}",
            newest=newest is not None and day >= newest,
        )
        for i, (day, value) in enumerate(zip(days, values, strict=True))
    )
    total = sum(values)
    most = max(zip(values, days, strict=True), default=(0, None))
    summary = f"{total} articles in {len(days)} days"
    if total and most[1]:
        summary += f", most on {most[1].day} {most[1]:%B} ({most[0]})"
    return Bars(f"0 0 {_number(_WIDTH)} {_number(_HEIGHT)}", drawn, summary)


def _height(value: int, scale: float) -> float:
    """A day with nothing is a hairline, one with anything is seen."""
    return max(value * scale, 2.5) if value else 1.0


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
