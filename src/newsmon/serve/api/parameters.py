"""Kinds of parameter that the operations share."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from typing import Annotated, Any, Final

from fastapi import Path
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    WithJsonSchema,
)

MOST_ROWS: Final = 200
_MOST_NUMBER: Final = 2**63 - 1
_YEARS: Final = range(1900, 2200)
_TIME: Final = TypeAdapter(datetime)


class Parameters(BaseModel):
    """The parameters of an operation; one that is misspelt is an error and not passed over."""

    model_config = ConfigDict(extra="forbid")


def _printable(text: str) -> str:
    if any(ord(character) < 32 or ord(character) == 127 for character in text):
        raise ValueError("has control characters in it; leave them out")
    return text


def _moment(value: Any, *, whole_day: bool) -> datetime:
    """Read a time, or a day (UTC): its beginning, or for `whole_day` its end."""
    try:
        moment = datetime.combine(date.fromisoformat(value), time(), timezone.utc)
    except (TypeError, ValueError):
        moment, whole_day = _time(value), False
    _check_year(moment)
    moment += timedelta(days=whole_day)
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def _time(value: Any) -> datetime:
    if not re.match(r"\d{4}-\d\d-\d\d", str(value)):  # a number would be seconds since 1970
        raise ValueError("is no time; write it as 2026-03-02 or 2026-03-02T06:00:00Z")
    return _TIME.validate_python(value)


def _check_year(day: date) -> date:
    if day.year not in _YEARS:
        raise ValueError(f"is out of range; give a year from {_YEARS[0]} to {_YEARS[-1]}")
    return day


def _since(value: Any) -> datetime:
    return _moment(value, whole_day=False)


def _until(value: Any) -> datetime:
    return _moment(value, whole_day=True)


_SCHEMA: Final = {
    "type": "string",
    "anyOf": [{"format": "date"}, {"format": "date-time"}],
    "examples": ["2026-03-02", "2026-03-02T06:00:00Z"],
}

Since = Annotated[
    datetime,
    BeforeValidator(_since),
    WithJsonSchema(_SCHEMA),
    Field(description="From this time or day (UTC) on."),
]
Until = Annotated[
    datetime,
    BeforeValidator(_until),
    WithJsonSchema(_SCHEMA),
    Field(description="Before this time, or up to this day (UTC)."),
]
Day = Annotated[date, AfterValidator(_check_year)]
Number = Annotated[int, Field(ge=1, le=_MOST_NUMBER)]
NumberInPath = Annotated[int, Path(ge=1, le=_MOST_NUMBER)]
Slug = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_printable)]
SlugInPath = Annotated[str, Path(min_length=1, max_length=200), AfterValidator(_printable)]
Words = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_printable)]
Limit = Annotated[int, Field(ge=1, le=MOST_ROWS, description="Rows of a page at most.")]
Cursor = Annotated[
    str, Field(max_length=200, description="`next_cursor` of the page before; none: the first.")
]
LongCursor = Annotated[
    str, Field(max_length=4000, description="`next_cursor` of the page before; none: the first.")
]
