"""The poll stage: which feeds are due, what they announce, and what became of each feed.

Folders are read in place; everything else is asked for over HTTP, all feeds at once.
"""

from __future__ import annotations

import asyncio
import hashlib
import random
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from psycopg2.extensions import connection as Connection

from newsmon.config import Config, FeedConfig
from newsmon.errors import UsageError
from newsmon.feeds import parse
from newsmon.fetch import ACCEPT_FEED, Answer, Fetcher
from newsmon.model import Entry, ParsedFeed, Reason, Rejection
from newsmon.pipeline.folder import poll_folder
from newsmon.store import Database, connect, feeds, runs
from newsmon.store.locks import Lock, holding
from newsmon.urls import host, normalise, registered_domain, url_key

STAGE = "poll"
MAX_NESTED = 20  # sitemaps of one index read in one poll; the newest are listed first or dated
NETWORK = frozenset({Reason.DNS, Reason.CONNECT, Reason.TIMEOUT, Reason.TLS})


def choose(config: Config, names: Sequence[str] | None) -> list[str] | None:
    """URLs of the feeds meant by slugs of sources and URLs of feeds; None: all of them.

    Raises UsageError for a name that nobody configured.
    """
    if not names:
        return None
    chosen: list[str] = []
    for name in names:
        matching = [feed.url for source, feed in config.feeds() if name in {source.slug, feed.url}]
        if not matching:
            raise UsageError(f"no feed {name!r} in feeds.yaml; `newsmon feeds list` shows them")
        chosen += matching
    return chosen


def sync(conn: Connection, config: Config) -> None:
    """Make sources and feeds in the database those of the configuration."""
    feeds.sync(
        conn,
        [(s.slug, s.name, s.homepage, s.country, s.language) for s in config.sources],
        [(s.slug, f.url, f.kind, f.enabled) for s, f in config.feeds()],
    )
    conn.commit()
