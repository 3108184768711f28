"""Explanations of topics that do not match."""

from __future__ import annotations

from typing import Any

import pytest
from tests.topics.build import single_topic

from newsmon.topics import Miss, misses

SETS = {"cats": ["cat~", "lion"], "dogs": ["dog~", "wolf"]}


def missed(rule: dict[str, Any], text: str, language: str | None = None) -> Miss:
    (miss,) = misses(single_topic(rule, SETS), "", text, language)
    return miss


@pytest.mark.parametrize(
    ("rule", "text", "why"),
    [
        ({"any": ["fox", "@cats"]}, "A cow.", "nothing of fox, @cats"),
        ({"any": ["a", "b", "c", "d", "e"]}, "X.", "nothing of a, b, c, d …"),
        ({"all": ["@cats", "@dogs"]}, "A lion.", "nothing of @dogs"),
        ({"all": ["@cats", "@dogs"]}, "A cow.", "nothing of @cats; nothing of @dogs"),
        ({"near": ["@cats", "@dogs"]}, "A cat. A dog.", "never within one sentence"),
        ({"near": ["@cats", "@dogs"], "within": "2 words"}, "A cat is no dog.", "within 2 words"),
        (
            {"near": ["@cats", "@dogs"], "within": "2 sentences"},
            "A cat. No. A dog.",
            "2 sentences",
        ),
        ({"any": ["@cats"], "none": ["circus"]}, "A lion. A circus.", "kept out by circus"),
        ({"any": ["@cats"], "none": ["circus"]}, "A circus.", "nothing of @cats"),
        ({"title": ["@cats"]}, "A lion.", "not in the title"),
        ({"lead": ["@cats"]}, "One. Two. Three. Four. A lion.", "not in the title or the lead"),
        ({"any": ["@cats"], "also": ["zoo"]}, "A zoo.", "nothing of @cats"),
        ({"any": ["@cats"], "min": 4}, "A lion.", "2 points, and its min is 4"),
    ],
)
def test_it_names_the_part_that_fails(rule: dict[str, Any], text: str, why: str) -> None:
    assert missed(rule, text).why.endswith(why)


def test_it_names_the_terms_that_are_there() -> None:
    rule = {"near": ["@cats", {"any": ["@dogs"], "none": ["kennel"]}]}
    assert missed(rule, "A wolf. Two cats in a kennel.").terms == ("cat~", "wolf", "kennel")
    assert missed(rule, "Nothing.").terms == ()


def test_a_text_in_another_language_is_told_apart_from_one_without_the_terms() -> None:
    rule = {"any": ["@cats"], "languages": ["de"]}
    assert missed(rule, "A lion.", "en").why == "the text is en, and the topic is for de"
    assert missed(rule, "A cow.", "en").why == "nothing of @cats"


def test_what_is_found_is_not_missed() -> None:
    assert misses(single_topic({"any": ["@cats"]}, SETS), "", "A lion.") == []
