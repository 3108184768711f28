"""The size of a batch, whatever its items are like: memory does not grow with theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

# A batch has one item at least.
PAGE_BYTES = 8 * 1024 * 1024  # of pages, as they are stored and unpacked
TEXT_BYTES = 4 * 1024 * 1024  # of texts: a thousand of usual articles have half of that
STATEMENT_BYTES = 1024 * 1024  # of values in a statement, which writes them some four times


def batches(
    items: Iterable[Item], size: Callable[[Item], int], *, number: int, most: int = STATEMENT_BYTES
) -> Iterator[list[Item]]:
    """Yield items in batches of so many, and of `most` bytes together, but for one at least.

    Items are taken as they are needed.
    """
    batch: list[Item] = []
    size_of_batch = 0
    for item in items:
        if batch and (len(batch) == number or size_of_batch + size(item) > most):
            yield batch
            batch, size_of_batch = [], 0
        batch.append(item)
        size_of_batch += size(item)
    if batch:
        yield batch
