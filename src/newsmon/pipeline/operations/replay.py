"""Doing a stage again over what is stored: new extractor, new rules, new topics."""

from __future__ import annotations

import logging
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from newsmon.store import Database, connect, execute, fetch_single

log = logging.getLogger(__name__)

_STATEMENTS = {
    "extract": "pages.replay",
    "deduplicate": "inspect.replay_deduplicate",
    "tag": "inspect.replay_tag",
    "group": "inspect.replay_group",
}


@dataclass(frozen=True, slots=True)
class Queued:
    """The work of a replay, and what it cannot do."""

    items: int  # pages or articles
    without_page: int = 0  # articles whose raw page is no longer kept: they stay as they are


def queue(database: Database, stage: str, *, since: datetime | None) -> Queued:
    """Put what was first seen since a time (None: all) back in a stage's queue.

    Decisions are made anew where the new rule differs, and rows that come out the same stay.
    """
    with closing(connect(database)) as conn:
        queued = execute(conn, _STATEMENTS[stage], since=since)
        missing = 0
        if stage == "extract":
            missing = fetch_single(conn, "pages.count_without_page", since=since).articles
        conn.commit()
        log.info("%d items of %s are queued again", queued, stage)
        return Queued(queued, missing)
