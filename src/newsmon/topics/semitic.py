"""Arabic and Hebrew in topics: what is written or left out at will, and what is written together.

Vowel signs and the stretch between letters come and go, so terms and texts are compared without
them. Prepositions, "and" and the article stand in one word with the noun, so that a term is
looked for behind each of them, too.
"""

from __future__ import annotations

import re
from typing import Final

_POINTS: Final = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]"  # Arabic
)
# Letters that keyboards, languages and habits write in different ways.
SPELLINGS: Final = {
    **dict.fromkeys("أإآٱ", "ا"), "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه",
}  # fmt: skip

_ARTICLE: Final = "ال"
_ARABIC: Final = re.compile("[\u0621-\u064a\u066e-\u06d3]")
_HEBREW: Final = re.compile("[\u05d0-\u05ea]")
# Before a noun; before one with the article, whose alef "for" swallows.
_ARABIC_PREFIXES: Final = ("و", "ف", "ب", "ك", "ل", "وب", "ول", "وك", "فب", "فل")
_HEBREW_PREFIXES: Final = (
    "ב", "ה", "ו", "כ", "ל", "מ", "ש", "וב", "וה", "וכ", "ול", "ומ", "וש", "שב", "שה", "של", "שמ",
    "מה", "כש", "לכש",
)  # fmt: skip
_FEWEST_LETTERS: Final = 3  # of a term; shorter ones with a prefix are other words


def without_points(text: str) -> tuple[str, list[int] | None]:
    """Return a text without points, and where each character of it (and its end) stood.

    None for the places if there is nothing to leave out.
    """
    if not _POINTS.search(text):
        return text, None
    places = [at for at, character in enumerate(text) if not _POINTS.match(character)]
    return "".join(text[at] for at in places), [*places, len(text)]


def prefixed(term: str) -> list[str]:
    """Return the forms of a term with what may stand before it in the same word; itself first."""
    if len(term) < _FEWEST_LETTERS:
        return [term]
    if _HEBREW.match(term):
        return [term, *(prefix + term for prefix in _HEBREW_PREFIXES)]
    if not _ARABIC.match(term):
        return [term]
    noun = term.removeprefix(_ARTICLE)
    is_definite = noun != term and len(noun) > 1
    forms = [term]
    if not is_definite:
        forms += [prefix + term for prefix in _ARABIC_PREFIXES]
        forms.append(_ARTICLE + term)
    for prefix in _ARABIC_PREFIXES:
        swallows = prefix.endswith("ل")
        forms.append(prefix + ("ل" if swallows else _ARTICLE) + noun)
    return forms
