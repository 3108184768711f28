"""Alerts: open and closed ones, and deliveries to targets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from psycopg2.extensions import connection as Connection
from psycopg2.extras import Json

from newsmon.store.queries import execute, execute_values, fetch_all
from newsmon.store.rows import AlertTarget, ListedAlert, OpenAlert, UntoldAlert


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that deserves a look, as it is now. Kind and subject are its identity."""

    kind: str
    subject: str  # URL of a feed, slug of a source, or "runs"
    since: datetime
    detail: str
    source_id: int | None = None
    facts: dict[str, float] = field(default_factory=dict)


def open_alerts(conn: Connection) -> list[OpenAlert]:
    """Return the alerts that are open."""
    return fetch_all(conn, "alerts.open_alerts")


def write(
    conn: Connection,
    findings: Iterable[Finding],
    over: Iterable[tuple[int, str]],
    now: datetime,
) -> None:
    """Open alerts for these findings, and close those that are over (alert_id, outcome)."""
    execute_values(
        conn,
        "alerts.close",
        [(alert_id, outcome, now) for alert_id, outcome in over],
    )
    execute_values(
        conn,
        "alerts.raise",
        [(f.kind, f.subject, f.source_id, f.since, f.detail, Json(f.facts), now) for f in findings],
    )


def add_targets(conn: Connection, names: Sequence[str]) -> None:
    """Remember the targets that there are: none is told what was over before it was."""
    if names:
        execute(conn, "alerts.add_targets", targets=sorted(names))


def targets(conn: Connection, names: Sequence[str]) -> list[AlertTarget]:
    """Return those of these targets that are remembered, with their last delivery."""
    return fetch_all(conn, "alerts.targets", targets=list(names))


def untold(conn: Connection, target: str, kinds: Sequence[str]) -> list[UntoldAlert]:
    """Return what a target has not been told yet; `kinds` limits it, empty: all."""
    return fetch_all(conn, "alerts.undelivered", target=target, kinds=list(kinds))


def note_delivery(
    conn: Connection, target: str, delivered: Sequence[UntoldAlert], now: datetime
) -> None:
    """Record that a target took a message of these rows of `untold`."""
    rows = [(row.alert_id, target, "opened", now) for row in delivered]
    rows += [(row.alert_id, target, "closed", now) for row in delivered if row.closed_at]
    execute_values(conn, "alerts.mark_delivered", rows)
    execute(conn, "alerts.note_delivery", target=target)


def note_refusal(conn: Connection, target: str, error: str) -> None:
    """Record that a target did not take its message: it is tried again later."""
    execute(conn, "alerts.note_refusal", target=target, error=error[:500])


def listed(conn: Connection, days: int) -> list[ListedAlert]:
    """Return open alerts, and those closed within so many days; open ones first, newest first."""
    return fetch_all(conn, "alerts.open_and_recent", days=days)
