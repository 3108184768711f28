"""A topic in a period, beside the period before: counts, shares, the trend.

Pure. A trend is only named beyond chance: where the two shares differ by more than the test of two
proportions allows at 5 % (|z| > 1.96), and by at least three articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Any, Final

from newsmon.report.contents import Before, Change
from newsmon.report.period import Period

_CHANCE: Final = 1.96  # standard errors
_FEW: Final = 3  # articles: a smaller difference is no trend


def period_before(period: Period, totals: Sequence[Any]) -> Before:
    """Return the period before, as far as it can be compared with.

    By when articles were first seen, only if newsmon had seen any by then; by event time, if
    anything of it is stored.
    """
    if period.before is None or not totals or totals[0].watching_since is None:
        return Before(None, False)
    watched = totals[0].watching_since <= period.before
    if not totals[0].articles_before or not (watched or period.by_event_time):
        return Before(None, False)
    return Before(totals[0].articles_before, watched)


def change(
    articles: int, total: int, articles_before: int, before: Before, looked_back: int | None = None
) -> Change:
    """Compare the articles about a topic, of `total`, with those of the period before.

    `looked_back` are the articles about it in the days looked back on, None if that is no matter.
    """
    share = articles / total if total else 0.0
    if before.articles is None:
        return Change(articles, share, None, 0.0, "")
    share_before = articles_before / before.articles
    trend = _trend(articles, total, articles_before, before.articles)
    if articles and looked_back == 0:
        trend = "new"
    return Change(articles, share, articles_before, share_before, trend)


def _trend(articles: int, total: int, articles_before: int, total_before: int) -> str:
    """Tell rising from fading, and both from chance."""
    if abs(articles - articles_before) < _FEW or not total:
        return ""
    pooled = (articles + articles_before) / (total + total_before)
    error = sqrt(pooled * (1 - pooled) * (1 / total + 1 / total_before))
    difference = articles / total - articles_before / total_before
    if error == 0 or abs(difference) <= _CHANCE * error:
        return ""
    if (difference > 0) != (articles > articles_before):
        return ""  # share and count disagree: the whole grew or shrank, not the topic
    return "rising" if difference > 0 else "fading"
