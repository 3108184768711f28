"""Archives unpacked piece by piece: gzip member for member, zstd frame for frame."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import zstandard

_PIECE = 256 * 1024  # bytes read, and at most unpacked, at once
_ZSTD_PIECE = 1024  # bytes unpacked at once: a block of 4 may hold 128 KiB of one byte
_GZIP = b"\x1f\x8b\x08"
_DICTIONARY = b"\x5d\x2a\x4d\x18"  # of the skippable frame that holds a zstd dictionary
_ZSTD = b"\x28\xb5\x2f\xfd"
_LARGEST_DICTIONARY = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Damage:
    """A place at which something could not be unpacked."""

    detail: str


def unpacked(file: IO[bytes], name: str) -> Iterator[bytes | Damage]:
    """Yield the content of a file as its name says that it is packed."""
    if name.lower().endswith(".gz"):
        return _gunzipped(file)
    if name.lower().endswith(".zst"):
        return _zstd(file)
    return iter(lambda: file.read(_PIECE), b"")


def _gunzipped(file: IO[bytes]) -> Iterator[bytes | Damage]:
    """Yield the content of gzip members; what is damaged ends with the next one that begins."""
    waiting, unpacker = b"", None
    while piece := file.read(_PIECE):
        waiting += piece
        while waiting:
            if unpacker is None:
                start = waiting.find(_GZIP)
                if start:
                    dropped = waiting[: start if start > 0 else max(len(waiting) - 2, 0)]
                    if dropped.strip(b"\0\r\n"):
                        yield Damage("bytes that are not gzip")
                    waiting = waiting[len(dropped) :]
                    if start < 0:
                        break
                unpacker = zlib.decompressobj(wbits=31)
            try:
                content = unpacker.decompress(waiting, _PIECE)
            except zlib.error as error:
                yield Damage(f"gzip: {error}")
                waiting, unpacker = waiting[len(_GZIP) :], None
                continue
            if content:
                yield content
            waiting = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            if unpacker.eof:
                unpacker = None
    if unpacker is not None:
        yield unpacker.flush()
        yield Damage("the archive is cut short")


def _zstd(file: IO[bytes]) -> Iterator[bytes | Damage]:
    """Yield the content of zstd frames, with the dictionary that a first frame may hold."""
    head = file.read(8)
    unpacker = zstandard.ZstdDecompressor()
    if head[:4] == _DICTIONARY:
        size = int.from_bytes(head[4:], "little")
        if size > _LARGEST_DICTIONARY:
            yield Damage(f"a dictionary of {size} bytes")
            return
        dictionary = file.read(size)
        if dictionary[:4] == _ZSTD:
            dictionary = zstandard.ZstdDecompressor().decompressobj().decompress(dictionary)
        unpacker = zstandard.ZstdDecompressor(dict_data=zstandard.ZstdCompressionDict(dictionary))
    else:
        file.seek(0)
    frame, is_whole = unpacker.decompressobj(), True
    try:
        while piece := file.read(_ZSTD_PIECE):
            while piece:
                yield frame.decompress(piece)
                piece, is_whole = frame.unused_data, frame.eof
                if is_whole:
                    frame = unpacker.decompressobj()
    except zstandard.ZstdError as error:
        yield Damage(f"zstd: {error}")
        return
    if not is_whole:
        yield Damage("the archive is cut short")
