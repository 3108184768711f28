"""Times on a wire: when an item was made, and until when it is embargoed."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Final

from newsmon.model import Moment, Precision
from newsmon.times import read_moment

METHOD: Final = "given"
# A day of ISO 8601 in its basic form with a zone and no time, as NITF's `norm` has it.
_ZONED_DAY: Final = re.compile(r"(\d{8})([+-]\d{4}|Z)\Z")
_LAST_CLOCK: Final = timedelta(hours=12)  # behind UTC: Baker Island


def moment(stated: str | None) -> Moment | None:
    """Return a time as an agency states it; None where it is none."""
    text = _ZONED_DAY.sub(r"\1T000000\2", (stated or "").strip())
    return read_moment(text, METHOD)


def exact_time(stated: str | None) -> datetime | None:
    """Return a time that is stated to the minute or second with its zone; else None."""
    reading = moment(stated)
    return reading.at if reading is not None and _is_exact(reading) else None


def embargo_end(stated: str) -> datetime | None:
    """Return when an embargo is over; None where that cannot be read.

    Without a zone, it is over once that time has passed everywhere.
    """
    reading = moment(stated)
    if reading is None:
        return None
    return reading.at if _is_exact(reading) else reading.at + _LAST_CLOCK


def _is_exact(reading: Moment) -> bool:
    """Tell whether a moment is one on every clock; midnight with a zone is, a day is not."""
    if reading.precision is not Precision.DAY:
        return True
    return reading.offset is not None and reading.local.time() == time()
