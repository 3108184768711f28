"""Text as the automaton reads it: one character for each of the original, so offsets stay.

Letters lose case and accents; every separator (space, dash, quote, stop) becomes a space,
so a pattern `" us "` can only meet a whole word. Currency signs stay: `US$5bn` is money,
not a mention of a state.
"""

from __future__ import annotations

import re
import unicodedata

# Latin letters that have no decomposition, and the final sigma.
_PLAIN = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n", "ə": "e",
    "ς": "σ", "ё": "е",
}  # fmt: skip
_ACCENTED_SCRIPTS = ("LATIN", "GREEK")
# More different characters than this are cheaper to translate than to replace one by one.
_MANY = 48
_NON_ASCII = re.compile(r"[^\x00-\x7f]")


def _fold_character(character: str) -> str:
    kind = unicodedata.category(character)
    if kind == "Sc":
        return "$"
    if kind[0] in "ZPSC":
        return " "
    wide = unicodedata.normalize("NFKC", character)
    if len(wide) == 1:
        character = wide
    if unicodedata.name(character, "").startswith(_ACCENTED_SCRIPTS):
        base = unicodedata.normalize("NFD", character)
        if all(unicodedata.combining(mark) for mark in base[1:]):
            character = base[0]
    lower = character.lower()
    if len(lower) != 1:  # only İ; its dot is an accent
        lower = lower[0]
    return _PLAIN.get(lower, lower)


class _Folding(dict[int, str]):
    """Translation table that learns each character when it first meets it."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_TABLE = _Folding()


def fold(text: str) -> str:
    """`text` folded, of exactly the same length."""
    if not text.isascii():
        strange = set(_NON_ASCII.findall(text))
        if len(strange) <= _MANY:
            for character in strange:
                text = text.replace(character, _TABLE[ord(character)])
    return text.translate(_TABLE)


# Writing systems whose words stand without spaces between them, or (Hangul) carry
# particles: a term that begins or ends in one of them matches inside longer runs.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1100-\u11ff\u3040-\u30ff\u3130-\u318f"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0002fa1f]"
)


def is_unspaced(character: str) -> bool:
    """Whether words of this character's script are found without looking for their edges."""
    return _UNSPACED.match(character) is not None
