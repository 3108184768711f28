"""A stream of bytes in which the beginning of the next record can be found again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsmon.pipeline.imports.unpacking import Damage

HEAD_END = re.compile(rb"\r?\n\r?\n")
_MOST_HEAD = 256 * 1024  # bytes of a record's headers
_LOOK_BACK = 1024  # bytes at the end of a search in which a first line may begin


class ByteStream:
    """A stream of bytes that can be searched, and given bytes back. Notes where it is damaged."""

    def __init__(self, pieces: Iterator[bytes | Damage]) -> None:
        self.damage = ""
        self._pieces = pieces
        self._buffer = bytearray()
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
        del self._buffer[:size]
        return content

    def peek(self, size: int) -> bytes:
        """Return what `read` will return, and leave it there."""
        self.fill(size)
        return bytes(self._buffer[:size])

    def skip(self, size: int) -> int:
        """Pass over bytes and return how many there were."""
        passed = 0
        while passed < size and self.fill(1):
            step = min(size - passed, len(self._buffer))
            del self._buffer[:step]
            passed += step
        return passed

    def give_back(self, content: bytes) -> None:
        """Put bytes in front of what comes next."""
        self._buffer[:0] = content

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
            del self._buffer[:end]
            if match or self._ended:
                return bool(match), dirty

    def head(self) -> bytes | None:
        """Return the lines up to the next blank one; None where none comes soon."""
        for size in (8 * 1024, _MOST_HEAD):
            self.fill(size)
            if match := HEAD_END.search(self._buffer, 0, size):
                head = bytes(self._buffer[: match.start()])
                del self._buffer[: match.end()]
                return head
        return None
