"""Texts with mentions marked, and what changed between versions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsmon.serve.site.marked_text import (
    Change,
    Mention,
    Segment,
    changes,
    highlighted,
    paragraphs,
)

LINES = st.text(st.sampled_from("ab \n."), max_size=60)


def test_a_mention_is_a_segment_of_its_own() -> None:
    assert paragraphs("New sanctions hit.", [Mention(4, 13, "Sanctions")]) == [
        [Segment("New "), Segment("sanctions", ("Sanctions",)), Segment(" hit.")]
    ]


def test_mentions_are_counted_over_all_lines() -> None:
    first, second = paragraphs("One.\nTwo more.", [Mention(5, 8, "Numbers")])
    assert first == [Segment("One.")]
    assert second == [Segment("Two", ("Numbers",)), Segment(" more.")]


def test_mentions_that_overlap_share_what_both_have() -> None:
    text = "oil price cap"
    line = paragraphs(text, [Mention(0, 9, "Energy"), Mention(4, 13, "Sanctions")])[0]
    assert line == [
        Segment("oil ", ("Energy",)),
        Segment("price", ("Energy", "Sanctions")),
        Segment(" cap", ("Sanctions",)),
    ]


def test_a_mention_beyond_the_text_marks_nothing() -> None:
    assert paragraphs("Short.", [Mention(3, 60, "Far"), Mention(-2, 3, "Off")]) == [
        [Segment("Short.")]
    ]


@given(LINES, st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70)), max_size=5))
def test_no_character_is_lost_or_doubled(text: str, spans: list[tuple[int, int]]) -> None:
    lines = paragraphs(text, [Mention(start, end, "t") for start, end in spans])
    assert "\n".join("".join(segment.text for segment in line) for line in lines) == text


def test_a_reworded_paragraph_shows_the_words_that_changed() -> None:
    older = "Twelve ships were listed on Monday, the ministry said."
    newer = "Fourteen ships were listed on Monday, the ministry said."
    assert changes(older, newer) == [
        [
            Change("Twelve", "removed"),
            Change("Fourteen", "added"),
            Change(" ships were listed on Monday, the ministry said.", "same"),
        ]
    ]


def test_a_paragraph_with_nothing_in_common_is_shown_as_two() -> None:
    assert changes("Rain fell.", "Ministers met late, and left.") == [
        [Change("Rain fell.", "removed"), Change("Ministers met late, and left.", "added")]
    ]


def test_unchanged_paragraphs_are_left_out() -> None:
    assert changes("Same.\nLast.", "Same.\nNew.\nLast.") == [[Change("New.", "added")]]


@given(LINES)
def test_the_same_text_has_no_changes(text: str) -> None:
    assert changes(text, text) == []


@given(LINES, LINES)
def test_what_was_removed_stood_in_the_older_text(older: str, newer: str) -> None:
    for line in changes(older, newer):
        before = "".join(change.text for change in line if change.kind != "added")
        after = "".join(change.text for change in line if change.kind != "removed")
        assert before in older
        assert after in newer


def test_words_asked_for_are_told_from_the_rest() -> None:
    assert highlighted("the [tariff] and [truce].", "[", "]") == [
        ("the ", False),
        ("tariff", True),
        (" and ", False),
        ("truce", True),
        (".", False),
    ]


def test_a_mark_that_is_never_closed_marks_nothing() -> None:
    assert highlighted("an [open end", "[", "]") == [("an ", False), ("open end", False)]
