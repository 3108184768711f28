"""The one normal form of text."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.text import clean, clean_line

NASTY = "a\u00e9e\u0301 \u00a0\u200b\u200c\u200d\ufeff\x00\x1f\r\n\u2028\u2029\u0085\u00ad\u202e\ue000\ud800نهم\u05d0"


@given(st.text() | st.text(alphabet=NASTY))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text() | st.text(alphabet=NASTY))
def test_clean_text_is_normal_storable_and_has_one_paragraph_a_line(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode("utf-8")
    assert "\0" not in cleaned
    assert "\n\n" not in cleaned
    assert all(line == line.strip() for line in cleaned.split("\n"))


@given(st.text() | st.text(alphabet=NASTY))
def test_a_clean_line_is_one_line(text: str) -> None:
    assert "\n" not in clean_line(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("One.\r\n\r\n  Two.\u2028Three.", "One.\nTwo.\nThree."),
        ("Zero\u200bwidth and soft\u00adhyphen\ufeff", "Zerowidth and softhyphen"),
        ("Cafe\u0301", "Café"),
        ("no\u00a0break   spaces\tfold", "no break spaces fold"),
        ("“Quotes” – and dashes — stay…", "“Quotes” – and dashes — stay…"),
        ("nul\0 and \x1b[31mescape", "nul and [31mescape"),
        ("icon \ue123 font", "icon font"),
    ],
)
def test_debris_goes_and_print_stays(raw: str, expected: str) -> None:
    assert clean(raw) == expected


def test_joiners_stay_where_a_script_needs_them() -> None:
    assert clean("می‌خواهم") == "می‌خواهم"
    assert clean("plain\u200cword") == "plainword"
