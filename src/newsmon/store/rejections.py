"""Rejections: why an address is not loaded, and when it is asked for again."""

from __future__ import annotations

import logging

from psycopg2.extensions import connection as Connection

from newsmon.model import Rejection
from newsmon.store.queries import execute
from newsmon.text import storable
from newsmon.text.quantities import rough_time

log = logging.getLogger(__name__)


def reject(
    conn: Connection,
    rejection: Rejection,
    *,
    address_id: int,
    source_id: int,
    url: str,
    stage: str,
    again: float | None = None,
    fresh: bool = True,
    has_headline: bool = False,
) -> None:
    """Note why an address is not loaded; it is asked for `again` after so many seconds, or never.

    `fresh` is False where nothing new was seen, only the same page looked at once more. Its
    headline goes, if it has one, unless such a rejection leaves it (`has_headline`).
    """
    wait = "given up" if again is None else f"asked for again in {rough_time(again)}"
    log.info("rejected: %s: %s; %s", rejection.reason.value, rejection.detail, wait,
             extra={"stage": stage, "url": url})  # fmt: skip
    execute(
        conn,
        "articles.reject",
        address_id=address_id,
        source_id=source_id,
        url=url,
        stage=stage,
        reason=rejection.reason.value,
        detail=storable(rejection.detail),
        fresh=fresh,
    )
    reason = rejection.reason.value
    execute(conn, "addresses.reject", address_id=address_id, reason=reason, seconds=again)
    if not has_headline:
        execute(conn, "addresses.drop_headline", address_id=address_id)
