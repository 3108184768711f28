"""Stage: waiting articles → clusters, with the evidence of each decision.

    claim ─▶ sign ─▶ (lock) ─▶ read snapshot ─▶ assign ─▶ apply plan ─▶ commit

Texts are signed before the lock, so that workers share that part; between snapshot and plan
there is one writer at a time, or two copies that arrive together would found two clusters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.dedup import (
    IncomingArticle,
    JudgedPair,
    Neighbours,
    Plan,
    Relation,
    Rule,
    Signature,
    assign_batch,
    body_hash,
    sign,
)
from newsmon.pipeline.imports.imported import UNNAMED_SOURCE
from newsmon.pipeline.stages.signature_cache import SignatureCache
from newsmon.store import clusters, duplicates, fingerprints
from newsmon.store.batches import TEXT_BYTES
from newsmon.store.locks import retry_on_deadlock
from newsmon.store.rows import ClaimedArticle

# Reprints come in waves: what was signed a moment ago is compared with next.
_signed: SignatureCache[str] = SignatureCache(24 * 1024 * 1024)
_BYTES_A_BATCH = 32 * 1024 * 1024  # of signatures of stored articles
_LIKELY = 3  # members of a candidate cluster that are likely to be compared


def deduplicate(conn: Connection, config: Config, *, batch: int = 200) -> Counter[str]:
    """Decide one batch; counts `claimed`, `copies`, `new_texts`, `contains`, `merged`."""
    return retry_on_deadlock(conn, lambda: _decide_batch(conn, config, batch))


def _decide_batch(conn: Connection, config: Config, size: int) -> Counter[str]:
    claimed = duplicates.claim(conn, size)
    if not claimed:
        conn.commit()
        return Counter(claimed=0)
    batch = [_incoming(row) for row in claimed]
    del claimed  # the texts
    plan = _plan(conn, config, batch)
    upcoming = duplicates.upcoming(conn, batch[-1].article_id, size)
    with ThreadPoolExecutor(1) as writer:
        writing = writer.submit(clusters.apply, conn, batch, plan)
        for text in upcoming:  # while Postgres writes: the next batch finds them signed
            with suppress(Exception):  # its own batch meets the same error, and this one does not
                _sign(text)
        writing.result()
    conn.commit()
    return _counts(plan)


def _plan(conn: Connection, config: Config, batch: Sequence[IncomingArticle]) -> Plan:
    """Decide a batch under the writer's lock, which stays until the transaction ends."""
    settings = config.settings.deduplicate
    rule = Rule(settings.threshold, settings.min_shared, settings.max_clusters_per_shingle)
    window = timedelta(days=settings.window_days)
    if duplicates.lock(conn):
        fingerprints.drop_weeks(conn, window)
    snapshot = duplicates.read_snapshot(conn, batch, rule.max_clusters)
    stored = _StoredArticles(conn, snapshot.neighbours)
    return assign_batch(
        batch,
        snapshot,
        rule,
        window,
        signature_of=stored.signature_of,
        pairs_of=stored.pairs_of,
        unnamed_source=duplicates.source_of(conn, UNNAMED_SOURCE),
    )


def _sign(text: str) -> Signature:
    return _signed.get(text, sign)


def _incoming(row: ClaimedArticle) -> IncomingArticle:
    signature = _sign(row.text)
    return IncomingArticle(
        row.article_id, row.source_id, row.event_time, row.cluster_id, signature,
        body_hash(signature, row.title), row.is_collection,
    )  # fmt: skip


def _counts(plan: Plan) -> Counter[str]:
    counts = Counter(claimed=len(plan.assignments), merged=len(plan.merged))
    for assignment in plan.assignments:
        relations = {pair.relation for pair in assignment.pairs}
        counts["copies" if any(r.shares_cluster for r in relations) else "new_texts"] += 1
        counts.update(relation.value for relation in relations if relation is Relation.CONTAINS)
    return counts


class _StoredArticles:
    """Signatures and judged pairs of articles in the store, each read and made once a batch.

    What is likely to be needed is read at once: of each candidate cluster the first members, with
    which an article is compared in their order. The others of a cluster are read together when one
    is needed. Texts are signed when they are.
    """

    def __init__(self, conn: Connection, neighbours: Neighbours) -> None:
        self._conn = conn
        clusters = neighbours.members.values()
        self._fellows = {member.article_id: members for members in clusters for member in members}
        self._signatures: SignatureCache[int] = SignatureCache(_BYTES_A_BATCH)
        likely = {member.article_id for members in clusters for member in members[:_LIKELY]}
        likely |= {m.article_id for pairs in neighbours.judged.values() for m, _ in pairs}
        self._texts = duplicates.texts(conn, sorted(likely))
        self._pairs = duplicates.pairs_of(conn, likely)

    def signature_of(self, article_id: int) -> Signature:
        return self._signatures.get(article_id, self._sign)

    def _sign(self, article_id: int) -> Signature:
        return _sign(self._text(article_id))

    def _text(self, article_id: int) -> str:
        if article_id not in self._texts:
            if sum(map(len, self._texts.values())) > TEXT_BYTES:
                self._texts.clear()
            fellows = {m.article_id for m in self._fellows.get(article_id, ())} - {article_id}
            unread = (m for m in sorted(fellows) if m not in self._signatures)
            self._texts |= duplicates.texts(
                self._conn, [article_id, *(m for m in unread if m not in self._texts)]
            )
        return self._texts.pop(article_id)

    def pairs_of(self, articles: Collection[int]) -> dict[int, list[JudgedPair]]:
        if unread := [article for article in articles if article not in self._pairs]:
            self._pairs |= duplicates.pairs_of(self._conn, unread)
        return {article: self._pairs[article] for article in articles}
