"""Freed memory goes back to the system, where the C library lets us say so (glibc does)."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache

_M_MMAP_THRESHOLD = -3  # of mallopt(3)
_LARGE = 512 * 1024  # bytes


@cache
def give_back_large_blocks() -> None:
    """Have each large block be a mapping of its own, which ends when the block is freed.

    Left alone, glibc takes ever larger ones from the heap, where holes stay behind.
    """
    if (mallopt := _function("mallopt")) is not None:
        mallopt(_M_MMAP_THRESHOLD, _LARGE)


def trimmer() -> Callable[[], object]:
    """Return a function that gives back what is free: trees of pages leave holes."""
    trim = _function("malloc_trim")
    return (lambda: trim(0)) if trim is not None else lambda: None


def _function(name: str) -> Callable[..., object] | None:
    try:
        function: Callable[..., object] = getattr(ctypes.CDLL(None), name)
    except (AttributeError, OSError, TypeError):
        return None
    return function
