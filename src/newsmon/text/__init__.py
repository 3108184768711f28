"""Text as newsmon keeps it: one normal form, words, language, first sentences.

Most come in with their first use, for a command needs one or two of them.
"""

from typing import TYPE_CHECKING

from newsmon.late_names import late_names
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

__getattr__ = late_names(
    __name__,
    {
        "clean": "cleaning",
        "clean_line": "cleaning",
        "contradicts": "language",
        "count_hidden": "cleaning",
        "count_words": "counting",
        "detect_language": "language",
        "is_spaceless": "counting",
        "language_code": "language_codes",
        "lead": "leading",
    },
)
