"""Terms in the language of another tool are answered with what to write."""

from __future__ import annotations

import pytest

from newsmon.topics import parse
from newsmon.topics.query_syntax import foreign_syntax


@pytest.mark.parametrize(
    ("term", "remedy"),
    [
        ("cent(re|er)s?", "start*"),
        ("/sanction.*/i", "regular expression"),
        (r"\bIran\b", "regular expression"),
        ("[Ss]anctions", "regular expression"),
        ("Russia|China", "regular expression"),
        ("Russia AND China", "all: [one, another]"),
        ("(Russia OR Moscow) AND NOT football", "any: [one, another], and all: [one, another]"),
        ("NOT Russia", "none:"),
        ("Russia NEAR/5 China", "within: 5 words"),
        ("Russia w/10 China", "within: 10 words"),
        ('"oil price"~7', "within: 7 words"),
        ("Russia NEAR China", "within: sentence"),
        ("title:Russia", "title: [the term]"),
        ("harbo?r", "regular expression"),
        ("sanction.*", "regular expression"),
        ("oil ADJ price", "near: [one, another]"),
        ("+Russia -football", "all: [what must occur], and none: [what must not]"),
    ],
)
def test_a_query_of_another_tool_is_answered_with_what_to_write(term: str, remedy: str) -> None:
    message = foreign_syntax(term)
    assert message is not None
    assert remedy in message
    _, problems = parse({"topics": {"a": {"any": [term]}}})
    assert [problem.severity for problem in problems] == ["error"]
    assert remedy in problems[0].message


@pytest.mark.parametrize(
    "term",
    ["Product (RED)", "Yahoo!", "Guess Who?", "AC/DC", "and/or", "PROFIT AND LOSS", "AND", "US$",
     "Ghost in the Shell: Stand Alone", '"Stormy" Daniels', "C++", "9/11", "=Turkey", "sanction~",
     "Zelensky*", "land and sea", "St. John's",
     "Canal+", "LGBTQ+ rights", "+1 202", "Who? Weekly", "A+"],
)  # fmt: skip
def test_what_only_looks_like_a_query_is_a_term(term: str) -> None:
    assert foreign_syntax(term) is None
