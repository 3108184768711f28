"""Encodings undone: in time that grows with the input, whatever the input is."""

from __future__ import annotations

import contextlib
import gzip
import time
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard

from newsmon.fetch.encodings import BadEncodingError, TooLargeError, decompress

LIMIT = 5_000_000
EMPTY = gzip.compress(b"")


def test_members_of_a_gzip_file_follow_each_other() -> None:
    body = gzip.compress(b"one ") + EMPTY + gzip.compress(b"two") + b"\0" * 512
    assert decompress(body, "gzip", LIMIT) == b"one two"


def test_members_over_the_limit_are_too_large() -> None:
    with pytest.raises(TooLargeError):
        decompress(gzip.compress(b"a" * 60) * 2, "gzip", 100)


def test_a_member_cut_short_is_a_bad_encoding() -> None:
    with pytest.raises(BadEncodingError):
        decompress(gzip.compress(b"one") + gzip.compress(b"two" * 99)[:-9], "gzip", LIMIT)


SHAPES: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "empty gzip members": ("gzip", lambda n: EMPTY * (n // len(EMPTY))),
    "tiny gzip members": ("gzip", lambda n: gzip.compress(b"a") * (n // 21)),
    "empty gzip members within gzip": ("gzip, gzip", lambda n: gzip.compress(EMPTY * n)),
    "empty gzip members twice within gzip": (
        "gzip, gzip, gzip",
        lambda n: gzip.compress(gzip.compress(EMPTY * n)),
    ),
    "padding after gzip": ("gzip", lambda n: gzip.compress(b"a") + b"\0" * n),
    "empty deflate blocks": ("deflate", lambda n: b"\0\0\0\xff\xff" * (n // 5)),
    "flushed deflate": ("deflate", lambda n: b"x\x9c" + b"\0\0\0\xff\xff" * (n // 5)),
    "a deflate bomb": ("deflate", lambda n: zlib.compress(b"a" * n * 9)),
    "a brotli bomb": ("br", lambda n: brotli.compress(b"a" * n * 9, quality=5)),
    "brotli followed by more": ("br", lambda n: brotli.compress(b"a") + b"\0" * n),
    "empty zstd frames": ("zstd", lambda n: zstandard.compress(b"") * (n // 9)),
    "skippable zstd frames": ("zstd", lambda n: b"\x50\x2a\x4d\x18\0\0\0\0" * (n // 8)),
    "a zstd bomb": ("zstd", lambda n: zstandard.compress(b"a" * n * 9)),
}


def seconds(encoding: str, body: bytes) -> float:
    """Return the CPU time of decompressing, whatever it ends in."""
    before = time.process_time()
    with contextlib.suppress(BadEncodingError, TooLargeError):
        decompress(body, encoding, LIMIT)
    return time.process_time() - before


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_input_takes_twice_the_time(shape: str) -> None:
    encoding, made = SHAPES[shape]
    single, double = (min(seconds(encoding, made(n)) for _ in range(3)) for n in (200_000, 400_000))
    assert double < 3 * single + 0.05
    assert double < 1.0
