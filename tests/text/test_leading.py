"""The lead of an article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.text import clean, lead


def test_the_lead_ends_with_a_sentence() -> None:
    text = "The first sentence is short. " + "The second one says a good deal more than that. " * 9
    first_sentences = lead(text, 120)
    assert first_sentences.endswith(".")
    assert len(first_sentences) <= 120
    assert text.startswith(first_sentences)


def test_an_abbreviation_does_not_end_the_lead() -> None:
    assert lead("The U.S. envoy left. He is back.", 25) == "The U.S. envoy left."


def test_a_sentence_that_is_too_long_is_cut_at_a_word() -> None:
    first_sentences = lead("word " * 200, 50)
    assert first_sentences.endswith("word…")
    assert len(first_sentences) <= 51


def test_scripts_without_spaces_are_cut_too() -> None:
    assert len(lead("外交部发言人表示" * 100, 50)) <= 51


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ferries stopped\nNo boat leaves today.", "Ferries stopped – No boat leaves today."),
        ("“We stay open”\nThe harbour said so.", "“We stay open” – The harbour said so."),
        ("OSLO (NW)\nA ship came in.", "OSLO (NW) – A ship came in."),
        ("港口关闭\n今天没有船。", "港口关闭 – 今天没有船。"),
        (
            "Boats stay.\nTrains\nAll run.\nRoads\nOpen.",
            "Boats stay. Trains – All run. Roads – Open.",
        ),
        ("Is the port open?\nIt is not.", "Is the port open? It is not."),
        ("What we know:\nIt is shut.", "What we know: It is shut."),
        ("The port and\nthe pier are shut.", "The port and the pier are shut."),
        ("Ferries stopped", "Ferries stopped"),
        ("A paragraph " * 11 + "\nIs no heading.", "A paragraph " * 11 + "Is no heading."),
    ],
)
def test_headings_do_not_run_into_the_sentences_below_them(text: str, expected: str) -> None:
    assert lead(text) == expected


@given(st.text(max_size=2_000))
def test_the_lead_is_one_bounded_line(text: str) -> None:
    first_sentences = lead(clean(text), 100)
    assert "\n" not in first_sentences
    assert len(first_sentences) <= 151
