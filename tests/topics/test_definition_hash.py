"""A definition's hash changes with what the topic finds, and with nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from newsmon.topics import Thresholds, compile, parse, subset  # noqa: A004

RULES: dict[str, Any] = {
    "sets": {"metals": {"terms": ["tin", "zinc"], "except": ["tin hat"]}, "ores": ["@metals"]},
    "topics": {
        "one": {"name": "One", "near": ["@ores", "price~"], "within": "8 words"},
        "two": {"name": "Two", "any": ["ship~"], "parent": "one"},
        "three": {"name": "Three", "any": ["@metals"], "min": 2, "languages": ["en", "de"]},
    },
}


def hashes(rules: dict[str, Any], thresholds: Thresholds | None = None) -> dict[str, str]:
    topics, problems = parse(rules)
    assert problems == []
    return compile(topics, thresholds).hashes


def with_topic(slug: str, **changes: Any) -> dict[str, Any]:
    topics = {**RULES["topics"], slug: {**RULES["topics"][slug], **changes}}
    return {**RULES, "topics": topics}


def with_set(name: str, value: Any) -> dict[str, Any]:
    return {**RULES, "sets": {**RULES["sets"], name: value}}


def changed(rules: dict[str, Any]) -> set[str]:
    before, after = hashes(RULES), hashes(rules)
    return {slug for slug in before if before[slug] != after[slug]}


@pytest.mark.parametrize(
    "rules",
    [
        RULES,
        with_topic("one", name="Uno", description="Else", examples={"match": ["x"]}),
        with_topic("three", languages=["de", "en"]),
        with_topic("one", near=["price~", "@ores"]),
        with_set("metals", {"terms": ["zinc", "tin", "tin"], "except": ["tin hat"]}),
        with_set("unused", ["lead"]),
    ],
)
def test_names_examples_and_order_do_not_count(rules: dict[str, Any]) -> None:
    assert changed(rules) == set()


@pytest.mark.parametrize(
    ("rules", "stale"),
    [
        (with_topic("three", min=3), {"three"}),
        (with_topic("three", languages=["en"]), {"three"}),
        (with_topic("one", within="9 words"), {"one"}),
        (with_topic("one", none=["scrap"]), {"one"}),
        (with_set("metals", {"terms": ["tin", "zinc"]}), {"one", "three"}),
        (with_set("ores", ["@metals", "bauxite"]), {"one"}),
        (with_topic("two", any=["boat~"]), {"one", "two"}),
    ],
)
def test_what_a_topic_finds_counts_and_a_childs_is_its_parents(
    rules: dict[str, Any], stale: set[str]
) -> None:
    assert changed(rules) == stale


def test_thresholds_count_for_all() -> None:
    before, after = hashes(RULES), hashes(RULES, Thresholds(about_score=5))
    assert all(before[slug] != after[slug] for slug in before)


def test_a_part_of_the_topics_has_the_hashes_of_the_whole() -> None:
    topics, _ = parse(RULES)
    part = compile(subset(topics, ["one"]))
    assert part.hashes == {slug: hashes(RULES)[slug] for slug in ("one", "two")}
