"""topics.yaml is read strictly, and all problems come at once with where and what to write."""

from __future__ import annotations

from typing import Any

import pytest

from newsmon.topics import Problem, compile, parse  # noqa: A004


def problems(mapping: Any) -> list[tuple[tuple[str | int, ...], str]]:
    return [(problem.path, problem.message) for problem in parse(mapping)[1]]


def only(topic: Any, sets: Any = None) -> tuple[tuple[str | int, ...], str]:
    (problem,) = problems({"topics": {"t": topic}, "sets": sets or {}})
    return problem


def test_an_empty_file_has_no_topics_and_no_problems() -> None:
    topics, problem_list = parse({})
    assert (len(topics), problem_list) == (0, [])
    assert parse({"sets": None, "topics": None}) == (topics, [])


def test_the_example_of_the_readme_is_read() -> None:
    mapping = {
        "sets": {"a": {"terms": ["US", "U.S.", "=Washington"], "except": ["Washington Post"]}},
        "topics": {
            "us-china": {
                "name": "US–China",
                "near": ["@a", "China"],
                "within": "sentence",
                "min": 4,
                "examples": {"match": ["x"], "no_match": ["y"]},
            }
        },
    }
    topics, problem_list = parse(mapping)
    assert problem_list == []
    (topic,) = topics
    assert (topic.slug, topic.name, topic.minimum) == ("us-china", "US–China", 4)
    assert (topic.match, topic.no_match, topic.sets) == (("x",), ("y",), ("a",))


def test_all_problems_come_at_once() -> None:
    problem_list = problems(
        {
            "tpics": {},
            "sets": {"s": {"terms": []}, "Bad Name": ["x"]},
            "topics": {"one": {"any": ["@s"]}, "two": {"min": 3}, "three": ["x"]},
        }
    )
    assert {path for path, _ in problem_list} == {
        ("tpics",),
        ("sets", "s", "terms"),
        ("sets", "Bad Name"),
        ("topics", "two"),
        ("topics", "three"),
    }


@pytest.mark.parametrize(
    ("topic", "path", "words"),
    [
        ({"anny": ["x"], "any": ["x"]}, ("anny",), 'did you mean "any"'),
        ({"any": []}, ("any",), "list at least one"),
        ({"any": [True]}, ("any", 0), "in quotes"),
        ({"any": ["x", None]}, ("any", 1), "in quotes"),
        ({"any": [["x"]]}, ("any", 0), "not a list"),
        ({"any": ["@metal"]}, ("any", 0), 'did you mean "metals"'),
        ({"any": ["mid*dle"]}, ("any", 0), "end of a term"),
        ({"any": [{"all": ["x"], "oops": 1}]}, ("any", 0, "oops"), "unknown key"),
        ({"any": ["x"], "within": "sentence"}, ("within",), "belongs to near"),
        ({"near": ["x"]}, ("near",), "at least two"),
        ({"near": "x"}, ("near",), "at least two"),
        ({"near": ["x", "@metal"]}, ("near", 1), 'did you mean "metals"'),
        ({"near": ["mid*dle", "x"]}, ("near", 0), "end of a term"),
        ({"near": ["x", "y"], "within": "nearby"}, ("within",), "8 words"),
        ({"near": ["x", "y"], "within": "0 words"}, ("within",), "8 words"),
        ({"near": ["x", "y"], "within": "lead"}, ("within",), "2 sentences,"),
        (
            {"any": ["x"], "not_near": {"any": ["y"], "within": "far"}},
            ("not_near", "within"),
            "lead",
        ),
        ({"any": ["x"], "not_near": {"within": "lead"}}, ("not_near", "any"), "list at least"),
        ({"none": ["x"]}, (), "nothing to look for"),
        ({"any": [{"none": ["x"]}]}, ("any", 0), "nothing to look for"),
        ({"any": ["x"], "parent": "tt"}, ("parent",), 'did you mean "t"'),
        ({"any": ["x"], "parent": "t"}, ("parent",), "circle: t > t"),
        ({"any": ["x"], "languages": ["English"]}, ("languages", 0), "such as en"),
        ({"any": ["x"], "min": "four"}, ("min",), "above 0"),
        ({"any": ["x"], "min": 0}, ("min",), "above 0"),
        ({"any": ["x"], "min": 19}, ("min",), "end at 18"),
        ({"any": ["x"], "min": float("nan")}, ("min",), "above 0"),
        ({"any": ["x"], "examples": {"matches": ["y"]}}, ("examples", "matches"), "unknown key"),
        ({"any": ["x"], "examples": {"match": [1, None]}}, ("examples", "match", 1), "in quotes"),
        ({"any": ["x"], "name": ["y"]}, ("name",), "write text"),
        ("x", (), "write a mapping"),
        (None, (), "write a mapping"),
    ],
)
def test_each_mistake_is_named_where_it_stands(
    topic: Any, path: tuple[str | int, ...], words: str
) -> None:
    where, message = only(topic, {"metals": ["tin"]})
    assert where == ("topics", "t", *path)
    assert words in message


def test_sets_name_sets_and_take_their_exceptions_along() -> None:
    sets = {
        "tins": {"terms": ["tin"], "except": ["tin hat"]},
        "metals": ["@tins", "zinc"],
        "hats": {"terms": ["hat"], "except": ["@tins"]},
    }
    topics, problem_list = parse({"sets": sets, "topics": {"t": {"any": ["@metals"]}}})
    assert problem_list == []
    assert [term.written for term in topics.sets["metals"].terms] == ["tin", "zinc"]
    assert [mask.written for mask in topics.sets["metals"].masks] == ["tin hat"]
    assert [mask.written for mask in topics.sets["hats"].masks] == ["tin"]
    assert topics.topics[0].sets == ("metals", "tins")


def test_sets_that_go_in_a_circle_are_refused() -> None:
    sets = {"a": ["@b"], "b": ["@c"], "c": ["@b", "x"]}
    ((path, message), *further) = problems({"sets": sets})
    assert path == ("sets", "c", "terms", 0)
    assert message == "sets go in a circle: b > c > b"
    assert further == []


def test_parents_that_go_in_a_circle_are_refused() -> None:
    topics = {"a": {"any": ["x"], "parent": "b"}, "b": {"any": ["x"], "parent": "a"}}
    assert {path for path, _ in problems({"topics": topics})} == {
        ("topics", "a", "parent"),
        ("topics", "b", "parent"),
    }


def test_a_topic_with_an_error_is_left_out_and_the_others_are_kept() -> None:
    topics, problem_list = parse({"topics": {"bad": {"any": ["*"]}, "good": {"any": ["x"]}}})
    assert [topic.slug for topic in topics] == ["good"]
    assert problem_list == [Problem(("topics", "bad", "any", 0), problem_list[0].message, "error")]


def test_numbers_are_terms() -> None:
    topics, problem_list = parse({"topics": {"t": {"any": [1979, 5.5]}}})
    assert problem_list == []
    assert compile(topics).tag("", "In 1979 it was 5.5 percent.")[0].score == 2


def test_sets_within_sets_within_sets_stay_bounded() -> None:
    sets: dict[str, Any] = {"s0": [f"w{i}" for i in range(400)]}
    for i in range(1, 3000):
        sets[f"s{i}"] = [f"@s{i - 1}"]
    problem_list = problems({"sets": sets})
    assert any("more than" in message for _, message in problem_list)


def test_groups_nested_too_deep_are_refused() -> None:
    rule: dict[str, Any] = {"any": ["x"]}
    for _ in range(20):
        rule = {"any": [rule]}
    assert "nested too deep" in only(rule)[1]


def test_a_rule_that_repeats_itself_without_end_is_refused() -> None:
    group: Any = {"any": ["x"] * 20}
    for _ in range(5):
        group = {"any": [group] * 20}
    assert "more than" in only(group)[1]
