"""Posts of live blogs and the events of articles.

A post is compared with the events of its days as an article is, and belongs to the one that it
would join. It begins no event and draws nobody into one, so it waits: what belongs to none is asked
again as articles come, every hour for two days. Until then its event is that of its blog.
"""

from __future__ import annotations

import logging

from psycopg2 import Error as DatabaseError
from psycopg2.extensions import connection as Connection

from newsmon.events import Events, Method, Text, nearest, span
from newsmon.store import blog_posts
from newsmon.store import events as store
from newsmon.store.rows import PostToGroup

log = logging.getLogger(__name__)

_LAST = 2**62  # arrival: after all articles


def group_posts(conn: Connection, method: Method, batch: int) -> int:
    """Look for the events of posts that wait, in one transaction, committed; returns how many."""
    posts = blog_posts.claim_to_group(conn, batch)
    if posts:
        store.lock(conn)
        blog_posts.grouped(conn, _events_of(conn, method, posts))
    conn.commit()
    return len(posts)


def _events_of(conn: Connection, method: Method, posts: list[PostToGroup]) -> dict[int, int | None]:
    """Return the event of each post; None for one that belongs to none, or cannot be compared."""
    texts = [
        Text(-row.post_id, row.title, row.text, row.language, store.days(row.at), _LAST)
        for row in posts
    ]
    with store.index(conn, method) as index:
        window = method.window_days
        index.follow(conn, {week for text in texts for week in span(text.at, window)})
        events_of_posts = _nearest(index.events, texts)
    return {row.post_id: event for row, event in zip(posts, events_of_posts, strict=True)}


def _nearest(events: Events, texts: list[Text]) -> list[int | None]:
    """Return the nearest event of each text; one that breaks the comparison costs only itself.

    It waits like a post that belongs to none, and is asked again.
    """
    try:
        return nearest(events, texts)
    except DatabaseError:
        raise
    except Exception:
        if len(texts) > 1:
            return [event for text in texts for event in _nearest(events, [text])]
        log.exception("post %d cannot be compared with events", -texts[0].cluster_id)
        return [None]
