"""Keys under which two spellings of one line are the same."""

from __future__ import annotations

import functools
import re
import unicodedata

_DIGITS = re.compile(r"\d+")
_ALPHANUMERIC = re.compile(r"[^\W_]+")
_ONLY_ALPHANUMERIC = {code: None for code in range(128) if not chr(code).isalnum()}


@functools.lru_cache(maxsize=4_096)
def text_key(text: str) -> str:
    """Return the letters and digits of a text, folded: the key that two spellings share."""
    if text.isascii():  # far cheaper than to look at each character
        return text.lower().translate(_ONLY_ALPHANUMERIC)
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(_ALPHANUMERIC.findall(folded))


def normalise_line(line: str) -> str:
    """Return the words of a line with every number as 0: the key of a boilerplate line.

    "Follow live updates (34)" and "FOLLOW LIVE UPDATES (5)" are one line.
    """
    text = unicodedata.normalize("NFKC", line).casefold()
    text = _DIGITS.sub("0", text)
    return " ".join(re.findall(r"\w+", text))
