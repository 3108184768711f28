"""Memory of a process: what is freed goes back, and more than a bound is refused.

Both as far as the system lets us say so: Linux and glibc do.
"""

from __future__ import annotations

import ctypes
import re
import resource
from collections.abc import Callable
from functools import cache
from pathlib import Path

_M_MMAP_THRESHOLD = -3  # of mallopt(3)
_M_ARENA_MAX = -8
_LARGE = 512 * 1024  # bytes
_STATUS = Path("/proc/self/status")
_DATA = re.compile(r"^VmData:\s+(\d+) kB", re.MULTILINE)  # what RLIMIT_DATA limits


@cache
def give_back_large_blocks() -> None:
    """Have each large block be a mapping of its own, which ends when the block is freed.

    Left alone, glibc takes ever larger ones from the heap, where holes stay behind, and has a heap
    for each of several threads, with holes of its own.
    """
    if (mallopt := _function("mallopt")) is not None:
        mallopt(_M_MMAP_THRESHOLD, _LARGE)
        mallopt(_M_ARENA_MAX, 1)


@cache
def trimmer() -> Callable[[], object]:
    """Return a function that gives back what is free: trees of pages leave holes."""
    trim = _function("malloc_trim")
    return (lambda: trim(0)) if trim is not None else lambda: None


def data_size() -> int:
    """Return the bytes of data that this process has mapped; 0 where nobody says so."""
    stated = _DATA.search(_STATUS.read_text()) if _STATUS.is_file() else None
    return int(stated[1]) * 1024 if stated else 0


def limit(size: int) -> None:
    """Have the system refuse this process more than so many bytes of data."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _function(name: str) -> Callable[..., object] | None:
    try:
        function: Callable[..., object] = getattr(ctypes.CDLL(None), name)
    except (AttributeError, OSError, TypeError):
        return None
    return function
