# ruff: noqa: E501 - tables of names read better unbroken
"""When an article was published and last changed: candidates, sanity, choice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from newsmon.extract.evidence import Evidence
from newsmon.extract.moments import day_in_url, read_moment, swapped
from newsmon.model import Candidate, Moment, Precision

_TRUST = {
    "given": 1.0, "manifest": 1.0, "json-ld": 0.9, "meta": 0.85, "time-element": 0.7, "feed": 0.8,
    "headline": 0.65, "label": 0.66,
    "meta-date": 0.48, "url": 0.6, "visible": 0.5, "description": 0.45, "htmldate": 0.4,
}  # fmt: skip
_AGREEMENT = 0.4  # what another place's trust adds when it states the same day
_FARTHEST = (-12, 14)  # hours between UTC and any clock

_META_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished",
    "citation_publication_date", "citation_online_date", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "publish_date", "published-date", "dc.date.issued", "dcterms.issued",
    "article.published", "cxenseparse:recs:publishtime", "og:published_time", "og:pubdate",
)  # fmt: skip
# Names that systems also use for the day they last wrote the page.
_META_DATE = ("date", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "created",
              "date.created", "citation_date", "last-modified-date")  # fmt: skip
_META_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
                  "dc.date.modified", "last-modified", "lastmod", "revised")  # fmt: skip

_LOCAL = frozenset(
    {"url", "visible", "label", "time-element"}
)  # places that speak of the publisher's own day

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


def is_dated(evidence: Evidence) -> bool:
    """Whether the time is stated for programs, and on which clock: nothing shown would outdo it."""
    claims = (
        read_moment(evidence.stated.published, "json-ld"),
        read_moment(evidence.head.first(*_META_PUBLISHED)[0], "meta"),
    )
    stated = next(filter(None, claims), None)
    if stated is None or stated.precision is Precision.DAY:
        return False
    return bool(stated.offset or day_in_url(evidence.url))


def choose_published(
    moments: Sequence[Moment], updated: Moment | None = None
) -> tuple[Moment | None, list[Candidate]]:
    """The publication time to keep, with every claim it was chosen from (`published_moments`).

    `updated` is what the article's "Updated:" line says: a guess from the page's words that finds
    the same day has found that line.
    """
    if updated is not None:
        day = updated.at.date()
        moments = [m for m in moments if m.method != "htmldate" or m.at.date() != day]
    if not moments:
        return None, []
    scores = {id(m): _score(m, moments) for m in moments}
    ranked = sorted(moments, key=lambda m: -scores[id(m)])
    best = _exact(ranked)
    candidates = [
        Candidate(
            "published_at",
            m.local.isoformat(),
            m.method,
            round(min(1.0, scores[id(m)]), 3),
            m is best,
        )
        for m in ranked
    ]
    return _on_own_clock(best, moments), candidates


def _score(moment: Moment, others: Sequence[Moment]) -> float:
    day = moment.local.date()
    agreeing = {m.method for m in others if m.method != moment.method and m.local.date() == day}
    return _TRUST[moment.method] + _AGREEMENT * sum(_TRUST[method] for method in agreeing)


def _exact(ranked: list[Moment]) -> Moment:
    """The best claim, or another of the same day that knows the hour, or the offset, as well."""
    best = ranked[0]
    for other in ranked[1:]:
        if best.precision is Precision.DAY:
            if other.precision is not Precision.DAY and other.local.date() == best.local.date():
                return other
        elif not best.offset and other.offset and other.at == best.at:
            return other
    return best


def _on_own_clock(best: Moment, others: Sequence[Moment]) -> Moment:
    """A time stated in UTC, put on the clock by which the page shows the day.

    Publishers write UTC in their metadata and their own day in the address or the byline. The
    instant stays as it is; the offset is the smallest that makes both right.
    """
    if best.offset or best.precision is Precision.DAY:
        return best
    for other in others:
        if other is best or other.precision is not Precision.DAY or other.method not in _LOCAL:
            continue
        if other.at.date() == best.at.date():
            return best
        hours = (
            range(1, _FARTHEST[1] + 1) if other.at > best.at else range(-1, _FARTHEST[0] - 1, -1)
        )
        for hour in hours:
            if (best.at + timedelta(hours=hour)).date() == other.at.date():
                return replace(best, offset=hour * 60)
    return best


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
    value, _ = evidence.head.first(*_META_DATE)
    if value:
        yield read_moment(value, "meta-date", month_first=month_first)
    if day := day_in_url(evidence.url):
        yield read_moment(day, "url")
    yield from evidence.shown
    description = evidence.head.first("description", "og:description")[0]
    if description:
        yield read_moment(description[:120], "description", month_first=month_first)


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
