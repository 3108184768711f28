"""Marks that end sentences, in all scripts of the news, and what may stand behind them."""

from __future__ import annotations

from typing import Final

# Latin, Arabic, Urdu, Indic, Armenian, Ethiopic: followed by a space.
SPACED_ENDS: Final = ".!?…؟۔।։።"
# Chinese and Japanese: followed by anything.
UNSPACED_ENDS: Final = "。！？｡"
SENTENCE_ENDS: Final = SPACED_ENDS + UNSPACED_ENDS
CLOSERS: Final = "\"'”’»“›)]」』）"  # quotes and brackets that close behind the mark


def ends_sentence(text: str, also: str = "") -> bool:
    """Tell whether a text ends like a sentence, or with one of the marks in `also`."""
    last = text.rstrip(CLOSERS)[-1:]
    return last != "" and (last in SENTENCE_ENDS or last in also)
