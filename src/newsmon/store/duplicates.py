"""Near-duplicates in Postgres: the snapshot that a batch is decided on, texts, pins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import numpy as np
from psycopg2.extensions import connection as Connection

from newsmon.dedup import (
    MEMBERS,
    ClusterMember,
    Constraints,
    IncomingArticle,
    IndexView,
    JudgedPair,
    Neighbours,
    Relation,
    Rule,
    Snapshot,
)
from newsmon.store import fingerprints
from newsmon.store.batches import TEXT_BYTES
from newsmon.store.locks import Turn, wait_for_turn
from newsmon.store.queries import execute, fetch_all, fetch_one
from newsmon.store.rows import (
    ClaimedArticle,
    DuplicatesCurrentClusters,
    DuplicatesJudgedPairs,
    DuplicatesMembers,
    DuplicatesPins,
    DuplicatesSameBodies,
)

_MOST_PAIRS = 20  # judged pairs of an article that are read: as many texts as a roundup prints


def claim(conn: Connection, batch: int) -> list[ClaimedArticle]:
    """Claim articles until the transaction ends: at most so many, and TEXT_BYTES of text."""
    return fetch_all(conn, "duplicates.claim", batch=batch, bytes=TEXT_BYTES)


def upcoming(conn: Connection, after: int, batch: int) -> list[str]:
    """Return texts of the articles that wait after one: claimed by nobody, to be signed ahead."""
    rows = fetch_all(conn, "duplicates.upcoming", after=after, batch=batch, bytes=TEXT_BYTES)
    return [row.text for row in rows]


def source_of(conn: Connection, slug: str) -> int | None:
    """Return the id of a source; None where no article has named it yet."""
    row = fetch_one(conn, "duplicates.source", slug=slug)
    return None if row is None else row.source_id


def lock(conn: Connection) -> bool:
    """Be the only writer until the transaction ends; True when a new week of the index began."""
    wait_for_turn(conn, Turn.DEDUPLICATE)
    return fingerprints.open_week(conn)


def texts(conn: Connection, articles: Collection[int]) -> dict[int, str]:
    """Return texts of articles by id: of the first TEXT_BYTES, and one at least."""
    if not articles:
        return {}
    rows = fetch_all(conn, "duplicates.texts", articles=list(articles), bytes=TEXT_BYTES)
    return {row.article_id: row.text for row in rows}


def pairs_of(conn: Connection, articles: Collection[int]) -> dict[int, list[JudgedPair]]:
    """Return the judged pairs of articles that tell roundups; `contains` comes first."""
    pairs: dict[int, list[JudgedPair]] = {article: [] for article in articles}
    for r in fetch_all(conn, "duplicates.pairs_of", articles=sorted(articles), at_most=_MOST_PAIRS):
        pairs[r.of_article].append(
            JudgedPair(r.article_id, r.other_id, Relation(r.relation), r.containment_ab,
                       r.containment_ba, r.similarity, r.shared_shingles,
                       same=min(r.containment_ab, r.containment_ba) >= Rule().wholly)
        )  # fmt: skip
    return pairs


def read_snapshot(
    conn: Connection, batch: Sequence[IncomingArticle], max_clusters: int
) -> Snapshot:
    """Read all that bears on a batch; under the writer's lock.

    `max_clusters` is how many may have a fingerprint that still tells something.
    """
    distinct, times = np.unique(
        np.concatenate([incoming.signature.fingerprints for incoming in batch]), return_counts=True
    )
    postings = fingerprints.look_up(conn, distinct)
    bodies = _same_bodies(conn, batch)
    ties = _ties(conn, [incoming.article_id for incoming in batch])
    own = {incoming.cluster_id for incoming in batch if incoming.cluster_id is not None}
    candidates = own | _candidates(batch, postings.clusters, max_clusters)
    involved = {
        *candidates,
        *(member.cluster_id for members in bodies.values() for member in members),
        *ties.cluster_of.values(),
    }
    return Snapshot(
        index=IndexView(
            clusters=postings.clusters,
            common=postings.common,
            recurring=frozenset(distinct[times > 1].tolist()),
        ),
        neighbours=Neighbours(_members(conn, candidates), bodies, ties.judged, ties.pending),
        constraints=Constraints(
            ties.must_link, ties.cannot_link, _under_cannot_link(conn, involved)
        ),
        cluster_of=ties.cluster_of,
        dependents=ties.dependents,
        crowded=_crowded(conn, own),
        new_clusters=new_clusters(conn, len(batch)),
    )


def _candidates(
    batch: Sequence[IncomingArticle], postings: Mapping[int, Collection[int]], max_clusters: int
) -> set[int]:
    """Return clusters that share two informative fingerprints with an article of the batch."""
    candidates: set[int] = set()
    for incoming in batch:
        sharing: set[int] = set()
        for fingerprint in incoming.signature.fingerprints.tolist():
            clusters = postings.get(fingerprint, ())
            if clusters and len(clusters) <= max_clusters:
                candidates |= sharing.intersection(clusters)
                sharing.update(clusters)
    return candidates


def _member(row: DuplicatesMembers | DuplicatesSameBodies) -> ClusterMember:
    return ClusterMember(
        row.article_id, row.cluster_id, row.source_id, row.event_time, row.is_collection
    )


def _members(conn: Connection, clusters: Collection[int]) -> dict[int, list[ClusterMember]]:
    members: dict[int, list[ClusterMember]] = defaultdict(list)
    if clusters:
        for row in fetch_all(
            conn, "duplicates.members", clusters=sorted(clusters), at_most=MEMBERS
        ):
            members[row.cluster_id].append(_member(row))
    return members


def _same_bodies(
    conn: Connection, batch: Sequence[IncomingArticle]
) -> dict[UUID, list[ClusterMember]]:
    members: dict[UUID, list[ClusterMember]] = defaultdict(list)
    hashes = [incoming.body_hash for incoming in batch if incoming.body_hash is not None]
    for row in fetch_all(conn, "duplicates.same_bodies", hashes=hashes) if hashes else []:
        members[row.body_hash].append(_member(row))
    return members


@dataclass(slots=True)
class _Ties:
    """Judged pairs and pins of the articles of a batch; see Neighbours, Constraints, Snapshot."""

    judged: dict[int, list[tuple[ClusterMember, bool]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    pending: dict[int, dict[int, bool]] = field(default_factory=lambda: defaultdict(dict))
    must_link: dict[int, frozenset[int]] = field(default_factory=lambda: defaultdict(frozenset))
    cannot_link: dict[int, frozenset[int]] = field(default_factory=lambda: defaultdict(frozenset))
    dependents: dict[int, frozenset[int]] = field(default_factory=lambda: defaultdict(frozenset))
    cluster_of: dict[int, int] = field(default_factory=dict)


def _ties(conn: Connection, articles: list[int]) -> _Ties:
    pairs = fetch_all(conn, "duplicates.judged_pairs", articles=articles)
    pins = fetch_all(conn, "duplicates.pins", articles=articles)
    ends = {article for pair in (*map(_ends, pairs), *map(_ends, pins)) for article in pair}
    rows = fetch_all(conn, "duplicates.current_clusters", articles=sorted(ends)) if ends else []
    cluster_of = {row.article_id: row.cluster_id for row in rows if row.cluster_id is not None}
    decided = {row.article_id: member for row in rows if (member := _decided_member(row))}
    ties = _Ties(cluster_of={article: member.cluster_id for article, member in decided.items()})
    for row in pairs:
        shares_cluster = Relation(row.relation).shares_cluster
        for article, partner in _both_ways(_ends(row)):
            if partner in decided:
                ties.judged[article].append((decided[partner], shares_cluster))
            else:
                ties.pending[article][partner] = shares_cluster
    for pin_row in pins:
        constraint = ties.must_link if pin_row.same else ties.cannot_link
        for article, partner in _both_ways(_ends(pin_row)):
            constraint[article] |= {partner}
    links = [_ends(row) for row in pairs if Relation(row.relation).shares_cluster]
    links += [_ends(pin_row) for pin_row in pins if pin_row.same]
    for article, partner in (way for link in links for way in _both_ways(link)):
        cluster = cluster_of.get(partner)
        if partner not in decided and cluster is not None and cluster == cluster_of.get(article):
            ties.dependents[article] |= {partner}
    return ties


def _decided_member(row: DuplicatesCurrentClusters) -> ClusterMember | None:
    if row.cluster_id is None or not row.decided:
        return None
    return ClusterMember(
        row.article_id, row.cluster_id, row.source_id, row.event_time, row.is_collection
    )


def _ends(row: DuplicatesJudgedPairs | DuplicatesPins) -> tuple[int, int]:
    return row.article_id, row.other_id


def _both_ways(pair: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int]]:
    return pair, (pair[1], pair[0])


def _under_cannot_link(conn: Connection, clusters: Collection[int]) -> frozenset[int]:
    if not clusters:
        return frozenset()
    rows = fetch_all(conn, "duplicates.clusters_under_cannot_link", clusters=sorted(clusters))
    return frozenset(row.cluster_id for row in rows)


def _crowded(conn: Connection, clusters: Collection[int]) -> frozenset[int]:
    rows = (
        fetch_all(conn, "duplicates.shared_clusters", clusters=sorted(clusters)) if clusters else []
    )
    return frozenset(row.cluster_id for row in rows)


def new_clusters(conn: Connection, count: int) -> Iterator[int]:
    """Yield ids for new clusters, asked for when the first is needed."""
    yield from (r.cluster_id for r in fetch_all(conn, "duplicates.new_cluster_ids", count=count))


def requeue(conn: Connection, articles: Iterable[int]) -> None:
    """Have articles decided anew by the next batch."""
    execute(conn, "duplicates.requeue", articles=sorted(articles))


def clusters_of(conn: Connection, articles: Collection[int]) -> dict[int, int | None]:
    """Return the clusters of articles by article id; None where one is not decided yet."""
    rows = fetch_all(conn, "duplicates.current_clusters", articles=sorted(articles))
    return {row.article_id: row.cluster_id for row in rows}


def pin(conn: Connection, a: int, b: int, *, same: bool) -> None:
    """Record a person's verdict on a pair."""
    execute(conn, "duplicates.pin", low=min(a, b), high=max(a, b), same=same)


def unpin(conn: Connection, a: int, b: int) -> bool:
    """Take a verdict back; False where there was none."""
    return bool(execute(conn, "duplicates.unpin", low=min(a, b), high=max(a, b)))


def refresh_stop_list(conn: Connection, window: timedelta) -> fingerprints.Maintained:
    """Do the weekly upkeep of the index, under the writer's lock; commits."""
    lock(conn)
    maintained = fingerprints.refresh_stop_list(conn, window)
    conn.commit()
    return maintained
