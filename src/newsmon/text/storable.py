"""The one way to a value that Postgres takes: for texts of others that are kept as they are.

`clean` and `clean_line` give storable text as well, and make prose of it; what goes through
neither of the two goes through `storable`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST_VALUE: Final = 2_000  # characters of a title, a name, an address, an identity
LONGEST_TEXT: Final = 10_000_000  # characters of a text; what search can index is far less

# NUL and the other control characters but tab and line breaks, and halves of surrogate pairs.
_REFUSED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def storable(text: str, longest: int = LONGEST_VALUE) -> str:
    """Return a text in NFC, without what a database or a terminal refuses, of bounded length."""
    text = text[: longest + 1]
    if not text.isascii() or not text.isprintable():
        text = unicodedata.normalize("NFC", _REFUSED.sub("", text))
    return text[:longest]
