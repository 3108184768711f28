"""Signatures made of late, bounded by their bytes and not by their number."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from newsmon.dedup import Signature

Key = TypeVar("Key", bound=Hashable)


class SignatureCache(Generic[Key]):
    """Signatures by key; what was used last goes last."""

    def __init__(self, most_bytes: int) -> None:
        self.bytes = 0
        self._most = most_bytes
        self._signatures: dict[Key, Signature] = {}  # what was used last stands last

    def __contains__(self, key: Key) -> bool:
        return key in self._signatures

    def get(self, key: Key, make: Callable[[Key], Signature]) -> Signature:
        """Return the signature of a key, made now where it is not there."""
        if key in self._signatures:
            self._signatures[key] = signature = self._signatures.pop(key)
            return signature
        signature = self._signatures[key] = make(key)
        self.bytes += _size(key, signature)
        while self.bytes > self._most:
            oldest = next(iter(self._signatures))
            self.bytes -= _size(oldest, self._signatures.pop(oldest))
        return signature


def _size(key: object, signature: Signature) -> int:
    """Return about how many bytes an entry takes."""
    text = 2 * len(key) if isinstance(key, str) else 0
    words, shingles = signature.words.nbytes, signature.shingles.nbytes
    return text + words + shingles + signature.distinct.nbytes + 1000
