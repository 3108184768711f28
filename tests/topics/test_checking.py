"""Complaints of `newsmon topics check`."""

from __future__ import annotations

from typing import Any

from tests.topics.build import tagger

from newsmon.topics import Problem, check

FINE: dict[str, Any] = {"any": ["tin"], "examples": {"match": ["Tin."], "no_match": ["Iron."]}}


def complaints(topics: dict[str, Any], sets: dict[str, Any] | None = None) -> list[Problem]:
    return check(tagger(topics, sets))


def test_a_sound_topic_gives_no_complaint() -> None:
    assert complaints({"t": FINE}) == []


def test_examples_that_fail_are_errors_and_say_which_terms_did_it() -> None:
    examples = {"match": ["Tin.", "Iron."], "no_match": ["Zinc.", "A tin and a copper pan."]}
    topic = {"any": ["tin", "copper"], "examples": examples}
    missed, matched = complaints({"t": topic})
    assert missed.path == ("topics", "t", "examples", "match", 1)
    assert matched.path == ("topics", "t", "examples", "no_match", 1)
    assert {missed.severity, matched.severity} == {"error"}
    assert missed.message == "should match and does not, nothing of tin, copper: Iron."
    assert "for tin, copper" in matched.message


def test_an_example_that_does_not_match_says_which_part_of_the_rule_fails() -> None:
    examples = {"match": ["A ferry left. It was late. An island waited."]}
    topic = {"near": ["ferry", "island"], "within": "sentence", "examples": examples}
    (missed,) = complaints({"t": topic})
    assert "its parts are never within one sentence" in missed.message


def test_terms_hidden_by_their_own_exceptions_can_never_match() -> None:
    sets = {"s": {"terms": ["tin", "tin hat"], "except": ["Tin Hat"]}}
    (problem,) = complaints({"t": {**FINE, "any": ["@s"]}}, sets)
    assert problem == Problem(("sets", "s"), problem.message, "warning")
    assert '"tin hat" can never match' in problem.message


def test_terms_ruled_out_by_none_can_never_match() -> None:
    (problem,) = complaints({"t": {**FINE, "any": ["tin", "zinc"], "none": ["zinc"]}})
    assert problem.path == ("topics", "t", "none")
    assert '"zinc"' in problem.message


def test_a_title_alone_cannot_reach_a_high_minimum() -> None:
    problems = complaints({"t": {"title": ["tin"], "min": 5}})
    assert ("topics", "t", "min") in [problem.path for problem in problems]


def test_unused_sets_are_named() -> None:
    sets = {"used": ["@inner"], "inner": ["tin"], "idle": ["zinc"]}
    (problem,) = complaints({"t": {**FINE, "any": ["@used"]}}, sets)
    assert problem.path == ("sets", "idle")


def test_beginnings_of_many_words_should_be_longer_or_exact() -> None:
    topic = {**FINE, "any": ["tin", "MiG*", "=MiG*", "tinn*", "中*"]}
    (problem,) = complaints({"t": topic})
    assert '"=MiG*"' in problem.message


def test_names_that_are_everyday_words_should_be_exact() -> None:
    topic = {**FINE, "any": ["tin", "Turkey", "=Jordan", "UN", "turkey farm", "ox"]}
    messages = [problem.message for problem in complaints({"t": topic})]
    assert len(messages) == 2
    assert any('write "=Turkey"' in message for message in messages)
    assert any('"ox"' in message for message in messages)


def test_topics_of_nearly_the_same_terms_overlap() -> None:
    many = [f"metal{i}" for i in range(20)]
    topics = {
        "a": {**FINE, "any": ["tin", *many]},
        "b": {**FINE, "any": ["tin", "zinc", *many]},
        "c": {**FINE, "all": ["tin", *many], "examples": {"match": ["tin " + " ".join(many)]}},
    }
    (problem,) = complaints(topics)
    assert problem.path == ("topics", "b")
    assert '"a"' in problem.message


def test_topics_without_examples_are_named() -> None:
    (problem,) = complaints({"t": {"any": ["tin"]}})
    assert "no examples" in problem.message
