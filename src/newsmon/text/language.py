"""The language of a text."""

from __future__ import annotations

import functools
import re
from typing import Any

from newsmon.text.counting import is_spaceless
from newsmon.text.language_codes import are_close, is_language, language_code
from newsmon.text.language_model import load_identifier

_SAMPLE = 400  # characters; more does not change the answer
_GLANCE = 150  # characters that are enough where the page states the same language
_ENOUGH_LETTERS = 40  # below, a headline's names decide
_ENOUGH_DENSE_LETTERS = 12  # a Chinese or Thai text says more in a letter
_SURE = 0.5  # probability; real articles reach 1.0, ten words of names 0.3
_CERTAIN = 0.95

_NO_LANGUAGE = frozenset({"zxx", "und", "mul"})

_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"\S*(?:://|@|www\.)\S*")


@functools.lru_cache(maxsize=1)
def _identifier() -> Any:
    return load_identifier()


@functools.lru_cache(maxsize=1)
def _detectable() -> frozenset[str | None]:
    """Return the languages that the detector can tell at all."""
    return frozenset(map(language_code, _identifier().nb_classes)) - _NO_LANGUAGE


def detect_language(text: str, stated: str | None = None) -> str | None:
    """Return the code of a text's language (`language_codes`); None where too short or mixed.

    `stated` is what the page says of itself: believed where a glance at the text confirms it, and
    where the detector does not know the language.
    """
    code = language_code(stated)
    if code and is_language(code) and code not in _detectable():
        return code
    if code and _classified(text[:_GLANCE], _CERTAIN) == code:
        return code
    return _classified(text[:_SAMPLE], _SURE)


def contradicts(language: str | None, demanded: str | None) -> bool:
    """Tell whether a text's language shows that it is not in the language demanded of it."""
    code, wanted_code = language_code(language), language_code(demanded)
    if not code or not wanted_code or code == wanted_code or are_close(code, wanted_code):
        return False
    return wanted_code in _detectable()


def _classified(sample: str, needed: float) -> str | None:
    if "://" in sample or "@" in sample or "www." in sample:
        sample = _ADDRESS.sub(" ", sample)
    letters = len(_LETTER.findall(sample))
    if letters < (_ENOUGH_DENSE_LETTERS if is_spaceless(sample) else _ENOUGH_LETTERS):
        return None
    code, probability = _identifier().classify(sample)
    if probability < needed or code in _NO_LANGUAGE:
        return None
    return language_code(str(code))
