"""Entries that stood in a feed before, byte for byte: told by a hash and left out before parsing.

Most polls that bring a changed body bring one or two new entries among two dozen old ones, and
parsing is nearly all that a poll costs. Only whole elements are taken out, so what is left is
well-formed exactly if the feed is: whoever finds it otherwise reads the feed as it came.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Set
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import xxhash

_MOST: Final = 10_000  # entries remembered of one feed: 80 kB
_ENTRY: Final = MappingProxyType({"rss": "item", "rdf": "item", "feed": "entry", "urlset": "url"})


@dataclass(frozen=True, slots=True)
class AnnouncedEntries:
    """Marks of the entries of the last poll, and a number that changes what marks mean."""

    marks: Set[int] = frozenset()
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Shortened:
    """A feed without the entries announced before; the marks of all; how many were left out."""

    text: str
    marks: tuple[int, ...] = ()
    left_out: int = 0


def shortened(text: str, root: str, announced: AnnouncedEntries) -> Shortened:
    """Leave out of a feed (text without prolog, local name of its root) what was announced."""
    name = _ENTRY.get(root)
    if name is None:
        return Shortened(text)
    pieces: list[str] = []
    marks: list[int] = []
    at = 0
    for start, end in _elements(text, name):
        if len(marks) == _MOST:
            return Shortened(text)
        mark = xxhash.xxh3_64_intdigest(text[start:end].encode("utf-8"), announced.seed)
        marks.append(mark)
        if mark in announced.marks:
            pieces.append(text[at:start])
            at = end
    left_out = len(pieces)
    return Shortened("".join([*pieces, text[at:]]), tuple(marks), left_out)


def _elements(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield where each element of this name begins and ends; those under a prefix are missed."""
    opening, closing, at = f"<{name}", f"</{name}>", 0
    while (start := text.find(opening, at)) >= 0:
        at = start + len(opening)
        if text[at : at + 1] not in {" ", "\t", "\r", "\n", ">"}:
            continue
        end = text.find(closing, at)
        if end < 0:
            return
        at = end + len(closing)
        yield start, at


def packed(marks: tuple[int, ...]) -> bytes:
    """Return marks as they are stored: eight bytes each."""
    return struct.pack(f"<{len(marks)}Q", *marks)


def unpacked(stored: bytes | memoryview | None) -> frozenset[int]:
    """Return marks from what was stored; none from nothing."""
    return frozenset(mark for (mark,) in struct.iter_unpack("<Q", stored or b""))
