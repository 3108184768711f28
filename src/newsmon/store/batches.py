"""The size of a batch, whatever its items are like: memory does not grow with theirs."""

from __future__ import annotations

# A batch has one item at least.
PAGE_BYTES = 8 * 1024 * 1024  # of pages, as they are stored and unpacked
TEXT_BYTES = 4 * 1024 * 1024  # of texts: a thousand of usual articles have half of that
