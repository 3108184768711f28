"""Topics as the database knows them, the articles that wait for them, and their matches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg2.extensions import connection as Connection
from psycopg2.extras import Json

from newsmon.model import TopicMatch
from newsmon.store.batches import TEXT_BYTES
from newsmon.store.locks import Turn, share_turn, wait_for_turn
from newsmon.store.queries import (
    execute,
    execute_values,
    fetch_all,
    fetch_one,
    fetch_values,
    stream,
)
from newsmon.store.rows import ArchivedArticle, ArticleToTag, StoredTopic

# Articles in one stretch of the backlog: some seconds of work, a fair share for each worker.
STRETCH = 1000


@dataclass(frozen=True, slots=True)
class Monitored:
    """A topic as topics.yaml defines it now."""

    topic: str
    name: str
    parent: str | None
    definition_hash: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Result of a sync: topics new or differently defined, and topics removed."""

    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the archive to be tagged again for these topics."""

    topics: tuple[str, ...]
    articles: list[ArticleToTag]


def agrees(conn: Connection, topics: Sequence[Monitored]) -> bool:
    """Keep the definitions as they are for this transaction, and say whether they are these."""
    share_turn(conn, Turn.TOPICS)
    return {_key(row) for row in _stored(conn) if row.monitored} == {_key(t) for t in topics}


def sync(conn: Connection, topics: Sequence[Monitored]) -> Changes:
    """Make the database's topics those given; commits.

    A changed topic puts the archive on its backlog; a removed one loses its matches.
    """
    wait_for_turn(conn, Turn.TOPICS)
    before = {row.topic: row for row in _stored(conn)}
    now = {topic.topic for topic in topics}
    changed = tuple(
        topic.topic
        for topic in topics
        if (old := before.get(topic.topic)) is None
        or not old.monitored
        or old.definition_hash != topic.definition_hash
    )
    removed = tuple(slug for slug, old in before.items() if old.monitored and slug not in now)
    if topics:
        rows = [(topic.topic, topic.name, topic.definition_hash) for topic in topics]
        execute_values(conn, "topics.upsert", rows)
        parents = [(topic.topic, topic.parent) for topic in topics]
        execute_values(conn, "topics.set_parents", parents)
    if removed:
        execute(conn, "topics.remove", topics=list(removed))
        execute(conn, "topics.remove_matches", topics=list(removed))
        execute(conn, "posts.remove_matches", topics=list(removed))
    if changed or removed:
        execute(conn, "topics.forget_backlog", topics=[*changed, *removed])
    if changed:
        execute(conn, "topics.add_backlog", topics=list(changed), length=STRETCH)
    conn.commit()
    return Changes(changed, removed)


def claim(conn: Connection, batch: int) -> list[ArticleToTag]:
    """Articles that wait to be tagged: rows with article_id, title, text, language."""
    return fetch_all(conn, "topics.claim", batch=batch, bytes=TEXT_BYTES)


def claim_stretch(conn: Connection) -> Stretch | None:
    """A stretch of the backlog with articles in it; None if nothing waits.

    Of one whose texts are large the beginning; what is left of it stays on the backlog.
    """
    while (row := fetch_one(conn, "topics.claim_backlog")) is not None:
        first, last = row.first_article_id, row.last_article_id
        articles = fetch_all(conn, "topics.lock_stretch", first=first, last=last, bytes=TEXT_BYTES)
        if articles:
            resume_at = articles[-1].article_id + 1
            execute(conn, "topics.put_back", topics=list(row.topics), first=resume_at, last=last)
            return Stretch(tuple(row.topics), articles)
    return None


def requeue_stretch(conn: Connection) -> int:
    """Have the articles of the next stretch wait as new ones do; return how many. Commits."""
    requeued = 0
    if (row := fetch_one(conn, "topics.claim_backlog")) is not None:
        bounds = {"first": row.first_article_id, "last": row.last_article_id}
        requeued = execute(conn, "topics.requeue_stretch", **bounds)
    conn.commit()
    return requeued


def write(
    conn: Connection,
    matches: dict[int, list[TopicMatch]],
    *,
    topics: Sequence[str] | None = None,
) -> int:
    """Make these the articles' matches (of `topics` only, if given); returns rows written.

    `matches` has every article that was looked at, those without a match too.
    """
    rows = [(article, match) for article, listed in matches.items() for match in listed]
    dropped = execute(
        conn,
        "topics.drop_matches",
        articles=list(matches),
        topics=None if topics is None else list(topics),
        kept_articles=[article for article, _ in rows],
        kept_topics=[match.topic for _, match in rows],
    )
    if not rows:
        return dropped
    written = fetch_values(conn, "topics.upsert_matches", map(_row, rows))
    return dropped + len(written)


def tagged(conn: Connection, articles: Iterable[int]) -> None:
    execute(conn, "topics.mark_tagged", articles=list(articles))


def archive(conn: Connection, since: datetime) -> Iterator[ArchivedArticle]:
    """Stored articles of event time `since` or later, the newest first."""
    return stream(conn, "topics.archived_articles", since=since)


def _row(pair: tuple[int, TopicMatch]) -> tuple[object, ...]:
    article, match = pair
    return (
        article,
        match.topic,
        match.score,
        match.share,
        match.salience,
        Json(
            [
                {"start": m.start, "end": m.end, "term": m.term, "zone": m.zone}
                for m in match.mentions
            ]
        ),
        match.definition_hash,
    )


def _stored(conn: Connection) -> list[StoredTopic]:
    return fetch_all(conn, "topics.all_topics")


def _key(row: StoredTopic | Monitored) -> tuple[str, str, str | None, str]:
    return (row.topic, row.name, row.parent, row.definition_hash)
