"""The tag stage: which topics each article is about, and why.

What waits are articles with `tagged_at` null, tagged for all topics; after them posts of live
blogs; then stretches of the archive, with their posts, on which topics that changed must be tried
again, and only these.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.model import Reason, TopicMatch
from newsmon.pipeline.stages import isolation
from newsmon.store import blog_posts
from newsmon.store import topics as store
from newsmon.store.faults import attempt, each_sound
from newsmon.store.rows import ArticleToTag, PostToTag
from newsmon.topics import Tagger, Thresholds, Topics, compile, digests, subset  # noqa: A004

log = logging.getLogger(__name__)

# Another process may bring other definitions in between; more often than this is a quarrel.
_ATTEMPTS = 3


def tag(
    conn: Connection, config: Config, *, batch: int = 200, run_id: int | None = None
) -> Counter[str]:
    """Tag waiting articles, or posts of live blogs, or a stretch of the archive after a change.

    Commits. Counts: `claimed`, and of these `tagged`, `posts` or `retagged`; `matches` written or
    dropped; `topics_changed` and `topics_removed` where topics.yaml differed. A post that cannot be
    tagged goes into quarantine, in the name of a run, and counts as `internal_error`.
    """
    counts = synced(conn, config)
    if waiting := store.claim(conn, batch):
        tagger = tagger_for(config)
        matches = {row.article_id: _tag(tagger, row) for row in waiting}
        counts["matches"] = store.write(conn, matches)
        store.tagged(conn, matches)
        counts["claimed"] = counts["tagged"] = len(matches)
    elif posts := blog_posts.claim(conn, batch):
        counts += _tag_posts(conn, tagger_for(config), posts, run_id)
        counts["claimed"] = counts["posts"] = len(posts)
    elif stretch := store.claim_stretch(conn):
        tagger = tagger_for(config)
        matches = _retag(tagger, stretch)
        counts["matches"] = store.write(conn, matches, topics=stretch.topics)
        posts = blog_posts.of_articles(conn, list(matches))
        part = _part(tagger, stretch.topics)
        counts += _tag_posts(conn, part, posts, run_id, stretch.topics)
        counts["claimed"] = counts["retagged"] = len(matches)
    conn.commit()
    return counts


def synced(conn: Connection, config: Config) -> Counter[str]:
    """Have the database's topics agree with the configuration's, and hold them until the commit."""
    counts: Counter[str] = Counter(claimed=0)
    topics = _monitored(_Identity(config.topics), thresholds_of(config))
    for _ in range(_ATTEMPTS):
        if store.agrees(conn, topics):
            return counts
        conn.rollback()
        changes = store.sync(conn, topics)
        counts["topics_changed"] += len(changes.changed)
        counts["topics_removed"] += len(changes.removed)
        log.info("topics.yaml has changed: %d topics are tried on the archive, %d removed",
                 len(changes.changed), len(changes.removed))  # fmt: skip
    log.warning("another process keeps changing the topics: does it read another topics.yaml?")
    return counts


def tagger_for(config: Config) -> Tagger:
    """The compiled topics of a configuration, kept for the next batch."""
    return _compiled(_Identity(config.topics), thresholds_of(config))


def thresholds_of(config: Config) -> Thresholds:
    chosen = config.settings.topics
    return Thresholds(
        about_score=chosen.about_score,
        about_share=chosen.about_share,
        lead_sentences=chosen.lead_sentences,
    )


class _Identity:
    """Topics as a cache key: the same object, not merely an equal one."""

    def __init__(self, topics: Topics) -> None:
        self.topics = topics

    def __hash__(self) -> int:
        return id(self.topics)

    def __eq__(self, identity: object) -> bool:
        return isinstance(identity, _Identity) and identity.topics is self.topics


@lru_cache(maxsize=2)
def _monitored(key: _Identity, thresholds: Thresholds) -> list[store.Monitored]:
    """Return the topics with their hashes, which need no tagger."""
    hashes = digests(key.topics, thresholds)
    return [
        store.Monitored(topic.slug, topic.name, topic.parent, hashes[topic.slug])
        for topic in key.topics
    ]


@lru_cache(maxsize=2)
def _compiled(key: _Identity, thresholds: Thresholds) -> Tagger:
    begun = time.monotonic()
    tagger = compile(key.topics, thresholds)
    log.debug("%d topics compiled in %.1f s", len(key.topics), time.monotonic() - begun)
    return tagger


@lru_cache(maxsize=8)
def _part(tagger: Tagger, topics: tuple[str, ...]) -> Tagger:
    return compile(subset(tagger.topics, topics), tagger.thresholds)


def _retag(tagger: Tagger, stretch: store.Stretch) -> dict[int, list[TopicMatch]]:
    part = _part(tagger, stretch.topics)
    topics = set(stretch.topics)
    return {
        row.article_id: [match for match in _tag(part, row) if match.topic in topics]
        for row in stretch.articles
    }


def _tag_posts(
    conn: Connection,
    tagger: Tagger,
    posts: Sequence[PostToTag],
    run_id: int | None,
    topics: tuple[str, ...] | None = None,
) -> Counter[str]:
    """Tag posts as articles are, for some topics only if given; count `matches` written.

    One that breaks the tagger, or whose matches Postgres refuses, costs its own topics.
    """

    def work(rows: Sequence[PostToTag]) -> list[int]:
        return [attempt(conn, lambda: _write_matches(conn, tagger, rows, topics))]

    def set_aside(row: PostToTag, error: Exception) -> None:
        counts[Reason.INTERNAL_ERROR.value] += 1
        isolation.quarantine_post(conn, row.post_id, error, run_id)

    counts: Counter[str] = Counter()
    counts["matches"] = sum(each_sound(posts, work, set_aside))
    return counts


def _write_matches(
    conn: Connection,
    tagger: Tagger,
    posts: Sequence[PostToTag],
    topics: tuple[str, ...] | None,
) -> int:
    matches = {
        row.post_id: [
            match
            for match in tagger.tag(row.title, row.text, row.language)
            if topics is None or match.topic in topics
        ]
        for row in posts
    }
    written = blog_posts.write_matches(conn, matches, topics=topics)
    blog_posts.tagged(conn, matches)
    return written


def _tag(tagger: Tagger, row: ArticleToTag) -> list[TopicMatch]:
    return tagger.tag(row.title, row.text, row.language)
