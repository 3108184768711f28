"""htmldate's search of the whole page, for pages that state no date anywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from lxml import etree

from newsmon.extract.document.page_tree import parse_html
from newsmon.extract.evidence.side_boxes import side_boxes
from newsmon.model import Moment, Precision, Rejection
from newsmon.times import find_moment


def guess_date(html: str, url: str, now: datetime) -> Moment | None:
    """Guess the day as htmldate does: from any text of the page that looks like a date.

    Rare enough to parse the page anew, and not to keep a copy from before it was pruned.
    """
    from htmldate import find_date

    tree = parse_html(html)
    if isinstance(tree, Rejection):
        return None
    for box in side_boxes(tree, url):
        box.drop_tree()
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
