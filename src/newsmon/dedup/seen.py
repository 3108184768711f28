"""Which fingerprints may stand in a part of the index: never a miss, few false alarms.

A Bloom filter. A fingerprint has five slots, all in one word of 64, so that to look at it is to
load one word; of those that were never entered, one in 800 finds all five taken by others.
A whole batch is a few numpy calls, whatever the size of the index; the index itself is asked for
what is left.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsmon.dedup.masks import Mask
from newsmon.dedup.shingles import Fingerprints

# What is stored of a table (see `pack`) is read by these, so who changes one of the next five has
# to have all tables made anew.
_WORD = np.dtype("<u8")
_SLOTS = 64  # of a word
_OTHERWISE = np.uint32(0x9E3779B1)  # odd, so that numbers times it are spread evenly once more
_PAIRS = np.array([1 << (n & 63) | 1 << (n >> 6) for n in range(1 << 12)], dtype=np.uint64)
_SINGLE = np.array([1 << n for n in range(1 << 6)], dtype=np.uint64)

_SPARSE = 24  # slots for each fingerprint that a table has room for
_GROWTH = 3  # with a table that is added there is room for so many times what was there
_SMALLEST, _LARGEST = 1 << 12, 1 << 27  # words of a table
_AT_ONCE = 1 << 20  # fingerprints entered in one go: what is worked out for them takes memory


@dataclass(slots=True)
class Seen:
    """Fingerprints seen so far, as slots of one table or more; each next one is larger."""

    _tables: list[_Table] = field(default_factory=list)
    _count: int = 0

    def add(self, fingerprints: Fingerprints) -> None:
        """Enter fingerprints."""
        if not self._tables or self._tables[-1].room < len(fingerprints):
            self._tables.append(_Table.sized(max(len(fingerprints), (_GROWTH - 1) * self._count)))
        self._tables[-1].add(fingerprints)
        self._count += len(fingerprints)

    def adopt(self, packed: bytes) -> None:
        """Enter what another has packed."""
        table = _Table(np.frombuffer(packed, _WORD), room=0)
        self._tables.append(table)
        self._count += table.holds

    def among(self, fingerprints: Fingerprints) -> Mask:
        """Which of these may have been seen."""
        found = np.zeros(len(fingerprints), np.bool_)
        for table in self._tables:
            found |= table.among(fingerprints)
        return found


def pack(fingerprints: Fingerprints) -> bytes:
    """Fingerprints as a table of the right size, to be stored and adopted."""
    table = _Table.sized(len(fingerprints))
    table.add(fingerprints)
    return table.words.tobytes()


@dataclass(slots=True)
class _Table:
    """Slots in words; which word is the higher bits of a number, so tables are in its order."""

    words: NDArray[np.uint64]
    room: int  # fingerprints that may still be added

    @classmethod
    def sized(cls, expected: int) -> _Table:
        """An empty table for so many fingerprints."""
        words = min(max(_SMALLEST, -(-_SPARSE * expected // _SLOTS)), _LARGEST)
        room = words * _SLOTS // _SPARSE if words < _LARGEST else words * _SLOTS
        return cls(np.zeros(words, _WORD), room)

    @property
    def holds(self) -> int:
        """How many fingerprints it was made for."""
        return len(self.words) * _SLOTS // _SPARSE

    def add(self, fingerprints: Fingerprints) -> None:
        for start in range(0, len(fingerprints), _AT_ONCE):
            some = np.sort(fingerprints[start : start + _AT_ONCE].view(np.uint32))
            np.bitwise_or.at(self.words, *self._places(some))  # word by word: several times faster
        self.room -= len(fingerprints)

    def among(self, fingerprints: Fingerprints) -> Mask:
        places, slots = self._places(fingerprints.view(np.uint32))
        return np.asarray(self.words[places] & slots == slots, dtype=np.bool_)

    def _places(self, numbers: NDArray[np.uint32]) -> tuple[NDArray[Any], NDArray[np.uint64]]:
        """The word of each fingerprint, and its slots there."""
        places = numbers.astype(np.uint64) * np.uint64(len(self.words)) >> np.uint64(32)
        bits = numbers * _OTHERWISE
        slots = _PAIRS[bits >> np.uint32(20)]
        slots |= _PAIRS[bits >> np.uint32(8) & np.uint32(0xFFF)]
        slots |= _SINGLE[bits >> np.uint32(2) & np.uint32(0x3F)]
        return places.view(np.int64), slots
