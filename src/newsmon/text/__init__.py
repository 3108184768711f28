"""Text as newsmon keeps it: one normal form, words, language, first sentences.

Most come in with their first use, for a command needs one or two of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from newsmon.text.storable import storable, storable_value

if TYPE_CHECKING:
    from newsmon.text.cleaning import clean, clean_line, count_hidden
    from newsmon.text.counting import count_words, is_spaceless
    from newsmon.text.language import contradicts, detect_language
    from newsmon.text.language_codes import language_code
    from newsmon.text.leading import lead

__all__ = [
    "clean",
    "clean_line",
    "contradicts",
    "count_hidden",
    "count_words",
    "detect_language",
    "is_spaceless",
    "language_code",
    "lead",
    "storable",
    "storable_value",
]

_LATE = {
    "clean": "newsmon.text.cleaning",
    "clean_line": "newsmon.text.cleaning",
    "contradicts": "newsmon.text.language",
    "count_hidden": "newsmon.text.cleaning",
    "count_words": "newsmon.text.counting",
    "detect_language": "newsmon.text.language",
    "is_spaceless": "newsmon.text.counting",
    "language_code": "newsmon.text.language_codes",
    "lead": "newsmon.text.leading",
}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        return getattr(import_module(_LATE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
