"""Normalisation: what two houses write differently comes out alike, and nothing else does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.dedup.normalised_words import hash_words, is_figure, is_spaceless, locate_words, plain


def alike(a: str, b: str) -> bool:
    return np.array_equal(hash_words(a), hash_words(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("the U.S. envoy", "the US envoy"),
        ("the United States envoy", "the US envoy"),
        ("12 percent", "12 per cent"),
        ("12%", "12 pct"),
        ("1.5bn euros", "1.5 billion euros"),
        ("4,594 adults", "4594 adults"),
        ("“Don’t,” she said", '"Don\'t," she said'),
        ("the minister's plan", "the minister’s plan"),
        ("the organisation of labour", "the organization of labor"),
        ("a defence programme", "a defense program"),
        ("they travelled to the centre", "they traveled to the center"),
        ("Gov. Ruiz on Jan. 3", "Governor Ruiz on January 3"),
        ("sixty ships", "60 ships"),
        ("co­oper­ate at the port", "cooperate at the port"),
        ("café in Málaga", "cafe\u0301 in Malaga"),
        ("long - term — plan", "long-term plan"),
        ("Kyiv fell silent", "KIEV FELL SILENT"),
    ],
)
def test_house_style_and_typography_do_not_matter(a: str, b: str) -> None:
    assert alike(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("12 ships", "13 ships"),
        ("he said yes", "he said no"),
        ("sank the ship", "sank that ship"),
        ("the price rose", "the price fell"),
    ],
)
def test_other_words_are_other_words(a: str, b: str) -> None:
    assert not alike(a, b)


BODY = "Two ferries collided in thick fog off the cape, and a search went on until dawn."


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Weaver",
        "By Ann Weaver, Elm Agency",
        "Ann Weaver | Updated 3 March 2026, 10:47 GMT",
        "Published: 3 March",
        "(Reporting by Ann Weaver; Editing by Tom Reed)",
        "Copyright 2026 The Elm Gazette. All rights reserved.",
        "© Elm Gazette",
        "Sign up to our morning briefing for free.",
        "Subscribe now: the first month costs nothing.",
        "Powered by automated translation",
        "Advertisement. Text goes on below.",
        "Listen to this article: 4 min",
        "Read more: the harbour that silted up",
        "Related: fog on the cape",
        "File photo: a ferry (Image: Elm Agency)",
        "A ferry at the pier. Photograph: Ann Weaver/Elm Agency",
        "Follow us on Telegram for the latest.",
        "Follow the Gazette on Instagram and X.",
        "The views expressed are the author's own.",
        "This article was first published by the Elm Agency.",
        "https://elm.example/ferries",
        "• Share this with a friend",
    ],
)
def test_boilerplate_around_the_body_does_not_count(line: str) -> None:
    assert alike(f"{line}\n{BODY}\n{line}", BODY)


@pytest.mark.parametrize(
    "mark",
    [
        "CAPE ELM, March 3 (Reuters) - ",
        "CAPE ELM (AP) -- ",
        "(Elm Agency) — ",
        "CAPE ELM — ",
        "Cape Elm, Borland, 3 March (ANSA) – ",
    ],
)
def test_datelines_do_not_count(mark: str) -> None:
    assert alike(mark + BODY, BODY)


def test_a_credit_within_the_last_paragraph_does_not_count() -> None:
    assert alike(f"{BODY} (Additional reporting by Tom Reed in Elm; editing by A. Weaver)", BODY)


@pytest.mark.parametrize(
    "line",
    [
        "By nightfall the ferries had been towed to the pier. The search resumed at dawn.",
        "Read the letter aloud, the judge told the court.",
        "Subscribers to the pension fund will vote in May on the merger, the board said.",
        "Photographs of the wreck were shown in court on Monday.",
    ],
)
def test_a_sentence_that_begins_like_boilerplate_counts(line: str) -> None:
    assert not alike(f"{BODY}\n{line}", BODY)


def test_a_long_paragraph_is_never_boilerplate() -> None:
    paragraph = "Sign up " + "and the ships will come to the cape in spring, said the pilot. " * 6
    assert len(hash_words(paragraph)) > 50


def test_each_character_is_a_word_where_a_script_has_no_spaces() -> None:
    assert len(hash_words("港の霧で船が衝突")) == 8
    assert is_spaceless("港の霧で船が衝突した。捜索が続く。")
    assert not is_spaceless("Two ferries collided, among them the 霧.")


@pytest.mark.parametrize("text", ["समुद्र में जहाज", "كَتَبَ الوَزِير", "кафе в порту"])
def test_marks_inside_words_do_not_part_them(text: str) -> None:
    assert len(hash_words(text)) == len(text.split())


def test_figures_are_told_from_words() -> None:
    words = hash_words("in 2026 about 1.5bn of 7 ships")
    assert is_figure(words).tolist() == [False, True, False, True, False, False, False, False]


def test_a_token_may_be_no_word_or_two() -> None:
    assert plain("per") == ()
    assert plain("1.5bn") == ("15", "billion")


@given(st.text())
def test_located_words_are_the_words_in_order_and_lie_in_the_text(text: str) -> None:
    words, spans = locate_words(text)
    assert np.array_equal(words, hash_words(text))
    assert len(spans) == len(words)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
