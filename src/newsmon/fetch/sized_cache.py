"""Values of late, bounded by what they take and not by their number."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

_OVERHEAD = 1000  # bytes of an entry, however small it is


class SizedCache(Generic[Key, Value]):
    """Values by key; the one that was not used for longest goes first."""

    def __init__(self, most_bytes: int) -> None:
        self._most, self._bytes = most_bytes, 0
        self._entries: OrderedDict[Key, tuple[Value, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Key) -> Value | None:
        if key not in self._entries:
            return None
        self._entries.move_to_end(key)
        return self._entries[key][0]

    def add(self, key: Key, value: Value, size: int) -> None:
        """Keep a value that takes about so many bytes."""
        if key in self._entries:
            self._bytes -= self._entries.pop(key)[1]
        self._entries[key] = value, size + _OVERHEAD
        self._bytes += size + _OVERHEAD
        while self._bytes > self._most:
            self._bytes -= self._entries.popitem(last=False)[1][1]
