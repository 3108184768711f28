"""Meaning of any, all, none, near, not_near, title and also."""

from __future__ import annotations

from typing import Any

import pytest
from tests.topics.build import cut_out, match_of, single_topic, tagger

SETS = {"cats": ["cat~", "lion"], "dogs": ["dog~", "wolf"]}


def matches(rule: dict[str, Any], text: str, title: str = "") -> bool:
    return match_of(single_topic(rule, SETS), text, title) is not None


def test_any_needs_one_of_its_parts() -> None:
    rule = {"any": ["fox", "@cats"]}
    assert matches(rule, "A fox.")
    assert matches(rule, "Cats.")
    assert not matches(rule, "A dog.")


def test_all_needs_each_of_its_parts_anywhere() -> None:
    rule = {"all": ["@cats", "@dogs"]}
    assert matches(rule, "Cats sleep. It rains.\nA dog barks.")
    assert matches(rule, "Cats sleep.", title="A dog barks")
    assert not matches(rule, "Cats and lions.")


def test_none_rules_out_the_whole_article() -> None:
    rule = {"any": ["@cats"], "none": ["circus"]}
    assert matches(rule, "A lion.")
    assert not matches(rule, "A lion. Nothing else.\nThe circus is here.")


def test_all_keys_of_a_group_must_hold() -> None:
    rule = {"any": ["@cats"], "all": ["zoo"], "title": ["news"]}
    assert matches(rule, "A lion in the zoo.", title="News")
    assert not matches(rule, "A lion in the zoo.", title="Old")
    assert not matches(rule, "A lion.", title="News")


def test_title_terms_count_in_the_title_only() -> None:
    rule = {"title": ["lion"]}
    assert matches(rule, "Text.", title="The lion sleeps")
    assert not matches(rule, "The lion sleeps.", title="Text")


def test_lead_terms_count_in_the_title_and_the_first_sentences_only() -> None:
    rule = {"lead": ["lion"]}
    assert matches(rule, "Text.", title="The lion sleeps")
    assert matches(rule, "One. Two. The lion sleeps.")
    assert not matches(rule, "One. Two. Three. The lion sleeps.")
    assert matches({"lead": [{"near": ["lion", "fox"], "within": "2 sentences"}]}, "Fox. Lion.")


def test_groups_nest() -> None:
    rule = {"any": ["fox", {"all": ["@cats", {"any": ["milk", "cream"]}]}]}
    assert matches(rule, "A cat. Some cream.")
    assert matches(rule, "A fox.")
    assert not matches(rule, "A cat.")


class TestNear:
    @pytest.mark.parametrize(
        ("within", "text", "expected"),
        [
            (None, "The cat saw a dog.", True),
            (None, "The cat slept. The dog left.", False),
            ("sentence", "The U.S. cat saw Mr. Dog.", True),
            ("2 sentences", "The cat slept. The dog left.", True),
            ("2 sentences", "The cat slept. It rained. The dog left.", False),
            ("3 sentences", "The dog slept. It rained. The cat left.", True),
            ("paragraph", "The cat slept. It rained. The dog left.", True),
            ("paragraph", "The cat slept.\nThe dog left.", False),
            ("2 paragraphs", "The cat slept.\nThe dog left.", True),
            ("1 word", "cat dog", True),
            ("1 word", "cat-dog", True),
            ("1 word", "cat and dog", False),
            ("2 words", "cat and dog", True),
            ("3 words", "The dog’s bowl is a cat toy.", False),
            ("4 words", "The dog’s bowl is a cat toy.", True),
            ("4 words", "The cat slept. A dog came.", True),
        ],
    )
    def test_parts_must_come_within_the_distance(
        self, within: str | None, text: str, expected: bool
    ) -> None:
        rule = {"near": ["@cats", "@dogs"]} | ({"within": within} if within else {})
        assert matches(rule, text) is expected

    def test_the_title_is_the_sentence_before_the_first(self) -> None:
        rule = {"near": ["@cats", "@dogs"], "within": "2 sentences"}
        assert matches(rule, "Dogs bark.", title="Cats")
        assert not matches(rule, "It rains. Dogs bark.", title="Cats")
        rule["within"] = "3 sentences"
        assert matches(rule, "It rains. Dogs bark.", title="Cats")

    def test_no_other_distance_reaches_from_the_title_into_the_text(self) -> None:
        for within in ("5 words", "9 paragraphs", "sentence"):
            rule = {"near": ["@cats", "@dogs"], "within": within}
            assert not matches(rule, "Dogs bark.", title="Cats")
            assert matches(rule, "", title="Cats and dogs")

    def test_words_of_scripts_without_spaces_are_their_characters(self) -> None:
        assert matches({"near": ["猫", "犬"], "within": "2 words"}, "私の猫と犬です")
        assert not matches(
            {"near": ["猫", "犬"], "within": "2 words"}, "猫は毎日そこにいる犬を見る"
        )

    def test_one_word_is_not_near_itself(self) -> None:
        rule = {"near": ["lion", "@cats"]}
        assert not matches(rule, "The lion sleeps.")
        assert matches(rule, "The lion saw a lion.")

    def test_a_set_named_twice_means_two_of_it(self) -> None:
        for within in ("sentence", "5 words", "paragraph"):
            rule = {"near": ["@cats", "@cats", "fight~"], "within": within}
            assert not matches(rule, "A lion fights.")
            assert matches(rule, "A lion fights a cat.")
            assert matches(rule, "A cat, a lion: a fight.")

    @pytest.mark.parametrize("within", ["sentence", "9 words", "2 sentences"])
    def test_a_set_that_tells_things_apart_named_twice_means_two_things(self, within: str) -> None:
        sets = {"fins": ["whale", "Moby"], "beasts": [["@fins"], ["cat", "Tom"], "@dogs"]} | SETS
        sets["dogs"] = [["dog", "Rex"], "wolf"]
        rule = {"near": ["@beasts", "@beasts", "fight~"], "within": within}
        for text in ("Tom the cat: a fight.", "Moby, a whale, fights Moby.", "Rex the dog fights."):
            assert match_of(single_topic(rule, sets), text) is None
        for text in ("Tom fights Rex, Tom, Tom.", "Rex, dog, wolf: a fight.", "Moby fights a cat."):
            assert match_of(single_topic(rule, sets), text) is not None

    def test_things_are_told_apart_between_sets_that_share_them(self) -> None:
        sets = {"cats": [["cat", "Tom"], ["lion"]], "beasts": ["@cats", ["dog"]]}
        rule = {"near": ["@cats", {"any": ["@beasts", "bird"]}]}
        assert match_of(single_topic(rule, sets), "Tom is a cat.") is None
        assert match_of(single_topic(rule, sets), "Tom is a cat and sees a bird.") is not None
        assert match_of(single_topic(rule, sets), "Tom is a cat, no lion.") is not None

    def test_all_parts_of_one_sentence_are_mentioned(self) -> None:
        near = single_topic({"near": ["@cats", "@dogs"]}, SETS)
        assert cut_out(near, "Cats, dogs, a wolf. A lion.") == [
            "Cats", "dogs", "wolf",
        ]  # fmt: skip

    def test_near_takes_groups(self) -> None:
        rule = {"near": [{"near": ["big", "@cats"], "within": "1 word"}, "@dogs"]}
        assert matches(rule, "A dog met a big cat.")
        assert not matches(rule, "A big dog met a cat.")

    def test_many_hits_of_one_part_hide_no_pair(self) -> None:
        rule = {"near": ["@cats", "@dogs"], "within": "2 words"}
        assert cut_out(single_topic(rule, SETS), "cat x x x cat dog x x x dog") == ["cat", "dog"]


class TestNotNear:
    @pytest.mark.parametrize(
        ("within", "text", "expected"),
        [
            (None, "A cat at the vet.", False),
            (None, "A cat. The vet left.", True),
            (None, "A cat at the vet. Another cat.", True),
            ("1 word", "A cat vet.", False),
            ("1 word", "A vet cat.", False),
            ("1 word", "A cat and a vet.", True),
            ("3 words", "A vet and a cat.", False),
            ("2 sentences", "A cat. The vet left.", False),
            ("paragraph", "A cat. It rained. The vet left.", False),
            ("paragraph", "A cat.\nThe vet left.", True),
            ("lead", "The vet left. It rained. It snowed. It froze. A cat.", False),
            ("lead", "A cat. It rained. It snowed. The vet left.", True),
            ("article", "A cat. It rained. It snowed.\nThe vet left.", False),
        ],
    )
    def test_evidence_with_something_unwanted_close_does_not_count(
        self, within: str | None, text: str, expected: bool
    ) -> None:
        excluded: Any = {"any": ["vet"], "within": within} if within else "vet"
        assert matches({"any": ["@cats"], "not_near": excluded}, text) is expected

    def test_a_long_unwanted_phrase_before_counts_by_its_end(self) -> None:
        excluded = {"any": ["vet", "vet who came in from the cold"], "within": "1 word"}
        assert not matches(
            {"any": ["@cats"], "not_near": excluded}, "The vet who came in from the cold cat."
        )

    def test_the_title_is_lead(self) -> None:
        excluded = {"any": ["vet"], "within": "lead"}
        assert not matches({"any": ["@cats"], "not_near": excluded}, "A cat.", title="The vet")

    def test_it_works_on_stretches(self) -> None:
        rule = {"near": ["@cats", "@dogs"], "not_near": ["vet"]}
        assert not matches(rule, "A cat, a dog, a vet.")
        assert matches(rule, "A cat, a dog. A vet.")


def test_also_counts_only_once_the_rest_is_found() -> None:
    tagger = single_topic({"any": ["@cats"], "also": ["whisker~"]}, SETS)
    assert cut_out(tagger, "Whiskers.") == []
    assert cut_out(tagger, "Whiskers. A cat.") == ["Whiskers", "cat"]
    match = match_of(tagger, "Whiskers. A cat.")
    assert match is not None
    assert match.score == 4


def test_a_child_implies_its_parent_with_a_row_of_its_own() -> None:
    topics = {
        "pets": {"any": ["pet~"], "min": 6},
        "cats": {"any": ["cat~"], "parent": "pets"},
        "siamese": {"any": ["Siamese"], "parent": "cats"},
    }
    matches = {match.topic: match for match in tagger(topics).tag("", "A Siamese. A pet.")}
    assert set(matches) == {"pets", "cats", "siamese"}
    assert [m.term for m in matches["siamese"].mentions] == ["Siamese"]
    assert [m.term for m in matches["cats"].mentions] == ["Siamese"]
    assert [m.term for m in matches["pets"].mentions] == ["Siamese", "pet~"]
    assert matches["pets"].score >= matches["cats"].score
    assert len({match.definition_hash for match in matches.values()}) == 3


def test_a_child_below_its_minimum_implies_nothing() -> None:
    topics = {"pets": {"any": ["pet~"]}, "cats": {"any": ["cat~"], "parent": "pets", "min": 4}}
    assert tagger(topics).tag("", "A cat.") == []


def test_languages_limit_a_topic_to_articles_that_have_one_of_them() -> None:
    limited = tagger({"t": {"any": ["gift"], "languages": ["en"]}})
    assert limited.tag("", "A gift.", "en")
    assert not limited.tag("", "Ein Gift.", "de")
    assert limited.tag("", "A gift.", None)


def test_matches_come_in_the_order_of_the_file() -> None:
    topics = {slug: {"any": ["cat"]} for slug in ("z", "a", "m")}
    assert [match.topic for match in tagger(topics).tag("", "A cat.")] == ["z", "a", "m"]


def test_no_topics_find_nothing() -> None:
    assert tagger({}).tag("Title", "Text.") == []
