"""Days in addresses, and days with their month exchanged."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from newsmon.model import Moment

_URL_DATE = re.compile(
    r"(?:^|[/_.-])((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2])[/_-]?([0-2]\d|3[01])(?:$|[/_.-])"
)
# The day first, where no other reading is possible.
_URL_DAY_FIRST = re.compile(
    r"(?:^|[/_])(1[3-9]|2\d|3[01])[._-](0?[1-9]|1[0-2])[._-]((?:19|20)\d{2})(?:$|[/_.])"
)


def swapped(moment: Moment) -> Moment | None:
    """Return the same with day and month exchanged, where that is a date."""
    try:
        at = moment.at.replace(month=moment.at.day, day=moment.at.month)
    except ValueError:
        return None
    return Moment(at, moment.precision, moment.method, offset=moment.offset)


def day_in_url(url: str) -> str:
    """Return the day in an address (`/2026/05/18/`) as `2026-05-18`; empty where it has none."""
    path = urlsplit(url).path
    if match := _URL_DATE.search(path):
        return "-".join(match.groups())
    match = _URL_DAY_FIRST.search(path)
    return "-".join(match.groups()[::-1]) if match else ""
