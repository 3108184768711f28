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
_RESERVED: Final = re.compile(r"[^A-Za-z0-9._~/%-]")  # what is written in more than one way
MAX_PATTERN: Final = 2000  # characters


def path_of(url: str) -> str:
    """Return path and query of a URL, as patterns are compared with it."""
    parts = urlsplit(url)
    asks = parts.query or url.partition("#")[0].endswith("?")
    return (parts.path or "/") + (f"?{parts.query}" if asks else "")


def matches(pattern: str, path: str) -> bool:
    """Tell whether a path begins with what the pattern describes."""
    pattern, path = comparable_pattern(pattern[:MAX_PATTERN]), comparable(path)
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
    return len(comparable_pattern(pattern))


def comparable_pattern(pattern: str) -> str:
    """Return a pattern with all but its wildcards spelt as `comparable` spells paths."""
    end = "$" if pattern.endswith("$") else ""
    return "*".join(map(comparable, pattern[: len(pattern) - len(end)].split("*"))) + end


def comparable(path: str) -> str:
    """Return a path and query in the one spelling in which it is compared.

    Slashes and unreserved characters are bare, others percent-encoded (RFC 9309, section 2.2.2). An
    encoded slash is another character than a slash in the path, but not in the query.
    """
    if "%" in path:
        folder, asks, query = _ESCAPE.sub(_respelled, path).partition("?")
        path = folder + asks + query.replace("%2F", "/")
    return _RESERVED.sub(_encoded, path)


def _respelled(escape: re.Match[str]) -> str:
    byte = unquote_to_bytes(escape[0])
    return byte.decode() if byte[0] in _UNRESERVED else escape[0].upper()


def _encoded(character: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in character[0].encode("utf-8", "replace"))
