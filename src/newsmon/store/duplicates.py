"""Near-duplicates in Postgres: what bears on a batch, what was decided, what people say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import numpy as np
from psycopg2.extensions import connection as Connection

from newsmon.dedup import MEMBERS, Edge, Known, Newcomer, Placed, Relation, Rule
from newsmon.store import fingerprints
from newsmon.store.queries import execute, fetch_all, fetch_one
from newsmon.store.rows import (
    ClaimedArticle,
    DuplicatesEdges,
    DuplicatesExact,
    DuplicatesFindArticle,
    DuplicatesMembers,
    DuplicatesPinsOf,
)

_PRINTED = 20  # texts that a roundup prints, as far as they are asked for


def claim(conn: Connection, batch: int) -> list[ClaimedArticle]:
    """Waiting articles, held until the transaction ends."""
    return fetch_all(conn, "duplicates.claim", batch=batch)


def upcoming(conn: Connection, after: int, batch: int) -> list[str]:
    """Texts of the articles that wait after one: claimed by nobody, to be signed ahead."""
    return [row.text for row in fetch_all(conn, "duplicates.upcoming", after=after, batch=batch)]


def source_of(conn: Connection, slug: str) -> int | None:
    """Id of a source; None where no article has named it yet."""
    row = fetch_one(conn, "duplicates.source", slug=slug)
    return None if row is None else int(row.source_id)


def lock(conn: Connection) -> bool:
    """Be the only writer until the transaction ends; whether a new week of the index began."""
    execute(conn, "duplicates.lock")
    return fingerprints.open_week(conn)


def texts(conn: Connection, articles: Collection[int]) -> dict[int, str]:
    """Texts of articles by id."""
    rows = fetch_all(conn, "duplicates.texts", articles=sorted(articles)) if articles else []
    return {row.article_id: row.text for row in rows}


def pairs_of(conn: Connection, articles: Collection[int]) -> dict[int, list[Edge]]:
    """Judged pairs of articles that tell whether each is a roundup, what it contains first."""
    found: dict[int, list[Edge]] = {article: [] for article in articles}
    wanted = sorted(articles)
    for r in fetch_all(conn, "duplicates.pairs_of", articles=wanted, at_most=_PRINTED):
        found[r.one].append(
            Edge(r.article_id, r.other_id, Relation(r.relation), r.containment_ab,
                 r.containment_ba, r.similarity, r.shared_shingles,
                 same=min(r.containment_ab, r.containment_ba) >= Rule().wholly)
        )  # fmt: skip
    return found


def look_up(conn: Connection, batch: Sequence[Newcomer], max_clusters: int) -> Known:
    """All that the store knows and that bears on a batch.

    `max_clusters` is how many may have a fingerprint that still tells something.
    """
    ids = [new.article_id for new in batch]
    wanted, times = np.unique(
        np.concatenate([new.signature.fingerprints for new in batch]), return_counts=True
    )
    found = fingerprints.look_up(conn, wanted)
    exact = _exact(conn, batch)
    ties = _ties(conn, ids)
    own = {new.cluster_id for new in batch if new.cluster_id is not None}
    candidates = _candidates(batch, found.clusters, max_clusters)
    candidates |= own
    involved = candidates | {placed.cluster_id for group in exact.values() for placed in group}
    involved |= set(ties.where.values())
    return Known(
        clusters=found.clusters,
        common=found.common,
        entered=found.this_week,
        recurring=frozenset(wanted[times > 1].tolist()),
        members=_members(conn, candidates),
        exact=exact,
        neighbours=ties.neighbours,
        same=ties.same,
        where=ties.where,
        apart=ties.apart,
        pinned_apart=_pinned_apart(conn, involved),
        waiting=ties.waiting,
        held=ties.held,
        peopled=_peopled(conn, own),
        fresh=fresh_clusters(conn, len(batch)),
    )


def _candidates(
    batch: Sequence[Newcomer], clusters: Mapping[int, Collection[int]], max_clusters: int
) -> set[int]:
    found: set[int] = set()
    for new in batch:
        once: set[int] = set()
        for one in new.signature.fingerprints.tolist():
            having = clusters.get(one, ())
            if having and len(having) <= max_clusters:
                found |= once.intersection(having)
                once.update(having)
    return found


def _placed(row: DuplicatesMembers | DuplicatesExact) -> Placed:
    return Placed(row.article_id, row.cluster_id, row.source_id, row.event_time)


def _members(conn: Connection, clusters: Collection[int]) -> dict[int, list[Placed]]:
    members: dict[int, list[Placed]] = defaultdict(list)
    if clusters:
        wanted = sorted(clusters)
        for row in fetch_all(conn, "duplicates.members", clusters=wanted, at_most=MEMBERS):
            members[row.cluster_id].append(_placed(row))
    return members


def _exact(conn: Connection, batch: Sequence[Newcomer]) -> dict[Any, list[Placed]]:
    found: dict[Any, list[Placed]] = defaultdict(list)
    hashes = [new.body_hash for new in batch if new.body_hash is not None]
    for row in fetch_all(conn, "duplicates.exact", hashes=hashes) if hashes else []:
        found[row.body_hash].append(_placed(row))
    return found


@dataclass(slots=True)
class _Ties:
    """What ties articles of a batch to others: judged pairs and pins."""

    neighbours: dict[int, list[tuple[Placed, bool]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    same: dict[int, frozenset[int]] = field(default_factory=lambda: defaultdict(frozenset))
    apart: dict[int, frozenset[int]] = field(default_factory=lambda: defaultdict(frozenset))
    waiting: dict[int, dict[int, bool]] = field(default_factory=lambda: defaultdict(dict))
    held: dict[int, frozenset[int]] = field(default_factory=lambda: defaultdict(frozenset))
    where: dict[int, int] = field(default_factory=dict)


def _ties(conn: Connection, ids: list[int]) -> _Ties:
    edges = fetch_all(conn, "duplicates.edges", articles=ids)
    pins = fetch_all(conn, "duplicates.pins_of", articles=ids)
    everyone = {n for edge in edges for n in (edge.article_id, edge.other_id)}
    everyone |= {n for pinned in pins for n in (pinned.article_id, pinned.other_id)}
    rows = fetch_all(conn, "duplicates.placed", articles=sorted(everyone)) if everyone else []
    standing = {row.article_id: row.cluster_id for row in rows if row.cluster_id is not None}
    placed = {
        row.article_id: Placed(row.article_id, row.cluster_id, row.source_id, row.event_time)
        for row in rows
        if row.decided and row.cluster_id is not None
    }
    ties = _Ties(where={article: one.cluster_id for article, one in placed.items()})
    for row in edges:
        for one, other in _both_ways(row):
            if other in placed:
                ties.neighbours[one].append((placed[other], row.relation != "contains"))
            else:
                ties.waiting[one][other] = row.relation != "contains"
    for pinned in pins:
        for one, other in _both_ways(pinned):
            to = ties.same if pinned.same else ties.apart
            to[one] |= {other}
    bonds: list[DuplicatesEdges | DuplicatesPinsOf] = [
        *(edge for edge in edges if edge.relation != "contains"),
        *(pinned for pinned in pins if pinned.same),
    ]
    for one, other in (pair for bond in bonds for pair in _both_ways(bond)):
        if other not in placed and other in standing and standing[other] == standing.get(one):
            ties.held[one] |= {other}
    return ties


def _both_ways(row: DuplicatesEdges | DuplicatesPinsOf) -> tuple[tuple[int, int], tuple[int, int]]:
    return (row.article_id, row.other_id), (row.other_id, row.article_id)


def _pinned_apart(conn: Connection, clusters: Collection[int]) -> frozenset[int]:
    if not clusters:
        return frozenset()
    rows = fetch_all(conn, "duplicates.clusters_pinned_apart", clusters=sorted(clusters))
    return frozenset(row.cluster_id for row in rows)


def _peopled(conn: Connection, clusters: Collection[int]) -> frozenset[int]:
    rows = fetch_all(conn, "duplicates.peopled", clusters=sorted(clusters)) if clusters else []
    return frozenset(row.cluster_id for row in rows)


def fresh_clusters(conn: Connection, count: int) -> Iterator[int]:
    """Ids for new clusters, asked for when the first is needed."""
    yield from (r.cluster_id for r in fetch_all(conn, "duplicates.new_cluster_ids", count=count))


def requeue(conn: Connection, articles: Iterable[int]) -> None:
    """Have articles decided anew by the next batch."""
    execute(conn, "duplicates.requeue", articles=sorted(articles))


def find_article(
    conn: Connection, article: str, *, url_key: str | None = None
) -> DuplicatesFindArticle | None:
    """Row (article_id, cluster_id, title, url) of an article by id or URL, or None."""
    article_id = int(article) if article.isdecimal() and len(article) < 19 else None
    return fetch_one(
        conn, "duplicates.find_article", article_id=article_id, url=article, url_key=url_key
    )


def pin(conn: Connection, one: int, other: int, *, same: bool) -> None:
    """Record a person's verdict on a pair."""
    execute(conn, "duplicates.pin", low=min(one, other), high=max(one, other), same=same)


def unpin(conn: Connection, one: int, other: int) -> bool:
    """Take a verdict back; whether there was one."""
    return bool(execute(conn, "duplicates.unpin", low=min(one, other), high=max(one, other)))


def refresh_stop_list(conn: Connection, window: timedelta) -> fingerprints.Maintained:
    """Weekly upkeep of the index, under the writer's lock; commits."""
    lock(conn)
    done = fingerprints.refresh_stop_list(conn, window)
    conn.commit()
    return done
