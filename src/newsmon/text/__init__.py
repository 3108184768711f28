"""Text as newsmon keeps it: one normal form, words, language, first sentences."""

from newsmon.text.cleaning import clean, clean_line
from newsmon.text.counting import count_words, is_spaceless
from newsmon.text.language import detect_language
from newsmon.text.leading import lead

__all__ = ["clean", "clean_line", "count_words", "detect_language", "is_spaceless", "lead"]
