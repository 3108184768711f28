"""Whatever goes out to readers: feeds as files, and the digest by mail where it is due."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from datetime import datetime

from psycopg2.extensions import connection as Connection

from newsmon.config import Config, load
from newsmon.report import digest_mail, feeds_out
from newsmon.store import connect, resolve


def send_out(conn: Connection, config: Config, *, now: datetime | None = None) -> Counter[str]:
    """Write the feeds that changed, and mail the digest to whoever has not had today's. Commits.

    Counts: `feeds` (files), `told` (mails), `not_told` (targets that did not take theirs).
    """
    settings = config.settings
    counts = Counter(feeds=len(feeds_out.write_feeds(conn, settings, now=now)))
    return counts + digest_mail.send_due(conn, settings, now=now)


def send_out_for(*, database_url: str | None) -> dict[str, int]:
    """The same with a database of one's own, for a task; what was done, counted."""
    with closing(connect(resolve(database_url))) as conn:
        return dict(send_out(conn, load()))
