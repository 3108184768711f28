"""The page of feeds: those that need a look first, and what each brings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from psycopg2.extensions import connection as Connection

from newsmon.store import fetch_all
from newsmon.store.rows import FeedState, SiteOpenAlerts

MOST_FEEDS, MOST_ALERTS = 5000, 200


@dataclass(frozen=True, slots=True)
class FeedsPage:
    """Contents of the page of feeds."""

    feeds: Sequence[FeedState]
    states: Mapping[str, int]  # how many feeds are in each, those of most first
    alerts: Sequence[SiteOpenAlerts]


def read(conn: Connection) -> FeedsPage:
    """Return every feed with its state."""
    feeds = fetch_all(conn, "site.feed_states", limit=MOST_FEEDS)
    return FeedsPage(
        feeds=feeds,
        states=dict(Counter(feed.state for feed in feeds).most_common()),
        alerts=fetch_all(conn, "site.open_alerts", limit=MOST_ALERTS),
    )
