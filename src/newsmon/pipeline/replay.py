"""Doing a stage again over what is stored: new extractor, new rules, new topics."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime

from newsmon.store import Database, connect, execute

_STATEMENTS = {
    "extract": "pages.replay",
    "deduplicate": "inspect.replay_deduplicate",
    "tag": "inspect.replay_tag",
    "group": "inspect.replay_group",
}


def queue(database: Database, stage: str, *, since: datetime | None) -> int:
    """Put what was first seen since a time (None: all) back in a stage's queue; returns how many.

    Decisions are made anew where the new rule differs, and rows that come out the same stay.
    """
    with closing(connect(database)) as conn:
        queued = execute(conn, _STATEMENTS[stage], since=since)
        conn.commit()
        return queued
