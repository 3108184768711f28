"""Pins: what a person says of a pair of articles takes effect at once and for good."""

from __future__ import annotations

from dataclasses import dataclass

from psycopg2.extensions import connection as Connection

from newsmon.errors import UsageError
from newsmon.store import clusters, duplicates
from newsmon.store.rows import DuplicatesFindArticle
from newsmon.urls import url_key


@dataclass(frozen=True, slots=True)
class Pinned:
    """A pair and what counts for it now; clusters as they are afterwards."""

    article_id: int
    other_id: int
    same: bool | None  # None: the rule decides
    cluster_id: int | None
    other_cluster_id: int | None


def pin(conn: Connection, article: str, other: str, *, same: bool) -> Pinned:
    """Say that two articles (ids or URLs) are copies of one text, or that they are not.

    Raises UsageError for an article that is not there, or one and the same.
    """
    one, two = _pair(conn, article, other)
    duplicates.lock(conn)
    duplicates.pin(conn, one.article_id, two.article_id, same=same)
    return _settled(conn, one, two, same)


def unpin(conn: Connection, article: str, other: str) -> Pinned:
    """Take a verdict back; both articles are decided anew. UsageError where there is none."""
    one, two = _pair(conn, article, other)
    duplicates.lock(conn)
    if not duplicates.unpin(conn, one.article_id, two.article_id):
        raise UsageError(f"{one.article_id} and {two.article_id} are not pinned.")
    return _settled(conn, one, two, None)


def _settled(
    conn: Connection, one: DuplicatesFindArticle, two: DuplicatesFindArticle, same: bool | None
) -> Pinned:
    if standing := {row.cluster_id for row in (one, two) if row.cluster_id is not None}:
        clusters.settle(conn, standing)
    duplicates.requeue(conn, (one.article_id, two.article_id))
    after = [_find(conn, str(row.article_id)) for row in (one, two)]
    conn.commit()
    return Pinned(one.article_id, two.article_id, same, *(row.cluster_id for row in after))


def _pair(
    conn: Connection, article: str, other: str
) -> tuple[DuplicatesFindArticle, DuplicatesFindArticle]:
    one, two = _find(conn, article), _find(conn, other)
    if one.article_id == two.article_id:
        raise UsageError(f"{article} and {other} are one article.")
    return one, two


def _find(conn: Connection, article: str) -> DuplicatesFindArticle:
    found = duplicates.find_article(conn, article, url_key=_key(article))
    if found is None:
        raise UsageError(f"There is no article {article}: give its id or its URL.")
    return found


def _key(article: str) -> str | None:
    try:
        return url_key(article)
    except ValueError:
        return None
