"""Pins of events: what a person says of an article and an event counts at once and for good."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from psycopg2.extensions import connection as Connection

from newsmon.pipeline.operations.explanation import find
from newsmon.store import event_pins

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pinned:
    """An article, the event that was named, and where the article is now."""

    article_id: int
    named_event_id: int | None  # None: a pin was taken back
    same: bool | None  # None: the rule decides
    event_id: int | None  # None: it waits to be grouped


def pin(conn: Connection, article: str, event: str, *, same: bool, note: str = "") -> Pinned:
    """Say that an article (id or URL) belongs to an event (id, or URL of an article in it), or not.

    Raises UsageError for an article or event that is not there, or an article not grouped yet.
    """
    article_id, event_id = find(conn, article), _event(conn, event)
    change = event_pins.pin if same else event_pins.pin_apart
    verdict = "in" if same else "apart from"
    log.debug("article %d is pinned %s event %d", article_id, verdict, event_id)
    return Pinned(article_id, event_id, same, change(conn, article_id, event_id, note=note))


def unpin(conn: Connection, article: str) -> Pinned:
    """Take a verdict back; the article is grouped anew. UsageError where there is none."""
    article_id = find(conn, article)
    log.debug("article %d is no longer pinned, and grouped anew", article_id)
    return Pinned(article_id, None, None, event_pins.unpin(conn, article_id))


def unite(conn: Connection, event: str, other_event: str) -> int:
    """Make two events (ids, or URLs of articles in them) one; returns the id that stays."""
    return event_pins.unite(conn, _event(conn, event), _event(conn, other_event))


def _event(conn: Connection, event: str) -> int:
    return int(event) if event.isdigit() else event_pins.event_of(conn, find(conn, event))
