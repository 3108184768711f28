"""In how many live texts of a week each term stands."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from newsmon.events.term_counts import Ids
from newsmon.events.tokenizer import TERM_BITS

# Terms from which on a table of all terms (4 MB) takes less than a dictionary of those in use: an
# archive has hundreds of weeks of a few texts each.
MANY = 20_000


class Frequencies:
    """Counts by term: a dictionary of few terms, a table once there are many."""

    __slots__ = ("_few", "_table")

    def __init__(self) -> None:
        self._few: dict[int, int] = {}
        self._table: NDArray[np.int32] | None = None

    def add(self, ids: Ids, texts: int) -> None:
        """Count so many texts more (or fewer, below 0) that have each of these distinct terms."""
        if self._table is not None:
            self._table[ids] += texts
            return
        few = self._few
        for term in ids.tolist():
            few[term] = few.get(term, 0) + texts
        if len(few) > MANY:
            self._table = np.zeros(1 << TERM_BITS, np.int32)
            self._table[list(few)] = list(few.values())
            few.clear()

    def of(self, ids: Ids) -> NDArray[np.int32]:
        """Return the number of texts that have each of these terms."""
        if self._table is not None:
            counted: NDArray[np.int32] = self._table.take(ids)
            return counted
        get = self._few.get
        return np.array([get(term, 0) for term in ids.tolist()], np.int32)

    def sum(self) -> int:
        return int(self._table.sum()) if self._table is not None else sum(self._few.values())
