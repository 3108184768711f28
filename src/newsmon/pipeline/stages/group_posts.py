"""Posts of live blogs and the events of articles.

A post is compared with the events of its days as an article is, and belongs to the one that it
would join. It begins no event and draws nobody into one, so it waits: what belongs to none is asked
again as articles come, every hour for two days. Until then its event is that of its blog.
"""

from __future__ import annotations

import logging

from psycopg2 import Error as DatabaseError
from psycopg2.extensions import connection as Connection

from newsmon.events import Method, Text, nearest, span
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
    """Return the event of each post; none of any where they break the comparison."""
    texts = [
        Text(-row.post_id, row.title, row.text, row.language, store.days(row.at), _LAST)
        for row in posts
    ]
    try:
        with store.index(conn, method) as index:
            window = method.window_days
            index.follow(conn, {week for text in texts for week in span(text.at, window)})
            answers = nearest(index.events, texts)
    except DatabaseError:
        raise
    except Exception:
        log.exception("%d posts cannot be compared with events", len(posts))
        answers = [None] * len(posts)
    return {row.post_id: event for row, event in zip(posts, answers, strict=True)}
