"""`/.well-known/tdmrep.json`: the TDM Reservation Protocol's file (report of 10 May 2024)."""

from __future__ import annotations

import pytest

from newsmon.rights import parse_tdmrep
from newsmon.rights.tdmrep import rights_of_tdmrep

SITE = "https://paper.example"


def verdicts(text: str, path: str = "/news/1") -> list[str]:
    return [s.verdict.value for s in rights_of_tdmrep(parse_tdmrep(text), SITE + path)]


def test_one_reserves_and_zero_does_not() -> None:
    assert verdicts('[{"location": "/", "tdm-reservation": 1}]') == ["reserved"]
    assert verdicts('[{"location": "/", "tdm-reservation": 0}]') == ["allowed"]
    assert verdicts('[{"location": "/", "tdm-reservation": "1"}]') == ["reserved"]


def test_the_first_rule_that_matches_counts() -> None:
    text = (
        '[{"location": "/open/*", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1},'
        ' {"location": "/news/1", "tdm-reservation": 0}]'
    )
    assert verdicts(text, "/open/1") == ["allowed"]
    assert verdicts(text) == ["reserved"]


def test_a_location_is_a_pattern_of_robots_txt() -> None:
    text = '[{"location": "/*.pdf$", "tdm-reservation": 1}]'
    assert verdicts(text, "/a/b.pdf") == ["reserved"]
    assert verdicts(text) == []
    assert verdicts('[{"location": "news", "tdm-reservation": 1}]') == ["reserved"]


def test_the_policy_and_the_wording_are_kept() -> None:
    (rule,) = parse_tdmrep('{"location":"/","tdm-reservation":1,"tdm-policy":"https://p.example/"}')
    assert rule.statement.policy == "https://p.example/"
    assert rule.statement.text.startswith('{"location": "/", "tdm-reservation": 1')


@pytest.mark.parametrize(
    "text",
    [
        None, "", "<!doctype html>", "[1, null]", '[{"tdm-reservation": 1}]', "[" * 100_000,
        '[{"location": "/", "tdm-reservation": 2}]', '[{"location": "/", "tdm-reservation": true}]',
        '[{"location": 3, "tdm-reservation": 1}]', '"1"',
    ],
)  # fmt: skip
def test_what_cannot_be_read_states_nothing(text: str | None) -> None:
    assert parse_tdmrep(text) == ()
