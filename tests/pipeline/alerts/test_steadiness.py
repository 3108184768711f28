"""When a source's pages have changed, and when that is only news."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.pipeline.alerts.steadiness import (
    BLOCKS,
    RECENT,
    commonest,
    length_jump,
    rejection_jump,
)

ENOUGH = RECENT * (BLOCKS + 1)


def newsroom(seed: int, articles: int, usual: float = 550, spread: float = 0.6) -> list[int]:
    """Words of articles of all lengths, in stretches that are like each other."""
    chosen = random.Random(seed)
    mood, words = 0.0, []
    for _ in range(articles):
        mood = 0.9 * mood + chosen.gauss(0, 0.1)
        words.append(max(40, round(usual * 2.718 ** (mood + chosen.gauss(0, spread)))))
    return words


def test_a_redesign_that_leaves_a_quarter_of_the_texts_is_seen() -> None:
    seen = 0
    for seed in range(100):
        words = newsroom(seed, 20 * RECENT)
        broken = [round(count * 0.25) for count in words[:RECENT]] + words[RECENT:]
        seen += length_jump(broken) is not None
    assert seen >= 95


def test_texts_full_of_furniture_are_seen() -> None:
    words = newsroom(1, ENOUGH, spread=0.3)
    assert length_jump([count + 1500 for count in words[:RECENT]] + words[RECENT:])


def test_an_ordinary_newsroom_hardly_ever_raises_an_alarm() -> None:
    alarms = sum(length_jump(newsroom(seed, 21 * RECENT)) is not None for seed in range(500))
    assert alarms <= 1


@given(st.lists(st.integers(0, 10_000), max_size=ENOUGH - 1))
def test_few_articles_prove_nothing(words: list[int]) -> None:
    assert length_jump(words) is None
    assert rejection_jump(["no_text" if count % 2 else "" for count in words]) is None


def test_a_jump_holds_until_it_is_well_within_what_was_usual() -> None:
    words = newsroom(2, ENOUGH, spread=0.2)
    short = [round(count / 3) for count in words]
    jump = length_jump(short[:RECENT] + words[RECENT:])
    assert jump
    assert length_jump(short, jump.usual)  # though by now nothing else is left to compare with
    assert length_jump(words[:RECENT] + short, jump.usual) is None


@pytest.mark.parametrize(
    ("bad", "alarm"), [(0, False), (3, False), (5, False), (8, True), (20, True)]
)
def test_many_rejections_are_seen_and_some_are_not(bad: int, alarm: bool) -> None:
    usual = ["paywall" if n % 20 == 0 else "" for n in range(ENOUGH)]
    newest = ["no_text"] * bad + [""] * (RECENT - bad)
    assert (rejection_jump(newest + usual) is not None) is alarm


def test_a_source_that_always_had_many_rejections_is_as_it_was() -> None:
    usual = ["paywall" if n % 2 else "" for n in range(ENOUGH)]
    assert rejection_jump(usual) is None


def test_fewer_rejections_are_no_alarm() -> None:
    assert rejection_jump([""] * RECENT + ["paywall"] * ENOUGH) is None


def test_the_commonest_reason_of_the_newest_is_named() -> None:
    assert commonest(["no_text", "", "paywall", "no_text"] + ["robots"] * 50) == "robots"
    assert commonest(["no_text"] * 12 + ["paywall"] * 8 + ["robots"] * 50) == "no_text"
