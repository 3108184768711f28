"""A cache that is bounded by what its values take."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsmon.fetch.sized_cache import SizedCache


def test_the_value_that_was_not_used_for_longest_goes_first() -> None:
    cache: SizedCache[str, int] = SizedCache(30_000)
    cache.add("a", 1, 10_000)
    cache.add("b", 2, 10_000)
    assert cache.get("a") == 1
    cache.add("c", 3, 10_000)
    assert [cache.get(key) for key in "abc"] == [1, None, 3]


def test_a_value_in_the_place_of_another_counts_once() -> None:
    cache: SizedCache[str, int] = SizedCache(30_000)
    for value in range(100):
        cache.add("a", value, 20_000)
    cache.add("b", 1, 5_000)
    assert (cache.get("a"), cache.get("b")) == (99, 1)


def test_what_is_too_large_is_not_kept() -> None:
    cache: SizedCache[str, int] = SizedCache(10_000)
    cache.add("a", 1, 20_000)
    assert cache.get("a") is None


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 20_000))))
def test_it_never_holds_more_than_its_bound(puts: list[tuple[int, int]]) -> None:
    cache: SizedCache[int, int] = SizedCache(50_000)
    for key, size in puts:
        cache.add(key, size, size)
    values = [cache.get(key) for key in range(51)]
    assert sum(size for size in values if size is not None) <= 50_000
