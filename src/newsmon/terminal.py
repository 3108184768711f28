"""Texts of others on a terminal: they show, and do nothing else."""

from __future__ import annotations

from typing import Final

# Characters that move a cursor, colour a screen or turn text round. Replaced one for one, so that
# offsets into the text stay.
_UNPRINTABLE: Final = dict.fromkeys(
    (*range(9), *range(11, 32), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    "\ufffd",
)


def visible(text: str) -> str:
    """Return a text without control characters other than tab and newline; as long as before."""
    return text.translate(_UNPRINTABLE)
