"""Scores, shares, salience and zones."""

from __future__ import annotations

import pytest
from tests.topics.build import match_of, single_topic
from tests.topics.build import tagger as taggers

from newsmon.model import TopicMatch
from newsmon.topics import Thresholds, compile, parse  # noqa: A004


def scored(text: str, title: str = "", minimum: float = 1) -> TopicMatch | None:
    return match_of(single_topic({"any": ["cat~"], "min": minimum}), text, title)


def text_of(hits: list[int], sentences: int) -> str:
    """Sentences of which those numbered speak of cats."""
    return " ".join("A cat sat." if i in hits else "It rained." for i in range(sentences))


@pytest.mark.parametrize(
    ("title", "hits", "sentences", "score"),
    [
        ("A cat", [], 10, 4),
        ("", [0], 10, 2),
        ("", [0, 1], 10, 4),
        ("", [0, 1, 2], 10, 4),
        ("", [7], 10, 1),
        ("A cat", [0, 1, 2, 5, 6], 10, 10),
        ("A cat", list(range(40)), 40, 18),
    ],
)
def test_title_lead_and_body_give_points_up_to_a_limit(
    title: str, hits: list[int], sentences: int, score: float
) -> None:
    match = scored(text_of(hits, sentences), title)
    assert match is not None
    assert match.score == score


def test_a_sentence_counts_once_however_often_it_says_so() -> None:
    match = scored("Cats, cats, cats and a cat.")
    assert match is not None
    assert match.score == 2


def test_share_is_that_of_the_sentences_of_the_text() -> None:
    match = scored(text_of([0, 5], 8), "A cat")
    assert match is not None
    assert match.share == 0.25


@pytest.mark.parametrize(("title", "share"), [("A cat", 1.0), ("A cat here", 1.0)])
def test_a_title_without_a_text_is_all_there_is(title: str, share: float) -> None:
    match = scored("", title)
    assert match is not None
    assert match.share == share


@pytest.mark.parametrize(
    ("title", "hits", "sentences", "salience"),
    [
        ("A cat", [], 30, "about"),
        ("", [0], 30, "mention"),
        ("", [0, 9], 30, "about"),
        ("", [1, 9], 30, "mention"),
        ("", [1, 2], 30, "mention"),
        ("A cat", [1, 9], 30, "about"),
        ("", [1, 9, 10], 31, "about"),
        ("", [1, 9], 20, "about"),
        ("", [9, 10], 30, "mention"),
        ("", [9, 10], 20, "about"),
        ("", [7], 8, "mention"),
        ("", [9, 10, 11], 30, "about"),
        ("", [0], 1, "about"),
        ("", [1], 3, "about"),
        ("", [1], 4, "about"),
        ("", [1], 5, "mention"),
        ("", [1, 2], 4, "about"),
    ],
)
def test_about_is_a_matter_of_points_or_of_two_sentences_that_are_a_good_part(
    title: str, hits: list[int], sentences: int, salience: str
) -> None:
    match = scored(text_of(hits, sentences), title)
    assert match is not None
    assert match.salience == salience


def test_below_its_minimum_a_topic_does_not_match_at_all() -> None:
    assert scored(text_of([5], 9), minimum=2) is None
    assert scored(text_of([5, 6], 9), minimum=2) is not None


@pytest.mark.parametrize(
    ("hits", "sentences", "matches"),
    [([0], 9, True), ([1], 9, False), ([2], 9, False), ([2], 4, True), ([2, 7], 9, True)],
)
def test_with_a_minimum_a_lone_sentence_must_be_the_first(
    hits: list[int], sentences: int, *, matches: bool
) -> None:
    assert (scored(text_of(hits, sentences), minimum=2) is not None) == matches


def test_a_relation_counts_in_as_many_sentences_as_name_its_rarest_side() -> None:
    tagger = single_topic({"near": ["cat", "dog"], "within": "2 sentences"})
    rain = "It rained. " * 6
    once = match_of(tagger, rain + "A dog. A cat. A dog. " + rain)
    twice = match_of(tagger, rain + "A dog. A cat. A dog. A cat." + rain)
    assert once is not None
    assert twice is not None
    assert (once.score, twice.score) == (1, 2)


def test_what_only_supports_a_relation_counts_by_itself() -> None:
    tagger = single_topic({"near": ["cat", "dog"], "also": ["kennel"]})
    match = match_of(tagger, "A cat and a dog. It rained. A kennel. It rained. A kennel. " * 2)
    assert match is not None
    assert match.share == 0.6


def test_a_parent_counts_the_sentences_of_its_children() -> None:
    tagger = taggers({
        "pets": {"any": ["pet"]},
        "quarrels": {"near": ["cat", "dog"], "parent": "pets"},
    })  # fmt: skip
    match = match_of(tagger, "A pet. A cat and a dog. A cat and a dog.", topic="pets")
    assert match is not None
    assert match.share == 1


def test_thresholds_are_settings() -> None:
    topics, _ = parse({"topics": {"t": {"any": ["cat"]}}})
    strict = compile(topics, Thresholds(about_score=9, about_share=1.0, lead_sentences=1))
    (match,) = strict.tag("A cat", text_of([0, 1], 4))
    assert (match.score, match.salience) == (7, "mention")
    assert [m.zone for m in match.mentions] == ["title", "lead", "body"]


def test_mentions_say_where_they_stand() -> None:
    match = scored(text_of([0, 2, 3], 5), "The cat")
    assert match is not None
    assert [(m.start, m.zone) for m in match.mentions] == [
        (4, "title"), (2, "lead"), (24, "lead"), (35, "body"),
    ]  # fmt: skip


def test_evidence_across_sentences_counts_where_it_is_complete() -> None:
    tagger = single_topic({"near": ["cat", "dog"], "within": "2 sentences"})
    match = match_of(tagger, "It rained. A cat. A dog. It rained.")
    assert match is not None
    assert (match.score, match.share) == (2, 0.25)
