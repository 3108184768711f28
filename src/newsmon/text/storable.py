"""The one way to a value that Postgres takes: for texts of others that are kept as they are.

`clean` and `clean_line` give storable text as well, and make prose of it; what goes through
neither of the two goes through `storable`.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from typing import Any, Final, TypeVar, cast

T = TypeVar("T")

LONGEST_VALUE: Final = 2_000  # characters of a title, a name, an address, an identity
LONGEST_TEXT: Final = 10_000_000  # characters of a text; what search can index is far less

# NUL and the other control characters but tab and line breaks, halves of surrogate pairs, and the
# two that XML refuses as well.
_REFUSED: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)


def storable(text: str, longest: int = LONGEST_VALUE) -> str:
    """Return a text in NFC, without what databases, terminals or XML refuse, of bounded length."""
    text = text[: longest + 1]
    if not text.isascii() or not text.isprintable():
        text = unicodedata.normalize("NFC", _REFUSED.sub("", text))
    return text[:longest]


def storable_value(value: T) -> T:
    """Return a text, or a tuple or dataclass of values, with every text in it made storable.

    What is storable is returned as it is, and not copied.
    """
    changed: Any = value
    if isinstance(value, str):
        text = storable(value, LONGEST_TEXT)
        changed = value if text == value else text
    elif type(value) is tuple:
        parts = [(part, storable_value(part)) for part in cast("tuple[Any, ...]", value)]
        if any(new is not old for old, new in parts):
            changed = tuple(new for _, new in parts)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        stored = {name: storable_value(old) for name, old in fields.items()}
        differing = {name: new for name, new in stored.items() if new is not fields[name]}
        if differing:
            changed = dataclasses.replace(cast("Any", value), **differing)
    return cast("T", changed)
