"""Delivery of news: what waits for a target becomes one message, which is then sent until taken.

The message is put together, with its id, in a transaction before it is sent. Killed in between,
the next check sends the same message under the same id: at least once, and a receiver that drops
ids it has seen is told exactly once. A target that is down holds up nobody else; what comes for it
meanwhile is gathered in its next message.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.config.alert_settings import Notifier
from newsmon.delivery import Notify, Target, deliver
from newsmon.errors import TargetError
from newsmon.pipeline.notify.phrases import compose
from newsmon.pipeline.notify.schedule import is_quiet, is_used_up
from newsmon.store import execute, fetch_all, notifications
from newsmon.store.rows import Notification, UnsentMessage

log = logging.getLogger(__name__)

_LONGEST_LIMIT = timedelta(days=1)


def tell(
    conn: Connection,
    config: Config,
    now: datetime,
    *,
    again_soon: bool = False,
    notify: Notify | None = None,
) -> Counter[str]:
    """Send what waits, target by target. For whoever holds the claim.

    Counts: `told` (messages), `not_told` (targets that did not take theirs). Without `notify`,
    notifiers of Airflow's wait for Airflow.
    """
    used = {name for rule in config.settings.notify for name in rule.to}
    counts: Counter[str] = Counter()
    for target in config.settings.alerts.targets():
        if target.name not in used or (isinstance(target, Notifier) and notify is None):
            continue
        while message := _next_message(conn, config, target, now, again_soon):
            if again_soon and message.next_attempt_at > now:
                counts["not_told"] += 1
                break
            outcome = _send(conn, target, message, now, notify)
            counts[outcome] += 1
            if outcome == "not_told":
                break
    conn.commit()
    return counts


def _next_message(
    conn: Connection, config: Config, target: Target, now: datetime, again_soon: bool
) -> UnsentMessage | None:
    """Return the message that is to be sent to a target now; commits."""
    message = notifications.unsent(conn, target.name)
    if message is None and not (again_soon and _has_just_been_told(conn, config, target, now)):
        rows = _due(conn, config, notifications.waiting(conn, target.name), target, now)
        if rows:
            ids = [row.notification_id for row in rows]
            notifications.put_together(conn, target.name, ids, now)
            message = notifications.unsent(conn, target.name)
    conn.commit()
    return message


def _has_just_been_told(conn: Connection, config: Config, target: Target, now: datetime) -> bool:
    last = notifications.last_sent(conn, target.name)
    return last is not None and now - last < config.settings.alerts.pause


def _due(
    conn: Connection, config: Config, rows: Sequence[Notification], target: Target, now: datetime
) -> list[Notification]:
    """Return what may be sent now: beyond quiet hours and limits; a rule that left has none."""
    if not rows:
        return []
    names = sorted({row.rule for row in rows})
    messages = fetch_all(
        conn, "notify.told_lately", target=target.name, since=now - _LONGEST_LIMIT, rules=names
    )
    paused = {
        rule.name
        for rule in config.settings.notify
        if is_quiet(rule, now)
        or is_used_up(rule, [m.created_at for m in messages if m.rule == rule.name], now)
    }
    return [row for row in rows if row.rule not in paused]


def _send(
    conn: Connection, target: Target, message: UnsentMessage, now: datetime, notify: Notify | None
) -> str:
    """Send a message; returns `told` or `not_told`. No transaction is open over the network."""
    rows = fetch_all(conn, "notify.of_message", message_id=message.message_id)
    ids = [row.article_id for row in rows if row.article_id is not None]
    cited = {row.article_id: row for row in fetch_all(conn, "notify.articles", articles=ids)}
    names = {row.topic: row.name for row in fetch_all(conn, "notify.topic_names")}
    conn.commit()
    try:
        if rows:  # all of it may have been forgotten meanwhile
            deliver(target, compose(message.message_id, rows, cited, names), notify)
    except TargetError as error:
        log.warning("%s did not take a message: %s", target.name, error)
        execute(
            conn, "notify.refused", message_id=message.message_id, error=str(error)[:500], now=now
        )
        conn.commit()
        return "not_told"
    execute(conn, "notify.sent", message_id=message.message_id, now=now)
    conn.commit()
    log.info("%s took a message of %d notifications", target.name, len(rows))
    return "told"
