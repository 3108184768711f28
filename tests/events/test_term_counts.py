"""Terms of texts, as they are compared."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.events.term_counts import LEAST, Terms, read, read_all

COLUMNS = ("ids", "counts", "everyday", "named")


def ids(terms: Terms) -> set[int]:
    return set(terms.ids.tolist())


def by_word(terms: Terms, column: str) -> dict[str, float]:
    """A column by the word that first made each term."""
    words = [terms.words.written(place) for place in terms.first.tolist()]
    return dict(zip(words, getattr(terms, column).tolist(), strict=True))


def test_inflections_make_one_term() -> None:
    first = read("", "sanctions were imposed", "en")
    second = read("", "the sanctioned firms", "en")
    assert len(ids(first) & ids(second)) == 1


def test_short_words_are_told_apart() -> None:
    assert len(ids(read("", "oil oils aid aide", "en"))) == 4


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("the U.N. envoy met Kyiv’s mayor", "the un envoy met kyiv s mayor"),
        ("São Tomé and Gdańsk", "sao tome and gdansk"),
        ("a fine of 10,000 at 3.5 per cent", "a fine of 10000 at 35 per cent"),
        ("ＧＤＰ １２", "gdp 12"),
        ("l’Iran", "l Iran"),
    ],
)
def test_how_a_word_is_set_does_not_matter(first: str, second: str) -> None:
    assert ids(read("", first, "en")) == ids(read("", second, "en"))


def test_a_full_stop_without_a_blank_still_parts_words() -> None:
    assert ids(read("", "on Friday.Police", "en")) == ids(read("", "on Friday. Police", "en"))


def test_the_title_counts_most_and_the_end_least() -> None:
    counts = by_word(read("Ferry", "harbour " + "and so on " * 400 + "quarry", "en"), "counts")
    assert counts["Ferry"] > counts["harbour"] > counts["quarry"] > 0


def test_what_is_said_again_counts_more_but_not_twice_as_much() -> None:
    counts = by_word(read("", "harbour harbour harbour mayor", "en"), "counts")
    assert counts["mayor"] < counts["harbour"] < 3 * counts["mayor"]


def test_everyday_words_are_known_to_be_that() -> None:
    chances = by_word(read("", "the zirconium", "en"), "everyday")
    assert chances["the"] > 0.9
    assert chances["zirconium"] < 0.01


def test_the_language_decides_what_is_everyday() -> None:
    german, english = read("", "und", "de"), read("", "und", "en")
    assert german.everyday[0] > 10 * english.everyday[0]


def test_a_language_without_a_word_list_is_read_all_the_same() -> None:
    assert read("", "nuqneH tlhIngan", "tlh").everyday.tolist() == [0, 0]


def test_names_are_figures_and_what_is_never_in_lower_case() -> None:
    named = by_word(
        read("", "Harbour workers met Mirza in Odesa. The harbour reopened in 2022.", "en"), "named"
    )
    assert {word for word, is_name in named.items() if is_name} == {"Mirza", "Odesa", "2022", "The"}


def test_without_capitals_nothing_looks_like_a_name() -> None:
    assert not read(
        "", "乗客90人を乗せたフェリーがラゴス沖で砂州に衝突して沈没した", "ja"
    ).named.any()
    assert not read("", "المدير قال إن 90 راكبا نجوا من الغرق قرب لاغوس", "ar").named.any()


def test_scripts_without_spaces_are_read_by_pairs() -> None:
    first, second = read("", "北京の会談は長い", "ja"), read("", "昨日の北京の会談", "ja")
    assert len(ids(first) & ids(second)) >= 3


def test_figures_and_names_within_other_scripts_stand_for_themselves() -> None:
    japanese = read("", "乗客90人を乗せたIyanda号", "ja")
    assert len(ids(japanese) & ids(read("", "90 Iyanda", "en"))) == 2


def test_emoji_part_words() -> None:
    assert ids(read("", "ferry😀sinks", "en")) == ids(read("", "ferry sinks", "en"))


def test_nothing_has_no_terms() -> None:
    assert read("", "").ids.tolist() == []
    assert read("…", "— !").ids.tolist() == []
    assert read_all([]) == []


texts = st.tuples(
    st.text(max_size=200), st.text(max_size=500), st.sampled_from([None, "en", "zh", "ru", "xx"])
)


@given(st.lists(texts, max_size=40))
def test_texts_read_together_are_read_as_if_alone(articles: list[tuple[str, str, str]]) -> None:
    for article, terms in zip(articles, read_all(articles), strict=True):
        alone = read(*article)
        for column in COLUMNS:
            assert np.array_equal(getattr(terms, column), getattr(alone, column))
        assert by_word(terms, "ids") == by_word(alone, "ids")
        assert np.array_equal(terms.first < terms.body, alone.first < alone.body)


@given(texts)
def test_any_text_is_read(article: tuple[str, str, str]) -> None:
    terms = read(*article)
    assert np.all(np.diff(terms.ids.astype(np.int64)) > 0)
    assert np.all(terms.counts >= np.float32(LEAST))
    assert np.all((terms.everyday >= 0) & (terms.everyday <= 1))
    assert all("\0" not in word for word in by_word(terms, "ids"))
