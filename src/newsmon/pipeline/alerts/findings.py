"""Findings that deserve a look: feeds that are not well, late runs, changed sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.pipeline.alerts import steadiness
from newsmon.pipeline.alerts.lateness import Patience, SeenRun, lateness
from newsmon.pipeline.alerts.steadiness import Jump, Range
from newsmon.store import fetch_all
from newsmon.store.alerts import Finding
from newsmon.store.locks import Claim, holders
from newsmon.store.rows import (
    AlertsAddressOutcomes,
    AlertsArticleLengths,
    AlertsNewestRuns,
    AlertsUnhealthyFeeds,
    CoverageOutcomes,
)

RUNS: Final = "runs"  # subject of what is not about one feed or source
_RUNS_SEEN: Final = 20
_SAMPLED: Final = 5  # pages that a source's share is judged by, at least
_KEPT_AT_LEAST: Final = 0.75  # of the prose; a second reader also takes pitches and captions
_RIGHTS_DAYS: Final = 7  # that a change of reservations is told for
_RESERVATIONS_TOLD: Final = 6
_HOURS_TO_LOAD: Final = 6  # before something that waits counts as not loaded
_REJECTED_AT_MOST: Final = 0.3  # of the pages


def of_feeds(rows: Sequence[AlertsUnhealthyFeeds]) -> Iterator[Finding]:
    """Yield the feeds that are quiet, failing or gone."""
    for row in rows:
        if row.state in {"quiet", "failing", "gone"}:
            yield Finding(row.state, row.url, row.since, _feed_detail(row), row.source_id)


def _feed_detail(row: AlertsUnhealthyFeeds) -> str:
    if row.state == "quiet":
        return f"answers, but has brought nothing new since {_time(row.last_new_at)}"
    if row.state == "gone":
        return "answers that it is gone (410)"
    last = f"last good answer {_time(row.last_ok_at)}" if row.last_ok_at else "never answered well"
    return f"{row.reason or 'failing'}; {last}"


def of_runs(
    conn: Connection, config: Config, now: datetime, *, but: int | None, current: int | None
) -> Iterator[Finding]:
    """Yield late runs, and a machine that cannot reach anybody. Commits.

    `but` is a run that has only just begun and proves nothing; `current` one that is this process.
    """
    rows = fetch_all(conn, "alerts.newest_runs", but=but, limit=_RUNS_SEEN)
    conn.commit()
    alerts = config.settings.alerts
    patience = Patience(config.settings.run.schedule, alerts.late_after, alerts.longest_run)
    observed = [_observed(conn, row, current) for row in rows]
    if late := lateness(observed, patience, now):
        yield Finding("late", RUNS, late.since, late.detail)
    newest = next((row for row in rows if row.finished_at), None)
    if newest is not None and newest.state == "offline":
        detail = f"run {newest.run_id} could not reach any public host"
        yield Finding("offline", RUNS, newest.started_at, detail)


def _observed(conn: Connection, row: AlertsNewestRuns, current: int | None) -> SeenRun:
    return SeenRun(
        run_id=row.run_id,
        started_at=row.started_at,
        finished_at=row.finished_at,
        follow=row.trigger == "follow",
        alive=row.finished_at is None and _alive(conn, row, current),
    )


def _alive(conn: Connection, row: AlertsNewestRuns, current: int | None) -> bool:
    """Tell whether a run that has not finished still has a process; many are believed."""
    if not row.single_process or row.run_id == current:
        return True
    return row.run_id in holders(conn, Claim.RUN)


def of_sources(
    conn: Connection, now: datetime, open_facts: Mapping[tuple[str, str], Mapping[str, float]]
) -> Iterator[Finding]:
    """Yield sources whose texts or rejections have jumped; `open_facts`: of open alerts."""
    window = {"days": steadiness.DAYS, "limit": steadiness.MOST, "least": steadiness.RECENT}
    for row in fetch_all(conn, "alerts.article_lengths", **window):
        usual = _usual(open_facts.get(("text_length", row.slug)))
        if jump := steadiness.length_jump(row.words, usual):
            detail = (
                f"texts of {jump.value:.0f} words, where "
                f"{jump.usual.low:.0f} to {jump.usual.high:.0f} are usual"
            )
            yield _changed("text_length", row, now, detail, jump)
    for outlet in fetch_all(conn, "alerts.address_outcomes", **window):
        usual = _usual(open_facts.get(("rejections", outlet.slug)))
        if jump := steadiness.rejection_jump(outlet.reasons, usual):
            reason = steadiness.commonest(outlet.reasons)
            detail = (
                f"{jump.value:.0%} of the newest pages are not loaded "
                f"({reason}), where up to {jump.usual.high:.0%} is usual"
            )
            yield _changed("rejections", outlet, now, detail, jump)


def of_coverage(
    conn: Connection,
    now: datetime,
    open_facts: Mapping[tuple[str, str], Mapping[str, float]],
    of_sources: Sequence[Finding],
) -> Iterator[Finding]:
    """Yield sources of what is announced far less is loaded than ever before.

    Not those whose pages are rejected, which `of_sources` yields.
    """
    told = {finding.subject for finding in of_sources if finding.kind == "rejections"}
    window = {"days": steadiness.DAYS, "limit": steadiness.MOST, "least": steadiness.RECENT}
    for row in fetch_all(conn, "coverage.outcomes", hours=_HOURS_TO_LOAD, **window):
        usual = _usual(open_facts.get(("coverage", row.slug)))
        jump = steadiness.rejection_jump(row.reasons, usual)
        if jump and row.slug not in told:
            detail = (
                f"{1 - jump.value:.0%} of what was announced last is loaded (else "
                f"{steadiness.commonest(row.reasons)}), where {1 - jump.usual.high:.0%} is usual"
            )
            yield _changed("coverage", row, now, detail, jump)


def of_extraction(conn: Connection) -> Iterator[Finding]:
    """Yield the sources of whose prose a second reader finds much that our texts lack."""
    for row in fetch_all(conn, "alerts.extraction_health", least=_SAMPLED):
        if row.share_kept < _KEPT_AT_LEAST or row.share_rejected > _REJECTED_AT_MOST:
            detail = (
                f"of {row.pages} pages, {row.share_kept:.0%} of the prose that trafilatura reads "
                f"is in the texts; {row.share_rejected:.0%} of them were rejected as no article"
            )
            yield Finding("prose_missing", row.slug, row.checked_at, detail, row.source_id)


def of_quarantine(conn: Connection) -> Iterator[Finding]:
    """Yield the stages that could not do anything with items: faults of newsmon, to be reported."""
    for row in fetch_all(conn, "alerts.quarantine"):
        detail = (
            f"{row.items} passed over until the version changes, the newest as {row.reason}: "
            f"{row.detail}"
        )
        yield Finding("quarantined", row.stage, row.since, detail)


def of_rights(conn: Connection) -> Iterator[Finding]:
    """Yield the origins whose files state other reservations than they did, for some days."""
    for row in fetch_all(conn, "alerts.rights", days=_RIGHTS_DAYS):
        before, after = _reservations(row.previous or []), _reservations(row.statements or [])
        if before != after:
            detail = f"reserves {_listed(after)}, where it reserved {_listed(before)}"
            yield Finding("rights_changed", row.origin, row.changed_at, detail)


def _reservations(statements: list[dict[str, str]]) -> set[str]:
    return {
        f"{row['use']} on {row['path']}" if row.get("path") else row["use"]
        for row in statements
        if row["verdict"] != "allowed"
    }


def _listed(reservations: set[str]) -> str:
    return ", ".join(sorted(reservations)[:_RESERVATIONS_TOLD]) or "nothing"


def _changed(
    kind: str,
    row: AlertsArticleLengths | AlertsAddressOutcomes | CoverageOutcomes,
    now: datetime,
    detail: str,
    jump: Jump,
) -> Finding:
    facts = {"low": jump.usual.low, "high": jump.usual.high}
    return Finding(kind, row.slug, now, detail, row.source_id, facts)


def _usual(facts: Mapping[str, float] | None) -> Range | None:
    return Range(facts["low"], facts["high"]) if facts else None


def _time(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else "(never)"
