"""Content-Encoding undone under a cap, so that a bomb stops at the cap and not at our memory.

The compressed body is bounded before it comes here (`max_wire_bytes`); each decoder is asked for
at most one byte more than the limit.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import brotli  # type: ignore[import-untyped]
import zstandard

ACCEPTED: Final = "gzip, deflate, br, zstd"
_MAX_LAYERS: Final = 3  # encodings applied on top of each other
_MAX_MEMBERS: Final = 10_000  # of one gzip file; each costs its set-up, however small it is
_PIECE: Final = 16 * 1024  # bytes: what zlib hands back after a member is copied
_MAX_WINDOW: Final = 8 * 1024 * 1024  # bytes: RFC 9659 allows no more for zstd on the web


class TooLargeError(Exception):
    """More bytes than the limit come out."""


class BadEncodingError(Exception):
    """The body is not in the encoding it states, or in one that nobody asked for."""


def decompress(body: bytes, encoding: str, limit: int) -> bytes:
    """Undo `encoding` (a Content-Encoding header); raises TooLargeError, BadEncodingError."""
    layers = [name.strip().lower() for name in encoding.split(",") if name.strip()]
    if len(layers) > _MAX_LAYERS:
        raise BadEncodingError(f"{len(layers)} encodings on top of each other")
    for name in reversed(layers):
        if name == "identity" or not body:
            continue
        if name not in _DECODERS:
            raise BadEncodingError(f"unknown encoding {name[:40]!r}")
        try:
            body = _DECODERS[name](body, limit)
        except (zlib.error, brotli.error, zstandard.ZstdError) as error:
            raise BadEncodingError(f"{name}: {error}") from error
    if len(body) > limit:
        raise TooLargeError(f"more than {limit} bytes")
    return body


def _gzip(body: bytes, limit: int) -> bytes:
    if body[:2] != b"\x1f\x8b":
        return body  # servers that label what they did not compress are common
    result, wire, position = bytearray(), memoryview(body), 0
    for _ in range(_MAX_MEMBERS):  # members follow each other; anything else is padding
        if body[position : position + 2] != b"\x1f\x8b":
            return bytes(result)
        position = _gzip_member(wire, position, result, limit)
    raise BadEncodingError(f"gzip: more than {_MAX_MEMBERS} members")


def _gzip_member(wire: memoryview, position: int, result: bytearray, limit: int) -> int:
    """Unpack the member at a position into `result`; returns the position after it.

    It is read in pieces: given all of the file, zlib would copy the rest of it for each member.
    """
    unpacker = zlib.decompressobj(wbits=31)
    while not unpacker.eof:
        piece = wire[position : position + _PIECE]
        if not piece:
            raise BadEncodingError("gzip: cut short")
        result += unpacker.decompress(piece, limit + 1 - len(result))
        if len(result) > limit:
            raise TooLargeError(f"more than {limit} bytes")
        position += len(piece) - len(unpacker.unused_data)
    return position


def _unzip(decompress: Callable[[bytes, int], bytes], body: bytes, limit: int) -> bytes:
    result = decompress(body, limit + 1)
    if len(result) > limit:
        raise TooLargeError(f"more than {limit} bytes")
    return result


def _deflate(body: bytes, limit: int) -> bytes:
    """The standard means zlib's format; some servers send the bare stream."""
    try:
        return _unzip(zlib.decompressobj().decompress, body, limit)
    except zlib.error:
        return _unzip(zlib.decompressobj(wbits=-15).decompress, body, limit)


def _brotli(body: bytes, limit: int) -> bytes:
    unpacker = brotli.Decompressor()
    result = bytes(unpacker.process(body, output_buffer_limit=limit + 1))
    while len(result) <= limit and not unpacker.is_finished():
        more = bytes(unpacker.process(b"", output_buffer_limit=limit + 1 - len(result)))
        if not more:
            raise BadEncodingError("br: cut short")
        result += more
    if len(result) > limit:
        raise TooLargeError(f"more than {limit} bytes")
    return result


def _zstd(body: bytes, limit: int) -> bytes:
    if body[:4] != b"\x28\xb5\x2f\xfd" and body[1:4] != b"\x2a\x4d\x18":
        raise BadEncodingError("zstd: no frame")
    unpacker = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW)
    with unpacker.stream_reader(io.BytesIO(body), read_across_frames=True) as reader:
        result = reader.read(limit + 1)
    if len(result) > limit:
        raise TooLargeError(f"more than {limit} bytes")
    return bytes(result)


_DECODERS: Final[Mapping[str, Callable[[bytes, int], bytes]]] = MappingProxyType(
    {"gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate, "br": _brotli, "zstd": _zstd}
)
