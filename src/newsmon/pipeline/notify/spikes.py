"""Spikes: more texts on a topic than its own rhythm by hour and weekday explains.

The rhythm is fitted to the eight weeks before the last two days. What is usual for an hour is

    level of the topic × share of that hour of the day × weight of that weekday

where shares and weights lean on those of all texts as long as the topic has few, and days that
are spikes themselves are left out. Counts of a window scatter more than chance alone would have it
(events come in bunches), so they are taken for negative binomial, with the scatter that the topic
has shown and the doubt about its level. A window is unusual where so many texts or more
would come less than once in `1 / CHANCE` windows, and where they are at least `TIMES` what is
usual. Where the rest of the news has grown as well (feeds were added, an archive was loaded),
more is usual by as much. Pure: counts in, spikes out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from math import exp, lgamma, log, log1p
from typing import Final

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.float64]

DAYS: Final = 58  # that are looked at: the baseline, and the two days that are judged
JUDGED: Final = 48  # hours up to now in which a spike is looked for
WINDOWS: Final = (6, 24)  # hours: a burst, and a day
LEAST_DAYS: Final = 12  # of baseline, before anything is called unusual
CHANCE: Final = 1e-5
TIMES: Final = 2.0
LEAST: Final = 5  # texts
QUIET_HOURS: Final = 24  # without an unusual window, after which a spike is over

_SHARES_LEAN: Final = 48.0  # texts' worth of the rhythm of all news in a topic's hours …
_WEIGHTS_LEAN: Final = 70.0  # … and in its weekdays
_OTHERS_LEAN: Final = 5.0  # other texts' worth of no growth
_LEAST_SCATTER: Final = 1.1
_MEDIAN_SQUARE: Final = 0.455  # of a standard normal


@dataclass(frozen=True, slots=True)
class Spike:
    """A stretch of unusual windows, by its strongest."""

    began_at: datetime  # end of its first unusual window's first hour with more than usual
    until: datetime  # end of its last unusual window
    hours: int  # length of the strongest window
    texts: int
    usual: float


@dataclass(frozen=True, slots=True)
class _Rhythm:
    usual: Counts  # texts expected in each hour of the whole span
    usual_elsewhere: Counts  # the same of texts that are not on the topic
    doubt: float  # variance of the level, relative to its square
    scatter: float  # variance over mean of the counts in windows


def first_hour(now: datetime) -> datetime:
    """Return the hour with which counts for `spikes` begin."""
    return _hour(now) - timedelta(hours=DAYS * 24 - 1)


def spikes(topic: Iterable[tuple[datetime, int]], every: Iterable[tuple[datetime, int]],
           now: datetime) -> list[Spike]:  # fmt: skip
    """Return the spikes of the last two days, the oldest first.

    `topic` and `every` are texts on the topic and all texts, by hour, since `first_hour(now)`;
    hours without any may be left out. Too little history gives none.
    """
    start = first_hour(now)
    texts, total = _by_hour(topic, start), _by_hour(every, start)
    begins = np.flatnonzero(total)
    skipped = int(begins[0] + 23) // 24 * 24 if len(begins) else len(total)
    if (len(total) - JUDGED - skipped) // 24 < LEAST_DAYS:
        return []
    texts, total = texts[skipped:], total[skipped:]
    first = start + timedelta(hours=skipped)
    rhythm = _fit(texts, total, first)
    unusual = [w for size in WINDOWS for w in _unusual(texts, total - texts, rhythm, size)]
    return _stretches(sorted(unusual), texts, first)


def _hour(moment: datetime) -> datetime:
    return moment.astimezone(timezone.utc).replace(minute=0, second=0, microsecond=0)


def _by_hour(counts: Iterable[tuple[datetime, int]], start: datetime) -> Counts:
    hours = np.zeros(DAYS * 24)
    for at, number in counts:
        place = int((at - start).total_seconds() // 3600)
        if 0 <= place < len(hours):
            hours[place] += number
    return hours


def _fit(texts: Counts, total: Counts, first: datetime) -> _Rhythm:
    hour = (first.hour + np.arange(len(texts))) % 24
    weekday = (first.weekday() + (first.hour + np.arange(len(texts))) // 24) % 7
    days = len(texts) // 24 - JUDGED // 24
    counted = np.arange(len(texts)) < days * 24
    everyday = _shape(total, hour, weekday, counted, np.ones(len(texts)))
    for _ in range(3):  # each time without the days that turned out to be spikes
        shape = _shape(texts, hour, weekday, counted, everyday)
        usual = _level(texts, shape, counted)
        scatter = max(_scatter(texts, usual, counted, size) for size in WINDOWS)
        counted = _without_spikes(texts, usual, days)
    doubt = scatter / max(texts[counted].sum(), 1.0)
    return _Rhythm(usual, _level(total - texts, everyday, counted), doubt, scatter)


def _level(texts: Counts, shape: Counts, counted: NDArray[np.bool_]) -> Counts:
    """Return the texts to be expected in each hour, by a rhythm and its level."""
    level = texts[counted].sum() / max(shape[counted].sum(), 1e-9)
    usual: Counts = np.maximum(level * shape, 1e-6)
    return usual


def _shape(texts: Counts, hour: NDArray[np.int64], weekday: NDArray[np.int64],
           counted: NDArray[np.bool_], prior: Counts) -> Counts:  # fmt: skip
    """Return the rhythm of these counts, an hour of the week at a time, about 1 on average."""
    parts = []
    for places, number, lean in ((hour, 24, _SHARES_LEAN), (weekday, 7, _WEIGHTS_LEAN)):
        slots = np.maximum(np.bincount(places[counted], minlength=number), 1)
        expected = np.bincount(places[counted], prior[counted], minlength=number) / slots
        observed = np.bincount(places[counted], texts[counted], minlength=number) / slots
        mean = max(observed.mean(), 1e-9)
        weight = observed.sum() * slots.mean()
        pull = weight / (weight + lean)
        relative = pull * observed / mean + (1 - pull) * expected / max(expected.mean(), 1e-9)
        parts.append(relative[places])
    shape: Counts = parts[0] * parts[1]
    return shape


def _scatter(texts: Counts, usual: Counts, counted: NDArray[np.bool_], size: int) -> float:
    """Return variance over mean of the counts in windows that lie side by side."""
    ends = len(texts) // size * size
    whole = counted[:ends].reshape(-1, size).all(axis=1)
    observed = texts[:ends].reshape(-1, size).sum(axis=1)[whole]
    expected = usual[:ends].reshape(-1, size).sum(axis=1)[whole]
    if len(observed) < 3:
        return _LEAST_SCATTER
    return max(
        _LEAST_SCATTER, float(((observed - expected) ** 2 / expected).sum() / (len(observed) - 1))
    )


def _without_spikes(texts: Counts, usual: Counts, days: int) -> NDArray[np.bool_]:
    """Return the hours of the baseline whose day is not far beyond what is usual.

    The scatter by which that is judged is that of the middle of the days, which spikes do not
    change.
    """
    observed = texts[: days * 24].reshape(-1, 24).sum(axis=1)
    expected = usual[: days * 24].reshape(-1, 24).sum(axis=1)
    expected *= max(float(np.median(observed / expected)), 0.1)
    middle = float(np.median((observed - expected) ** 2 / expected)) / _MEDIAN_SQUARE
    judged = [
        number <= LEAST or chance(number, mean, max(middle, _LEAST_SCATTER), 0.0) > CHANCE
        for number, mean in zip(observed, expected, strict=True)
    ]
    counted = np.zeros(len(texts), bool)
    counted[: days * 24] = np.repeat(judged if sum(judged) * 2 >= days else [True] * days, 24)
    return counted


def _unusual(
    texts: Counts, elsewhere: Counts, rhythm: _Rhythm, size: int
) -> Iterable[tuple[int, int, float]]:
    """Yield (last hour, size, usual) of the windows that end in the last two days."""
    for end in range(len(texts) - JUDGED, len(texts)):
        window = slice(end + 1 - size, end + 1)
        growth = (elsewhere[window].sum() + _OTHERS_LEAN) / (
            rhythm.usual_elsewhere[window].sum() + _OTHERS_LEAN
        )
        usual = float(rhythm.usual[window].sum() * max(1.0, growth))
        observed = float(texts[window].sum())
        if observed >= max(LEAST, TIMES * usual) and (
            chance(observed, usual, rhythm.scatter, rhythm.doubt) < CHANCE
        ):
            yield end, size, usual


def chance(observed: float, mean: float, scatter: float, doubt: float) -> float:
    """Return how likely so many or more are: negative binomial, summed from its terms."""
    variance = mean * max(scatter, _LEAST_SCATTER) + doubt * mean * mean
    size = mean * mean / (variance - mean)
    share = log(mean / (mean + size))
    below = 0.0
    for number in range(int(observed)):
        term = lgamma(number + size) - lgamma(size) - lgamma(number + 1) + number * share
        below += exp(term - size * log1p(mean / size))
    return _upper(observed, size, share, mean) if below > 1 - 1e-9 else 1 - below


def _upper(observed: float, size: float, share: float, mean: float) -> float:
    """Return the far end of the same sum, where one minus the near end says nothing."""
    tail, number = 0.0, int(observed)
    while True:
        term = exp(
            lgamma(number + size) - lgamma(size) - lgamma(number + 1) + number * share
            - size * log1p(mean / size)
        )  # fmt: skip
        tail += term
        if term < tail * 1e-9 or term == 0.0:
            return tail
        number += 1


def _stretches(
    unusual: list[tuple[int, int, float]], texts: Counts, first: datetime
) -> list[Spike]:
    stretches: list[list[tuple[int, int, float]]] = []
    for window in unusual:
        if stretches and window[0] - stretches[-1][-1][0] <= QUIET_HOURS:
            stretches[-1].append(window)
        else:
            stretches.append([window])
    return [_spike(stretch, texts, first) for stretch in stretches]


def _spike(stretch: list[tuple[int, int, float]], texts: Counts, first: datetime) -> Spike:
    def observed(window: tuple[int, int, float]) -> float:
        end, size, _ = window
        return float(texts[end + 1 - size : end + 1].sum())

    end, size, usual = max(stretch, key=lambda window: (observed(window) - window[2], -window[1]))
    return Spike(
        began_at=first + timedelta(hours=stretch[0][0] + 1 - stretch[0][1]),
        until=first + timedelta(hours=stretch[-1][0] + 1),
        hours=size,
        texts=int(observed((end, size, usual))),
        usual=usual,
    )
