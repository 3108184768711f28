"""Hostile texts and rules cost time in proportion to their length.

Sizes are such that anything quadratic would take hours; the number of calls is compared
between a text and one four times as long.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest
from tests.topics.build import single_topic, term

SETS = {
    "a": {"terms": ["aa", "aaa*"], "except": ["aa bb cc"]},
    "b": ["bb", "=BB"],
    "things": [["aa", "aaa*"], ["bb"]],
}
RULES: dict[str, dict[str, Any]] = {
    "any": {"any": ["@a", "@b"]},
    "sentence": {"near": ["@a", "@b"]},
    "words": {"near": ["@a", "@b", "@a"], "within": "4 words"},
    "sentences": {"near": ["@a", "@b"], "within": "3 sentences"},
    "nested": {"near": [{"near": ["@a", "@b"]}, "cc"], "within": "2 sentences"},
    "not near": {"any": ["@a"], "not_near": {"any": ["dd"], "within": "5 words"}},
    "lead": {"lead": [{"near": ["@things", "@things", "cc"], "within": "3 sentences"}]},
    "also": {"title": ["aa"], "also": ["@b", "cc"]},
}
TEXTS = {
    "one sentence": "aa bb cc ",
    "many sentences": "Aa bb. Cc! ",
    "shouts": "BB AA ",
    "masks": "aa bb cc aa dd ",
    "paragraphs": "aa\nbb\n",
    "quotes": '" \') aa ".) ',
    "stops": "aa. . . . bb ",
    "prefixes": "aaaaaaaa",
    "unspaced": "中中aa中",
}


def calls(work: Callable[[], object]) -> int:
    """Calls of functions, Python's and C's, while work is done."""
    count = 0

    def tick(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event.endswith("call")

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_work_grows_no_faster_than_the_text(rule: dict[str, Any], text: str) -> None:
    tagger = single_topic(rule, SETS)
    tagger.tag("aa", text * 3)
    once = calls(lambda: tagger.tag("aa", text * 120))
    fourfold = calls(lambda: tagger.tag("aa", text * 480))
    assert fourfold <= 4.5 * once + 200


@pytest.mark.slow
@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("=Turkey", "TURKEY " * 60_000),
        ("=Turkey", "turkey TURKEY " * 30_000),
        ("=Turkey", "TURKEY SPEAKS. " * 30_000),
        ("中*", "中" * 60_000),
        ("aa*", "a" * 400_000),
        ("aa", "! \" ' ) " * 50_000 + "aa"),
        ("aa", "." * 300_000 + " aa"),
        ("aa", " " * 400_000 + "aa"),
        ("aa", "\n" * 400_000 + "aa"),
        ("aa", "A. " * 100_000 + "aa"),
    ],
)
def test_texts_that_would_take_hours_if_anything_were_quadratic(written: str, text: str) -> None:
    term(written).tag(text[:1000], text)


def test_a_group_that_many_stretches_share_is_opened_once() -> None:
    rule = {"near": [{"near": ["aa", "bb"]}, "cc"], "within": "2 sentences"}
    text = "aa bb " * 20_000 + ". " + "cc " * 20_000
    (match,) = single_topic(rule).tag("", text)
    assert len(match.mentions) == 60_000
