"""Write anew how frequent terms are in everyday language: src/newsmon/events/everyday.npz.

    python -m venv /tmp/lists && /tmp/lists/bin/pip install "wordfreq==3.1.1" -e .
    /tmp/lists/bin/python scripts/everyday_frequencies.py

The source is the small word lists of wordfreq, which is not updated since January 2025 and which
newsmon itself does not need; src/newsmon/events/everyday.md has their licence and origin. The file
holds, for each language code L, `L.terms` (differences of ascending term numbers) and `L.rarity`
(see `newsmon.events.everyday`). It depends on the hashing of words to terms
(`newsmon.events.tokenizer`): write it anew when that changes.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from newsmon.events.everyday import RARITY_STEPS
from newsmon.events.tokenizer import TERM_BITS, split

TARGET = Path(__file__).resolve().parents[1] / "src" / "newsmon" / "events" / "everyday.npz"
# Rarer terms are left out: among a hundred imagined texts of a hundred words they would count for
# a twentieth of a text at most. All terms would take 2.2 MB instead of 1.1.
LEAST_SHARE = 5e-6


def main() -> None:
    """Collect every language and write the file."""
    wordfreq = import_module("wordfreq")
    arrays: dict[str, Any] = {}
    for language in sorted(wordfreq.available_languages("small")):
        frequencies = wordfreq.get_frequency_dict(language, wordlist="small")
        words = split(list(frequencies))
        # A listed word of several parts counts for each of them.
        repeated = np.repeat(list(frequencies.values()), np.diff(words.bounds))
        shares = np.bincount(words.terms, repeated, 1 << TERM_BITS)
        terms = np.flatnonzero(shares >= LEAST_SHARE)
        rarity = np.round(-np.log10(shares[terms]) * RARITY_STEPS).clip(0, 255)
        arrays[f"{language}.terms"] = np.diff(terms, prepend=0).astype(np.uint32)
        arrays[f"{language}.rarity"] = rarity.astype(np.uint8)
    np.savez_compressed(TARGET, **arrays)
    print(f"{TARGET.name}: {len(arrays) // 2} languages, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
