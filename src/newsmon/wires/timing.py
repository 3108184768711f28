"""Times on a wire: when an item was made, and until when it is embargoed."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from newsmon.model import Moment
from newsmon.times import read_instant, read_moment

METHOD: Final = "given"
# A day of ISO 8601 in its basic form with a zone and no time, as NITF's `norm` has it.
_ZONED_DAY: Final = re.compile(r"(\d{8})([+-]\d{4}|Z)\Z")
_LAST_CLOCK: Final = timedelta(hours=12)  # behind UTC: Baker Island


def moment(stated: str | None) -> Moment | None:
    """Return a time as an agency states it; None where it is none."""
    return read_moment(_with_clock(stated), METHOD)


def exact_time(stated: str | None) -> datetime | None:
    """Return a time that is one instant on every clock; midnight with a zone is, a day is not."""
    return read_instant(_with_clock(stated))


def embargo_end(stated: str) -> datetime | None:
    """Return when an embargo is over; None where that cannot be read.

    Without a zone, it is over once that time has passed everywhere.
    """
    if (end := exact_time(stated)) is not None:
        return end
    reading = moment(stated)
    return reading.at + _LAST_CLOCK if reading is not None else None


def _with_clock(stated: str | None) -> str:
    return _ZONED_DAY.sub(r"\1T000000\2", (stated or "").strip())
