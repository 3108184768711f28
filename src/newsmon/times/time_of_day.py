"""The time of day in a stated time, and the zone that it is told in."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from newsmon.model import Precision
from newsmon.times.zones import Offset, offset_of_digits, offset_of_name


class ClockReading(NamedTuple):
    """Hours, minutes and seconds since midnight, how exactly stated, and where they stand."""

    since_midnight: timedelta
    precision: Precision
    start: int
    end: int


# Before a figure, `am` is German.
_BEFORE_NOON: Final = r"上午|早上|凌晨|清晨|오전|午前|π\.?\s?μ\.?|صباحا|ص(?!\w)"
_AFTER_NOON: Final = r"下午|晚上|傍晚|오후|午後|μ\.?\s?μ\.?|مساء|م(?!\w)"
_HALF_BEFORE: Final = rf"(?:{_BEFORE_NOON}|{_AFTER_NOON})"
_HALF: Final = rf"(?:[ap]\.?\s?m\b\.?|{_BEFORE_NOON}|{_AFTER_NOON})"
_IS_AFTER_NOON: Final = re.compile(rf"p|{_AFTER_NOON}", re.IGNORECASE)
_CLOCK: Final = re.compile(
    rf"""(?:(?P<before>{_HALF_BEFORE})\s*)?
    (?<![\d:.,+-])(?:
        (?P<hour>\d{{1,2}})\s?[:.h時时시點点]\s?(?P<minute>\d{{2}})(?!\d)
        (?:\s?[:.m分분]\s?(?P<second>\d{{2}})(?!\d)(?:[.,:]\d{{1,9}}(?!\d))?)?(?:\s?[s秒초分분](?![A-Za-z]))?
      | (?<=T)(?P<hour_t>\d\d)(?P<minute_t>\d\d)(?P<second_t>\d\d)?(?!\d)(?:[.,]\d{{1,9}})?
      | (?P<hour_4>[0-2]\d)(?P<minute_4>[0-5]\d)(?=\s?(?:Z|UTC|GMT|hrs)\b)
      | (?P<hour_1>\d{{1,2}})(?=\s?{_HALF}|\s?(?:h|Uhr|時|时|시|點|点)(?!\w))
    )\s*(?P<after>{_HALF})?""",
    re.IGNORECASE | re.VERBOSE,
)
# Words between a time of day and its zone that say nothing.
_FILLER: Final = r"[\s,]*(?:(?:Uhr|hrs?|hours|h|ч|น|ore|時|时|시|點|点)\b\.?)?[\s,]*[(\[]?\s?"
_NUMERIC_ZONE: Final = re.compile(
    rf"{_FILLER}(?P<name>[^\W\d_]{{1,5}})?\s?(?P<sign>[+-])"
    r"(?P<hours>\d{1,2})(?:[:.]?(?P<minutes>\d{2}))?(?:[:.]?00)?(?![\d:])",
    re.IGNORECASE,
)
_UNIVERSAL: Final = frozenset({"UTC", "GMT", "UT", "Z", "T"})
_PHRASE: Final = re.compile(rf"{_FILLER}((?:[A-Za-z]+ ){{1,3}}time)\b", re.IGNORECASE)
_REGION: Final = re.compile(rf"{_FILLER}([A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_+-]+\d?\d?){{1,2}})", re.I)
_NAME: Final = re.compile(rf"{_FILLER}([^\W\d_]{{1,5}})(?![^\W_]|/)", re.IGNORECASE)
_NAME_IN_CAPITALS: Final = re.compile(rf"{_FILLER}([^\W\d_]{{1,5}})(?![^\W_]|/)")
_WRITTEN_SMALL: Final = frozenset({"мск", "gmt", "utc"})


def read_clock(text: str) -> ClockReading | None:
    """Return the first time of day. Raises ValueError for one that no day has.

    Hour 24 and second 60 are what ISO 8601 allows; 14:00 PM is what programs write.
    """
    match = _CLOCK.search(text)
    if match is None:
        return None
    parts = match.groupdict()
    hour, minute, second = (
        next(
            (value for suffix in ("", "_t", "_4", "_1") if (value := parts.get(name + suffix))),
            None,
        )
        for name in ("hour", "minute", "second")
    )
    half = match["before"] or match["after"]
    hours = _on_24_hours(int(hour or 0), half) if half else int(hour or 0)
    if hours > 24 or int(minute or 0) > 59 or int(second or 0) > 60:
        raise ValueError("no such time of day")
    since_midnight = timedelta(hours=hours, minutes=int(minute or 0), seconds=int(second or 0))
    precision = Precision.MINUTE if second is None else Precision.SECOND
    return ClockReading(since_midnight, precision, match.start(), match.end())


def _on_24_hours(hour: int, half: str) -> int:
    is_after_noon = _IS_AFTER_NOON.match(half) is not None
    if hour > 12 and not is_after_noon:
        raise ValueError("no such hour before noon")
    return hour if hour > 12 else hour % 12 + 12 * is_after_noon


def read_zone(
    tail: str, local: datetime, country: str | None, *, any_case: bool
) -> tuple[Offset, int] | None:
    """Return the offset that follows a time of day, and where it ends in `tail`; None for none.

    A number beats the names around it. `any_case`: `est` is a zone, where nothing else is meant.
    Raises ValueError for a number that is no offset.
    """
    if match := _NUMERIC_ZONE.match(tail):
        return _of_number(match)
    for pattern in (_PHRASE, _REGION, _NAME if any_case else _NAME_IN_CAPITALS):
        match = pattern.match(tail)
        if match and (any_case or pattern is not _NAME_IN_CAPITALS or _is_written(match[1])):
            offset = offset_of_name(match[1], country, local)
            if offset is not None:
                return offset, match.end()
    return None


def _of_number(match: re.Match[str]) -> tuple[Offset, int] | None:
    """Read `+03:00`, `GMT+3`, `CST+0800`; `MSK+2` counts from Moscow and is not read."""
    name = (match["name"] or "Z").upper()
    if name not in _UNIVERSAL and match["minutes"] is None:
        return None
    minutes = offset_of_digits(match["sign"], match["hours"], match["minutes"])
    return Offset(minutes), match.end()


def _is_written(name: str) -> bool:
    return name.isupper() or name in _WRITTEN_SMALL
