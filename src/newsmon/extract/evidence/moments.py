# ruff: noqa: E501 - tables of patterns read better unbroken
"""Dates as publishers write them, to moments with the precision that they state."""

from __future__ import annotations

import functools
import re
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from newsmon.model import Moment, Precision

_ISO = re.compile(
    r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"
    r"(?:(?:[T ]|\s+(?:at|um|à|-)\s+)\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}(?!\d))?)?", re.I
)  # fmt: skip
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z)?)?$")
_EPOCH = re.compile(r"^(\d{10})(\d{3})?$")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?!\d)")
_CLOCK = re.compile(
    r"(?<![\d:.])(\d{1,2})[:.](\d{2})(?::(\d{2}))?(?!\d|\.\d)\s*([ap]\.?m\b\.?)?\s*"
    r"(Z\b|UTC|GMT|EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|CEST|BST|IST|JST|MSK|[+-]\d{2}:?\d{2})?", re.I
)  # fmt: skip
_ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420,
          "MDT": -360, "PST": -480, "PDT": -420, "CET": 60, "CEST": 120, "BST": 60, "IST": 330,
          "JST": 540, "MSK": 180}  # fmt: skip  # minutes east of UTC

# First letters that tell the months apart, in the languages that news pages use most.
_MONTHS = (
    "jan|januar|january|janvier|enero|gennaio|janeiro|ene|gen|jän|jänner|janv|januari|января|stycznia|ocak|ledna",
    "feb|februar|february|février|fevrier|febrero|febbraio|fevereiro|fév|fev|févr|februari|февраля|lutego|şubat|února",
    "mar|mär|märz|maerz|mrz|march|mars|marzo|março|marco|maart|марта|marca|mart|března",
    "apr|april|avril|abril|aprile|avr|abr|апреля|kwietnia|nisan|dubna",
    "may|mai|mayo|maggio|maio|mei|mag|maj|мая|maja|mayıs|května",
    "jun|juni|june|juin|junio|giugno|junho|giu|июня|czerwca|haziran|června",
    "jul|juli|july|juillet|julio|luglio|julho|juil|lug|июля|lipca|temmuz|července",
    "aug|august|août|aout|agosto|ago|augustus|augusti|августа|sierpnia|ağustos|srpna",
    "sep|sept|september|septembre|septiembre|settembre|setembro|set|сентября|września|eylül|září",
    "oct|okt|october|oktober|octobre|octubre|ottobre|outubro|ott|out|октября|października|ekim|října",
    "nov|november|novembre|noviembre|novembro|ноября|listopada|kasım|listopadu",
    "dec|dez|december|dezember|décembre|decembre|diciembre|dicembre|dezembro|dic|déc|декабря|grudnia|aralık|prosince",
)
_MONTH = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split("|")}
MONTHS = frozenset(_MONTH)  # every name and abbreviation, lower case
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|\.|er|º)?\s*(?:de\s+|of\s+|-)?\s*({_NAMES})\b\.?,?\s*(?:de[l]?\s+|-)?\s*(\d{{4}})",
    re.I,
)
_MONTH_DAY = re.compile(rf"\b({_NAMES})\b\.?\s*(\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s*(\d{{4}})", re.I)
_URL_DATE = re.compile(
    r"(?:^|[/_.-])((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2])[/_-]?([0-2]\d|3[01])(?:$|[/_.-])"
)
# The day first, where no other reading is possible.
_URL_DAY_FIRST = re.compile(
    r"(?:^|[/_])(1[3-9]|2\d|3[01])[._-](0?[1-9]|1[0-2])[._-]((?:19|20)\d{2})(?:$|[/_.])"
)
_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")


@functools.lru_cache(maxsize=4_096)
def read_moment(text: str, method: str, *, month_first: bool = False) -> Moment | None:
    """Return the first date in a short text, or None.

    A time without a zone is kept as if it were UTC, and the precision says "day". Where day and
    month are both figures, the day comes first unless `month_first`.
    """
    text = text.strip()[:200]
    try:
        return _read(text, method, month_first)
    except (ValueError, OverflowError, OSError):
        return None


def _read(text: str, method: str, month_first: bool) -> Moment | None:
    if match := _EPOCH.match(text):
        at = datetime.fromtimestamp(int(match[1]), tz=timezone.utc)
        return Moment(at, Precision.SECOND, method)
    if match := _COMPACT.match(text) or _ISO.search(text):
        return _moment(match.groups(), method)
    if re.match(r"^[A-Za-z]{3},\s*\d", text):
        return _from_mail_date(text, method)
    if parts := _day(text, month_first):
        year, month, day, remainder = parts
        return _moment((year, month, day, *_clock(remainder)), method)
    return None


def _day(text: str, month_first: bool) -> tuple[int, int, int, str] | None:
    """Return year, month, day and the text without them."""
    if match := _DAY_MONTH.search(text):
        year, month, day = int(match[3]), _MONTH[match[2].lower()], int(match[1])
    elif match := _MONTH_DAY.search(text):
        year, month, day = int(match[3]), _MONTH[match[1].lower()], int(match[2])
    elif match := _EAST_ASIAN.search(text):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    elif match := _NUMERIC.search(text):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
        if day <= 12 and (month > 12 or (month_first and match[2] == "/")):
            day, month = month, day
        year += 2000 if year < 70 else 1900 if year < 100 else 0
    else:
        return None
    return year, month, day, text[: match.start()] + " " + text[match.end() :]


def _clock(text: str) -> tuple[int | None, ...] | tuple[object, ...]:
    match = _CLOCK.search(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return (None, None, None, None)
    hour = int(match[1])
    if match[4]:
        hour = hour % 12 + (12 if match[4].lower().startswith("p") else 0)
    return (hour, match[2], match[3], match[5])


def _moment(parts: tuple[object, ...], method: str) -> Moment:
    year, month, day, hour, minute, second, zone = parts
    start = datetime(int(str(year)), int(str(month)), int(str(day)), tzinfo=timezone.utc)
    if hour is None or minute is None:
        return Moment(start, Precision.DAY, method)
    at = start.replace(hour=int(str(hour)), minute=int(str(minute)), second=int(str(second or 0)))
    if zone is None:
        return Moment(at, Precision.DAY, method)
    east = _offset(str(zone))
    precision = Precision.SECOND if second is not None else Precision.MINUTE
    return Moment(at - timedelta(minutes=east), precision, method, offset=east)


def _offset(zone: str) -> int:
    """Return the minutes east of UTC."""
    if zone.upper() in _ZONES:
        return _ZONES[zone.upper()]
    digits = zone[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return -minutes if zone[0] == "-" else minutes


def _from_mail_date(text: str, method: str) -> Moment | None:
    at = parsedate_to_datetime(text)
    if at.tzinfo is None:
        return Moment(at.replace(tzinfo=timezone.utc), Precision.DAY, method)
    offset = at.utcoffset() or timedelta()
    east = int(offset.total_seconds() // 60)
    return Moment(at.astimezone(timezone.utc), Precision.SECOND, method, offset=east)


def swapped(moment: Moment) -> Moment | None:
    """Return the same with day and month exchanged, where that is a date."""
    try:
        at = moment.at.replace(month=moment.at.day, day=moment.at.month)
    except ValueError:
        return None
    return Moment(at, moment.precision, moment.method, offset=moment.offset)


def day_in_url(url: str) -> str:
    """Return the day that an address carries (`/2026/05/18/`), as `2026-05-18`; empty where none."""
    path = urlsplit(url).path
    if match := _URL_DATE.search(path):
        return "-".join(match.groups())
    match = _URL_DAY_FIRST.search(path)
    return "-".join(match.groups()[::-1]) if match else ""
