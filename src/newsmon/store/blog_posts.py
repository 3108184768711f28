"""Live blogs: their posts, which grow with each reading, and the topics of these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from psycopg2.extensions import connection as Connection
from psycopg2.extras import Json

from newsmon.model import Article, Coverage, Post, Precision, TopicMatch
from newsmon.store.json_records import json_records
from newsmon.store.queries import execute, fetch_all, fetch_one, fetch_values
from newsmon.store.rows import PostToGroup, PostToTag


def record(
    conn: Connection, article_id: int, coverage: Coverage, seen_at: datetime, *, is_newest: bool
) -> None:
    """Write what a page says of its posts, in the transaction that is open.

    Posts that it changed are updated, those that are missing among the posts that it shows are
    marked as removed. A page that is older than the one read before only adds posts.
    """
    posts = json_records(map(_fields, coverage.posts))
    keys = [post.key for post in coverage.posts]
    execute(
        conn, "posts.put_blog", article_id=article_id, introduction=coverage.introduction,
        read_at=seen_at, ends_at=coverage.ends_at,
    )  # fmt: skip
    execute(conn, "posts.rename", article_id=article_id, posts=posts, keys=keys)
    if not is_newest:
        execute(conn, "posts.add", article_id=article_id, posts=posts, seen_at=seen_at)
        return
    execute(conn, "posts.put", article_id=article_id, posts=posts, seen_at=seen_at)
    times = [post.posted.at for post in coverage.posts if post.posted]
    if times:
        execute(
            conn, "posts.mark_removed", article_id=article_id, keys=keys, oldest=min(times),
            seen_at=seen_at,
        )  # fmt: skip


def since_first_post(conn: Connection, article_id: int, article: Article) -> Article:
    """Return a live blog that states no time of its own with that of the first post ever read.

    Its page shows the newest posts only, so what it began with may have left the page.
    """
    published = article.published
    if published is None or published.method != "post":
        return article
    earliest = fetch_one(conn, "posts.earliest", article_id=article_id, before=published.at)
    if earliest is None:
        return article
    assert earliest.posted_at is not None
    precision = Precision(earliest.posted_at_precision or Precision.DAY)
    moment = replace(published, at=earliest.posted_at, precision=precision)
    candidates = tuple(
        replace(c, value=moment.local.isoformat())
        if c.field == "published_at" and c.origin == "post"
        else c
        for c in article.candidates
    )
    return replace(article, published=moment, candidates=candidates)


def claim(conn: Connection, batch: int) -> list[PostToTag]:
    """Return posts that wait to be tagged, in the language of their blog."""
    return fetch_all(conn, "posts.claim", batch=batch)


def of_articles(conn: Connection, articles: Sequence[int]) -> list[PostToTag]:
    """Return the tagged posts of some articles."""
    return fetch_all(conn, "posts.of_articles", articles=list(articles))


def write_matches(
    conn: Connection,
    matches: Mapping[int, Iterable[TopicMatch]],
    *,
    topics: Sequence[str] | None = None,
) -> int:
    """Make these the posts' matches (of `topics` only, if given); returns rows written.

    `matches` has every post that was looked at, those without a match too.
    """
    rows = [(post, match) for post, listed in matches.items() for match in listed]
    dropped = execute(
        conn,
        "posts.drop_matches",
        posts=list(matches),
        topics=None if topics is None else list(topics),
        kept_posts=[post for post, _ in rows],
        kept_topics=[match.topic for _, match in rows],
    )
    if not rows:
        return dropped
    return dropped + len(fetch_values(conn, "posts.put_matches", [_row(*row) for row in rows]))


def tagged(conn: Connection, posts: Iterable[int]) -> None:
    execute(conn, "posts.tagged", posts=list(posts))


def claim_to_group(conn: Connection, batch: int) -> list[PostToGroup]:
    """Return posts that wait to be compared with events, their blogs being grouped."""
    return fetch_all(conn, "posts.claim_to_group", batch=batch)


def grouped(conn: Connection, event_of: Mapping[int, int | None]) -> None:
    """Note the event of each of these posts, None for none."""
    execute(conn, "posts.grouped", posts=list(event_of), events=list(event_of.values()))


def _fields(post: Post) -> dict[str, Any]:
    posted = post.posted
    return {
        "key": post.key,
        "url": post.url,
        "posted_at": posted and posted.at,
        "posted_at_precision": posted and posted.precision.value,
        "title": post.title,
        "text": post.text,
        "authors": list(post.authors),
        "modified_at": post.modified_at,
    }


def _row(post: int, match: TopicMatch) -> tuple[object, ...]:
    mentions = [
        {"start": m.start, "end": m.end, "term": m.term, "zone": m.zone} for m in match.mentions
    ]
    return (
        post, match.topic, match.score, match.share, match.salience, Json(mentions),
        match.definition_hash,
    )  # fmt: skip
