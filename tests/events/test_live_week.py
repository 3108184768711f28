"""The live texts of a week, as the index holds them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsmon.events import Member, Vector
from newsmon.events.live_week import Week
from newsmon.events.tokenizer import TERM_BITS
from newsmon.events.vectors import TERMS_KEPT

TERM_IDS = st.sets(st.integers(0, (1 << TERM_BITS) - 1), max_size=TERMS_KEPT)


def vector(terms: set[int]) -> Vector:
    ids = np.array(sorted(terms), np.uint32)
    return Vector(ids, np.linspace(-0.5, 0.5, len(ids)).astype(np.float16))


def members(vectors: list[Vector]) -> list[Member]:
    return [Member(row, row, 0.5, 1, taken_in) for row, taken_in in enumerate(vectors)]


@given(st.lists(TERM_IDS, min_size=1, max_size=6))
def test_vectors_of_any_length_are_read_back_as_they_were(texts: list[set[int]]) -> None:
    week, vectors = Week(), [vector(terms) for terms in texts]
    week.add(members(vectors))
    for row, expected in enumerate(vectors):
        stored = week.vector(row)
        np.testing.assert_array_equal(stored.ids, expected.ids)
        np.testing.assert_array_equal(stored.weights, expected.weights)


def test_gathered_rows_weigh_nothing_beyond_their_length() -> None:
    week = Week()
    week.add(members([vector({3, 5}), vector(set(range(TERMS_KEPT)))]))
    gathered = week.vectors(np.array([1, 0]))
    assert gathered.lengths.tolist() == [TERMS_KEPT, 2]
    assert np.count_nonzero(gathered.weights[1, 2:]) == 0


def test_the_index_grows_beyond_its_first_room() -> None:
    week, many = Week(), [vector({number, number + 1}) for number in range(700)]
    for first in range(0, len(many), 100):
        week.add(
            [Member(first + row, first + row, 0.5, 1, text)
             for row, text in enumerate(many[first : first + 100])]
        )  # fmt: skip
    assert [int(week.vector(row).ids[0]) for row in range(700)] == list(range(700))
