"""A number and its noun agree."""

from __future__ import annotations

import pytest

from newsmon.text.quantities import quantity, rough_time


@pytest.mark.parametrize(
    ("count", "words", "expected"),
    [
        (0, ("feed",), "0 feeds"),
        (1, ("feed",), "1 feed"),
        (2, ("feed",), "2 feeds"),
        (1, ("address", "addresses"), "1 address"),
        (3, ("address", "addresses"), "3 addresses"),
        (12_345, ("entry", "entries"), "12,345 entries"),
        (1.0, ("second",), "1 second"),
        (0.5, ("second",), "0.5 seconds"),
    ],
)
def test_the_noun_follows_the_number(count: float, words: tuple[str, ...], expected: str) -> None:
    assert quantity(count, *words) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0.4, "0 s"),
        (90, "90 s"),
        (120, "2 minutes"),
        (3600, "60 minutes"),
        (3 * 3600, "3 hours"),
        (47 * 3600, "47 hours"),
        (612_193, "7 days"),
    ],
)
def test_a_time_to_wait_is_told_in_a_unit_that_one_can_picture(
    seconds: float, expected: str
) -> None:
    assert rough_time(seconds) == expected
