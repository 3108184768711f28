"""Words for what a digest compares: periods before, shares, changes."""

from __future__ import annotations

from datetime import date, timedelta

from newsmon.report.contents import Before, Change
from newsmon.report.period import EMPTY, Period


def percent(share: float) -> str:
    """A share as people read it: no more digits than say something."""
    if 0 < share < 0.01:
        return "under 1 %"
    return f"{share * 100:.0f} %"


def counted(articles: int, share: float) -> str:
    """A count with its share: `12 (18 %)`."""
    return f"{articles:,} ({percent(share)})" if articles else "none"


def compared(change: Change) -> str:
    """Now and before: `12 (18 %), before 5 (9 %)`; without what there is none of."""
    now = counted(change.articles, change.share)
    if change.articles_before is None:
        return now
    return f"{now}, before {counted(change.articles_before, change.share_before)}"


def length_before(period: Period) -> str:
    """Name the period before: `the week before`."""
    if period.is_day:
        return "the day before"
    if period.is_week:
        return "the week before"
    span = period.end - period.start
    if span.seconds == 0 and span.microseconds == 0:
        return f"the {span.days} days before"
    hours = round(span / timedelta(hours=1))
    return f"the {hours} hours before" if hours > 1 else "the equally long time before"


def comparison(period: Period, before: Before) -> str:
    """A sentence on what the period is compared with, and how far that can be trusted."""
    if period is EMPTY:
        return ""
    if before.articles is None:
        return "There is nothing before it to compare with."
    sentence = f"“Before” is {length_before(period)}"
    if not before.watched:
        return f"{sentence}: newsmon was not at work then, and may have loaded less than there was."
    return f"{sentence}."


def days(first: date, last: date) -> str:
    """Two days as a span, with no month or year said twice."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {last.day} {last:%B %Y}"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {last.day} {last:%B %Y}"
    return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"
