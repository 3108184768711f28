"""One normal form for every text that newsmon keeps."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

# Characters that no reader sees and Postgres may refuse: control characters, surrogates, icon
# glyphs of private-use areas, and those that Unicode calls default-ignorable (soft hyphens,
# zero-width and bidirectional marks, variation selectors, tags), which make two words of one.
_DEBRIS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    "\ud800-\udfff\ue000-\uf8ff\ufe00-\ufe0d\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U0010ffff]+"
)
# Those of them that count as printable.
_PRINTABLE_DEBRIS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0\ufffc\U000e0100-\U000e01ef]"
)
# The two selectors that say how an emoji is drawn mean something behind one, and in keycaps.
_EMOJI = "\u00a9\u00ae\u203c-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_STRAY_SELECTORS = re.compile(f"(?<![{_EMOJI}])[\ufe0e\ufe0f](?!(?<=[0-9#*].)\u20e3)")
# Data hidden in a text, such as a C2PA manifest: a character of these stands for a byte.
_FEWEST_HIDDEN = 8  # in a row
_HIDDEN = re.compile(f"[\ufe00-\ufe0f\U000e0000-\U000e01ef]{{{_FEWEST_HIDDEN},}}")
# Their beginnings in UTF-8, counted in a tenth of the time: a first byte, and the second.
_HIDDEN_LEADS = tuple((lead[:1], lead[:2]) for lead in ("\ufe00".encode(), "\U000e0000".encode()))

# Joiners carry meaning between letters of scripts that join (Persian, Hindi …) and in emoji;
# anywhere else they are debris.
_JOINING = "\u0590-\u1fff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"
_STRAY_JOINERS = re.compile(
    f"(?<![{_JOINING}])[\u200c\u200d]+|[\u200c\u200d]+(?![{_JOINING}\u200c\u200d])|[\u200c\u200d]{{2,}}"
)


def clean(text: str) -> str:
    """Return NFC text with one paragraph a line, no blank lines, single spaces and no debris.

    Quotes and dashes stay as printed. Cleaning twice is cleaning once.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", _without_debris(text))
    elif not text.isprintable() and not text.replace("\n", " ").isprintable():
        text = _without_debris(text)
    if "\n" not in text:
        return " ".join(text.split())
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))


def _without_debris(text: str) -> str:
    """Drop what nobody sees. Looking at each kind of character once is many times faster."""
    if text.isprintable() and not _PRINTABLE_DEBRIS.search(text):  # faster again
        return text
    kinds = "".join(set(text))
    if _BREAKS.search(kinds):
        text = _BREAKS.sub("\n", text)
    if _DEBRIS.search(kinds):
        text = _DEBRIS.sub("", text)
    if "\ufe0e" in kinds or "\ufe0f" in kinds:
        text = _STRAY_SELECTORS.sub("", text)
    if "\u200c" in kinds or "\u200d" in kinds:
        text = _STRAY_JOINERS.sub("", text)
    return text


def clean_line(text: str) -> str:
    """Return the same on one line: for titles, names and other values."""
    line = " ".join(text.split())
    if line.isascii() and line.isprintable():
        return line
    return clean(line).replace("\n", " ")


def count_hidden(text: str, encoded: bytes | None = None) -> int:
    """Count the invisible characters that carry data, and that `clean` leaves out.

    `encoded` is the text in UTF-8, where the caller has it.
    """
    if text.isascii():
        return 0
    if encoded is None:
        encoded = text.encode("utf-8", "surrogatepass")  # searched in a tenth of the time
    if (
        sum(encoded.count(lead) for first, lead in _HIDDEN_LEADS if first in encoded)
        < _FEWEST_HIDDEN
    ):
        return 0
    return sum(map(len, _HIDDEN.findall(text)))
