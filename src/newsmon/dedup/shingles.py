"""Shingles of a text as 64-bit hashes, and the sample of them that stands in the index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import xxhash
from numpy.typing import NDArray

from newsmon.dedup.normalised_words import Hashes, hash_words, is_spaceless

WORDS = 5  # words a shingle
CHARACTERS = 8  # characters a shingle where a script has no spaces: about as much as five words

MODULUS = 8  # one shingle in eight is sampled, by its hash,
FLOOR = 8  # but of a short text so many
CAP = 20  # and of a long one no more.
OPENING = 48  # Of so many shingles at the start, which every cut leaves standing,
OPENING_SAMPLE = 8  # these are sampled besides.

# Odd multipliers make a word's place count; the finaliser is that of SplitMix64, which spreads
# the sum over all bits, so that the lowest hashes are an even sample.
_PLACES = np.array(
    [xxhash.xxh3_64_intdigest(b"place %d" % place) | 1 for place in range(max(WORDS, CHARACTERS))],
    dtype=np.uint64,
)
_FINAL = (
    (np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)),
    (np.uint64(27), np.uint64(0x94D049BB133111EB)),
    (np.uint64(31), np.uint64(1)),
)

Fingerprints = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """The features by which a text is compared. Words and shingles are in its order."""

    words: Hashes
    shingles: Hashes
    distinct: Hashes  # the shingles, ascending, each once
    fingerprints: Fingerprints  # ascending, distinct


def sign(text: str) -> Signature:
    """Return the signature of an article's text."""
    words = hash_words(text)
    shingles = shingle(words, CHARACTERS if is_spaceless(text) else WORDS)
    distinct = _ascending(shingles)
    return Signature(words, shingles, distinct, sample(shingles, distinct))


def shingle(words: Hashes, width: int = WORDS) -> Hashes:
    """Hash every run of `width` words; a shorter text is one shingle, an empty one none."""
    width = min(width, len(words))
    if width == 0:
        return np.empty(0, dtype=np.uint64)
    count = len(words) - width + 1
    mixed: Hashes = words[:count] * _PLACES[0]
    for place in range(1, width):
        mixed += words[place : place + count] * _PLACES[place]
    for shift, factor in _FINAL:
        mixed ^= mixed >> shift
        mixed *= factor
    return mixed


def sample(shingles: Hashes, distinct: Hashes) -> Fingerprints:
    """Return fingerprints: the shingles of lowest hash, of the whole and of its opening.

    Lowest, so that the sample of a part lies in the sample of the whole; the opening apart, so
    that the shortest brief still shares some with the longest original.
    """
    size = min(max(len(distinct) // MODULUS, FLOOR), CAP)
    opening = _ascending(shingles[:OPENING])[:OPENING_SAMPLE]
    chosen = np.sort(fingerprint(np.concatenate((distinct[:size], opening))))
    return chosen[_first(chosen)]


def _ascending(hashes: Hashes) -> Hashes:
    """Return each hash once, ascending (several times faster than numpy's unique)."""
    ordered = np.sort(hashes)
    return ordered[_first(ordered)]


def _first(ordered: NDArray[Any]) -> NDArray[np.bool_]:
    """Mark the ordered values that differ from their predecessor."""
    first = np.empty(len(ordered), np.bool_)
    first[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first


def fingerprint(shingles: Hashes) -> Fingerprints:
    """Return 32 bits of each shingle's hash: enough to find by, and half the index.

    The low ones: the high bits of a sample chosen by lowest hash are all alike.
    """
    return shingles.astype(np.uint32).view(np.int32)
