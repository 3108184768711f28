"""Pins: what a person says of a pair of articles takes effect at once and for good."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from psycopg2.extensions import connection as Connection

from newsmon.errors import UsageError
from newsmon.pipeline.operations.explanation import find
from newsmon.store import clusters, duplicates

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pinned:
    """A pair and the verdict that counts for it now; clusters as they are afterwards."""

    article_id: int
    other_id: int
    same: bool | None  # None: the rule decides
    cluster_id: int | None
    other_cluster_id: int | None


def pin(conn: Connection, article: str, other_article: str, *, same: bool) -> Pinned:
    """Say that two articles (ids or URLs) are copies of one text, or that they are not.

    Raises UsageError for an article that is not there, or one and the same.
    """
    a, b = _pair(conn, article, other_article)
    duplicates.lock(conn)
    duplicates.pin(conn, a, b, same=same)
    return _recluster(conn, a, b, same)


def unpin(conn: Connection, article: str, other_article: str) -> Pinned:
    """Take a verdict back; both articles are decided anew. UsageError where there is none."""
    a, b = _pair(conn, article, other_article)
    duplicates.lock(conn)
    if not duplicates.unpin(conn, a, b):
        raise UsageError(f"{a} and {b} are not pinned.")
    return _recluster(conn, a, b, None)


def _recluster(conn: Connection, a: int, b: int, same: bool | None) -> Pinned:
    before = duplicates.clusters_of(conn, (a, b)).values()
    if decided := {cluster for cluster in before if cluster is not None}:
        clusters.recluster(conn, decided)
    duplicates.requeue(conn, (a, b))
    after = duplicates.clusters_of(conn, (a, b))
    conn.commit()
    verdict = {True: "pinned as copies", False: "pinned apart", None: "no longer pinned"}[same]
    log.debug("articles %d and %d are %s", a, b, verdict)
    return Pinned(a, b, same, after[a], after[b])


def _pair(conn: Connection, article: str, other_article: str) -> tuple[int, int]:
    a, b = find(conn, article), find(conn, other_article)
    if a == b:
        raise UsageError(f"{article} and {other_article} are one article.")
    return a, b
