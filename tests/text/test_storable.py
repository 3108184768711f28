"""Values that a database takes, whatever was sent."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.model import Article, Candidate
from newsmon.text import clean, storable, storable_value

NASTY = "\ufffea\u00e9e\u0301\u0344 \x00\x07\x1b\x9b\t\r\n\ud800\udfff\ufb2c\U0001f600"
ANYTHING = st.text() | st.text(alphabet=NASTY)


@given(ANYTHING, st.integers(min_value=0, max_value=40))
def test_a_storable_text_is_normal_utf8_without_nul_and_no_longer(text: str, longest: int) -> None:
    stored = storable(text, longest)
    stored.encode("utf-8")
    assert "\0" not in stored
    assert "\x1b" not in stored
    assert len(stored) <= longest
    assert unicodedata.is_normalized("NFC", stored)


@given(ANYTHING)
def test_storing_twice_is_storing_once_and_clean_text_is_storable(text: str) -> None:
    assert storable(storable(text)) == storable(text)
    assert storable(clean(text)) == clean(text)[:2000]


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("plain", "plain"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("nul\0 inside", "nul inside"),
        ("no\ufffe character\uffff", "no character"),
        ("half \ud83d of a pair", "half  of a pair"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x9b31mred", "31mred"),
        ("Cafe\u0301", "Café"),
        ("x" * 3000, "x" * 2000),
    ],
)
def test_what_is_refused_goes_and_the_rest_stays(raw: str, stored: str) -> None:
    assert storable(raw) == stored


ARTICLE = Article("https://paper.example/a", "Title", "Text", "Text", 1)


def test_a_value_that_is_storable_is_not_copied() -> None:
    assert storable_value(ARTICLE) is ARTICLE


def test_every_text_in_a_value_is_seen_to() -> None:
    candidate = Candidate("image", "\ud800x\0", "json-ld", 0.5)
    article = replace(ARTICLE, image_url="a\0b", tags=("x", "y\udfff"), candidates=(candidate,))
    stored = storable_value(article)
    assert stored.image_url == "ab"
    assert stored.tags == ("x", "y")
    assert stored.candidates == (replace(candidate, value="x"),)
