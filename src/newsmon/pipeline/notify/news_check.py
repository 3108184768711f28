"""The check for news: what has come in is looked at, and told, where there are rules for it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timezone

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.delivery import Notify
from newsmon.store import execute, notifications
from newsmon.store.locks import Claim, claimed


def check(
    conn: Connection,
    config: Config,
    *,
    again_soon: bool = False,
    notify: Notify | None = None,
    since: datetime | None = None,
    with_spikes: bool = True,
    now: datetime | None = None,
) -> Counter[str]:
    """Look at what has come in, and tell whoever is to be told; returns counts.

    `since` also tells what was first seen since then, however old it is and whenever the rules
    began. `again_soon` says that another check follows within minutes: messages to one target then
    keep `alerts.pause`. Spikes need the counts of eight weeks: `with_spikes` leaves them to another
    check. `now` is the time of this check. Counts: `news`, `told` (messages),
    `not_told` (targets that did not take theirs). Whoever checks at this moment does it for us.
    """
    now = now or datetime.now(timezone.utc)
    with claimed(conn, Claim.NEWS) as ours:
        if not ours:
            return Counter()
        if not config.settings.notify:
            execute(conn, "notify.forget_queue")
            conn.commit()
            return Counter()
        from newsmon.pipeline.notify.looking import look, look_for_spikes  # late: few have rules
        from newsmon.pipeline.notify.sending import tell

        begin(conn, config, now=now)
        if since is not None:
            execute(conn, "notify.queue_again", since=since)
        counts = Counter(news=look(conn, config, since, now))
        if with_spikes:
            counts["news"] += look_for_spikes(conn, config, since, now)
        counts += tell(conn, config, now, again_soon=again_soon, notify=notify)
        return counts


def begin(conn: Connection, config: Config, *, now: datetime | None = None) -> None:
    """Remember the rules: what comes in from now on is news to those that are new. Commits."""
    names = [rule.name for rule in config.settings.notify]
    notifications.add_rules(conn, names, now or datetime.now(timezone.utc))
    conn.commit()
