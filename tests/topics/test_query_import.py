"""Boolean queries of other tools become drafts, and what a draft cannot say is said."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsmon.topics import QueryError, compile, draft, parse  # noqa: A004
from newsmon.topics.boolean_query import Joined, Negated, Node, Term, read


def rule(query: str) -> dict[str, Any]:
    """Return the rule of a draft that says all that its query says."""
    drafted = draft(query, "Name")
    assert drafted.notes == []
    return {k: v for k, v in drafted.definition.items() if k not in ("name", "examples")}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("barley", {"any": ["barley"]}),
        ("barley OR wheat", {"any": ["barley", "wheat"]}),
        ("barley AND wheat", {"all": ["barley", "wheat"]}),
        ("barley wheat", {"all": ["barley", "wheat"]}),
        ("barley NOT beer", {"any": ["barley"], "none": ["beer"]}),
        ("barley AND NOT (beer OR whisky)", {"any": ["barley"], "none": ["beer", "whisky"]}),
        ("barley -beer", {"any": ["barley"], "none": ["beer"]}),
        ("+barley +port", {"all": ["barley", "port"]}),
        ("barley && port || rye", {"any": [{"all": ["barley", "port"]}, "rye"]}),
        ("barley NEAR/5 port", {"near": ["barley", "port"], "within": "5 words"}),
        ("barley near OR port", {"any": [{"all": ["barley", "near"]}, "port"]}),
        ('barley W/1 port', {"near": ["barley", "port"], "within": "1 word"}),
        (
            "(barley OR rye) NEAR/8 (port OR silo)",
            {"near": [{"any": ["barley", "rye"]}, {"any": ["port", "silo"]}], "within": "8 words"},
        ),
        ('"grain deal"', {"any": ["grain deal"]}),
        ("\u201cgrain deal\u201d", {"any": ["grain deal"]}),
        ('"grain deal"~4', {"near": ["grain", "deal"], "within": "4 words"}),
        ("harvest*", {"any": ["harvest*"]}),
        ("{Turkey}", {"any": ["=Turkey"]}),
        ("title:barley", {"title": ["barley"]}),
        ("title: barley", {"title": ["barley"]}),
        ("title:(barley OR rye)", {"title": ["barley", "rye"]}),
        ("title:(barley AND rye)", {"all": [{"title": ["barley"]}, {"title": ["rye"]}]}),
        ("barley AND language:en", {"languages": ["en"], "any": ["barley"]}),
        ("barley AND lang:(de OR fr)", {"languages": ["de", "fr"], "any": ["barley"]}),
        ("<<<our own>>> barley OR rye", {"any": ["barley", "rye"]}),
        ("a-b.c", {"any": ["a-b.c"]}),
        ("barley and wheat", {"all": ["barley", "wheat"]}),
        ("barley near/5 port", {"near": ["barley", "port"], "within": "5 words"}),
        ("barley w/2 port and not beer",
         {"near": ["barley", "port"], "within": "2 words", "none": ["beer"]}),
        ("and-or", {"any": ["and-or"]}),
        ('"rum and coke" Order', {"all": ["rum and coke", "Order"]}),
        ("rock-n-roll AND 2024", {"all": ["rock-n-roll", "2024"]}),
    ],
)  # fmt: skip
def test_what_a_topic_can_say_is_said(query: str, expected: dict[str, Any]) -> None:
    assert rule(query) == expected


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("barley AND site:example.org", "site: says where an article stands"),
        ("barley AND author:Doe", "author: says where"),
        ("cent?e OR barley", "within a word are left out"),
        ("*barley OR rye", "within a word are left out"),
        ("barley OR NOT rye", "NOT beside nothing"),
        ("NOT rye", "nothing is left"),
        ("barley ONEAR/3 port", "finds both orders"),
        ("barley NEAR/3f port", "finds both orders"),
        ("EU OR barley", "found in capitals only"),
        ("#grain OR barley", "is written as 'grain'"),
        ("title:(barley NEAR/4 rye)", "is looked for in the whole article"),
        ("barley NEAR/4 ?", "looks for its other part alone"),
    ],
)
def test_what_it_cannot_say_is_noted(query: str, note: str) -> None:
    assert any(note in text for text in draft(query, "Name").notes)


@pytest.mark.parametrize(
    ("query", "why"),
    [
        (" ", "is empty"),
        ("(barley", "has a ( that is not closed"),
        ("barley)", "has a ) too many before ')'"),
        ("barley AND", "lacks a term at its end"),
        ("OR barley", "lacks a term before 'OR barley'"),
        ("barley NEAR/5", "lacks a term at its end"),
        ('"barley', "cannot be read from"),
        ("title:", "lacks a term at its end"),
        ("()", "lacks a term before ')'"),
        ("(" * 50 + "barley" + ")" * 50, "has more than 40 brackets"),
    ],
)
def test_what_is_no_query_is_refused_with_the_reason(query: str, why: str) -> None:
    with pytest.raises(QueryError) as refused:
        draft(query, "Name")
    assert str(refused.value).startswith(why)


@given(
    st.text(alphabet=st.sampled_from('ab "()~*?:{}|&!-+/5\\@=#ANDORTE<>\n\u201c中é'), max_size=60)
)
def test_any_text_is_a_draft_or_refused(text: str) -> None:
    try:
        drafted = draft(text, "Name")
    except QueryError:
        return
    assert drafted.definition["name"] == "Name"


WORDS = ("barley", "wheat", "maize", "millet")
TREES = st.recursive(
    st.sampled_from(WORDS),
    lambda inner: (
        st.tuples(st.sampled_from(("AND", "OR")), inner, inner)
        | st.tuples(st.just("NOT"), inner, st.sampled_from(WORDS))
    ),
    max_leaves=6,
)


def written(tree: Any) -> str:
    if isinstance(tree, str):
        return tree
    operator, left, right = tree
    return f"({written(left)} {operator} {written(right)})"


def holds(node: Node, words: set[str]) -> bool:
    """Evaluate a query as the tools that it comes from do."""
    if isinstance(node, Term):
        return node.text in words
    if isinstance(node, Negated):
        return not holds(node.part, words)
    assert isinstance(node, Joined)
    return (any if node.operator == "any" else all)(holds(part, words) for part in node.parts)


@settings(max_examples=60, deadline=None)
@given(TREES, st.sets(st.sampled_from(WORDS)))
def test_a_draft_finds_what_its_query_finds(tree: Any, words: set[str]) -> None:
    query = written(tree)
    definition = draft(query, "Name").definition
    topics, problems = parse({"topics": {"draft": definition}})
    assert not [problem for problem in problems if problem.severity == "error"]
    text = " ".join(f"They speak of {word} here." for word in sorted(words)) or "Nothing."
    matches = compile(topics).tag("A headline", text)
    assert bool(matches) == holds(read(query), words), (query, definition)
