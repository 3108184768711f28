"""The one normal form of text."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.text import clean, clean_line, count_hidden

NASTY = "a\u00e9e\u0301 \u00a0\u200b\u200c\u200d\ufeff\x00\x1f\r\n\u2028\u2029\u0085\u00ad\u202e\ue000\ud800\ufe0f\ufe00\u2764\u20e3\U000e0101نهم\u05d0"


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


WRAPPER = "\ufeff" + "".join(chr(0xFE00 + n % 16) + chr(0xE0100 + n % 240) for n in range(2000))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (f"Fares rise.{WRAPPER}", "Fares rise."),
        (f"Fares{WRAPPER} rise.", "Fares rise."),
        ("Fa\ufe00res ri\ufe0fse", "Fares rise"),
        ("F\ufe0ea\ufe0er\ufe0ee\ufe0es", "Fares"),
        ("葛\U000e0100城市", "葛城市"),
        ("ᠠ\u180fᠡ", "ᠠᠡ"),
        ("Fa\u2062res", "Fares"),
        ("F\U000e0066\U000e0061ares", "Fares"),
        ("Fa\u034fres\u180c", "Fares"),
        ("I ❤\ufe0f ferries", "I ❤\ufe0f ferries"),
        ("❤\ufe0f\ufe0f\ufe0e", "❤\ufe0f"),
        ("1\ufe0f\u20e3 first", "1\ufe0f\u20e3 first"),
        ("1\ufe0f first", "1 first"),
        ("👩\u200d❤\ufe0f\u200d👨", "👩\u200d❤\ufe0f\u200d👨"),
    ],
)
def test_what_unicode_lets_be_ignored_makes_no_other_word(raw: str, text: str) -> None:
    assert clean(raw) == text


def test_data_that_is_hidden_in_a_text_is_counted() -> None:
    assert count_hidden(f"Fares rise.{WRAPPER}") == 4000
    assert count_hidden("I ❤\ufe0f ferries, 葛\U000e0100城") == 0


def test_what_is_printable_and_yet_not_seen_goes_from_a_printable_text() -> None:
    selectors = [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]
    fillers = [0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x3164]
    for code in (*selectors, *fillers, 0xFFA0, 0xFFFC):
        text = f"Le ba{chr(code)}c coûte plus cher"
        assert clean(text) == "Le bac coûte plus cher", hex(code)
