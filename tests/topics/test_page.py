"""docs/topics.md tells the truth: each YAML block is read, and its examples hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsmon.config import yamlfile
from newsmon.topics import check, compile, parse  # noqa: A004
from newsmon.topics.grammar import GROUP_KEYS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "topics.md"
TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.M | re.S)


@pytest.mark.parametrize("block", BLOCKS)
def test_every_block_is_read_and_its_examples_hold(block: str) -> None:
    file = yamlfile.parse(block.encode(), "topics.yaml")
    assert file.problems == []
    topics, problems = parse(file.data)
    assert problems == []
    assert len(topics) > 0
    assert [problem for problem in check(compile(topics)) if problem.severity == "error"] == []


def test_every_key_of_a_rule_is_explained() -> None:
    for key in (*GROUP_KEYS, "except", "parent", "languages", "min", "description", "examples"):
        assert f"`{key}" in TEXT or f"{key}:" in TEXT, key


def test_the_limits_on_the_page_are_those_of_the_settings() -> None:
    from newsmon.config.settings import Settings

    limits = Settings().topics
    assert f"when it has {limits.about_score:g} points" in TEXT
    assert (limits.about_share, limits.lead_sentences) == (0.1, 3)
    for name in type(limits).model_fields:
        assert f"`{name}`" in TEXT
