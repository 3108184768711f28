"""Text as newsmon keeps it: one normal form, words, language, first sentences."""

from newsmon.text.cleaning import clean, clean_line, count_hidden
from newsmon.text.counting import count_words, is_spaceless
from newsmon.text.language import contradicts, detect_language
from newsmon.text.language_codes import language_code
from newsmon.text.leading import lead
from newsmon.text.storable import storable, storable_value

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
