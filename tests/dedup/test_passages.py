"""Shared passages, as a person sees them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.dedup.writing import article, trimmed

from newsmon.dedup import shared_passages


def test_a_passage_is_given_by_its_characters_in_both_texts() -> None:
    quote = "the ferries must not sail in fog before the buoys are back in place"
    a = f"{article(1, 3)} A pilot said {quote}. {article(2, 3)}"
    b = f"{article(3, 6)} “{quote.capitalize()},” said the pilot. {article(4, 3)}"
    ((start_a, end_a, start_b, end_b),) = shared_passages(a, b)
    assert a[start_a:end_a] == quote
    assert b[start_b:end_b].lower() == quote


def test_a_trim_is_shared_as_a_whole() -> None:
    text = article(1)
    passages = shared_passages(text, trimmed(text, 0.5))
    assert len(passages) == 1
    assert passages[0] == (0, len(trimmed(text, 0.5)) - 1, 0, len(trimmed(text, 0.5)) - 1)


def test_nothing_shared_is_no_passage() -> None:
    assert shared_passages(article(1), article(2)) == []
    assert shared_passages("", article(2)) == []


@given(
    st.lists(st.sampled_from("abcdefgh"), max_size=60),
    st.lists(st.sampled_from("abcdefgh"), max_size=60),
)
def test_passages_are_the_same_words_and_do_not_overlap(a: list[str], b: list[str]) -> None:
    text_a, text_b = " ".join(a), " ".join(b)
    end = 0
    for start_a, end_a, start_b, end_b in shared_passages(text_a, text_b):
        assert start_a >= end
        assert text_a[start_a:end_a] == text_b[start_b:end_b]
        assert len(text_a[start_a:end_a].split()) >= 5
        end = end_a
