"""From a stated time to a moment, with the precision that the statement has."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from typing import Final

from newsmon.model import Moment, Precision
from newsmon.times.calendar_day import DayReading, find_day, read_day
from newsmon.times.folding import plain_spelling
from newsmon.times.local_clocks import local_offset, offset_of_midnight
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
    """Conventions of a page: the country of its source, and what 03/04/2026 is on it.

    `offset` and `day` are the page's own: minutes east of UTC by which it states times, and the day
    that it states for itself.
    """

    country: str | None = None
    day_first: bool = True
    offset: int | None = None
    day: date | None = None


_ANYWHERE: Final = DateConventions()


@dataclass(frozen=True, slots=True)
class _Reading:
    """A time as stated: on the clock that states it, and its minutes east of UTC if it says so."""

    local: datetime
    offset: int | None
    precision: Precision
    clock: Precision | None = None  # of the time of day, if it states one

    @property
    def at(self) -> datetime:
        return self.local.replace(tzinfo=timezone.utc) - timedelta(minutes=self.offset or 0)

    @property
    def is_storable(self) -> bool:
        """Tell whether every stage can reckon with it: the calendar has ends."""
        try:
            return is_storable(self.at)
        except OverflowError:
            return False

    @property
    def is_to_the_minute(self) -> bool:
        return self.precision is not Precision.DAY


@functools.lru_cache(maxsize=4_096)
def read_moment(
    stated: str | None, method: str, *, country: str | None = None, day_first: bool | None = None
) -> Moment | None:
    """Read a field that states a time and nothing else; None if it is no time, or several.

    `country` (ISO 3166) is the source's, and decides what `CST` means; `day_first` what 03/04/2026
    does: None, nothing does, and it is not read.
    """
    reading = _read_field(stated, country, day_first)
    return _moment(reading, method, country) if reading else None


def read_instant(stated: str | None) -> datetime | None:
    """Read a field that states one instant, by a day, a time of day and a zone; None for others.

    Midnight is an instant here, and no day.
    """
    reading = _read_field(stated, None, None)
    is_exact = reading is not None and reading.offset is not None and reading.is_to_the_minute
    return reading.at if reading is not None and is_exact and reading.is_storable else None


@functools.lru_cache(maxsize=4_096)
def find_moment(text: str, method: str, conventions: DateConventions = _ANYWHERE) -> Moment | None:
    """Return the first time in a line that may say other things too; None where it has none."""
    reading = _first_reading(text[:_LONGEST_TEXT], conventions.country, conventions.day_first)
    return _moment(reading, method, conventions.country) if reading else None


@functools.lru_cache(maxsize=4_096)
def find_local_moment(text: str, method: str, conventions: DateConventions) -> Moment | None:
    """Return the first time in a line, by the page's own clock where it names no zone.

    That is the offset of the page's other times, else the clock of a country whose press has one.
    """
    reading = _first_reading(text[:_LONGEST_TEXT], conventions.country, conventions.day_first)
    if reading is None or reading.offset is not None or reading.clock is None:
        return _moment(reading, method, conventions.country) if reading else None
    offset = conventions.offset or local_offset(reading.local, conventions.country)
    if offset is not None:
        reading = replace(reading, offset=offset, precision=reading.clock)
    return _moment(reading, method, conventions.country)


def is_storable(at: datetime) -> bool:
    """Tell whether every stage can reckon with a time."""
    return EARLIEST <= at < LATEST


@functools.lru_cache(maxsize=4_096)
def _first_reading(text: str, country: str | None, day_first: bool | None) -> _Reading | None:
    """Read a line once, whichever place of a page states it."""
    return _read(plain_spelling(text), country, day_first, is_field=False)


def _read_field(stated: str | None, country: str | None, day_first: bool | None) -> _Reading | None:
    text = plain_spelling(stated) if stated and len(stated) <= 4 * _LONGEST else ""
    if not text or len(text) > _LONGEST:
        return None
    return _read(text, country, day_first, is_field=True)


def _read(
    text: str, country: str | None, day_first: bool | None, *, is_field: bool
) -> _Reading | None:
    if not _FIGURE.search(text):
        return None
    try:
        if _EPOCH.match(text):
            return _since_1970(text)
        text = _COMPACT.sub(_with_separators, text)
        find = read_day if is_field else find_day
        day = find(text, country, day_first)
        return _beside_day(day, country, is_field=is_field) if day else None
    except (ValueError, OverflowError):
        return None


def _since_1970(text: str) -> _Reading | None:
    digits = re.sub(r"\D", " ", text).split()[0]
    if len(digits) == 10 and _COMPACT_DAY.match(digits):
        return None  # as likely a day with its hour
    local = datetime.fromtimestamp(int(digits[:10]), tz=timezone.utc).replace(tzinfo=None)
    return _Reading(local, 0, Precision.SECOND)


def _with_separators(match: re.Match[str]) -> str:
    year, month, day, hour, minute, second = match.groups()
    clock = "" if hour is None else f"T{hour}:{minute}" + (f":{second}" if second else "")
    return f"{year}-{month}-{day}{clock}"


def _beside_day(reading: DayReading, country: str | None, *, is_field: bool) -> _Reading | None:
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
    return _Reading(local, offset, precision, clock.precision if clock else None)


def _around_clock(text: str, *, is_field: bool) -> tuple[str, ClockReading | None, str]:
    """Return the time of day between the text before and after it; in a field it must be one."""
    try:
        clock = read_clock(text)
    except ValueError:
        if is_field:
            raise
        clock = None
    return (text[: clock.start], clock, text[clock.end :]) if clock else (text, None, "")


def _moment(reading: _Reading, method: str, country: str | None) -> Moment | None:
    """Return the moment, if all can reckon with it.

    Local midnight is what is written for a day, also where a program wrote it in UTC; the day is
    that of the clock by which it is midnight, and the moment stays as stated.
    """
    if not reading.is_storable:
        return None
    in_utc = reading.offset == 0 and reading.is_to_the_minute
    if in_utc and (offset := offset_of_midnight(reading.at, country)):
        return Moment(reading.at, Precision.DAY, method, offset)
    precision = Precision.DAY if reading.local.time() == time() else reading.precision
    return Moment(reading.at, precision, method, reading.offset)
