"""The exact tier: one digest for texts that differ in boilerplate and house style only."""

from __future__ import annotations

from uuid import UUID

import xxhash

from newsmon.dedup.normalised_words import hash_words
from newsmon.dedup.shingles import Signature

# A body shorter than this says too little by itself ("Watch the video."): its title counts too.
THIN = 25  # words
_LEAST = 8  # words of title and body together that can be compared at all


def body_hash(signature: Signature, title: str) -> UUID | None:
    """Return the 128-bit digest of the normalised words; None where there are too few."""
    words = signature.words.tobytes()
    if len(signature.words) < THIN:
        heading = hash_words(title)
        if not len(signature.words) or len(heading) + len(signature.words) < _LEAST:
            return None
        words = heading.tobytes() + b"\0" + words
    return UUID(bytes=xxhash.xxh3_128_digest(words))
