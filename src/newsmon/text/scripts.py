"""Scripts that are written without spaces between words: ranges for classes of regular expressions.

The one table for counting, tokenising, folding and joining lines.
"""

from __future__ import annotations

import re
from typing import Final

# Kana and Han: a word has about two letters.
DENSE: Final = (
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
# Thai, Lao, Burmese and Khmer: a word has about five.
LONG: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f"
SPACELESS: Final = DENSE + LONG
# Korean has spaces, but its particles stand without one behind the word that they belong to.
HANGUL: Final = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
# Marks of the width of a Han character, which bring their own space.
WIDE_MARKS: Final = "\u3000-\u303f\uff01-\uff65"

_TAKES_NO_SPACE: Final = re.compile(f"[{SPACELESS}{WIDE_MARKS}]")


def takes_no_space(character: str) -> bool:
    """Tell whether the next word follows this character without a space."""
    return _TAKES_NO_SPACE.match(character) is not None
