"""A number and its noun agree."""

from __future__ import annotations

import pytest

from newsmon.text.quantities import quantity


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
