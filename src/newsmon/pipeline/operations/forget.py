"""Forgetting an article: gone everywhere, and kept out by tombstones on all its addresses."""

from __future__ import annotations

import logging
from contextlib import closing
from typing import Any

from newsmon.pipeline.operations.explanation import find
from newsmon.store import Database, clusters, connect, execute, fetch_all

log = logging.getLogger(__name__)


def forget(database: Database, article: str) -> dict[str, Any]:
    """Remove an article (id or URL) with its versions, pages, matches and pairs.

    One transaction. Raises UsageError where there is no such article.
    """
    with closing(connect(database)) as conn:
        article_id = find(conn, article)
        addresses = fetch_all(conn, "inspect.forget_addresses", article_id=article_id)
        ids = [address.address_id for address in addresses]
        execute(conn, "inspect.forget_entries", address_ids=ids)
        execute(conn, "inspect.forget_bodies", address_ids=ids)
        execute(conn, "inspect.forget_pages", address_ids=ids)
        clusters.leave(conn, article_id)
        execute(conn, "inspect.forget_article", article_id=article_id)
        conn.commit()
        log.info("article %d is forgotten, with %d addresses", article_id, len(addresses))
        return {"article_id": article_id, "urls": [address.url for address in addresses]}
