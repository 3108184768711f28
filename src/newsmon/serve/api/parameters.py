"""Kinds of parameter that the operations share."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, time, timedelta, timezone
from typing import Annotated, Any, Final

from fastapi import Path, Request
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    WithJsonSchema,
)

from newsmon.serve.problem_details import UnusableError

MOST_ROWS: Final = 200
_MOST_NUMBER: Final = 2**63 - 1
_YEARS: Final = range(1900, 2200)
_TIME: Final = TypeAdapter(datetime)
_NUMBER_WRITTEN: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,18})")
_DAY_WRITTEN: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME_WRITTEN: Final = re.compile(
    rf"{_DAY_WRITTEN.pattern}[Tt ][0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:\.[0-9]+)?)?"
    r"(?:[Zz]|[+-][0-9]{2}:[0-9]{2})?"
)


class Parameters(BaseModel):
    """The parameters of an operation; one that is misspelt is an error and not passed over."""

    model_config = ConfigDict(extra="forbid")


def stated_once(request: Request) -> None:
    """Refuse a parameter that is stated twice: only one value would count, unnoticed."""
    for name, number in Counter(name for name, _ in request.query_params.multi_items()).items():
        if number > 1:
            raise UnusableError(f"{name[:100]} is stated {number} times: state it once")


def no_parameters(request: Request) -> None:
    """Refuse parameters where there are none."""
    if request.query_params:
        raise UnusableError("there are no parameters here; /openapi.json has the names of all")


def _number(value: Any) -> Any:
    if isinstance(value, str) and not _NUMBER_WRITTEN.fullmatch(value):
        raise ValueError("is no whole number; write it as 12")
    return value


def _printable(text: str) -> str:
    if any(ord(character) < 32 or ord(character) == 127 for character in text):
        raise ValueError("has control characters in it; leave them out")
    return text


def _moment(value: Any, *, whole_day: bool) -> datetime:
    """Read a time, or a day (UTC): its beginning, or for `whole_day` its end."""
    if _DAY_WRITTEN.fullmatch(str(value)):
        moment = datetime.combine(date.fromisoformat(str(value)), time(), timezone.utc)
    else:
        moment, whole_day = _time(value), False
    _check_year(moment)
    moment += timedelta(days=whole_day)
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def _time(value: Any) -> datetime:
    if not _TIME_WRITTEN.fullmatch(str(value)):  # a number would be seconds since 1970
        raise ValueError("is no time; write it as 2026-03-02 or 2026-03-02T06:00:00Z")
    return _TIME.validate_python(value)


def _day(value: Any) -> Any:
    if isinstance(value, str) and not _DAY_WRITTEN.fullmatch(value):
        raise ValueError("is no day; write it as 2026-03-02")
    return value


def _check_year(day: date) -> date:
    if day.year not in _YEARS:
        raise ValueError(f"is out of range; give a year from {_YEARS[0]} to {_YEARS[-1]}")
    return day


def _since(value: Any) -> datetime:
    return _moment(value, whole_day=False)


def _until(value: Any) -> datetime:
    return _moment(value, whole_day=True)


_IN_RANGE: Final = "^(19|20|21)[0-9]{2}-"
_SCHEMA: Final = {
    "type": "string",
    "pattern": _IN_RANGE,
    "anyOf": [
        {"format": "date"},
        {"format": "date-time"},
        {"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2})?$"},  # in UTC
    ],
    "examples": ["2026-03-02", "2026-03-02T06:00:00Z"],
}

Since = Annotated[
    Annotated[datetime, BeforeValidator(_since), WithJsonSchema(_SCHEMA)] | None,
    Field(description="From this time or day (UTC) on."),
]
Until = Annotated[
    Annotated[datetime, BeforeValidator(_until), WithJsonSchema(_SCHEMA)] | None,
    Field(description="Before this time, or up to this day (UTC)."),
]
Day = Annotated[
    date,
    BeforeValidator(_day),
    AfterValidator(_check_year),
    WithJsonSchema({"type": "string", "format": "date", "pattern": _IN_RANGE}),
]
Whole = Annotated[int, BeforeValidator(_number)]
Number = Annotated[Whole, Field(ge=1, le=_MOST_NUMBER)]
NumberInPath = Annotated[Whole, Path(ge=1, le=_MOST_NUMBER, description="As lists have it.")]
Slug = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_printable)]
SlugInPath = Annotated[
    str,
    Path(min_length=1, max_length=200, description="The short name."),
    AfterValidator(_printable),
]
Words = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_printable)]
Limit = Annotated[Whole, Field(ge=1, le=MOST_ROWS, description="Rows of a page at most.")]
Cursor = Annotated[
    str | None,
    Field(max_length=200, description="`next_cursor` of the page before; none: the first."),
]
LongCursor = Annotated[
    str | None,
    Field(max_length=4000, description="`next_cursor` of the page before; none: the first."),
]
