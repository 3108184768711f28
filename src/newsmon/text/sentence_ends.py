"""Marks that end sentences, in all scripts of the news, and what may stand behind them."""

from __future__ import annotations

import re
from typing import Final

from newsmon.text.counting import is_spaceless

# Latin, Arabic, Urdu, Indic, Armenian, Ethiopic: followed by a space.
SPACED_ENDS: Final = ".!?…؟۔।։።"
# Chinese and Japanese: followed by anything.
UNSPACED_ENDS: Final = "。！？｡"
SENTENCE_ENDS: Final = SPACED_ENDS + UNSPACED_ENDS
CLOSERS: Final = "\"'”’»“›)]」』）"  # quotes and brackets that close behind the mark

_SHORTEST: Final = 60  # characters; a shorter line may be a label
_SHORTEST_SPACELESS: Final = 24  # in scripts that need fewer characters to say as much
# A mark of a sentence or of a clause, with all that closes behind it.
CLAUSE_END: Final = re.compile(rf"[{SENTENCE_ENDS}:;,،，、][{re.escape(CLOSERS)}]*(?:\s|$)")


def ends_sentence(text: str, also: str = "") -> bool:
    """Tell whether a text ends like a sentence, or with one of the marks in `also`."""
    last = text.rstrip(CLOSERS)[-1:]
    return last != "" and (last in SENTENCE_ENDS or last in also)


def is_prose(text: str) -> bool:
    """Tell whether a text reads like a sentence, by its length and punctuation."""
    if len(text) < _SHORTEST_SPACELESS or not CLAUSE_END.search(text):
        return False
    return len(text) >= _SHORTEST or is_spaceless(text)
