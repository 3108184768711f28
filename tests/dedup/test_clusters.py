"""Grouping by bonds and pins."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from newsmon.dedup import PINNED, Bond, components, keep_names


def test_bonds_join_and_singles_stay() -> None:
    bonds = [Bond(1, 2, 0.5), Bond(2, 3, 0.9)]
    assert components([1, 2, 3, 4], bonds) == [frozenset({1, 2, 3}), frozenset({4})]


def test_two_that_a_person_keeps_apart_never_meet_in_a_group() -> None:
    bonds = [Bond(1, 2, 0.9), Bond(2, 3, 0.6)]
    assert components([1, 2, 3], bonds, [(3, 1)]) == [frozenset({1, 2}), frozenset({3})]
    stronger = [Bond(1, 2, 0.9), Bond(2, 3, PINNED)]
    assert components([1, 2, 3], stronger, [(1, 3)]) == [frozenset({1}), frozenset({2, 3})]


pairs = st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] != pair[1])


@given(st.lists(st.tuples(pairs, st.floats(0, 1))), st.lists(pairs, max_size=4), st.randoms())
def test_the_order_of_bonds_does_not_matter(
    found: list[tuple[tuple[int, int], float]], apart: list[tuple[int, int]], rng: random.Random
) -> None:
    bonds = [Bond(one, other, strength) for (one, other), strength in found]
    groups = components(range(10), bonds, apart)
    shuffled = rng.sample(bonds, len(bonds))
    assert components(range(10), shuffled, apart) == groups
    assert sorted(member for group in groups for member in group) == list(range(10))
    assert not any({a, b} <= group for a, b in apart for group in groups)


def test_a_name_stays_with_most_of_its_members() -> None:
    groups = [frozenset({1}), frozenset({2, 3})]
    assert keep_names(groups, {1: 70, 2: 70, 3: 70}) == {groups[0]: None, groups[1]: 70}


def test_groups_grown_together_go_on_under_the_oldest_name() -> None:
    group = frozenset({1, 2, 3})
    assert keep_names([group], {1: 71, 2: 70, 3: 71}) == {group: 70}


def test_between_equals_the_lowest_member_decides() -> None:
    groups = [frozenset({1}), frozenset({2})]
    assert keep_names(groups, {1: 70, 2: 70}) == {groups[0]: 70, groups[1]: None}
