"""News that is told: the queue of what has come in, what is to be told, and messages."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg2.extensions import connection as Connection

from newsmon.store.queries import execute, fetch_all, fetch_one, fetch_single, fetch_values
from newsmon.store.rows import ListedNotification, Notification, UnsentMessage

NEWS = "news"  # subject of messages that tell notifications


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell. A target is told of a kind's subject once."""

    kind: str  # match, spike, event, pickup
    subject: str
    topic: str
    text: str
    article_id: int | None = None
    event_id: int | None = None
    cluster_id: int | None = None
    outlets: int = 0
    began_at: datetime | None = None
    until: datetime | None = None


def add_rules(conn: Connection, rules: Sequence[str], now: datetime) -> None:
    """Remember these rules: what was so before is not told."""
    if rules:
        execute(conn, "notify.add_rules", rules=sorted(rules), now=now)


def rule_starts(conn: Connection, rules: Sequence[str]) -> dict[str, datetime]:
    """Return when each of these rules began."""
    return {row.rule: row.since for row in fetch_all(conn, "notify.rules", rules=list(rules))}


def add(conn: Connection, rule: str, items: Iterable[tuple[str, News]], now: datetime) -> int:
    """Write what targets are to be told (target, news); returns how many were new."""
    rows = [
        (rule, n.kind, n.subject, n.topic, n.article_id, n.event_id, n.cluster_id, n.outlets,
         n.began_at, n.until, n.text, now, target)
        for target, n in items
    ]  # fmt: skip
    return len(fetch_values(conn, "notify.add", rows)) if rows else 0


def put_together(
    conn: Connection, target: str, notifications: Sequence[int], now: datetime
) -> uuid.UUID:
    """Make one message of these notifications; returns its id."""
    message_id = uuid.uuid4()
    execute(
        conn, "notify.put_together", message_id=message_id, target=target, subject=NEWS, now=now
    )
    execute(conn, "notify.assign", message_id=message_id, notifications=list(notifications))
    return message_id


def waiting(conn: Connection, target: str) -> list[Notification]:
    """Return what a target waits for, locked until this transaction ends; the oldest first."""
    return fetch_all(conn, "notify.waiting", target=target)


def unsent(conn: Connection, target: str) -> UnsentMessage | None:
    """Return the oldest message of news that a target has not taken."""
    return fetch_one(conn, "notify.unsent", target=target)


def last_sent(conn: Connection, target: str) -> datetime | None:
    """Return when a target last took a message of news."""
    return fetch_single(conn, "notify.last_sent", target=target).sent_at


def listed(conn: Connection, days: int) -> list[ListedNotification]:
    """Return what waits, and what was told within so many days; the newest first."""
    return fetch_all(conn, "notify.listed", days=days)
