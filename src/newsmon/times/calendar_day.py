"""The day in a stated time: found, read in one way only, and taken out of the text.

Each reader returns the readings that the text allows: none, one, or several, which make the day
unreadable. No part is ever filled in: a day has a year, a month and a day of the month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

from newsmon.times.folding import fold
from newsmon.times.month_names import MONTH_NAMES


class DayReading(NamedTuple):
    """A day, and the text without it."""

    day: date
    remainder: str


MONTHS: Final = {
    name: number for number, names in enumerate(MONTH_NAMES, 1) for name in names.split()
}
# Names that are October in Croatian and November in Polish and Czech, and their like.
_CROATIAN: Final = {"lipnja": 6, "lip": 6, "srp": 7, "lis": 10, "listopad": 10, "listopada": 10}
_WEST_SLAVIC: Final = {"lip": 7, "srp": 8, "lis": 11, "listopad": 11, "listopada": 11}
_BY_COUNTRY: Final[Mapping[str, Mapping[str, int]]] = {
    **dict.fromkeys(("HR", "BA"), _CROATIAN),
    **dict.fromkeys(("PL", "CZ", "SK"), _WEST_SLAVIC),
}
_MONTHS_OF_TWO_WORDS: Final = re.compile(r"(?:كانون|تشرين) (?:الأول|الثاني)|\w+ сарын")
_THAI: Final = re.compile("[\u0e01-\u0e2e]")
_BUDDHIST: Final = 543  # years that Thai dates are ahead
_BUDDHIST_YEARS: Final = 2400

_YEAR_FIRST: Final = re.compile(
    r"(?<![\d.])(\d{4})\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})(?!\d)\s?[日일]?\.?"
)
_WEEK: Final = re.compile(r"(?<!\d)(\d{4})-?W(\d\d)-?([1-7])(?!\d)")
_DAY_OF_YEAR: Final = re.compile(r"(?<!\d)(\d{4})-(\d{3})(?![\d-])")
_FIGURES: Final = re.compile(
    r"(?<![\d.:])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d:])\.?"
)
_VIETNAMESE: Final = re.compile(r"\s*(?:tháng|thg)\.?\s*(\d{1,2}),?\s*(?:năm)?\s*(?=\d{4})", re.I)

_WORD: Final = re.compile(r"[ก-๎]{1,3}\.[ก-๎]{1,2}|[^\s\d.,:;/()+\[\]-]{2,24}")
_DAY_BEFORE: Final = re.compile(
    r"(?<![\d:.])(\d{1,2})(?:st|nd|rd|th|er|ère|re|e|a|o|\.|-(?:го|е))?"
    r"[\s.,/-]*(?:(?:de|di|of|da|den|ta)\s)?\s*\Z",
    re.IGNORECASE,
)
_DAY_AFTER: Final = re.compile(
    r"\.?[\s,/-]*(\d{1,2})(?:st|nd|rd|th|er|e)?(?![\d:h]|\.\d)", re.IGNORECASE
)
# `Feb 182009`, where a line break was lost.
_DAY_WITHOUT_SPACE: Final = re.compile(r"\.?\s(\d\d?)(?=(?:19|20)\d\d(?!\d))")
# A figure that begins a time of day is no year.
_YEAR: Final = r"(\d{4}(?!\d)|'?\d{2}(?!\d|[:.h]\d|\s*[ap]\.?m\b))"
_YEAR_AFTER: Final = re.compile(
    rf"[\s.,/-]*(?:(?:de|del|of|do|พ\.ศ\.|ค\.ศ\.)\s*)?{_YEAR}", re.IGNORECASE
)
_YEAR_BEFORE: Final = re.compile(r"(?<!\d)(\d{4})(?:[\s.,/-]|m\.)*\Z")
_YEAR_APART: Final = re.compile(r"(?<![\d:.+-])((?:19|20)\d{2})(?![\d:])")


def is_month(name: str) -> bool:
    """Tell whether a word is the name of a month, in any language."""
    return fold(name) in MONTHS


def read_day(text: str, country: str | None, day_first: bool | None) -> DayReading | None:
    """Read the day of a stated time that is nothing else; None for none, or for two readings.

    `day_first` settles what 03/04/2026 means; None: nothing does.
    """
    for reader in (_year_first, _named, _figures, _year_apart):
        readings = {reading.day: reading for reading in reader(text, country, day_first)}
        if readings:
            return readings.popitem()[1] if len(readings) == 1 else None
    return None


def find_day(text: str, country: str | None, day_first: bool | None) -> DayReading | None:
    """Return the first day in a text that may say more."""
    for reader in (_year_first, _named, _figures):
        for reading in reader(text, country, day_first):
            return reading
    return None


def _year_first(text: str, country: str | None, day_first: bool | None) -> Iterator[DayReading]:
    for match in _YEAR_FIRST.finditer(text):
        yield from _reading(int(match[1]), int(match[2]), int(match[3]), _without(text, match))
    for match in _WEEK.finditer(text):
        yield DayReading(date.fromisocalendar(*map(int, match.groups())), _without(text, match))
    for match in _DAY_OF_YEAR.finditer(text):
        day = date(int(match[1]), 1, 1) + timedelta(days=int(match[2]) - 1)
        if day.year == int(match[1]):
            yield DayReading(day, _without(text, match))


def _figures(text: str, country: str | None, day_first: bool | None) -> Iterator[DayReading]:
    text = _VIETNAMESE.sub(r".\1.", text)
    for match in _FIGURES.finditer(text):
        first, second, last = int(match[1]), int(match[3]), int(match[4])
        year = _year_of_century(last) if len(match[4]) == 2 else last
        orders = [(year, second, first), (year, first, second)]  # day first, month first
        if len(match[4]) == 2 and day_first is None:
            orders.append((_year_of_century(first), second, last))
        possible = [order for order in orders if _is_day(*order)]
        if match[2] == "." and (day_first is not None or len(match[4]) == 4):
            possible = possible[:1]  # day first wherever dots are used
        elif day_first is not None:
            possible = possible[:1] if day_first else possible[-1:]
        for order in possible:
            yield DayReading(date(*order), _without(text, match))


def _named(text: str, country: str | None, day_first: bool | None) -> Iterator[DayReading]:
    """Read days whose month is a name with the year beside it, in each order that is written."""
    for before, after, month in _months(text, country):
        day = _DAY_BEFORE.search(before)
        if day and (year := _YEAR_AFTER.match(after)):
            remainder = f"{before[: day.start()]} {after[year.end() :].lstrip(':')}"
            yield from _reading(_year(year[1], text), month, int(day[1]), remainder)
        day = _DAY_AFTER.match(after) or _DAY_WITHOUT_SPACE.match(after)
        if day and (year := _YEAR_AFTER.match(after, day.end())) and len(year[1]) == 4:
            remainder = f"{before} {after[year.end() :]}"
            yield from _reading(int(year[1]), month, int(day[1]), remainder)
        elif day and (year := _YEAR_BEFORE.search(before)):
            remainder = f"{before[: year.start()]} {after[day.end() :]}"
            yield from _reading(int(year[1]), month, int(day[1]), remainder)


def _year_apart(text: str, country: str | None, day_first: bool | None) -> Iterator[DayReading]:
    """Read days whose year stands elsewhere: `Mon Mar 2 10:11:12 CST 2026`."""
    for before, after, month in _months(text, country):
        if day := _DAY_AFTER.match(after):
            remainder = f"{before} {after[day.end() :]}"
        elif day := _DAY_BEFORE.search(before):
            remainder = f"{before[: day.start()]} {after}"
        else:
            continue
        for year in _YEAR_APART.finditer(remainder):
            yield from _reading(int(year[1]), month, int(day[1]), _without(remainder, year))


def _months(text: str, country: str | None) -> Iterator[tuple[str, str, int]]:
    """Each name of a month: the text before it, the text after it, its number."""
    names = _BY_COUNTRY.get(country or "", {})
    if not text.isascii():
        text = _MONTHS_OF_TWO_WORDS.sub(lambda match: match[0].replace(" ", "_"), text)
    for match in _WORD.finditer(text):
        word = fold(match[0]).removeprefix("d'").removeprefix("d’")
        if month := MONTHS.get(word) or names.get(word):
            yield text[: match.start()], text[match.end() :], month


def _year(digits: str, text: str) -> int:
    """Return the year that two, three or four figures mean (RFC 5322, 4.3), in Thai as well."""
    year = int(digits.strip("'’"))
    if len(digits.strip("'’")) == 2:
        return _year_of_century(year)
    return year - _BUDDHIST if year > _BUDDHIST_YEARS and _THAI.search(text) else year


def _year_of_century(year: int) -> int:
    return year + (2000 if year < 50 else 1900)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _reading(year: int, month: int, day: int, remainder: str) -> Iterator[DayReading]:
    if _is_day(year, month, day):
        yield DayReading(date(year, month, day), remainder)


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"
