"""Write `src/newsmon/times/month_names.py`: names of months in the languages of news.

They are those of Unicode's CLDR, as Babel brings them, and spellings that only publishers use. Two
languages that mean different months by one name are left to `calendar_day`, or to nobody.

    python scripts/month_names.py [--check]
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from babel.dates import get_month_names

from newsmon.times.folding import fold

TARGET = Path(__file__).resolve().parents[1] / "src/newsmon/times/month_names.py"
LOCALES = [
    "af",
    "am",
    "ar",
    "ar_DZ",
    "ar_IQ",
    "ar_LB",
    "ar_MA",
    "ar_TN",
    "az",
    "be",
    "bg",
    "bn",
    "br",
    "bs",
    "ca",
    "cs",
    "cy",
    "da",
    "de",
    "de_AT",
    "el",
    "en",
    "en_AU",
    "en_IN",
    "es",
    "es_MX",
    "es_PE",
    "et",
    "eu",
    "fa",
    "fi",
    "fil",
    "fo",
    "fr",
    "fr_CA",
    "ga",
    "gl",
    "gu",
    "ha",
    "he",
    "hi",
    "hr",
    "hu",
    "hy",
    "id",
    "is",
    "it",
    "ka",
    "kk",
    "km",
    "kn",
    "ko",
    "ky",
    "lb",
    "lo",
    "lt",
    "lv",
    "mk",
    "ml",
    "mn",
    "mr",
    "ms",
    "mt",
    "my",
    "nb",
    "ne",
    "nl",
    "nn",
    "pa",
    "pl",
    "ps",
    "pt",
    "pt_PT",
    "ro",
    "ru",
    "rw",
    "sd",
    "si",
    "sk",
    "sl",
    "so",
    "sq",
    "sr",
    "sr_Latn",
    "sv",
    "sw",
    "ta",
    "te",
    "tg",
    "th",
    "tk",
    "tr",
    "uk",
    "ur",
    "uz",
    "vi",
    "zh",
    "zu",
]
# Spellings that publishers use and CLDR has not.
MORE = (
    "janu ledna", "febr fevr", "mrz maerz", "apr", "maio", "juni jun", "juil jul",
    "aout ag agustus", "sept sett setiembre set septbr", "okt oct out", "novem нояб", "dez decem",
)  # fmt: skip
HEADER = '''# ruff: noqa: E501 - a month a line
"""Names of the months, folded, by number: of Unicode's CLDR. Made by scripts/month_names.py."""

from typing import Final

MONTH_NAMES: Final = (
'''


def month_names() -> list[list[str]]:
    """Return the names of each month that mean no other, each folded, without a space in it."""
    months: defaultdict[str, set[int]] = defaultdict(set)
    for locale in LOCALES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, locale).items():
                    for word in spellings(name, locale):
                        months[word].add(number)
    for number, words in enumerate(MORE, 1):
        for word in words.split():
            months[word].add(number)
    names: list[list[str]] = [[] for _ in range(12)]
    for word, numbers in sorted(months.items()):
        if len(numbers) == 1:
            names[numbers.pop() - 1].append(word)
    return names


def spellings(name: str, locale: str) -> list[str]:
    """Return the folded forms of a name as it stands between a day and a year."""
    word = fold(name).strip(" .").removeprefix("de ").removeprefix("d'").removeprefix("d’")
    if len(word) < 2 or any(character.isdigit() for character in word):
        return []
    word = word.replace(" ", "_")
    return [word, "ב" + word] if locale == "he" else [word]


def module() -> str:
    lines = [f'    "{" ".join(words)}",\n' for words in month_names()]
    return HEADER + "".join(lines) + ")\n"


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(TARGET.read_text(encoding="utf-8") != module())
    TARGET.write_text(module(), encoding="utf-8")
