"""Clustering by links and pins."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from newsmon.dedup import MUST_LINK, Link, constrained_clusters, keep_cluster_ids


def test_links_join_and_singles_stay() -> None:
    links = [Link(1, 2, 0.5), Link(2, 3, 0.9)]
    assert constrained_clusters([1, 2, 3, 4], links) == [frozenset({1, 2, 3}), frozenset({4})]


def test_two_that_a_person_keeps_apart_never_meet_in_a_group() -> None:
    links = [Link(1, 2, 0.9), Link(2, 3, 0.6)]
    assert constrained_clusters([1, 2, 3], links, [(3, 1)]) == [frozenset({1, 2}), frozenset({3})]
    stronger = [Link(1, 2, 0.9), Link(2, 3, MUST_LINK)]
    assert constrained_clusters([1, 2, 3], stronger, [(1, 3)]) == [
        frozenset({1}),
        frozenset({2, 3}),
    ]


pairs = st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] != pair[1])


@given(st.lists(st.tuples(pairs, st.floats(0, 1))), st.lists(pairs, max_size=4), st.randoms())
def test_the_order_of_links_does_not_matter(
    pairs_with_strength: list[tuple[tuple[int, int], float]],
    cannot_link: list[tuple[int, int]],
    rng: random.Random,
) -> None:
    links = [Link(a, b, strength) for (a, b), strength in pairs_with_strength]
    groups = constrained_clusters(range(10), links, cannot_link)
    shuffled = rng.sample(links, len(links))
    assert constrained_clusters(range(10), shuffled, cannot_link) == groups
    assert sorted(member for group in groups for member in group) == list(range(10))
    assert not any({a, b} <= group for a, b in cannot_link for group in groups)


def test_a_cluster_id_stays_with_most_of_its_members() -> None:
    groups = [frozenset({1}), frozenset({2, 3})]
    assert keep_cluster_ids(groups, {1: 70, 2: 70, 3: 70}) == {groups[0]: None, groups[1]: 70}


def test_groups_grown_together_go_on_under_the_oldest_id() -> None:
    group = frozenset({1, 2, 3})
    assert keep_cluster_ids([group], {1: 71, 2: 70, 3: 71}) == {group: 70}


def test_between_equals_the_lowest_member_decides() -> None:
    groups = [frozenset({1}), frozenset({2})]
    assert keep_cluster_ids(groups, {1: 70, 2: 70}) == {groups[0]: 70, groups[1]: None}
