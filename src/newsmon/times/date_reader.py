"""From a stated time to a moment, with the precision that the statement has."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from typing import Final

from newsmon.model import Moment, Precision
from newsmon.times.calendar_day import DayReading, find_day, read_day
from newsmon.times.folding import plain_spelling
from newsmon.times.time_of_day import ClockReading, read_clock, read_zone

_LONGEST: Final = 120  # characters; no spelling of a time is longer
_LONGEST_TEXT: Final = 200  # characters that are searched for a time
# Times that every stage can reckon with. Programs make 1970, year 1 or 9999 of an empty field.
EARLIEST: Final = datetime(1971, 1, 1, tzinfo=timezone.utc)
LATEST: Final = datetime(2100, 1, 1, tzinfo=timezone.utc)

_EPOCH: Final = re.compile(
    r"(?:/Date\()?(\d{10})(?:\.\d{1,9}|\d{3}|\d{6})?(?:[+-]\d{4})?(?:\)/)?\Z"
)
_COMPACT_DAY: Final = re.compile(r"20[0-4]\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])")  # … and an hour
_COMPACT: Final = re.compile(r"\A(\d{4})(\d\d)(\d\d)(?:[T\s]?(\d\d)(\d\d)(\d\d)?)?(?=\D|\Z)")
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_FIGURE: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class DateConventions:
    """Conventions of a page: the country of its source, and what 03/04/2026 is on it."""

    country: str | None = None
    day_first: bool = True


_ANYWHERE: Final = DateConventions()


@functools.lru_cache(maxsize=4_096)
def read_moment(
    stated: str | None, method: str, *, country: str | None = None, day_first: bool | None = None
) -> Moment | None:
    """Read a field that states a time and nothing else; None if it is no time, or several.

    `country` (ISO 3166) is the source's, and decides what `CST` means; `day_first` what 03/04/2026
    does: None, nothing does, and it is not read.
    """
    text = plain_spelling(stated) if stated and len(stated) <= 4 * _LONGEST else ""
    if not text or len(text) > _LONGEST:
        return None
    try:
        if _EPOCH.match(text):
            return _since_1970(text, method)
        text = _COMPACT.sub(_with_separators, text)
        day = read_day(text, country, day_first)
        return _moment(day, method, country, is_field=True) if day else None
    except (ValueError, OverflowError):
        return None


@functools.lru_cache(maxsize=4_096)
def find_moment(text: str, method: str, conventions: DateConventions = _ANYWHERE) -> Moment | None:
    """Return the first time in a line that may say other things too; None where it has none."""
    text = plain_spelling(text[:_LONGEST_TEXT])
    try:
        if _EPOCH.match(text):
            return _since_1970(text, method)
        text = _COMPACT.sub(_with_separators, text)
        day = find_day(text, conventions.country, conventions.day_first)
        return _moment(day, method, conventions.country, is_field=False) if day else None
    except (ValueError, OverflowError):
        return None


def is_storable(at: datetime) -> bool:
    """Tell whether every stage can reckon with a time."""
    return EARLIEST <= at < LATEST


def _since_1970(text: str, method: str) -> Moment | None:
    digits = re.sub(r"\D", " ", text).split()[0]
    if len(digits) == 10 and _COMPACT_DAY.match(digits):
        return None  # as likely a day with its hour
    local = datetime.fromtimestamp(int(digits[:10]), tz=timezone.utc).replace(tzinfo=None)
    return _checked(local, 0, Precision.SECOND, method)


def _with_separators(match: re.Match[str]) -> str:
    year, month, day, hour, minute, second = match.groups()
    clock = "" if hour is None else f"T{hour}:{minute}" + (f":{second}" if second else "")
    return f"{year}-{month}-{day}{clock}"


def _moment(
    reading: DayReading, method: str, country: str | None, *, is_field: bool
) -> Moment | None:
    """Put a day and what stands beside it together.

    Without a zone, or with one that has two readings, the moment is known to the day: it carries
    the time of day as if in UTC, or in the usual reading.
    """
    midnight = datetime.combine(reading.day, time())
    before, clock, after = _around_clock(reading.remainder, is_field=is_field)
    local, offset, precision = midnight, None, Precision.DAY
    if clock is not None:
        local = midnight + clock.since_midnight
        if zone := read_zone(after, local, country, any_case=is_field):
            offset, after = zone[0].minutes, after[zone[1] :]
            precision = clock.precision if zone[0].is_exact else Precision.DAY
    if is_field and _FIGURE.search(_BRACKETS.sub(" ", before + after)):
        return None  # a second time, or something that is no time
    return _checked(local, offset, precision, method)


def _around_clock(text: str, *, is_field: bool) -> tuple[str, ClockReading | None, str]:
    """Return the time of day between the text before and after it; in a field it must be one."""
    try:
        clock = read_clock(text)
    except ValueError:
        if is_field:
            raise
        clock = None
    return (text[: clock.start], clock, text[clock.end :]) if clock else (text, None, "")


def _checked(
    local: datetime, offset: int | None, precision: Precision, method: str
) -> Moment | None:
    """Return the moment, if all can reckon with it. Local midnight is what is written for a day."""
    at = local.replace(tzinfo=timezone.utc) - timedelta(minutes=offset or 0)
    if local.time() == time():
        precision = Precision.DAY
    return Moment(at, precision, method, offset) if is_storable(at) else None
