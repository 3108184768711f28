"""Every claim of when an article was published, as far as it can be true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from urllib.parse import urlsplit

from newsmon.extract.evidence.page_evidence import Evidence
from newsmon.extract.live.live_blogs import LiveBlog
from newsmon.model import Moment, Precision
from newsmon.times import find_moment

# Clocks differ, and a publisher may stamp an article by the end of its day.
_AHEAD = timedelta(days=1)
_SAME_TIME = timedelta(minutes=1)
_VISIBLE = frozenset({"time-element", "headline", "label", "visible", "description"})
_OLDEST = datetime(1980, 1, 1, tzinfo=timezone.utc)
_URL_DATE = re.compile(
    r"(?:^|[/_.-])((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2])[/_-]?([0-2]\d|3[01])(?:$|[/_.-])"
)
# The day first, where no other reading is possible.
_URL_DAY_FIRST = re.compile(
    r"(?:^|[/_])(1[3-9]|2\d|3[01])[._-](0?[1-9]|1[0-2])[._-]((?:19|20)\d{2})(?:$|[/_.])"
)


def publication_claims(evidence: Evidence) -> tuple[Moment, ...]:
    """Return every claim of when the page was published that can be true."""
    if evidence.supplied.published is not None:
        return (evidence.supplied.published,)
    claims = [m for m in _claims(evidence) if m is not None]
    anchors = [m for m in claims if m.method in ("feed", "url")]
    sane = (_sane(m, evidence.fetched_at, anchors) for m in claims)
    credible = tuple(m for m in sane if m is not None)
    return credible if evidence.live_blog is None else _of_live_blog(credible, evidence.live_blog)


def _of_live_blog(claims: tuple[Moment, ...], blog: LiveBlog) -> tuple[Moment, ...]:
    """Return the claims of when a live blog began: what is later than it states is a change.

    Where nothing states it, the earliest post is the next best; what the page shows and is later
    than that is the day of a post.
    """
    if blog.starts is not None:
        latest = blog.starts.at + _SAME_TIME
        return tuple(m for m in claims if m.at <= latest) or (blog.starts,)
    times = [post.posted for post in blog.posts if post.posted]
    if not times:
        return claims
    first = min(times, key=lambda m: m.at)
    stated = tuple(m for m in claims if m.method not in _VISIBLE or m.at <= first.at)
    return stated or (replace(first, method="post"),)


def modification_claims(evidence: Evidence) -> tuple[Moment, ...]:
    """Return every claim of programs of when the page was last changed."""
    claims = (
        find_moment(evidence.stated.modified, "json-ld", evidence.date_conventions),
        find_moment(evidence.head.modified, "meta", evidence.date_conventions),
    )
    return tuple(filter(None, claims))


def is_dated(evidence: Evidence) -> bool:
    """Tell whether the time is stated for programs, with its clock: nothing shown outdoes it."""
    claims = (
        find_moment(evidence.stated.published, "json-ld", evidence.date_conventions),
        find_moment(evidence.head.published, "meta", evidence.date_conventions),
    )
    stated = next(filter(None, claims), None)
    if stated is None or stated.precision is Precision.DAY:
        return False
    return bool(stated.offset or day_in_url(evidence.url))


def _claims(evidence: Evidence) -> Iterator[Moment | None]:
    conventions = evidence.date_conventions
    if evidence.entry is not None:
        yield evidence.entry.published
    if evidence.live_blog is not None and evidence.live_blog.starts is not None:
        yield evidence.live_blog.starts
    elif evidence.stated.published:
        yield find_moment(evidence.stated.published, "json-ld", conventions)
    if evidence.head.published:
        yield find_moment(evidence.head.published, "meta", conventions)
    if evidence.head.dated:
        yield find_moment(evidence.head.dated, "meta-date", conventions)
    if day := day_in_url(evidence.url):
        yield find_moment(day, "url")
    yield from evidence.visible_dates
    if evidence.head.description:
        yield find_moment(evidence.head.description[:120], "description", conventions)


def _sane(moment: Moment, now: datetime, anchors: list[Moment]) -> Moment | None:
    """Return the moment, day and month put right by a second source; None if impossible."""
    exchanged = swapped(moment)
    if exchanged is not None and exchanged.at != moment.at:
        near = [a for a in anchors if a is not moment]
        if (
            any(abs(a.at - exchanged.at) < timedelta(days=2) for a in near)
            and not any(abs(a.at - moment.at) < timedelta(days=2) for a in near)
        ) or moment.at > now + _AHEAD >= exchanged.at:
            moment = exchanged
    return moment if _OLDEST <= moment.at <= now + _AHEAD else None


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
