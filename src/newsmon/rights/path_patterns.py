"""Path patterns of robots.txt (RFC 9309, section 2.2.3), which the other files use as well.

`*` stands for any characters, `$` at the end for the end. Matching takes time in the product of
both lengths at most, whatever a pattern looks like.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote_to_bytes, urlsplit

_UNRESERVED: Final = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
)
_ESCAPE: Final = re.compile(r"%([0-9A-Fa-f]{2})")
MAX_PATTERN: Final = 2000  # characters


def path_of(url: str) -> str:
    """Return path and query of a URL, as patterns are compared with it."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def matches(pattern: str, path: str) -> bool:
    """Tell whether a path begins with what the pattern describes."""
    pattern, path = _comparable(pattern[:MAX_PATTERN]), _comparable(path)
    ends = pattern.endswith("$")
    first, *pieces = (pattern[:-1] if ends else pattern).split("*")
    if not path.startswith(first):
        return False
    if ends and not pieces:
        return len(path) == len(first)
    place = len(first)
    for piece in pieces[:-1] if ends else pieces:
        place = path.find(piece, place)
        if place < 0:
            return False
        place += len(piece)
    return not ends or (path.endswith(pieces[-1]) and len(path) - len(pieces[-1]) >= place)


def length(pattern: str) -> int:
    """Return the bytes by which the longest of several matching patterns is found."""
    return len(_comparable(pattern).encode())


def _comparable(text: str) -> str:
    """Undo escapes of plain characters, escape what is no ASCII, and spell escapes alike."""

    def spelled(match: re.Match[str]) -> str:
        byte = unquote_to_bytes(match[0])
        return byte.decode() if byte[0] in _UNRESERVED else match[0].upper()

    text = _ESCAPE.sub(spelled, text)
    if text.isascii():
        return text
    return "".join(c if c.isascii() else "".join(f"%{b:02X}" for b in c.encode()) for c in text)
