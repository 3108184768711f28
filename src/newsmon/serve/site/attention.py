"""Charts of attention: how much there was on each day, beside the equally long time before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

WIDTH, HEIGHT = 720.0, 200.0  # units of the drawing
_LEFT_EDGE, _RIGHT_EDGE, _TOP_EDGE, _BOTTOM_EDGE = (
    46.0,
    8.0,
    10.0,
    24.0,
)  # room for the labels of the axes
_GAP = 0.24  # of a bar's room


@dataclass(frozen=True, slots=True)
class Column:
    """One day: its bar in the drawing, and what it says to who points at it."""

    x: float
    y: float
    width: float
    height: float
    label: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A label of an axis, and where it stands."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of WIDTH by HEIGHT units: bars, the line of the time before, and both axes."""

    columns: tuple[Column, ...]
    line: str  # points of a polyline; empty where there was nothing before
    values: tuple[Tick, ...]  # from the bottom up
    dates: tuple[Tick, ...]
    base: float  # where the bars stand


def chart(
    days: Sequence[date], values: Sequence[float], before: Sequence[float], *, as_share: bool
) -> Chart:
    """Draw the values of these days as bars, and those of the time before as a line over them.

    Counts, or shares of all articles from 0 to 1.
    """
    steps = _steps(max([*values, *before, 0.0]), as_share)
    base = HEIGHT - _BOTTOM_EDGE
    scale = (base - _TOP_EDGE) / steps[-1]
    room = (WIDTH - _LEFT_EDGE - _RIGHT_EDGE) / max(len(days), 1)

    def column(number: int, day: date, value: float) -> Column:
        height = max(value * scale, 2.0) if value else 0.0
        return Column(
            x=round(_LEFT_EDGE + room * (number + _GAP / 2), 2),
            y=round(base - height, 2),
            width=round(room * (1 - _GAP), 2),
            height=round(height, 2),
            label=f"{_named(day)}: {written(value, as_share=as_share)}",
        )

    points = (
        f"{_LEFT_EDGE + room * (n + 0.5):.2f},{base - value * scale:.2f}"
        for n, value in enumerate(before[: len(days)])
    )
    return Chart(
        columns=tuple(column(n, *pair) for n, pair in enumerate(zip(days, values, strict=True))),
        line=" ".join(points) if any(before) else "",
        values=tuple(
            Tick(round(base - step * scale, 2), written(step, as_share=as_share)) for step in steps
        ),
        dates=tuple(
            Tick(round(_LEFT_EDGE + room * (n + 0.5), 2), _named(days[n]))
            for n in _dated(len(days))
        ),
        base=base,
    )


def written(value: float, *, as_share: bool) -> str:
    """A count or a share, for people."""
    if not as_share:
        return f"{value:,.0f}"
    percent = value * 100
    return f"{percent:.0f} %" if percent >= 10 or percent == round(percent) else f"{percent:.1f} %"


def _steps(highest: float, as_share: bool) -> list[float]:
    """Round values for the axis, from 0 to no less than the highest."""
    if highest <= 0:
        return [0.0, 0.1 if as_share else 1.0]
    rough = highest / 4
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * n for n in (1, 2, 5, 10) if unit * n >= rough)
    step = step if as_share else max(step, 1.0)
    return [step * n for n in range(ceil(highest / step - 1e-9) + 1)]


def _dated(days: int) -> range:
    """Numbers of the days that are labelled: about eight of them."""
    return range(0, days, max(ceil(days / 8), 1))


def _named(day: date) -> str:
    return f"{day.day} {day:%b}"
