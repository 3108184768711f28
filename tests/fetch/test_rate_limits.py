"""Rates that servers state, in the four spellings that are in use."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from newsmon.fetch.rate_limits import seconds_to_wait

NOW = datetime(2026, 11, 29, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ([], None),
        ([("RateLimit", '"default";r=50;t=30')], 0.6),
        ([("RateLimit", '"default";r=0;t=30')], 30.0),
        ([("RateLimit", '"burst";r=9;t=1, "daily";r=2;t=1000')], 500.0),
        ([("RateLimit-Policy", '"default";q=100;w=60')], None),
        ([("RateLimit", '"default";r=5')], None),
        ([("RateLimit", "limit=100, remaining=0, reset=20")], 20.0),
        ([("RateLimit-Remaining", "4"), ("RateLimit-Reset", "60")], 15.0),
        ([("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "60")], 60.0),
        ([("X-Rate-Limit-Remaining", "0"), ("x-rate-limit-reset", "7")], 7.0),
        (
            [
                ("x-ratelimit-remaining", "0"),
                ("x-ratelimit-reset", str(int(NOW.timestamp()) + 90)),
            ],
            90.0,
        ),
        ([("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1700000000")], 0.0),
        ([("RateLimit", "nonsense;;"), ("X-RateLimit-Remaining", "soon")], None),
        ([("RateLimit", '"default";r=0;t=999999999')], 3600.0),
        ([("RateLimit", '"default";r=-1;t=30')], None),
    ],
)
def test_the_pause_keeps_the_rate(headers: list[tuple[str, str]], seconds: float | None) -> None:
    assert seconds_to_wait(headers, NOW) == seconds
