"""Signatures made of late, bounded by their bytes and not by their number."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from newsmon.dedup import Signature

Key = TypeVar("Key", bound=Hashable)


class SignatureCache(Generic[Key]):
    """Calls a function, unless its result is still there; what was used last goes last."""

    def __init__(self, make: Callable[[Key], Signature], most_bytes: int) -> None:
        self._make, self._most = make, most_bytes
        self._made: dict[Key, Signature] = {}  # what was used last stands last
        self.bytes = 0

    def __contains__(self, key: Key) -> bool:
        return key in self._made

    def __call__(self, key: Key) -> Signature:
        if key in self._made:
            self._made[key] = signature = self._made.pop(key)
            return signature
        signature = self._make(key)
        self._made[key] = signature
        self.bytes += _size(key, signature)
        while self.bytes > self._most:
            oldest = next(iter(self._made))
            self.bytes -= _size(oldest, self._made.pop(oldest))
        return signature


def _size(key: object, signature: Signature) -> int:
    """Return about how many bytes an entry takes."""
    text = 2 * len(key) if isinstance(key, str) else 0
    words, shingles = signature.words.nbytes, signature.shingles.nbytes
    return text + words + shingles + signature.distinct.nbytes + 1000
