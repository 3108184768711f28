"""Terms weighed."""

from __future__ import annotations

import numpy as np
import pytest

from newsmon.events.term_counts import read
from newsmon.events.vectors import FEWEST_TERMS, TERMS_KEPT, USUAL_TERMS, Vector, weigh


def weighed(title: str, text: str, texts: int = 0) -> Vector:
    terms = read(title, text, "en")
    return weigh(terms, np.zeros(len(terms.ids), np.int32), texts)


def dot(first: Vector, second: Vector) -> float:
    theirs = dict(zip(second.ids.tolist(), second.weights.tolist(), strict=True))
    pairs = zip(first.ids.tolist(), first.weights.tolist(), strict=True)
    return sum(abs(float(weight * theirs.get(term, 0.0))) for term, weight in pairs)


TITLE = "Ferry sinks off Lagos"
TEXT = "A ferry with ninety passengers sank off Lagos on Monday, the harbour master Bello said."


def test_a_text_is_like_itself_and_like_no_other_that_shares_nothing() -> None:
    vector = weighed(TITLE, TEXT)
    assert dot(vector, vector) >= 1
    assert dot(vector, weighed("Quiet", "Nothing happened yesterday")) < 0.02


@pytest.mark.parametrize(
    ("words", "squared"), [(10, 1.149), (FEWEST_TERMS, 1.149), (USUAL_TERMS, 1), (256, 0.952)]
)
def test_the_fewer_terms_the_longer_the_vector_down_to_the_fewest_that_count(
    words: int, squared: float
) -> None:
    vector = weighed("", " ".join(f"w{n:05d}x" for n in range(words)))
    assert len(vector.ids) == words
    assert dot(vector, vector) == pytest.approx(squared, abs=0.01)


def test_everyday_words_say_nothing_even_in_an_empty_database() -> None:
    shared = "the and with that from about which there"
    first = weighed("", f"{shared} zirconium quarry explosion")
    second = weighed("", f"{shared} cathedral organ concert")
    assert dot(first, second) < 0.15


def test_a_term_that_many_live_texts_have_says_less() -> None:
    terms = read("", "zirconium quarry", "en")
    where = int(np.flatnonzero(terms.first == 0)[0])
    rare = weigh(terms, np.zeros(len(terms.ids), np.int32), 1000)
    counted = np.zeros(len(terms.ids), np.int32)
    counted[where] = 900
    common = weigh(terms, counted, 1000)
    weight = dict(zip(common.ids.tolist(), common.weights.tolist(), strict=True))
    before = dict(zip(rare.ids.tolist(), rare.weights.tolist(), strict=True))
    assert weight[int(terms.ids[where])] < before[int(terms.ids[where])] / 3


def test_a_long_text_keeps_its_weightiest_terms() -> None:
    vector = weighed("", " ".join(f"w{n:05d}x" for n in range(2_000)))
    assert len(vector.ids) == TERMS_KEPT


def test_its_words_are_names_and_the_titles() -> None:
    words = weighed(TITLE, TEXT).words
    assert {"Lagos", "Bello"} <= set(words)
    assert "passengers" not in words


def test_names_are_what_is_never_in_lower_case() -> None:
    words = weighed("", "Harbour workers met Mirza in Odesa. The harbour reopened in 2022.").words
    assert {"Mirza", "Odesa", "2022"} <= set(words)
    assert "Harbour" not in words


def test_an_empty_text_has_an_empty_vector() -> None:
    assert len(weighed("", "").ids) == 0
