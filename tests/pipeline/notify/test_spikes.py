"""A spike is more than hour, weekday and scatter of a topic explain; calm has next to none."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import numpy as np
import pytest
from numpy.typing import NDArray

from newsmon.pipeline.notify import spikes as rhythm
from newsmon.pipeline.notify.spikes import Spike, spikes

START = datetime(2026, 1, 5, tzinfo=timezone.utc)  # a Monday
HOURS = np.arange(100 * 24)
DAY = np.where((HOURS % 24 >= 6) & (HOURS % 24 < 20), 1.6, 0.16)
SHAPE = DAY * np.where(HOURS // 24 % 7 < 5, 1.2, 0.5)

Counts = NDArray[np.int64]


def calm(per_day: float, seed: int = 0) -> Counts:
    """Return hourly counts of a topic that keeps to its rhythm."""
    return np.random.default_rng(seed).poisson(SHAPE * per_day / 24)


def noticed(topic: Counts, total: Counts, hour: int, *, since: int = 0) -> list[Spike]:
    """Return the spikes seen at this hour, where newsmon has watched since another."""

    def listed(counts: Counts) -> list[tuple[datetime, int]]:
        return [(START + timedelta(hours=h), int(counts[h])) for h in range(since, hour + 1)]

    return spikes(listed(topic), listed(total), START + timedelta(hours=hour))


@pytest.mark.parametrize("per_day", [2, 10, 60])
def test_a_burst_is_seen_with_its_size_and_what_is_usual(per_day: int) -> None:
    topic, background, hour = calm(per_day), calm(200, seed=1), 80 * 24 + 15
    topic[hour - 3 : hour + 1] += max(6, 2 * per_day)
    (spike,) = noticed(topic, background + topic, hour)
    assert spike.texts >= 4 * max(6, 2 * per_day)
    assert 0 < spike.usual < 1.4 * per_day
    assert spike.until == START + timedelta(hours=hour + 1)


def test_a_monday_morning_is_no_spike_after_a_sunday() -> None:
    topic = (SHAPE * 4).astype(np.int64)
    for hour in range(80 * 24, 87 * 24, 3):
        assert noticed(topic, topic * 5, hour) == []


def test_where_all_news_grows_a_topic_that_grows_with_it_is_no_spike() -> None:
    topic, background, hour = calm(20), calm(200, seed=1), 80 * 24
    grown = slice(hour - 24, hour + 1)
    topic[grown] = calm(100, seed=2)[grown]
    assert noticed(topic, background + topic, hour) != []
    background[grown] = calm(1000, seed=3)[grown]
    assert noticed(topic, background + topic, hour) == []


def test_an_earlier_spike_does_not_hide_the_next() -> None:
    topic, background, hour = calm(10), calm(200, seed=1), 80 * 24
    topic[60 * 24 : 62 * 24] += 10
    topic[hour - 5 : hour + 1] += 8
    assert len(noticed(topic, background + topic, hour)) == 1


def test_too_little_history_says_nothing() -> None:
    topic, background, hour = calm(10), calm(200, seed=1), 80 * 24
    topic[hour - 5 : hour + 1] += 40
    watched = (rhythm.LEAST_DAYS + rhythm.JUDGED // 24) * 24
    assert noticed(topic, background + topic, hour, since=hour - watched + 48) == []
    assert noticed(topic, background + topic, hour, since=hour - watched - 24) != []


def test_a_few_texts_on_a_silent_topic_are_no_spike() -> None:
    topic, background, hour = calm(0), calm(200, seed=1), 80 * 24
    topic[hour - 3 : hour + 1] = 1
    assert noticed(topic, background + topic, hour) == []


@pytest.mark.parametrize("per_day", [0.5, 10, 100])
def test_forty_calm_days_have_no_spike(per_day: float) -> None:
    topic, background = calm(per_day, seed=7), calm(200, seed=8)
    total = background + topic
    assert [noticed(topic, total, hour) for hour in range(60 * 24, 100 * 24, 12)] == [[]] * 80


@pytest.mark.parametrize(("seen", "mean"), [(3, 3.0), (12, 4.0), (60, 10.0), (400, 100.0)])
def test_the_chance_is_that_of_the_negative_binomial(seen: int, mean: float) -> None:
    stats = pytest.importorskip("scipy.stats")
    scatter, doubt = 1.8, 0.02
    variance = mean * scatter + doubt * mean**2
    share = mean / variance
    expected = stats.nbinom.sf(seen - 1, mean * share / (1 - share), share)
    assert rhythm.chance(seen, mean, scatter, doubt) == pytest.approx(expected, rel=1e-6)
