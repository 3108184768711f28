"""Times of publication and of the last change: the claims to keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from newsmon.extract.evidence.page_evidence import Evidence
from newsmon.model import Candidate, Moment, Precision

_TRUST = {
    "given": 1.0, "manifest": 1.0, "json-ld": 0.9, "meta": 0.85, "microdata": 0.85, "feed": 0.8,
    "time-element": 0.7, "headline": 0.65, "label": 0.66,
    "meta-date": 0.48, "url": 0.6, "visible": 0.5, "description": 0.45, "htmldate": 0.4,
    "post": 0.3,
}  # fmt: skip
_AGREEMENT = 0.4  # what another place's trust adds when it states the same day
_FARTHEST = (-12, 14)  # hours between UTC and any clock

_LOCAL = frozenset(
    {"url", "visible", "label", "time-element"}
)  # places that speak of the publisher's own day

_AHEAD = timedelta(days=1)  # a publisher may stamp an article by the end of its day


def choose_published(
    moments: Sequence[Moment], updated: Moment | None = None
) -> tuple[Moment | None, list[Candidate]]:
    """Return the publication time to keep, with every claim (`Evidence.publication_claims`).

    `updated` is what the article's "Updated:" line says: a guess from the page's words that finds
    the same day has found that line.
    """
    if updated is not None:
        day = updated.at.date()
        moments = [m for m in moments if m.method != "htmldate" or m.at.date() != day]
    if not moments:
        return None, []
    moments = sorted(moments, key=lambda m: -_TRUST[m.method])
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


def _score(moment: Moment, claims: Sequence[Moment]) -> float:
    day = moment.local.date()
    agreeing = {m.method for m in claims if m.method != moment.method and m.local.date() == day}
    return _TRUST[moment.method] + _AGREEMENT * sum(_TRUST[method] for method in agreeing)


def _exact(ranked: list[Moment]) -> Moment:
    """Return the best claim, or another of the same day that knows the hour or offset as well."""
    best = ranked[0]
    for claim in ranked[1:]:
        if best.precision is Precision.DAY:
            if claim.precision is not Precision.DAY and claim.local.date() == best.local.date():
                return claim
        elif not best.offset and claim.offset and claim.at == best.at:
            return claim
    return best


def _on_own_clock(best: Moment, claims: Sequence[Moment]) -> Moment:
    """Put a time stated in UTC on the clock by which the page shows the day.

    Publishers write UTC in their metadata and their own day in the address or the byline. The
    instant stays as it is; the offset is the smallest that makes both right. Midnight on that
    clock is a day.
    """
    if best.offset or best.precision is Precision.DAY:
        return best
    on_clock = replace(best, offset=_offset_by_days(best, claims) or best.offset)
    if on_clock.local.time() == time():
        return replace(on_clock, precision=Precision.DAY)
    return on_clock


def _offset_by_days(best: Moment, claims: Sequence[Moment]) -> int | None:
    """Return the smallest offset by which a moment falls on a day that the page shows; else None.

    None where it does so in UTC.
    """
    for claim in claims:
        if claim is best or claim.precision is not Precision.DAY or claim.method not in _LOCAL:
            continue
        if claim.at.date() == best.at.date():
            return None
        hours = (
            range(1, _FARTHEST[1] + 1) if claim.at > best.at else range(-1, _FARTHEST[0] - 1, -1)
        )
        for hour in hours:
            if (best.at + timedelta(hours=hour)).date() == claim.at.date():
                return hour * 60
    return None


def choose_modified(
    evidence: Evidence, published: Moment | None, updated: Moment | None
) -> tuple[datetime | None, list[Candidate]]:
    """Return when the publisher last changed the article; never before it was published."""
    stated = (evidence.supplied.modified, *evidence.modification_claims, updated)
    claims = tuple(filter(None, stated))
    credible = [
        claim
        for claim in claims
        if claim.at <= evidence.fetched_at + _AHEAD
        and (published is None or claim.at >= published.at - timedelta(days=1))
    ]
    candidates = [
        Candidate("modified_at", m.at.isoformat(), m.method, 0.8, i == 0)
        for i, m in enumerate(credible)
    ]
    return (credible[0].at if credible else None), candidates
