"""Times as publishers state them: one reader and one table of zones for feeds, pages and documents.

    text --read_day--> day --read_clock--> time of day --read_zone--> offset ──▶ Moment

The policy, with the table of zones, is in `docs/dates.md`. Nothing is filled in from a clock: what
is missing or can be read in two ways makes a moment less precise, or none.
"""

from newsmon.times.calendar_day import is_month
from newsmon.times.date_reader import (
    EARLIEST,
    LATEST,
    DateConventions,
    find_local_moment,
    find_moment,
    is_storable,
    read_instant,
    read_moment,
)

__all__ = [
    "EARLIEST",
    "LATEST",
    "DateConventions",
    "find_local_moment",
    "find_moment",
    "is_month",
    "is_storable",
    "read_instant",
    "read_moment",
]
