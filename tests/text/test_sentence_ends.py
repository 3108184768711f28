"""Marks that end sentences and clauses, in all scripts of the news."""

from __future__ import annotations

import pytest

from newsmon.text.sentence_ends import CLOSERS, SENTENCE_ENDS, ends_sentence, is_prose

PADDING = "word " * 14


@pytest.mark.parametrize("mark", SENTENCE_ENDS)
@pytest.mark.parametrize("closer", ["", *CLOSERS])
def test_every_mark_ends_a_sentence_whatever_closes_behind_it(mark: str, closer: str) -> None:
    assert ends_sentence(f"They agreed{mark}{closer}")
    assert is_prose(f"{PADDING}{mark}{closer}")


@pytest.mark.parametrize("mark", [":", ";", ",", "،", "，", "、"])
def test_a_mark_of_a_clause_makes_prose_and_ends_no_sentence(mark: str) -> None:
    assert is_prose(f"{PADDING}{mark} {PADDING}")
    assert not ends_sentence(f"They agreed{mark}")


@pytest.mark.parametrize("text", [PADDING, "Short. ", "", "3.5 " * 4, "a.b.c." + "d" * 80])
def test_labels_and_marks_within_words_are_no_prose(text: str) -> None:
    assert not is_prose(text)
