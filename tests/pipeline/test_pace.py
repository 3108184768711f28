"""Work that takes no more than a share of the time."""

from __future__ import annotations

from newsmon.pipeline.pace import Pace


def test_the_first_piece_of_work_may_begin_at_once() -> None:
    assert Pace(0.05).allows(0.0)


def test_a_piece_of_work_is_followed_by_a_rest_as_long_as_the_share_asks_for() -> None:
    pace = Pace(0.05)
    pace.worked(100.0, 102.0)
    assert not pace.allows(102.0)
    assert not pace.allows(139.9)
    assert pace.allows(140.0)


def test_a_day_of_work_of_growing_length_keeps_to_the_share() -> None:
    pace, now, busy = Pace(0.05), 0.0, 0.0
    while now < 86_400:
        if not pace.allows(now):
            now += 0.2
            continue
        length = now / 86_400 * 7  # of the last of a day: seven seconds
        pace.worked(now, now + length)
        now, busy = now + length + 0.2, busy + length
    assert busy / now < 0.051


def test_work_with_all_of_the_time_never_rests() -> None:
    pace = Pace(1.0)
    pace.worked(100.0, 102.0)
    assert pace.allows(102.0)
