"""Arrays that grow at the end, for the columns of the index."""

from __future__ import annotations

from typing import Generic, TypeVar

import numpy as np
from numpy.typing import DTypeLike, NDArray

T = TypeVar("T", bound=np.generic)


class Column(Generic[T]):
    """An array with room at its end; `values` is the part in use, as a view to read and write.

    With a `width`, each element is itself an array of that length.
    """

    __slots__ = ("_room", "size")

    def __init__(self, dtype: DTypeLike, width: int | None = None) -> None:
        self._room: NDArray[T] = np.empty((256,) if width is None else (256, width), dtype)
        self.size = 0

    @property
    def values(self) -> NDArray[T]:
        return self._room[: self.size]

    def extend(self, more: NDArray[T]) -> None:
        """Append; amortised constant cost per element."""
        size = self.size + len(more)
        if size > len(self._room):
            rows = max(size, 2 * len(self._room))
            room = np.empty((rows, *self._room.shape[1:]), self._room.dtype)
            room[: self.size] = self.values
            self._room = room
        self._room[self.size : size] = more
        self.size = size


def ranges(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """All positions of several ranges, one range after the other."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    positions: NDArray[np.int64] = np.arange(total) + np.repeat(starts - (ends - lengths), lengths)
    return positions
