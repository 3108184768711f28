"""Stage: articles that wait → clusters, with the evidence of each decision.

    claim ─▶ sign ─▶ (lock) ─▶ look up ─▶ place each ─▶ write ─▶ commit

Texts are signed before the lock, so that workers share that part; between lookup and insert
there is one at a time, or two copies that arrive together would found two clusters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import lru_cache

from psycopg2 import errors
from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.dedup import (
    Board,
    Edge,
    Known,
    Newcomer,
    Placement,
    Relation,
    Rule,
    Signature,
    body_hash,
    sign,
)
from newsmon.pipeline.imports import documents
from newsmon.store import clusters, duplicates, fingerprints
from newsmon.store.rows import ClaimedArticle

# Reprints come in waves: what was signed a moment ago is compared with next. Some 20 kB each.
_sign = lru_cache(maxsize=4000)(sign)
_LIKELY = 3  # members of a candidate cluster
_TRIES = 5  # another stage may want the same rows in another order; Postgres then ends one of us


def deduplicate(conn: Connection, config: Config, *, batch: int = 200) -> Counter[str]:
    """Decide one batch; counts `claimed`, `clusters` (new), each relation, `merged`."""
    for _ in range(_TRIES - 1):
        try:
            return _one_batch(conn, config, batch)
        except errors.DeadlockDetected:
            conn.rollback()
    return _one_batch(conn, config, batch)


def _one_batch(conn: Connection, config: Config, batch: int) -> Counter[str]:
    claimed = duplicates.claim(conn, batch)
    if not claimed:
        conn.commit()
        return Counter(claimed=0)
    newcomers = [_newcomer(row) for row in claimed]
    settings = config.settings.deduplicate
    rule = Rule(settings.threshold, settings.min_shared, settings.max_clusters_per_shingle)
    window = timedelta(days=settings.window_days)
    if duplicates.lock(conn):
        fingerprints.drop_weeks(conn, window)
    known = duplicates.look_up(conn, newcomers, rule.max_clusters)
    stored = _Stored(conn, known)
    unnamed = duplicates.source_of(conn, documents.SOURCE)
    board = Board(known, rule, window, stored.signature, stored.pairs, unnamed)
    placements = [board.place(new) for new in newcomers]
    upcoming = duplicates.upcoming(conn, newcomers[-1].article_id, batch)
    with ThreadPoolExecutor(1) as aside:
        writing = aside.submit(clusters.write, conn, newcomers, placements, known)
        for text in upcoming:  # while Postgres writes: the next batch finds them signed
            _sign(text)
        merged = writing.result()
    conn.commit()
    return _counts(newcomers, placements, merged)


def _newcomer(row: ClaimedArticle) -> Newcomer:
    signature = _sign(row.text)
    return Newcomer(
        row.article_id, row.source_id, row.event_time, row.cluster_id, signature,
        body_hash(signature, row.title),
    )  # fmt: skip


def _counts(newcomers: list[Newcomer], placements: list[Placement], merged: int) -> Counter[str]:
    counts = Counter(claimed=len(newcomers), merged=merged)
    for placement in placements:
        relations = {edge.relation for edge in placement.edges}
        counts["copies" if any(r.shares_cluster for r in relations) else "new_texts"] += 1
        counts.update(relation.value for relation in relations if relation is Relation.CONTAINS)
    return counts


class _Stored:
    """Signatures and judged pairs of articles in the store, each read and made once a batch.

    What is likely to be asked for is read at once: of each candidate cluster the first members,
    with which an article is compared in their order. Of its others, all are read when one is
    wanted. Texts are signed when they are.
    """

    def __init__(self, conn: Connection, known: Known) -> None:
        self._conn = conn
        self._fellows = {
            member.article_id: members for members in known.members.values() for member in members
        }
        self._signatures: dict[int, Signature] = {}
        likely = {m.article_id for members in known.members.values() for m in members[:_LIKELY]}
        likely |= {other.article_id for pairs in known.neighbours.values() for other, _ in pairs}
        self._texts = duplicates.texts(conn, likely)
        self._pairs = duplicates.pairs_of(conn, likely)

    def signature(self, article_id: int) -> Signature:
        if article_id not in self._signatures:
            if article_id not in self._texts:
                fellows = {m.article_id for m in self._fellows.get(article_id, ())}
                wanted = (fellows | {article_id}) - self._signatures.keys()
                self._texts |= duplicates.texts(self._conn, wanted - self._texts.keys())
            self._signatures[article_id] = _sign(self._texts.pop(article_id))
        return self._signatures[article_id]

    def pairs(self, articles: Collection[int]) -> dict[int, list[Edge]]:
        if wanted := [article for article in articles if article not in self._pairs]:
            self._pairs |= duplicates.pairs_of(self._conn, wanted)
        return {article: self._pairs[article] for article in articles}
