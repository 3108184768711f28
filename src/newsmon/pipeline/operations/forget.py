"""Forgetting an article: gone everywhere, and kept out by tombstones on all its addresses."""

from __future__ import annotations

import logging
from contextlib import closing
from typing import Any

from psycopg2.extensions import connection as Connection

from newsmon.errors import UsageError
from newsmon.pipeline.imports.imported import identity
from newsmon.pipeline.operations.explanation import find
from newsmon.store import Database, connect, execute, fetch_all, fetch_dicts
from newsmon.store.erasure import erase_article
from newsmon.store.rows import ForgottenAddress

log = logging.getLogger(__name__)


def forget(database: Database, article: str) -> dict[str, Any]:
    """Remove an article (id or URL) with its versions, pages, matches and pairs.

    Or the pages of a URL that has no article: rejected, in quarantine, or not read yet; then
    `article_id` is None. One transaction. Raises UsageError where there is neither.
    """
    with closing(connect(database)) as conn:
        try:
            article_id: int | None = find(conn, article)
            addresses = fetch_all(conn, "inspect.forget_addresses", article_id=article_id)
        except UsageError:
            article_id, addresses = None, _without_article(conn, article)
            if not addresses:
                raise
        ids = [address.address_id for address in addresses]
        execute(conn, "inspect.forget_quarantine", article_id=article_id, address_ids=ids)
        execute(conn, "inspect.forget_entries", address_ids=ids)
        execute(conn, "inspect.forget_bodies", address_ids=ids)
        execute(conn, "inspect.forget_pages", address_ids=ids)
        if article_id is not None:
            erase_article(conn, article_id)
        conn.commit()
        log.info("forgotten: article %s, with %d addresses", article_id, len(addresses))
        return {"article_id": article_id, "urls": [address.url for address in addresses]}


def describe(database: Database, article: str) -> str:
    """Name what would be forgotten: an article by its number, title and outlet, else the URL."""
    with closing(connect(database)) as conn:
        try:
            facts = fetch_dicts(conn, "inspect.facts", article_id=find(conn, article))
        except UsageError:
            return article
    return "article {article_id}, “{title}” of {source}".format(**facts[0]) if facts else article


def _without_article(conn: Connection, url: str) -> list[ForgottenAddress]:
    """Bury an address that has no article; returns it, or nothing where there is none."""
    if url.isdecimal():
        return []
    return fetch_all(conn, "inspect.forget_address", url_key=identity(url)[1])
