"""The writer of clusters: applying a plan, merging, clustering anew, choosing representatives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from psycopg2.extensions import connection as Connection

from newsmon.dedup import (
    MUST_LINK,
    RULE_VERSION,
    Candidate,
    IncomingArticle,
    Link,
    Plan,
    choose_representative,
    constrained_clusters,
    keep_cluster_ids,
)
from newsmon.store import fingerprints
from newsmon.store.duplicates import lock, new_clusters, requeue
from newsmon.store.queries import execute, execute_values, fetch_all, fetch_single
from newsmon.store.rows import DuplicatesClustersWithFingerprints


def apply(conn: Connection, batch: Sequence[IncomingArticle], plan: Plan) -> None:
    """Write down what a plan says of a batch; under the writer's lock."""
    add_clusters(conn, plan.founders)
    stale = _stale_fingerprints(conn, batch, plan.cluster_of)
    articles, clusters = _columns(plan.cluster_of.items())
    execute(conn, "duplicates.set_clusters", articles=articles, clusters=clusters)
    _save_signatures(conn, batch)
    fingerprints.add(conn, plan.index_entries)
    _merge(conn, plan.merged)
    _remove_stale_fingerprints(conn, stale)
    _save_pairs(conn, plan)
    for group in plan.to_recluster:
        recluster(conn, group)
    if plan.vacated:
        execute_values(conn, "duplicates.redirect_emptied", sorted(plan.vacated.items()))
    if plan.reshown:
        set_representatives(conn, plan.reshown)
    if plan.redecide:
        requeue(conn, plan.redecide)


def _columns(pairs: Iterable[tuple[int, int]]) -> NDArray[np.int64]:
    """Return two columns of numbers, in the order of the pairs."""
    columns: NDArray[np.int64] = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2).T
    return columns


def add_clusters(conn: Connection, founders: Mapping[int, int]) -> None:
    """Rows for clusters that are not there yet, by who founds them."""
    clusters, articles = _columns(founders.items())
    execute(conn, "duplicates.add_clusters", clusters=clusters, founders=articles)


def _save_signatures(conn: Connection, batch: Sequence[IncomingArticle]) -> None:
    rows = [(i.article_id, i.body_hash, i.signature.fingerprints) for i in batch]
    execute_values(conn, "duplicates.save_signatures", rows)


def _save_pairs(conn: Connection, plan: Plan) -> None:
    if plan.broken_pairs:
        execute_values(conn, "duplicates.drop_pairs", plan.broken_pairs)
    rows = [
        (p.article_id, p.other_id, p.relation.value, p.containment_ab, p.containment_ba,
         p.similarity, p.shared, RULE_VERSION)
        for p in plan.pairs
    ]  # fmt: skip
    if rows:
        execute_values(conn, "duplicates.save_pairs", rows)


def _merge(conn: Connection, merged: Mapping[int, int]) -> None:
    """Move what stands in clusters that were taken over."""
    if not merged:
        return
    rows = _members_with_fingerprints(conn, merged)
    _move(conn, {row.article_id: merged[row.cluster_id] for row in rows}, rows)
    _record_merges(conn, merged)


def _record_merges(conn: Connection, merged: Mapping[int, int]) -> None:
    execute_values(conn, "duplicates.merge_clusters", sorted(merged.items()))
    execute(conn, "duplicates.inherit_events", clusters=sorted(set(merged.values())))


def _members_with_fingerprints(
    conn: Connection, clusters: Collection[int]
) -> list[DuplicatesClustersWithFingerprints]:
    return fetch_all(conn, "duplicates.clusters_with_fingerprints", clusters=sorted(clusters))


def _move(
    conn: Connection, to: Mapping[int, int], rows: Sequence[DuplicatesClustersWithFingerprints]
) -> None:
    """Move articles to other clusters; `rows` are all members of the clusters they come from."""
    if not to:
        return
    execute_values(conn, "duplicates.move_articles", sorted(to.items()))
    staying: dict[int, set[int]] = defaultdict(set)
    leaving: dict[int, set[int]] = defaultdict(set)
    arriving: set[tuple[int, int]] = set()
    for row in rows:
        target = to.get(row.article_id, row.cluster_id)
        moved = target != row.cluster_id
        (leaving if moved else staying)[row.cluster_id].update(row.fingerprints or ())
        if moved:
            arriving.update((f, target) for f in row.fingerprints or ())
    distinct = np.array(sorted({fingerprint for fingerprint, _ in arriving}), dtype=np.int32)
    common = fingerprints.on_stop_list(conn, distinct)
    fingerprints.add(conn, fingerprints.entries(e for e in arriving if e[0] not in common))
    _remove_fingerprints(conn, {(f, c) for c, of_c in leaving.items() for f in of_c - staying[c]})


def _remove_fingerprints(conn: Connection, entries: Collection[tuple[int, int]]) -> None:
    if entries:
        fingerprints.remove(conn, fingerprints.entries(entries))


def _stale_fingerprints(
    conn: Connection, batch: Sequence[IncomingArticle], cluster_of: Mapping[int, int]
) -> dict[int, set[int]]:
    """Return by cluster the fingerprints that articles of a batch take away from there."""
    decided = {incoming.article_id: incoming for incoming in batch if incoming.cluster_id}
    stale: dict[int, set[int]] = defaultdict(set)
    if decided:
        clusters = {i.cluster_id for i in decided.values() if i.cluster_id is not None}
        for row in _members_with_fingerprints(conn, clusters):
            if incoming := decided.get(row.article_id):
                old = set(row.fingerprints or ())
                if cluster_of[row.article_id] == row.cluster_id:
                    old -= set(incoming.signature.fingerprints.tolist())
                if old:
                    stale[row.cluster_id] |= old
    return stale


def _remove_stale_fingerprints(conn: Connection, stale: Mapping[int, set[int]]) -> None:
    """Take out of the index what no member of a cluster has any more."""
    if not stale:
        return
    orphaned = {cluster: set(prints) for cluster, prints in stale.items()}
    for row in _members_with_fingerprints(conn, stale):
        orphaned[row.cluster_id] -= set(row.fingerprints or ())
    _remove_fingerprints(conn, {(f, c) for c, prints in orphaned.items() for f in prints})


def recluster(conn: Connection, clusters: Collection[int]) -> None:
    """Cluster the members of these clusters anew, by judged pairs and pins."""
    rows = _members_with_fingerprints(conn, clusters)
    cluster_of = {row.article_id: row.cluster_id for row in rows}
    links = [
        Link(row.article_id, row.other_id, row.similarity)
        for row in fetch_all(conn, "duplicates.linking_pairs", clusters=sorted(clusters))
    ]
    pins = fetch_all(conn, "duplicates.pins_between", clusters=sorted(clusters))
    links += [Link(pin.article_id, pin.other_id, MUST_LINK) for pin in pins if pin.same]
    cannot_link = [(pin.article_id, pin.other_id) for pin in pins if not pin.same]
    groups = keep_cluster_ids(
        constrained_clusters(list(cluster_of), links, cannot_link), cluster_of
    )
    new_ids = new_clusters(conn, len(groups))
    ids = {group: next(new_ids) if name is None else name for group, name in groups.items()}
    add_clusters(conn, {cluster: min(group) for group, cluster in ids.items()})
    moved = {m: ids[group] for group in groups for m in group if ids[group] != cluster_of[m]}
    _move(conn, moved, rows)
    emptied = set(cluster_of.values()) - set(ids.values())
    merged = {cluster_of[m]: new for m, new in moved.items() if cluster_of[m] in emptied}
    if merged:
        _record_merges(conn, merged)
    set_representatives(conn, set(ids.values()))


def set_representatives(conn: Connection, clusters: Collection[int]) -> None:
    """Choose the representative of each of these clusters."""
    candidates: dict[int, list[Candidate]] = defaultdict(list)
    for r in fetch_all(conn, "duplicates.representative_candidates", clusters=sorted(clusters)):
        candidates[r.cluster_id].append(
            Candidate(r.article_id, r.event_time, r.published_at_precision, r.words, r.edition,
                      r.slug, r.name, tuple(r.authors), f"{r.opening}\n{r.ending}")
        )  # fmt: skip
    chosen = [(cluster, choose_representative(of)) for cluster, of in sorted(candidates.items())]
    if chosen:
        execute_values(conn, "duplicates.set_representatives", chosen)


def leave(conn: Connection, article_id: int) -> None:
    """Take an article out of its cluster, before it is forgotten, and cluster the others anew."""
    lock(conn)
    cluster = fetch_single(conn, "duplicates.current_clusters", articles=[article_id]).cluster_id
    if cluster is None:
        return
    members = _members_with_fingerprints(conn, [cluster])
    execute(conn, "duplicates.leave_cluster", article_id=article_id)
    own = {f for m in members if m.article_id == article_id for f in m.fingerprints or ()}
    _remove_stale_fingerprints(conn, {cluster: own})
    if len(members) > 1:
        recluster(conn, {cluster})
    else:
        execute(conn, "duplicates.delete_empty", cluster_id=cluster)
