"""Batches by number and by bytes."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from newsmon.store.batches import batches


@given(st.lists(st.integers(0, 30)), st.integers(1, 5), st.integers(0, 40))
def test_all_items_come_in_order_and_no_batch_is_too_large(
    items: list[int], number: int, most: int
) -> None:
    made = list(batches(items, lambda item: item, number=number, most=most))
    assert [item for batch in made for item in batch] == items
    for batch in made:
        assert 1 <= len(batch) <= number
        assert len(batch) == 1 or sum(batch) <= most


def test_items_are_taken_as_they_are_needed() -> None:
    taken = []

    def items() -> Iterator[int]:
        for item in range(10):
            taken.append(item)
            yield item

    next(batches(items(), lambda _: 1, number=2))
    assert taken == [0, 1, 2]
