"""Compare what deserves a look now with the alerts that are open."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from typing import Final

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.delivery import Notify
from newsmon.pipeline.alerts import findings
from newsmon.pipeline.alerts.tell import tell
from newsmon.store import alerts, fetch_all
from newsmon.store.alerts import Finding
from newsmon.store.locks import Claim, claimed
from newsmon.store.rows import OpenAlert

log = logging.getLogger(__name__)

TAKEN_AS_USUAL: Final = timedelta(days=14)  # after which a source is as it is
_OF_FEEDS: Final = frozenset({"quiet", "failing", "gone"})
_OF_SOURCES: Final = frozenset({"text_length", "rejections", "coverage"})


def check(
    conn: Connection,
    config: Config,
    *,
    current: int | None = None,
    again_soon: bool = False,
    notify: Notify | None = None,
) -> Counter[str]:
    """Note what deserves a look, and tell whoever has not been told; returns counts.

    `current` is the run that this process is. `again_soon` says that another check follows within
    minutes: messages to one target then keep `alerts.pause`. Counts: `opened`, `closed`, `told`
    (messages), `not_told` (targets that did not take theirs). Somebody else who checks at this
    moment does it for us.
    """
    with claimed(conn, Claim.ALERTS) as ours:
        if not ours:
            return Counter()
        counts = note(conn, config, current=current)
        counts += tell(conn, config, again_soon=again_soon, notify=notify)
        return counts


def note(
    conn: Connection, config: Config, *, but: int | None = None, current: int | None = None
) -> Counter[str]:
    """Open and close alerts; one transaction. Counts: `opened`, `closed`.

    `but` is a run that has only just begun: whether it came late is judged without it.
    """
    now = datetime.now(timezone.utc)
    late = list(findings.of_runs(conn, config, now, but=but, current=current))
    alerts.add_targets(conn, [target.name for target in config.settings.alerts.targets()])
    open_ = alerts.open_alerts(conn)
    feeds = fetch_all(
        conn, "alerts.unhealthy_feeds", urls=[row.subject for row in open_ if row.kind in _OF_FEEDS]
    )
    open_facts = {(row.kind, row.subject): row.facts for row in open_}
    of_sources = list(findings.of_sources(conn, now, open_facts))
    findings_now = [
        *findings.of_feeds(feeds),
        *late,
        *of_sources,
        *findings.of_coverage(conn, now, open_facts, of_sources),
        *findings.of_extraction(conn),
        *findings.of_quarantine(conn),
        *findings.of_rights(conn),
    ]
    states = {row.url: row.state for row in feeds}
    new, over = compare(open_, findings_now, states, now)
    alerts.write(conn, new, over, now)
    conn.commit()
    for finding in new:
        log.info("alert: %s %s: %s", finding.kind, finding.subject, finding.detail)
    for alert_id, outcome in over:
        log.info("alert %d is over: %s", alert_id, outcome)
    return Counter(opened=len(new), closed=len(over))


def compare(
    open_: Iterable[OpenAlert],
    findings_now: Iterable[Finding],
    states: dict[str, str],
    now: datetime,
) -> tuple[list[Finding], list[tuple[int, str]]]:
    """Return the findings that are new, and the alerts that are over (alert_id, outcome).

    `states` are those of the feeds that open alerts are about.
    """
    still = {(finding.kind, finding.subject): finding for finding in findings_now}
    over = []
    for row in open_:
        now_so = still.pop((row.kind, row.subject), None)
        if now_so is None:
            over.append((row.alert_id, _outcome(row, states)))
        elif row.kind in _OF_SOURCES and now - row.opened_at >= TAKEN_AS_USUAL:
            over.append((row.alert_id, "usual"))
    return list(still.values()), over


def _outcome(row: OpenAlert, states: dict[str, str]) -> str:
    if row.kind not in _OF_FEEDS:
        return "recovered"
    state = states.get(row.subject)
    if state in _OF_FEEDS:
        return "replaced"
    return "recovered" if state in {"ok", "moved"} else "withdrawn"
