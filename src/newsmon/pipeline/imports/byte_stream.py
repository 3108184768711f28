"""A stream of bytes in which the beginning of the next record is found, and nothing read twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from newsmon.pipeline.imports.unpacking import Damage

HEAD_END = re.compile(rb"\r?\n\r?\n")
_LONGEST_END = 4  # bytes of it
_MOST_HEAD = 256 * 1024  # bytes of a record's headers
_LOOK_BACK = 1024  # bytes at the end of a search in which a first line may begin


class ByteStream:
    """A stream of bytes that can be searched, and begun again. Notes where it is damaged."""

    def __init__(self, begin: Callable[[], Iterator[bytes | Damage]]) -> None:
        self.damage = ""
        self.position = 0  # of the next byte
        self.has_gone_back = False
        self._begin, self._pieces = begin, begin()
        self._buffer = bytearray()
        self._headless = 0  # bytes at its beginning in which no head ends
        self._ended = False

    def fill(self, size: int) -> bool:
        """Have so many bytes at hand; False where there are fewer."""
        while len(self._buffer) < size and not self._ended:
            piece = next(self._pieces, None)
            if piece is None:
                self._ended = True
            elif isinstance(piece, Damage):
                self.damage = self.damage or piece.detail
                self._buffer += b"\r\n\r\n"  # what follows may begin a line
            else:
                self._buffer += piece
        return len(self._buffer) >= size

    def read(self, size: int) -> bytes:
        """Return the next bytes, fewer at the end."""
        self.fill(size)
        content = bytes(self._buffer[:size])
        self._drop(size)
        return content

    def at_hand(self, size: int) -> int:
        """Return how many of the next bytes there are: so many, fewer at the end."""
        self.fill(size)
        return min(size, len(self._buffer))

    def peek(self, size: int, place: int = 0) -> bytes:
        """Return bytes from a place on, counted from the next one, and leave them there."""
        self.fill(place + size)
        return bytes(self._buffer[place : place + size])

    def find(self, pattern: re.Pattern[bytes], before: int, longest: int) -> int | None:
        """Return where a match of so many bytes at most begins, before a place, without copies."""
        self.fill(before + longest)
        match = pattern.search(self._buffer, 0, before + longest)
        return match.start() if match and match.start() < before else None

    def skip(self, size: int) -> int:
        """Pass over bytes and return how many there were."""
        passed = 0
        while passed < size and self.fill(1):
            step = min(size - passed, len(self._buffer))
            self._drop(step)
            passed += step
        return passed

    def go_back(self, position: int) -> None:
        """Go on from an earlier byte, for which all before it is read once more."""
        self._buffer.clear()
        self._pieces, self._ended = self._begin(), False
        self.position = self._headless = 0
        self.skip(position)
        self.damage, self.has_gone_back = "", True

    def seek(self, pattern: re.Pattern[bytes]) -> tuple[bool, bool]:
        """Pass over bytes until a match begins.

        Returns whether there is one, and whether any byte before it was not blank.
        """
        dirty = False
        while True:
            self.fill(2 * _LOOK_BACK)
            match = pattern.search(self._buffer)
            end = match.start() if match else len(self._buffer) - (not self._ended) * _LOOK_BACK
            dirty = dirty or bool(self._buffer[:end].strip())
            self._drop(end)
            if match or self._ended:
                return bool(match), dirty

    def head(self) -> bytes | None:
        """Return the lines up to the next blank one; None where none comes soon.

        No byte is searched twice: there may be as many first lines as bytes.
        """
        for size in (8 * 1024, _MOST_HEAD):
            self.fill(size)
            begin = max(self._headless - _LONGEST_END + 1, 0)
            if match := HEAD_END.search(self._buffer, begin, size):
                head = bytes(self._buffer[: match.start()])
                self._drop(match.end())
                return head
            self._headless = max(self._headless, min(size, len(self._buffer)))
        return None

    def _drop(self, size: int) -> None:
        self.position += min(size, len(self._buffer))
        del self._buffer[:size]
        self._headless = max(self._headless - size, 0)
