"""htmldate's search of the whole page, for pages that state no date anywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from lxml import etree
from lxml.html import HtmlElement

from newsmon.model import Moment, Precision
from newsmon.times import find_moment


def guess_date(tree: HtmlElement, url: str, now: datetime) -> Moment | None:
    """Guess the day as htmldate does: from any text of the page that looks like a date."""
    from htmldate import find_date

    try:
        day = find_date(
            tree, original_date=True, extensive_search=False, url=url, deferred_url_extractor=False,
            max_date=(now + timedelta(days=1)).strftime("%Y-%m-%d"),
        )  # fmt: skip
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError, etree.LxmlError):
        return None
    moment = find_moment(day, "htmldate") if day else None
    # A first of January is what htmldate makes of a bare year somewhere in the text.
    if moment is None or (moment.at.month, moment.at.day) == (1, 1):
        return None
    return replace(moment, precision=Precision.DAY)
