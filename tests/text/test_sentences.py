from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.text.sentences import sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_a_full_stop_before_a_capital_ends_a_sentence() -> None:
    assert split("It rained. Nobody came.") == ["It rained.", "Nobody came."]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Treasury answered on Monday.",
        "He flew to the U.S. She would have gone too.",
        "Officials of the U.S.-led group and the U.K. Foreign Office met.",
        "Mr. Oakes met Dr. Lind and Gen. Park.",
        "The bill by J. R. Oakes passed.",
        "Washington, D.C. Police closed the bridge.",
        "See No. 7 and Fig. 3 for details.",
        "It opens on Jan. 5 at the latest.",
        "Prices rose 3.5 percent to $4.20 a unit.",
        "Oakes Inc. Chairman Lind resigned.",
        "The firm – e.g. Lind – has left.",
        "He waited... then left.",
        "Yahoo! said so.",
    ],
)
def test_abbreviations_and_figures_end_nothing(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("It works at Oakes Inc. The chairman resigned.", "It works at Oakes Inc."),
        ("They met at 5 p.m. The talks were short.", "They met at 5 p.m."),
        ('"We waited." Then they left.', '"We waited."'),
        ("“We waited.” Then they left.", "“We waited.”"),
        ("Why now? Nobody knows.", "Why now?"),
        ("(So it was.) “And so it is.”", "(So it was.)"),
        ("The answer was no. Lind left.", "The answer was no."),
        ("It was he and I. Lind left.", "It was he and I."),
        ("Nobody spoke…  \xa0The room was cold.", "Nobody spoke…"),
        ("On dit «oui.» Elle part.", "On dit «oui.»"),
        ("It was 1999. 2000 came.", "It was 1999."),
    ],
)
def test_the_next_word_decides_where_a_stop_is_ambiguous(text: str, first: str) -> None:
    assert split(text)[0] == first
    assert len(split(text)) == 2


def test_a_paragraph_always_ends_a_sentence() -> None:
    assert split("Advertisement\nthe rest\n\n  of it") == ["Advertisement", "the rest", "of it"]


def test_scripts_without_spaces_need_none_after_the_stop() -> None:
    assert split("会谈结束。双方「同意。」再见！") == ["会谈结束。", "双方「同意。」", "再见！"]


def test_other_scripts_have_stops_of_their_own() -> None:
    assert split("वह गया। वह आई।") == ["वह गया।", "वह आई।"]
    assert len(split("هل جاء؟ لا أحد يعرف.")) == 2


@given(st.text(alphabet=st.sampled_from("aB. !?\"'\n…。”“(\xa01U.S")))
def test_spans_are_in_order_trimmed_and_cover_all_but_space(text: str) -> None:
    spans = sentences(text)
    position, outside = 0, []
    for start, end in spans:
        assert position <= start < end
        assert text[start:end] == text[start:end].strip()
        outside.append(text[position:start])
        position = end
    assert not "".join([*outside, text[position:]]).strip()


def test_space_between_paragraphs_is_no_sentence() -> None:
    assert split("It rained.\n      \n  \t Nobody came.   ") == ["It rained.", "Nobody came."]


@given(st.text())
def test_any_text_has_sentences_or_is_empty(text: str) -> None:
    assert bool(sentences(text)) == bool(text.strip())
