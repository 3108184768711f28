"""Quiet hours go by the clock of the rule's zone; a limit counts any stretch of its length."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.config.notify_settings import NotifyRule
from newsmon.pipeline.notify.schedule import is_quiet, is_used_up

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 3, 2, tzinfo=timezone.utc)


def rule(**facts: Any) -> NotifyRule:
    return NotifyRule.model_validate({"name": "desk", "topics": "all", "to": "desk", **facts})


@pytest.mark.parametrize(
    ("quiet", "hour", "expected"),
    [
        ("22:00-07:00", 23, True), ("22:00-07:00", 3, True), ("22:00-07:00", 7, False),
        ("22:00-07:00", 21, False), ("12:00-13:00", 12, True), ("12:00-13:00", 13, False),
    ],
)  # fmt: skip
def test_quiet_hours_may_go_over_midnight(quiet: str, hour: int, expected: bool) -> None:
    for day in (20, 30):  # before and after the clocks change
        now = datetime(2026, 3, day, hour, tzinfo=BERLIN)
        assert is_quiet(rule(quiet=quiet, timezone="Europe/Berlin"), now) is expected


def test_without_quiet_hours_no_hour_is_quiet() -> None:
    assert not is_quiet(rule(), START)


@given(st.lists(st.integers(0, 72 * 60), max_size=60), st.integers(1, 6))
def test_no_day_has_more_messages_than_the_limit(minutes: list[int], most: int) -> None:
    limited = rule(at_most=f"{most}/day")
    sent: list[datetime] = []
    for minute in sorted(minutes):
        now = START + timedelta(minutes=minute)
        if not is_used_up(limited, sent, now):
            sent.append(now)
    assert all(
        sum(at - timedelta(days=1) < earlier <= at for earlier in sent) <= most for at in sent
    )
