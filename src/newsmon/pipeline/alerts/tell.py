"""Delivery: each target gets one message with all that it has not been told yet."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.config.alert_settings import Notifier
from newsmon.delivery import Notify, Target, deliver
from newsmon.errors import TargetError
from newsmon.pipeline.alerts.message import compose, trial
from newsmon.store import alerts
from newsmon.store.rows import AlertTarget

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt at a target."""

    target: str
    where: str
    error: str | None  # None: it took the message


@dataclass(frozen=True, slots=True)
class TargetState:
    """A target, and what is known of it."""

    target: str
    where: str
    last_told_at: datetime | None
    last_error: str | None


def tell(
    conn: Connection, config: Config, *, again_soon: bool = False, notify: Notify | None = None
) -> Counter[str]:
    """Send what is untold, target by target; a transaction each. Counts: `told`, `not_told`.

    For whoever holds the lock. Without `notify`, notifiers of Airflow's wait for Airflow.
    """
    targets = {target.name: target for target in config.settings.alerts.targets()}
    rows = alerts.targets(conn, sorted(targets))
    conn.commit()
    counts: Counter[str] = Counter()
    for row in rows:
        target = targets[row.target]
        if isinstance(target, Notifier) and notify is None:
            continue
        if again_soon and row.next_attempt_at > datetime.now(timezone.utc):
            counts["not_told"] += 1  # left alone for a while after it did not take a message
        elif not again_soon or _long_since_told(row, config):
            counts += _tell(conn, target, notify)
    return counts


def _long_since_told(row: AlertTarget, config: Config) -> bool:
    now = datetime.now(timezone.utc)
    return row.last_told_at is None or now - row.last_told_at >= config.settings.alerts.pause


def _tell(conn: Connection, target: Target, notify: Notify | None) -> Counter[str]:
    untold = alerts.untold(conn, target.name, target.kinds)
    conn.commit()  # no transaction over the network
    if not untold:
        return Counter()
    try:
        deliver(target, compose(untold), notify)
    except TargetError as error:
        log.warning("%s did not take a message: %s", target.name, error)
        alerts.note_refusal(conn, target.name, str(error))
        conn.commit()
        return Counter(not_told=1)
    log.info("%s took a message on %d alerts", target.name, len(untold))
    alerts.note_delivery(conn, target.name, untold, datetime.now(timezone.utc))
    conn.commit()
    return Counter(told=1)


def try_targets(
    config: Config, names: Iterable[str] = (), *, notify: Notify | None = None
) -> list[Delivery]:
    """Send a test message to these targets (none: to all); nothing is stored."""
    chosen = set(names)
    deliveries = []
    for target in config.settings.alerts.targets():
        if chosen and target.name not in chosen:
            continue
        error = None
        try:
            deliver(target, trial(), notify)
        except TargetError as refusal:
            error = str(refusal)
        deliveries.append(Delivery(target.name, target.where, error))
    return deliveries


def target_states(conn: Connection, config: Config) -> list[TargetState]:
    """Return who there is to tell, and how that went the last time."""
    targets = {target.name: target for target in config.settings.alerts.targets()}
    rows = {row.target: row for row in alerts.targets(conn, sorted(targets))}
    conn.commit()
    return [
        TargetState(name, target.where, row and row.last_told_at, row and row.last_error)
        for name, target in targets.items()
        for row in [rows.get(name)]
    ]
