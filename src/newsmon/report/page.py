"""A digest as one HTML page that needs nothing else and can execute nothing.

Three things keep out what publishers write: the template escapes everything, links are made only
to http(s) addresses, and the page's own policy allows no script, no request and no style but ours.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timezone, tzinfo
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined

from newsmon.report import wording
from newsmon.report.chart import Bars, bars
from newsmon.report.contents import BRIEF, Digest, Topic
from newsmon.report.period import BEGINNING, EMPTY, UNFINISHED, Period
from newsmon.text.quantities import quantity

_TEMPLATES = Path(__file__).parent / "templates"
# They turn the direction of what follows, beyond the text that they came with.
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_RELATIONS = {
    "exact": "same text", "copy": "copy", "trim": "shortened", "update": "revised", "": "copy",
}  # fmt: skip


def render(digest: Digest) -> str:
    """The page, the same for the same digest."""
    style = (_TEMPLATES / "digest.css").read_text(encoding="utf-8")
    highest = max((max(topic.days, default=0) for topic in digest.topics), default=0)

    def chart(topic: Topic) -> Bars:
        since = digest.period.start.date() if digest.period.by_event_time else None
        return bars(digest.chart_days, topic.days, highest, since)

    return (
        _templates()
        .get_template("digest.html.j2")
        .render(
            digest=digest,
            title=title(digest.period, digest.topic),
            covers=covers(digest.period),
            comparison=wording.comparison(digest.period, digest.before),
            chart=chart,
            relations=_RELATIONS,
            BRIEF=BRIEF,
            style=style,
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        )
    )


def render_mail(template: str, facts: Mapping[str, Any]) -> str:
    """Return a part of the digest by mail; only its HTML is escaped."""
    templates = _templates().overlay(autoescape=".html" in template)
    text: str = templates.get_template(template).render(**facts)
    return text


def title(period: Period, topic: Topic | None = None) -> str:
    """Heading of the page."""
    return f"{topic.name}: {_title(period)}" if topic else _title(period)


def _title(period: Period) -> str:
    if period is EMPTY:
        return "Nothing yet"
    if period.is_day:
        return _days(period)
    if period.by_event_time:
        span = wording.days(period.start.date(), period.last_day)
        return f"Week {period.start:%V}, {span}" if period.is_week else span
    if period.run is not None and period.run.interval_start is None:
        return f"News that came in on {_day(period.run.finished_at or period.run.started_at)}"
    if period.is_whole_days:
        return f"First seen on {_days(period)}"
    start, end = _moment(period.start), _moment(period.end)
    return start if start == end else f"{start} to {end}"


def _days(period: Period) -> str:
    """Name the whole days of a period: one with its name, several as a span."""
    first = period.start.date()
    if first == period.last_day:
        return f"{first:%A}, {first.day} {first:%B %Y}"
    return wording.days(first, period.last_day)


def covers(period: Period, zone: tzinfo = timezone.utc) -> str:
    """A sentence that says which articles the page is about; moments are those of a time zone."""
    if period is EMPTY:
        return "No article has been loaded. When a run has brought some, they will stand here."
    if period.by_event_time:
        return (
            f"Articles of {'this day' if period.is_day else 'these days'} (UTC) by the time their "
            "publishers give, or, where they give none, by when they were first seen."
        )
    bounds = []
    if period.start > BEGINNING:
        bounds.append(f"from {_moment(period.start.astimezone(zone))}")
    if period.end < UNFINISHED:
        bounds.append(f"up to {_moment(period.end.astimezone(zone))}")
    stretch = f" {' '.join(bounds)} ({zone})" if bounds else " so far"
    return f"Articles first seen{stretch}, whenever they were published."


def safe_url(url: str | None) -> str | None:
    """The URL if a link may lead there: http(s) with a host, nothing hidden in it."""
    if not url or any(c.isspace() or not c.isprintable() for c in url):
        return None
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and named else None


def plain(text: str | None) -> str:
    """Text on one line, without characters that are seen in what they do and not themselves."""
    return " ".join("".join(c for c in text or "" if c.isspace() or not invisible(c)).split())


def invisible(character: str) -> bool:
    """Tell whether a character is seen in what it does and not itself, such as a control."""
    return character in _BIDI or unicodedata.category(character) in ("Cc", "Cs", "Co")


def when(article: Any, period: Period, zone: tzinfo = timezone.utc) -> str:
    """Return when an article was published, as exactly as is known; else when it was first seen.

    On the page of a day that day is not repeated, on the page of several days their year is not.
    Moments are those of a time zone; a day that a publisher gives is the same in all.
    """
    exact = article.published_at_precision != "day"
    if article.published_at is None:
        return f"seen {_moment(article.first_seen_at.astimezone(zone))}"
    if period.is_day and period.start <= article.published_at < period.end:
        return f"{article.published_at:%H:%M}" if exact else ""
    if period.by_event_time and period.start <= article.published_at < period.end:
        day = f"{article.published_at:%a} {article.published_at.day} {article.published_at:%b}"
        return f"{day}, {article.published_at:%H:%M}" if exact else day
    published = article.published_at
    return _moment(published.astimezone(zone)) if exact else _day(published)


def shortened(text: str, most: int) -> str:
    """At most so many characters, cut between words."""
    if len(text) <= most:
        return text
    head = text[:most]
    at = head.rfind(" ")
    return (head[:at] if at > most // 2 else head).rstrip(" ,;:") + "…"


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%b %Y}"


def _moment(moment: datetime) -> str:
    return f"{_day(moment)}, {moment:%H:%M}"


def environment(loader: BaseLoader) -> Environment:
    """Return what renders our templates: escapes everything, and has the filters of the digest."""
    templates = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(
        safe_url=safe_url, plain=plain, when=when, shortened=shortened, moment=_moment,
        day=_day, plural=quantity, percent=wording.percent, compared=wording.compared,
    )  # fmt: skip
    return templates


@cache
def _templates() -> Environment:
    return environment(FileSystemLoader(_TEMPLATES))
