"""Spikes in simulated years: how many calm ones raise, and how many planted ones are seen.

python -m benchmarks.spikes [--days 365] [--planted 20] [--per-day 2 10 60]

Calm topics keep to a rhythm by hour and weekday; `bunched` ones come in stories of three texts on
average within hours, `drifting` ones rise and fall by two thirds over half a year. A planted spike
brings, within twelve hours, so many times what is usual for a day. A look a day, as by `@daily`.
"""

from __future__ import annotations

import argparse
from datetime import datetime, timedelta, timezone

import numpy as np
from numpy.typing import NDArray

from newsmon.pipeline.notify.choosing import is_same
from newsmon.pipeline.notify.spikes import DAYS, Spike, spikes

Counts = NDArray[np.int64]

START = datetime(2026, 1, 5, tzinfo=timezone.utc)
BACKGROUND = 200.0  # texts a day on something else
BUNCH = 3.0
HOURLY = np.array(
    [3, 2, 2, 2, 3, 5, 9, 13, 16, 17, 16, 15, 14, 14, 15, 15, 15, 14, 12, 10, 8, 7, 6, 4], float
)
WEEKDAYS = np.array([1.1, 1.2, 1.15, 1.15, 1.1, 0.65, 0.65])
TIMES = (2, 3, 5, 8)


class World:
    """Counts by hour, from a seed."""

    def __init__(self, days: int, seed: int) -> None:
        self.hours = np.arange((days + DAYS + 2) * 24)
        self.random = np.random.default_rng(seed)
        shape = HOURLY[self.hours % 24] * WEEKDAYS[self.hours // 24 % 7]
        self.shape = shape / shape.mean()

    def topic(self, per_day: float, *, bunched: bool, drifting: bool) -> Counts:
        mean = per_day / 24 * self.shape
        if drifting:
            mean = mean * np.exp(0.5 * np.sin(2 * np.pi * self.hours / (24 * 180)))
        return self._bunches(mean) if bunched else self.random.poisson(mean)

    def _bunches(self, mean: NDArray[np.float64]) -> Counts:
        counts = np.zeros(len(mean), np.int64)
        for hour in np.repeat(self.hours, self.random.poisson(mean / BUNCH)):
            delays = self.random.exponential(6, self.random.geometric(1 / BUNCH)).astype(int)
            places = hour + delays
            np.add.at(counts, places[places < len(counts)], 1)
        return counts

    def look(self, topic: Counts, background: Counts, hour: int) -> list[Spike]:
        """Return the spikes that are seen at an hour."""

        def listed(counts: Counts) -> list[tuple[datetime, int]]:
            first = max(hour - DAYS * 24 + 1, 0)
            places = np.flatnonzero(counts[first : hour + 1]) + first
            return [(START + timedelta(hours=int(h)), int(counts[h])) for h in places]

        return spikes(listed(topic), listed(topic + background), START + timedelta(hours=hour))


def raised(world: World, topic: Counts, background: Counts) -> int:
    """Return how many spikes are told in all days after the first eight weeks."""
    spikes_told: list[Spike] = []
    for hour in range(DAYS * 24, len(topic), 24):
        for spike in world.look(topic, background, hour):
            if not any(is_same(spike, s.began_at, s.until) for s in spikes_told):
                spikes_told.append(spike)
    return len(spikes_told)


def seen(world: World, per_day: float, times: int, planted: int, *, bunched: bool) -> int:
    """Return how many of the planted spikes are told by the next day."""
    count = 0
    for _ in range(planted):
        topic = world.topic(per_day, bunched=bunched, drifting=False)
        background = world.topic(BACKGROUND, bunched=True, drifting=False)
        hour = DAYS * 24 + int(world.random.integers(0, 7 * 24))
        for _ in range(world.random.poisson((times - 1) * per_day)):
            topic[hour - int(world.random.integers(0, 12))] += 1
        limit = START + timedelta(hours=hour - 12)
        count += any(spike.until >= limit for spike in world.look(topic, background, hour))
    return count


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--planted", type=int, default=20)
    parser.add_argument("--per-day", type=float, nargs="+", default=[0.5, 2, 10, 60])
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(
        "| texts a day | news comes | false a year, steady | drifting |"
        + "".join(f" seen at {times}× |" for times in TIMES)
    )
    print("|---" * (4 + len(TIMES)) + "|")
    for per_day in options.per_day:
        for bunched in (False, True):
            world = World(options.days, options.seed)
            false = [
                raised(
                    world,
                    world.topic(per_day, bunched=bunched, drifting=drifting),
                    world.topic(BACKGROUND, bunched=True, drifting=False),
                )
                for drifting in (False, True)
            ]
            shares = [
                seen(world, per_day, times, options.planted, bunched=bunched) / options.planted
                for times in TIMES
            ]
            comes = "in bunches" if bunched else "singly"
            print(
                f"| {per_day:g} | {comes} | {false[0]} | {false[1]} |"
                + "".join(f" {share:.0%} |" for share in shares),
                flush=True,
            )


if __name__ == "__main__":
    main()
