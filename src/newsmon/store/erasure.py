"""Removing an article from everything that holds its words."""

from __future__ import annotations

from psycopg2.extensions import connection as Connection

from newsmon.store import clusters
from newsmon.store.queries import execute, fetch_single


def erase_article(conn: Connection, article_id: int) -> None:
    """Delete an article with its versions, matches and pairs, and its words in its event.

    An event that holds something else gets the title and the keywords of what is left.
    """
    event_id = fetch_single(conn, "events.event_of", article_id=article_id).event_id
    execute(conn, "notify.forget", article_id=article_id)
    clusters.leave(conn, article_id)
    execute(conn, "inspect.forget_article", article_id=article_id)
    if event_id is not None:
        execute(conn, "events.rename_without", event_id=event_id)
        execute(conn, "events.delete_empty", event_id=event_id)
