"""Inputs made from good ones: the same seed gives the same inputs."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

_LONGEST = 3_000  # bytes of an input; what only size makes slow has tests of its own
_POOL = 200  # earlier inputs that later ones are made from


def inputs(seed: int, corpus: Sequence[bytes], tokens: Sequence[bytes]) -> Iterator[bytes]:
    """Endless inputs: samples and earlier inputs, changed in one to eight places."""
    chance = random.Random(seed)
    pool = list(corpus)
    while True:
        # Mostly near the good ones: what is broken everywhere is refused at once.
        origin = corpus if chance.random() < 0.7 else pool
        data = bytearray(chance.choice(origin))
        for _ in range(chance.randint(1, 8)):
            _change(chance, data, pool, tokens)
        made = bytes(data[:_LONGEST])
        if chance.random() < 0.02:
            pool[len(pool) if len(pool) < _POOL else chance.randrange(len(pool)) :] = [made]
        yield made


def _change(
    chance: random.Random, data: bytearray, pool: Sequence[bytes], tokens: Sequence[bytes]
) -> None:
    at, kind = chance.randint(0, len(data)), chance.randrange(9)
    end = min(len(data), at + chance.choice((1, 2, 4, 16, 64, 512)))
    if kind == 0:
        data[at:at] = chance.choice(tokens)
    elif kind == 1:
        data[at:end] = chance.choice(tokens)
    elif kind == 2:
        del data[at:end]
    elif kind == 3:
        data[at:at] = data[at:end] * chance.choice((1, 2, 30))
    elif kind == 4 and at < len(data):
        data[at] = chance.randrange(256)
    elif kind == 5 and at < len(data):
        data[at] ^= 1 << chance.randrange(8)
    elif kind == 6:
        data[at:end] = chance.randbytes(end - at)
    elif kind == 7:
        other = chance.choice(pool)
        begin = chance.randint(0, len(other))
        data[at:end] = other[begin : begin + chance.choice((4, 40, 400))]
    else:
        del data[at:]
