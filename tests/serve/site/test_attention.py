"""Charts of attention."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from newsmon.serve.site.attention import HEIGHT, WIDTH, chart

FIRST = date(2026, 3, 1)
COUNTS = st.lists(st.integers(0, 50_000), min_size=1, max_size=90)


def days(count: int) -> list[date]:
    return [FIRST + timedelta(days=n) for n in range(count)]


@given(COUNTS, st.booleans())
def test_every_bar_lies_within_the_drawing(counts: list[int], as_share: bool) -> None:
    values = [count / 50_000 for count in counts] if as_share else [float(c) for c in counts]
    drawn = chart(days(len(values)), values, values[::-1], as_share=as_share)
    for bar in drawn.columns:
        assert 0 <= bar.x <= bar.x + bar.width <= WIDTH + 0.01
        assert 0 <= bar.y <= bar.y + bar.height <= HEIGHT


@given(COUNTS)
def test_bars_are_as_high_as_their_values(counts: list[int]) -> None:
    drawn = chart(days(len(counts)), [float(c) for c in counts], [], as_share=False)
    highest = max(counts)
    for bar, count in zip(drawn.columns, counts, strict=True):
        top = max(b.height for b in drawn.columns)
        assert abs(bar.height - top * count / max(highest, 1)) <= 2.01


def test_the_axis_has_round_numbers_up_to_the_highest() -> None:
    drawn = chart(days(3), [3.0, 17.0, 8.0], [], as_share=False)
    assert [tick.label for tick in drawn.values] == ["0", "5", "10", "15", "20"]


def test_counts_have_no_fractions_on_the_axis() -> None:
    drawn = chart(days(2), [1.0, 0.0], [], as_share=False)
    assert [tick.label for tick in drawn.values] == ["0", "1"]


def test_shares_are_percent() -> None:
    drawn = chart(days(2), [0.02, 0.034], [], as_share=True)
    assert [tick.label for tick in drawn.values] == ["0 %", "1 %", "2 %", "3 %", "4 %"]
    assert drawn.columns[1].label == "2 Mar: 3.4 %"


def test_the_time_before_is_a_line_where_there_was_anything() -> None:
    assert chart(days(2), [1.0, 2.0], [0.0, 0.0], as_share=False).line == ""
    assert len(chart(days(2), [1.0, 2.0], [2.0, 0.0], as_share=False).line.split()) == 2


def test_about_eight_days_are_labelled() -> None:
    assert len(chart(days(90), [1.0] * 90, [], as_share=False).dates) == 8
