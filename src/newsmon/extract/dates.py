# ruff: noqa: E501 - tables of names read better unbroken
"""When an article was published and last changed: candidates, sanity, choice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from urllib.parse import urlsplit

from newsmon.extract.evidence import Evidence
from newsmon.extract.moments import read_moment, swapped
from newsmon.model import Candidate, Moment, Precision

_TRUST = {
    "given": 1.0, "manifest": 1.0, "json-ld": 0.9, "meta": 0.85, "time-element": 0.7, "feed": 0.8,
    "url": 0.6, "visible": 0.5, "htmldate": 0.4,
}  # fmt: skip

_META_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished",
    "citation_publication_date", "citation_date", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "publish_date", "published-date", "date", "dc.date.issued",
    "dcterms.created", "dcterms.issued", "dc.date.created", "dc.date", "dcterms.date", "article.published",
    "cxenseparse:recs:publishtime", "og:published_time", "created", "date.created", "last-modified-date",
)  # fmt: skip
_META_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
                  "dc.date.modified", "last-modified", "lastmod", "revised")  # fmt: skip

_URL_DATE = re.compile(
    r"(?:^|[/_.-])((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2])[/_-]?([0-2]\d|3[01])(?:$|[/_.-])"
)

# Clocks differ, and a publisher may stamp an article by the end of its day.
_AHEAD = timedelta(days=1)
_OLDEST = datetime(1980, 1, 1, tzinfo=timezone.utc)


def published_moments(evidence: Evidence) -> list[Moment]:
    """Every claim of when the page was published that can be true, best first."""
    if evidence.given.published is not None:
        return [evidence.given.published]
    found = [m for m in _claims(evidence) if m is not None]
    anchors = [m for m in found if m.method in ("feed", "url")]
    sane = [m for m in (_sane(m, evidence.fetched_at, anchors) for m in found) if m is not None]
    return sorted(sane, key=lambda m: -_TRUST[m.method])


def choose_published(evidence: Evidence) -> tuple[Moment | None, list[Candidate]]:
    """The publication time to keep, with every claim it was chosen from."""
    moments = published_moments(evidence)
    if not moments:
        return None, []
    best = moments[0]
    if best.precision is Precision.DAY:
        # A claim of the same day that knows the hour says more.
        exact = (m for m in moments[1:] if m.precision is not Precision.DAY)
        best = next((m for m in exact if abs(m.at - best.at) < timedelta(hours=36)
                     and m.local.date() == best.local.date()), best)  # fmt: skip
    candidates = [
        Candidate("published_at", m.local.isoformat(), m.method, _TRUST[m.method], m is best)
        for m in moments
    ]
    return best, candidates


def choose_modified(
    evidence: Evidence, published: Moment | None, updated: Moment | None
) -> tuple[datetime | None, list[Candidate]]:
    """When the publisher last changed the article; never before it was published."""
    claims = [
        (read_moment(evidence.stated.modified, "json-ld"), "json-ld"),
        (read_moment(evidence.head.first(*_META_MODIFIED)[0], "meta"), "meta"),
        (updated, "document"),
    ]
    found = [
        (m, origin)
        for m, origin in claims
        if m is not None
        and m.at <= evidence.fetched_at + _AHEAD
        and (published is None or m.at >= published.at - timedelta(days=1))
    ]
    candidates = [
        Candidate("modified_at", m.at.isoformat(), origin, 0.8, i == 0)
        for i, (m, origin) in enumerate(found)
    ]
    return (found[0][0].at if found else None), candidates


def _claims(evidence: Evidence) -> Iterator[Moment | None]:
    month_first = evidence.head.language.lower().startswith("en-us")
    if evidence.entry is not None:
        yield evidence.entry.published
    if evidence.stated.published:
        yield read_moment(evidence.stated.published, "json-ld", month_first=month_first)
    value, _ = evidence.head.first(*_META_PUBLISHED)
    if value:
        yield read_moment(value, "meta", month_first=month_first)
    if match := _URL_DATE.search(urlsplit(evidence.url).path):
        yield read_moment("-".join(match.groups()), "url")
    yield from evidence.shown


def _sane(moment: Moment, now: datetime, anchors: list[Moment]) -> Moment | None:
    """The moment, with day and month put right where a second source says so; None if impossible."""
    other = swapped(moment)
    if other is not None and other.at != moment.at:
        near = [a for a in anchors if a is not moment]
        if (
            any(abs(a.at - other.at) < timedelta(days=2) for a in near)
            and not any(abs(a.at - moment.at) < timedelta(days=2) for a in near)
        ) or moment.at > now + _AHEAD >= other.at:
            moment = other
    return moment if _OLDEST <= moment.at <= now + _AHEAD else None
