"""Values as templates write them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newsmon.serve.site.layout import lag, visible


@pytest.mark.parametrize(
    ("span", "written"),
    [
        (timedelta(), "none"),
        (timedelta(seconds=20), "under a minute"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=4, minutes=15), "4 h 15 min"),
        (timedelta(hours=13), "13 h"),
        (timedelta(days=2, hours=3, minutes=40), "2 d 3 h"),
        (timedelta(days=2, minutes=4), "2 d"),
    ],
)
def test_a_lag_is_its_two_largest_units(span: timedelta, written: str) -> None:
    assert lag(span) == written


def test_lines_become_spaces_and_what_turns_text_round_goes() -> None:
    assert visible(" June.\nFor \u202ethe\x00 rest") == " June. For the rest"
