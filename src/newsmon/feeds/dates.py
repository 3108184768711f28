"""Times as feeds state them: many spellings, some of them lies.

A time without a zone is read as UTC: feeds that leave the zone out mostly mean their server's
clock, which is UTC more often than any other one. A date that can be read in two ways (03/04/2026)
is not read at all: the page usually states it better.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_tz
from types import MappingProxyType
from typing import Final

from dateutil import parser as dateutil_parser

from newsmon.model import Moment, Precision

METHOD: Final = "feed"
_MAX_LENGTH: Final = 64  # characters; no spelling of a time is longer
# Before the first news sites; empty fields become 1970 or year 1. Later than any real plan.
_EARLIEST: Final = datetime(1990, 1, 1, tzinfo=timezone.utc)
_LATEST: Final = datetime(2100, 1, 1, tzinfo=timezone.utc)

_ISO: Final = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)"
    r"(?:[T\s]+(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?)?"
    r"\s*(Z|[A-Z]{2,5}|[+-]\d\d:?\d\d|[+-]\d\d)?\Z",
    re.IGNORECASE,
)
_ISO_BASIC: Final = re.compile(
    r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?)?(Z|[+-]\d\d:?\d\d)?\Z", re.IGNORECASE
)
# Hours east of Greenwich of abbreviations that feeds use; Python knows the North American ones.
_ZONES: Final[Mapping[str, float]] = MappingProxyType(
    {
        "Z": 0,
        "UT": 0,
        "UTC": 0,
        "GMT": 0,
        "WET": 0,
        "WEST": 1,
        "BST": 1,
        "CET": 1,
        "CEST": 2,
        "MEZ": 1,
        "MESZ": 2,
        "EET": 2,
        "EEST": 3,
        "SAST": 2,
        "CAT": 2,
        "EAT": 3,
        "MSK": 3,
        "TRT": 3,
        "IRST": 3.5,
        "GST": 4,
        "PKT": 5,
        "IST": 5.5,
        "NPT": 5.75,
        "WIB": 7,
        "ICT": 7,
        "WITA": 8,
        "HKT": 8,
        "SGT": 8,
        "MYT": 8,
        "PHT": 8,
        "AWST": 8,
        "JST": 9,
        "KST": 9,
        "ACST": 9.5,
        "AEST": 10,
        "AEDT": 11,
        "NZST": 12,
        "NZDT": 13,
        "BRT": -3,
        "ART": -3,
        "AST": -4,
        "EST": -5,
        "EDT": -4,
        "CST": -6,
        "CDT": -5,
        "MST": -7,
        "MDT": -6,
        "PST": -8,
        "PDT": -7,
    }
)
_NAMED_ZONE: Final = re.compile(r"\s\(?([A-Z]{1,5})\)?\Z")
_NUMERIC: Final = re.compile(r"\A\D{0,12}\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")
_DOTTED: Final = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\b")  # day first wherever dots are used
_HALF_DAY: Final = re.compile(r"\d\s*[ap]\.?m\b", re.IGNORECASE)
_WITH_SECONDS: Final = re.compile(r"\d:\d\d:\d\d")
_WITH_TIME: Final = re.compile(r"\d:\d\d|\d\s*[ap]\.?m\b", re.IGNORECASE)


def moment(stated: str | None, *, method: str = METHOD) -> Moment | None:
    """Read a time as stated; None if it is no time, ambiguous or out of this world.

    Midnight to the second is read as a day: publishers who know only the day write that.
    """
    text = " ".join(stated.split()) if stated and len(stated) <= 4 * _MAX_LENGTH else ""
    if not text or len(text) > _MAX_LENGTH:
        return None
    try:
        local, offset, precision = _iso(text) or _mail(text) or _other(text)
        at = local.replace(tzinfo=timezone.utc) - timedelta(minutes=offset or 0)
    except (ValueError, ArithmeticError, TypeError, AttributeError):
        return None  # dateutil raises each of these on nonsense
    if not _EARLIEST <= at < _LATEST:
        return None
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        precision = Precision.DAY
    return Moment(at=at, precision=precision, method=method, offset=offset)


def not_future(claim: Moment | None, now: datetime) -> Moment | None:
    """Give back the claim unless it lies more than a day ahead (clocks and zones err by hours)."""
    return claim if claim and claim.at <= now + timedelta(days=1) else None


# A reading: time on the publisher's clock, minutes that it is east of UTC (None: not stated).
_Reading = tuple[datetime, "int | None", Precision]


def _iso(text: str) -> _Reading | None:
    found = _ISO.match(text) or _ISO_BASIC.match(text)
    if not found:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    precision = Precision.SECOND if second else Precision.MINUTE if hour else Precision.DAY
    start = datetime(int(year), int(month), int(day))  # noqa: DTZ001 (the zone comes apart)
    local = _at(start, int(hour or 0), int(minute or 0), int(second or 0))
    return local, _offset(zone), precision


def _at(start: datetime, hour: int, minute: int, second: int) -> datetime:
    """Allow what ISO allows and Python not: hour 24 and a leap second."""
    if hour > 24 or minute > 59 or second > 60:
        raise ValueError("no such time of day")
    return start + timedelta(hours=hour, minutes=minute, seconds=second)


def _offset(zone: str | None) -> int | None:
    """Minutes east of UTC."""
    if not zone:
        return None
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "").ljust(4, "0")
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        if minutes > 15 * 60:
            raise ValueError("no such zone")
        return minutes if zone[0] == "+" else -minutes
    if zone.upper() not in _ZONES:
        raise ValueError("unknown zone")
    return int(_ZONES[zone.upper()] * 60)


def _mail(text: str) -> _Reading | None:
    """RFC 822 as RSS wants it, and its many misspellings."""
    fields = parsedate_tz(text)
    if not fields or _NUMERIC.match(text) or _HALF_DAY.search(text):
        return None
    year, month, day, hour, minute, second = fields[:6]
    named = _NAMED_ZONE.search(text)
    if named and named[1] in _ZONES:
        offset = _offset(named[1])
    else:
        offset = None if fields[9] is None else fields[9] // 60
    try:
        start = datetime(year, month, day)  # noqa: DTZ001 (the zone comes apart)
        return _at(start, hour, minute, second), offset, _precision(text)
    except ValueError:
        return None


def _precision(text: str) -> Precision:
    if _WITH_SECONDS.search(text):
        return Precision.SECOND
    return Precision.MINUTE if _WITH_TIME.search(text) else Precision.DAY


def _other(text: str) -> _Reading:
    """Whatever dateutil can read in only one way, with no part filled in from today."""
    readings = {
        dateutil_parser.parse(text, dayfirst=first, default=default, tzinfos=_zone)
        for first in ((True,) if _DOTTED.match(text) else (True, False))
        for default in (datetime(2004, 1, 1), datetime(2008, 2, 2))  # noqa: DTZ001 (see below)
    }
    if len(readings) != 1:
        raise ValueError("ambiguous or incomplete")
    at = readings.pop()
    east = at.utcoffset()
    offset = None if east is None else int(east.total_seconds() // 60)
    return at.replace(tzinfo=None), offset, _precision(text)


def _zone(name: str | None, offset: int | None) -> int | None:
    """Seconds east of UTC for dateutil, which would read a zone it does not know as none."""
    if offset is not None or not name:
        return offset
    if name.upper() not in _ZONES:
        raise ValueError(f"unknown zone {name}")
    return int(_ZONES[name.upper()] * 3600)
