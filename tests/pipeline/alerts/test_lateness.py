"""When a run is late, by schedule."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from newsmon.pipeline.alerts.lateness import Patience, SeenRun, distance, lateness

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
MONDAY = datetime(2026, 3, 2, tzinfo=timezone.utc)


def ran(at: datetime, took: timedelta = 5 * MINUTE, run_id: int = 1) -> SeenRun:
    return SeenRun(run_id, at, at + took)


def late_from(schedule: str | None, *runs: SeenRun, **more: timedelta) -> timedelta | None:
    """How long after the newest run's start it is first called late; None: not in ten days."""
    patience = Patience(schedule, **more)
    start = runs[0].started_at
    for minutes in range(0, 10 * 24 * 60, 5):
        if lateness(runs, patience, start + minutes * MINUTE):
            return minutes * MINUTE
    return None


@pytest.mark.parametrize(
    ("schedule", "began", "hours"),
    [
        ("@daily", MONDAY + MINUTE, 30),  # Airflow's own time
        ("@daily", MONDAY + 6 * HOUR + MINUTE, 30),  # a cron line of another hour
        ("@hourly", MONDAY + MINUTE, 1.5),
        ("*/5 * * * *", MONDAY + MINUTE, 1 / 3),
        ("0 6 * * 1-5", MONDAY + 6 * HOUR + MINUTE, 30),
        ("0 6 * * 1-5", MONDAY + 102 * HOUR + MINUTE, 78),  # Friday: nothing is due before Monday
        ("@continuous", MONDAY, 1 / 3),
        ("@quarterly", MONDAY + MINUTE, 90 * 24 + 6),
        ("@once", MONDAY, None),
        (None, MONDAY, None),
    ],
)
def test_a_run_that_does_not_come_is_late_after_a_schedules_distance_and_some_grace(
    schedule: str | None, began: datetime, hours: float | None
) -> None:
    found = distance(schedule, began) if schedule else None
    if hours is not None and found is not None and found > timedelta(days=50):
        assert lateness([ran(began)], Patience(schedule), began + found + 5 * HOUR) is None
        assert lateness([ran(began)], Patience(schedule), began + found + 7 * HOUR)
        return
    first = late_from(schedule, ran(began))
    if hours is None:
        assert first is None
    else:
        assert first is not None
        assert timedelta(hours=hours) < first <= timedelta(hours=hours) + 10 * MINUTE


def test_grace_can_be_set() -> None:
    first = late_from("@daily", ran(MONDAY + MINUTE), late_after=HOUR)
    assert first is not None
    assert 25 * HOUR < first <= 25 * HOUR + 10 * MINUTE


def test_runs_that_take_longer_than_their_schedule_are_not_late_for_it() -> None:
    first = late_from("*/5 * * * *", ran(MONDAY, took=2 * HOUR))
    assert first is not None
    assert first > 2 * HOUR + 10 * MINUTE


def test_a_run_under_way_is_late_once_it_has_taken_too_long() -> None:
    running = SeenRun(2, MONDAY + 30 * HOUR, None)
    runs = [running, ran(MONDAY)]
    assert lateness(runs, Patience("@hourly"), running.started_at + 5 * HOUR) is None
    late = lateness(runs, Patience("@hourly"), running.started_at + 7 * HOUR)
    assert late
    assert late.since == running.started_at + 6 * HOUR
    assert lateness(runs, Patience("@daily"), running.started_at + 7 * HOUR) is None


def test_a_run_that_was_killed_counts_for_nothing() -> None:
    runs = [SeenRun(2, MONDAY + 24 * HOUR, None, alive=False), ran(MONDAY)]
    assert lateness(runs, Patience("@daily"), MONDAY + 29 * HOUR) is None
    assert lateness(runs, Patience("@daily"), MONDAY + 31 * HOUR)


def test_following_is_never_late_while_it_lives_and_at_once_when_it_has_died() -> None:
    follow = SeenRun(2, MONDAY, None, follow=True)
    assert lateness([follow], Patience("@daily"), MONDAY + 900 * HOUR) is None
    dead = SeenRun(2, MONDAY, None, follow=True, alive=False)
    assert lateness([dead], Patience("@daily"), MONDAY + 2 * HOUR)


def test_before_the_first_run_nothing_is_expected() -> None:
    assert lateness([], Patience("@daily"), MONDAY) is None
