"""What a text offers for comparison."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsmon.events import lexicon
from newsmon.events.terms import LEAST, Terms, read


def ids(terms: Terms) -> set[int]:
    return set(terms.ids.tolist())


def counts(terms: Terms) -> dict[str, float]:
    """How much each term counts, by the word that first made it."""
    words = [terms.known.words[number] for number in terms.words[terms.first].tolist()]
    return dict(zip(words, terms.counts.tolist(), strict=True))


def test_inflections_make_one_term() -> None:
    one = read("", "sanctions were imposed", "en")
    other = read("", "the sanctioned firms", "en")
    assert len(ids(one) & ids(other)) == 1


def test_case_possessives_and_dots_do_not_matter_to_words() -> None:
    one = read("", "the U.N. envoy met Kyiv’s mayor", "en")
    other = read("", "the un envoy met kyiv mayor", "en")
    assert ids(one) == ids(other)


def test_the_title_counts_most_and_the_end_least() -> None:
    found = counts(read("Ferry", "harbour " + "and so on " * 400 + "quarry", "en"))
    assert found["Ferry"] > found["harbour"] > found["quarry"] > 0


def test_what_is_said_again_counts_more_but_not_twice_as_much() -> None:
    found = counts(read("", "harbour harbour harbour mayor", "en"))
    assert found["mayor"] < found["harbour"] < 3 * found["mayor"]


def test_everyday_words_are_known_to_be_that() -> None:
    terms = read("", "the zirconium", "en")
    chances = dict(zip(terms.words[terms.first].tolist(), terms.everyday.tolist(), strict=True))
    assert chances[terms.known["the"]] > 0.9
    assert chances[terms.known["zirconium"]] < 0.01


def test_the_language_decides_what_is_everyday() -> None:
    german, english = read("", "und", "de"), read("", "und", "en")
    assert german.everyday[0] > 10 * english.everyday[0]


def test_a_language_without_a_word_list_is_read_all_the_same() -> None:
    assert read("", "nuqneH tlhIngan", "tlh").everyday.tolist() == [0, 0]


def test_scripts_without_spaces_are_read_by_pairs() -> None:
    one, other = read("", "北京の会談は長い", "ja"), read("", "昨日の北京の会談", "ja")
    assert len(set(one.ids.tolist()) & set(other.ids.tolist())) >= 3


def test_nothing_has_no_terms() -> None:
    assert read("", "").ids.tolist() == []
    assert read("…", "— !").ids.tolist() == []


def test_what_a_word_stands_for_does_not_depend_on_what_was_read_before() -> None:
    text = "Mirza met the harbour workers of Odesa in 2022."
    before = read("Talks in Odesa", text, "en")
    lexicon._lexicons.clear()
    read("Odesa TALKS", "Workers MET mirza", "en")
    after = read("Talks in Odesa", text, "en")
    for column in ("ids", "counts", "everyday", "first"):
        assert np.array_equal(getattr(before, column), getattr(after, column))


@given(
    st.text(max_size=200), st.text(max_size=500), st.sampled_from([None, "en", "zh", "ru", "xx"])
)
def test_any_text_is_read(title: str, text: str, language: str | None) -> None:
    terms = read(title, text, language)
    assert np.all(np.diff(terms.ids.astype(np.int64)) > 0)
    assert np.all(terms.counts >= np.float32(LEAST))
    assert np.all((terms.everyday >= 0) & (terms.everyday <= 1))
    again = read(title, text, language)
    assert np.array_equal(terms.ids, again.ids)
    assert np.array_equal(terms.counts, again.counts)
