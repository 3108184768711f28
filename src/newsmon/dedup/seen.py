"""Which fingerprints may stand in a part of the index: never a miss, few false alarms.

A bit for each of many slots, and a fingerprint has two of them: of those that were never entered,
one in forty finds both taken by others. Looking up is a few numpy calls for a whole batch, whatever
the size of the index; the index itself is asked for what is left.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsmon.dedup.masks import Mask
from newsmon.dedup.shingles import Fingerprints

_SPARSE = 12  # slots for each fingerprint that a table has room for
_GROWTH = 3  # with a table that is added there is room for so many times what was there
_SMALLEST, _LARGEST = 1 << 18, 1 << 32  # slots of a table
_OTHERWISE = np.uint32(0x9E3779B1)  # odd, so that numbers times it are spread evenly once more


@dataclass(slots=True)
class Seen:
    """Fingerprints seen so far, as slots of one table or more; each next one is larger."""

    _tables: list[_Table] = field(default_factory=list)
    _count: int = 0

    def add(self, fingerprints: Fingerprints) -> None:
        """Enter fingerprints."""
        if not self._tables or self._tables[-1].room < len(fingerprints):
            expected = max(len(fingerprints), (_GROWTH - 1) * self._count)
            self._tables.append(_Table(expected))
        self._tables[-1].add(fingerprints)
        self._count += len(fingerprints)

    def among(self, fingerprints: Fingerprints) -> Mask:
        """Which of these may have been seen."""
        found = np.zeros(len(fingerprints), np.bool_)
        for table in self._tables:
            found |= table.among(fingerprints)
        return found


class _Table:
    """Bits by slot."""

    def __init__(self, expected: int) -> None:
        slots = min(max(_SMALLEST, _SPARSE * expected), _LARGEST)
        self.room = slots // _SPARSE if slots < _LARGEST else _LARGEST
        self._slots = np.uint64(slots)
        self._bits = np.zeros(slots // 8 + 1, np.uint8)

    def add(self, fingerprints: Fingerprints) -> None:
        places, bits = self._places(fingerprints)
        np.bitwise_or.at(self._bits, places, bits)
        self.room -= len(fingerprints)

    def among(self, fingerprints: Fingerprints) -> Mask:
        places, bits = self._places(fingerprints)
        taken = (self._bits[places] & bits).astype(np.bool_)
        return np.asarray(taken[: len(fingerprints)] & taken[len(fingerprints) :], dtype=np.bool_)

    def _places(self, fingerprints: Fingerprints) -> tuple[NDArray[Any], NDArray[np.uint8]]:
        """Byte and bit of the first slot of each, then those of the second."""
        numbers = fingerprints.view(np.uint32)
        both = np.concatenate((numbers, numbers * _OTHERWISE)).astype(np.uint64)
        slots = both * self._slots >> np.uint64(32)
        return slots >> np.uint64(3), np.uint8(1) << (slots & np.uint64(7)).astype(np.uint8)
