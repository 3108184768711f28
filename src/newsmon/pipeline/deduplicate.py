"""Stage: articles that wait → clusters, with the evidence of each decision.

    claim ─▶ sign ─▶ (lock) ─▶ look up ─▶ place each ─▶ write ─▶ commit

Texts are signed before the lock, so that workers share that part; between lookup and insert
there is one at a time, or two copies that arrive together would found two clusters.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache, partial
from typing import Any

from psycopg2 import errors
from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.dedup import (
    Board,
    Known,
    Newcomer,
    Placement,
    Relation,
    Rule,
    Signature,
    body_hash,
    sign,
)
from newsmon.store import clusters, duplicates

# Reprints come in waves: what was signed a moment ago is compared with next. Some 20 kB each.
_sign = lru_cache(maxsize=1000)(sign)
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
    duplicates.lock(conn)
    known = duplicates.look_up(conn, newcomers, duplicates.Look(window, rule.max_clusters))
    signatures = _Signatures(conn)
    signatures.prefetch(known)
    pairs = partial(duplicates.pairs_of, conn)
    board = Board(known, rule, window, signatures.of, pairs)
    placements = [board.place(new) for new in newcomers]
    merged = clusters.write(conn, newcomers, placements, known)
    conn.commit()
    return _counts(newcomers, placements, merged)


def _newcomer(row: Any) -> Newcomer:
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


@dataclass(slots=True)
class _Signatures:
    """Signatures of articles in the store, each read and made once a batch."""

    conn: Connection
    _made: OrderedDict[int, Signature] = field(default_factory=OrderedDict)

    def prefetch(self, known: Known) -> None:
        """What will be compared with first: the representative of each candidate."""
        first = {members[0].article_id for members in known.members.values() if members}
        first |= {other.article_id for pairs in known.neighbours.values() for other, _ in pairs}
        for article_id, text in duplicates.texts(self.conn, first).items():
            self._made[article_id] = _sign(text)

    def of(self, article_id: int) -> Signature:
        made = self._made.get(article_id)
        if made is None:
            text = duplicates.texts(self.conn, (article_id,))[article_id]
            made = self._made[article_id] = _sign(text)
        return made
