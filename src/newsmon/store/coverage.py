"""Entries that feeds announce and that are not taken, so that each is accounted for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from psycopg2.extensions import connection as Connection

from newsmon.store.queries import execute

Passed = Literal["too_old", "excluded", "reserved", "bad_url", "no_link", "next_poll"]


@dataclass(frozen=True, slots=True)
class PassedEntry:
    """An entry that is not taken; `url_key` identifies it within its feed."""

    feed_id: int
    url_key: str
    reason: Passed


def pass_over(conn: Connection, entries: Iterable[PassedEntry]) -> None:
    """Note entries that are not taken; nothing changes for those that are noted."""
    distinct = {(entry.feed_id, entry.url_key): entry.reason for entry in entries}
    if distinct:
        feed_ids, url_keys = zip(*distinct, strict=True)
        execute(
            conn,
            "coverage.pass_over",
            feed_ids=list(feed_ids),
            url_keys=list(url_keys),
            reasons=list(distinct.values()),
        )
