"""Patterns for addresses, compiled by RE2 so that their time is linear."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import re2


@lru_cache(maxsize=4096)
def compile_pattern(pattern: str) -> Any:
    """A compiled RE2 pattern; raises ValueError with what is wrong with it."""
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0] if error.args else error
        if isinstance(reason, bytes):
            reason = reason.decode("utf-8", "replace")
        raise ValueError(f"is not a pattern that RE2 understands: {reason}") from None


def matches(pattern: str, text: str) -> bool:
    """Tell whether the pattern occurs anywhere in the text."""
    return compile_pattern(pattern).search(text) is not None
