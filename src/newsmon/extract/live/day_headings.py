"""Days of posts that show a clock alone: a heading above them says the day for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time

from lxml.html import HtmlElement

from newsmon.model import Moment
from newsmon.text import clean_line
from newsmon.text.elements import letters
from newsmon.times import DateConventions, find_local_moment, find_moment

_LONGEST = 60  # characters of a line that names a day
_NAMES_YEAR = re.compile(r"\d{4}")
_FARTHEST = 180  # days from the page's own day to one named without its year
_LINES = (
    "h2", "h3", "h4", "h5", "h6", "div", "p", "span", "time", "li", "dt", "strong", "b", "header",
)  # fmt: skip
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


def days_above(
    tree: HtmlElement, blocks: Sequence[HtmlElement], conventions: DateConventions
) -> Mapping[HtmlElement, date]:
    """Return, by block, the day in the last heading before it.

    A line that is no heading counts where it stands among the blocks.
    """
    chosen, around = set(blocks), _around(blocks)
    days: dict[HtmlElement, date] = {}
    day: date | None = None
    for element in tree.iter(*_LINES, *{block.tag for block in blocks}):
        if element in chosen:
            if day is not None:
                days[element] = day
        elif element.tag in _HEADINGS or around in element.iterancestors():
            day = _day(element, chosen, conventions) or day
    return days


def moment_on(day: date, clock: str, conventions: DateConventions) -> Moment | None:
    """Return the time of day of a post on its day; to the day where no zone is known."""
    return find_local_moment(f"{day} {clock}", "time-element", conventions)


def _around(blocks: Sequence[HtmlElement]) -> HtmlElement | None:
    """Return the smallest element that holds all blocks."""
    above_rest = [set(block.iterancestors()) for block in blocks[1:]]
    up: Iterator[HtmlElement] = blocks[0].iterancestors()
    return next((box for box in up if all(box in above for above in above_rest)), None)


def _day(
    element: HtmlElement, blocks: set[HtmlElement], conventions: DateConventions
) -> date | None:
    if len(element) > 3 or letters(element) > _LONGEST:
        return None
    text = clean_line(element.text_content())
    if len(text) > _LONGEST or not blocks.isdisjoint(element.iterancestors()):
        return None
    stated = (e.get("datetime") or "" for e in element.iter("time"))
    days = (_read(line, conventions) for line in (*stated, text) if line)
    return next(filter(None, days), None)


def _read(line: str, conventions: DateConventions) -> date | None:
    moment = find_moment(line, "time-element", conventions)
    if moment is None and conventions.day is not None and not _NAMES_YEAR.search(line):
        return _nearest(line, conventions.day, conventions)
    is_day = moment is not None and moment.at.time() == time()  # and no day with its hour
    return moment.at.date() if moment is not None and is_day else None


def _nearest(line: str, day: date, conventions: DateConventions) -> date | None:
    """Read a day without its year as the one that is nearest to the page's own."""
    years = (day.year - 1, day.year, day.year + 1)
    readings = (find_moment(f"{line} {year}", "time-element", conventions) for year in years)
    days = [reading.at.date() for reading in readings if reading]
    nearest = min(days, key=lambda reading: abs(reading - day), default=None)
    return nearest if nearest and abs(nearest - day).days <= _FARTHEST else None
