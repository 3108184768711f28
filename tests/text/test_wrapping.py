"""Text broken into lines of one width becomes paragraphs again; other text stays as it is."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.text.wrapping import unwrap

HEADLINE = "Harbour bridge opens"
PARAGRAPHS = [
    "The harbour bridge opened to traffic on Monday, four years after the first pillar was set and "
    "nine months later than the ministry had said it would be ready for its first cars.",
    "Ferries will run until the end of June, the port said. Their crews have been offered work at "
    "the toll gates, which need sixty people in three shifts.",
    'The bridge has "more bolts than the town has windows", said its engineer, who walked across '
    "it alone at dawn.",
]
words = st.text("abcdefghij", min_size=4, max_size=11)
sentences = st.lists(words, min_size=40, max_size=60).map(lambda w: " ".join(w).capitalize() + ".")


def wrapped(paragraphs: list[str], width: int, between: str = "\n\n", indent: str = "") -> str:
    return between.join(
        textwrap.fill(p, width, initial_indent=indent, break_on_hyphens=False) for p in paragraphs
    )


@given(st.lists(sentences, min_size=3, max_size=5), st.integers(45, 80))
def test_paragraphs_with_blank_lines_between_come_back(paragraphs: list[str], width: int) -> None:
    assert unwrap(wrapped(paragraphs, width)).split("\n\n") == paragraphs


@pytest.mark.parametrize("width", [50, 64, 72, 80])
def test_an_agency_text_has_its_paragraphs_back(width: int) -> None:
    assert unwrap(wrapped(PARAGRAPHS, width)).split("\n\n") == PARAGRAPHS


def test_an_indent_begins_a_paragraph() -> None:
    unwrapped = unwrap(wrapped(PARAGRAPHS, 64, "\n", indent="    "))
    assert [line.strip() for line in unwrapped.split("\n")] == PARAGRAPHS


def test_a_headline_above_stays_a_line_of_its_own() -> None:
    unwrapped = unwrap(HEADLINE + "\n" + wrapped(PARAGRAPHS, 64))
    assert unwrapped.split("\n")[:2] == [HEADLINE, PARAGRAPHS[0]]


def test_bullets_stay_lines() -> None:
    listed = "- tolls of two crowns a car\n- no lorries before August"
    assert unwrap(wrapped(PARAGRAPHS, 64) + "\n" + listed).endswith("\n" + listed)


@given(st.lists(sentences, max_size=8))
def test_a_paragraph_a_line_stays_so(paragraphs: list[str]) -> None:
    text = "\n".join([HEADLINE, *paragraphs])
    assert unwrap(text) == text


def test_lists_and_verse_stay_as_they_are() -> None:
    text = "\n".join(["Goalkeepers", "Ada Holm", "Bo Strand", "Defenders", "Cy Lund", "Di Berg"])
    assert unwrap(text) == text


def test_words_broken_at_their_hyphen_are_whole_again() -> None:
    text = wrapped(PARAGRAPHS, 64).replace("four years after\n", "a harbour-\n")
    assert "a harbour-the first pillar" in unwrap(text)
