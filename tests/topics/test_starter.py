"""The topics that newsmon is delivered with."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest

from newsmon.config import load, paths
from newsmon.pipeline.operations.topic_trial import Tried, documents
from newsmon.pipeline.stages.tag import thresholds_of
from newsmon.topics import Tagger, check, compile  # noqa: A004

FOUNDATION = {
    "us-china", "sanctions", "secondary-sanctions", "russia-ukraine-war", "military-aid",
    "taiwan", "trade", "energy", "export-controls",
}  # fmt: skip
SEEDS = ("000", "001", "002", "003", "004")


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    config = load(paths.shipped("config"))
    return compile(config.topics, thresholds_of(config))


def test_nine_of_the_foundation_and_twelve_more(tagger: Tagger) -> None:
    slugs = {topic.slug for topic in tagger.topics}
    assert slugs >= FOUNDATION
    assert len(slugs - FOUNDATION) >= 12


def test_every_example_holds_and_nothing_is_idle_or_ambiguous(tagger: Tagger) -> None:
    assert check(tagger) == []


def test_every_topic_has_at_least_six_examples_and_tricky_ones(tagger: Tagger) -> None:
    for topic in tagger.topics:
        assert len(topic.match) + len(topic.no_match) >= 6, topic.slug
        assert len(topic.no_match) >= 3, topic.slug


def test_a_tricky_negative_shares_words_with_its_topic(tagger: Tagger) -> None:
    """Negatives that no term comes near would prove nothing."""
    for topic in tagger.topics:
        shared = [text for text in topic.no_match if _words(text) & _words(" ".join(topic.match))]
        assert shared, topic.slug


def _words(text: str) -> set[str]:
    return {word.strip(".,’").casefold()[:5] for word in text.split() if len(word) > 2}


def decisions(name: str = "decisions.txt") -> list[tuple[bool, str, str]]:
    """Lines `+ topic: text` (about it) and `- topic: text` (not), or `title | text`."""
    path = Path(__file__).resolve().parents[1] / "data" / "topics" / name
    lines = path.read_text(encoding="utf-8").splitlines()
    split = (line[2:].split(": ", 1) for line in lines if line[0] in "+-")
    signs = (line[0] == "+" for line in lines if line[0] in "+-")
    return [(sign, topic, text) for sign, (topic, text) in zip(signs, split, strict=True)]


@pytest.mark.parametrize("name", ["decisions.txt", "passing.txt"])
def test_tricky_texts_are_decided_as_a_reader_would(tagger: Tagger, name: str) -> None:
    wrong = []
    for expected, topic, text in decisions(name):
        title, _, body = text.rpartition(" | ")
        about = {match.topic for match in tagger.tag(title, body) if match.salience == "about"}
        if (topic in about) != expected:
            wrong.append((expected, topic, text))
    assert wrong == []


def about(tagger: Tagger, paths: list[Path]) -> dict[str, set[str]]:
    """Topics of each seed, by its number."""
    now = datetime(2022, 3, 15, tzinfo=timezone.utc)
    tried: list[Tried] = list(documents(tagger, map(str, paths), now))
    assert all(not trial.problem for trial in tried)
    return {
        Path(trial.input).name[:3]: {m.topic for m in trial.topics if m.salience == "about"}
        for trial in tried
    }


def check_seeds(topics_of_seeds: dict[str, set[str]]) -> None:
    assert set(topics_of_seeds) == set(SEEDS)
    assert all("us-china" in topics for topics in topics_of_seeds.values())
    assert all("russia-ukraine-war" in topics for topics in topics_of_seeds.values())
    assert {seed for seed, topics in topics_of_seeds.items() if "sanctions" in topics} == {
        "000", "002", "003", "004",
    }  # fmt: skip


def test_the_briefs_of_the_seeds_get_the_topics_that_the_originals_get(tagger: Tagger) -> None:
    briefs = sorted((paths.shipped("seeds") / "briefs").glob("*.html"))
    check_seeds(about(tagger, briefs))


def test_the_originals_of_the_seeds_are_tagged_right(tagger: Tagger, shared: Path) -> None:
    check_seeds(about(tagger, sorted((shared / "seeds").glob("*.txt"))))
