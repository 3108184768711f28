"""Which language a text is in."""

from __future__ import annotations

import functools
import re
from typing import Any

from newsmon.text.counting import is_spaceless

_SAMPLE = 400  # characters; more does not change the answer
_GLANCE = 150  # characters that are enough where the page states the same language
_ENOUGH_LETTERS = 40  # below, a headline's names decide
_ENOUGH_DENSE_LETTERS = 12  # a Chinese or Thai text says more in a letter
_SURE = 0.5  # probability; real articles reach 1.0, ten words of names 0.3
_CERTAIN = 0.95

_NO_LANGUAGE = frozenset({"zxx", "und", "mul"})
_WRITTEN_AS = {"wuu": "zh", "yue": "zh", "cmn": "zh", "srl": "sr", "nb": "no", "nn": "no"}

_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"\S*(?:://|@|www\.)\S*")


@functools.lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect_language(text: str, stated: str | None = None) -> str | None:
    """ISO 639-1 (else 639-3) code of a text's language; None where too short or mixed to tell.

    `stated` is what the page says of itself: believed where a glance at the text confirms it.
    """
    if stated and _classified(text[:_GLANCE], _CERTAIN) == _WRITTEN_AS.get(stated, stated):
        return _WRITTEN_AS.get(stated, stated)
    return _classified(text[:_SAMPLE], _SURE)


def _classified(sample: str, needed: float) -> str | None:
    if "://" in sample or "@" in sample or "www." in sample:
        sample = _ADDRESS.sub(" ", sample)
    letters = len(_LETTER.findall(sample))
    if letters < (_ENOUGH_DENSE_LETTERS if is_spaceless(sample) else _ENOUGH_LETTERS):
        return None
    code, probability = _identifier().classify(sample)
    if probability < needed or code in _NO_LANGUAGE:
        return None
    return _WRITTEN_AS.get(code, str(code))
