"""Clusters in Postgres: writing down a batch, merging, parting, choosing who is shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from psycopg2.extensions import connection as Connection

from newsmon.dedup import (
    PINNED,
    RULE_VERSION,
    Bond,
    Known,
    Member,
    Newcomer,
    Placement,
    choose_representative,
    components,
    heir,
    keep_names,
)
from newsmon.store import fingerprints
from newsmon.store.duplicates import fresh_clusters, lock, requeue
from newsmon.store.queries import execute, execute_values, fetch_all
from newsmon.store.rows import DuplicatesClustersWithFingerprints


def write(
    conn: Connection, batch: Sequence[Newcomer], placements: Sequence[Placement], known: Known
) -> int:
    """Write a batch down; returns how many clusters it merged."""
    heirs = {old: p.cluster_id for p in placements for old in p.merged}
    home = {p.article_id: heir(heirs, p.cluster_id) for p in placements}
    _add_clusters(conn, placements)
    stale = _stale_fingerprints(conn, batch, home)
    articles, clusters = _columns(home.items())
    execute(conn, "duplicates.set_clusters", articles=articles, clusters=clusters)
    _save_signatures(conn, batch)
    _index(conn, batch, home, known)  # before what else changes the index: `known` is of before
    _merge(conn, {old: heir(heirs, old) for old in heirs})
    _forget_fingerprints(conn, stale)
    _save_edges(conn, placements)
    for group in {
        frozenset(heir(heirs, c) for c in p.unsettled) for p in placements if p.unsettled
    }:
        settle(conn, group)
    left = {n.cluster_id: home[n.article_id] for n in batch if n.cluster_id is not None}
    if left := {old: target for old, target in left.items() if old != target}:
        execute_values(conn, "duplicates.retire", sorted(left.items()))
    _show_changed(conn, placements, home)
    if again := {other for p in placements for other in (*p.lost, *p.again)}:
        requeue(conn, again)
    return len(heirs)


def _add_clusters(conn: Connection, placements: Sequence[Placement]) -> None:
    """Rows for clusters that this batch founds; one that merges at once is founded too."""
    founders = {p.cluster_id: p.article_id for p in reversed(placements)}
    add_clusters(conn, founders)


def _columns(pairs: Iterable[tuple[int, int]]) -> NDArray[np.int64]:
    """Two columns of numbers, in the order of the pairs."""
    columns: NDArray[np.int64] = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2).T
    return columns


def add_clusters(conn: Connection, founders: Mapping[int, int]) -> None:
    """Rows for clusters that are not there yet, by who founds them."""
    clusters, articles = _columns(founders.items())
    execute(conn, "duplicates.add_clusters", clusters=clusters, founders=articles)


def _save_signatures(conn: Connection, batch: Sequence[Newcomer]) -> None:
    rows = [(n.article_id, n.body_hash, n.signature.fingerprints) for n in batch]
    execute_values(conn, "duplicates.save_signatures", rows)


def _index(
    conn: Connection, batch: Sequence[Newcomer], home: Mapping[int, int], known: Known
) -> None:
    own = [new.signature.fingerprints for new in batch]
    prints = np.concatenate(own).astype(np.int64)
    clusters = np.repeat([home[new.article_id] for new in batch], [len(one) for one in own])
    told = ~np.isin(prints, list(known.common))
    fingerprints.add(conn, np.unique(prints[told] << 32 | clusters[told]), known.entered)


def _save_edges(conn: Connection, placements: Sequence[Placement]) -> None:
    edges = {(e.article_id, e.other_id): e for p in placements for e in p.edges}
    lost = {
        (max(p.article_id, other), min(p.article_id, other)) for p in placements for other in p.lost
    }
    if gone := sorted(lost - set(edges)):
        execute_values(conn, "duplicates.drop_pairs", gone)
    rows = [
        (e.article_id, e.other_id, e.relation.value, e.containment_ab, e.containment_ba,
         e.similarity, e.shared, RULE_VERSION)
        for _, e in sorted(edges.items())
    ]  # fmt: skip
    if rows:
        execute_values(conn, "duplicates.save_pairs", rows)


def _merge(conn: Connection, heirs: Mapping[int, int]) -> None:
    """Move what stands in clusters that were taken over."""
    if not heirs:
        return
    rows = fetch_all(conn, "duplicates.clusters_with_fingerprints", clusters=sorted(heirs))
    _move(conn, {row.article_id: heirs[row.cluster_id] for row in rows}, rows)
    execute_values(conn, "duplicates.merge_clusters", sorted(heirs.items()))
    execute(conn, "duplicates.inherit_events", clusters=sorted(set(heirs.values())))


def _move(
    conn: Connection, to: Mapping[int, int], rows: Sequence[DuplicatesClustersWithFingerprints]
) -> None:
    """Move articles to other clusters; `rows` are all members of the clusters they come from."""
    if not to:
        return
    execute_values(conn, "duplicates.move_articles", sorted(to.items()))
    stay: dict[int, set[int]] = defaultdict(set)
    leave: dict[int, set[int]] = defaultdict(set)
    arrive: set[tuple[int, int]] = set()
    for row in rows:
        moved = to.get(row.article_id, row.cluster_id) != row.cluster_id
        (leave if moved else stay)[row.cluster_id].update(row.fingerprints or ())
        if moved:
            arrive.update((f, to[row.article_id]) for f in row.fingerprints or ())
    arriving = np.array(sorted({fingerprint for fingerprint, _ in arrive}), dtype=np.int32)
    common = fingerprints.on_stop_list(conn, arriving)
    arrived = fingerprints.entries(entry for entry in arrive if entry[0] not in common)
    fingerprints.add(conn, arrived, fingerprints.entered(conn, arriving))
    _remove_fingerprints(conn, {(f, c) for c, gone in leave.items() for f in gone - stay[c]})


def _remove_fingerprints(conn: Connection, entries: Collection[tuple[int, int]]) -> None:
    if entries:
        fingerprints.remove(conn, fingerprints.entries(entries))


def _stale_fingerprints(
    conn: Connection, batch: Sequence[Newcomer], home: Mapping[int, int]
) -> dict[int, set[int]]:
    """By cluster, fingerprints that articles of this batch had there and have there no more."""
    again = {new.article_id: new for new in batch if new.cluster_id is not None}
    stale: dict[int, set[int]] = defaultdict(set)
    if again:
        clusters = sorted({n.cluster_id for n in again.values() if n.cluster_id is not None})
        for row in fetch_all(conn, "duplicates.clusters_with_fingerprints", clusters=clusters):
            if new := again.get(row.article_id):
                old = set(row.fingerprints or ())
                if home[row.article_id] == row.cluster_id:
                    old -= set(new.signature.fingerprints.tolist())
                if old:
                    stale[row.cluster_id] |= old
    return stale


def _forget_fingerprints(conn: Connection, stale: Mapping[int, set[int]]) -> None:
    """Take out of the index what no member of a cluster has any more."""
    if not stale:
        return
    gone = {cluster: set(prints) for cluster, prints in stale.items()}
    for row in fetch_all(conn, "duplicates.clusters_with_fingerprints", clusters=sorted(stale)):
        gone[row.cluster_id] -= set(row.fingerprints or ())
    _remove_fingerprints(conn, {(f, c) for c, old in gone.items() for f in old})


def settle(conn: Connection, clusters: Collection[int]) -> None:
    """Work out anew who belongs together in these clusters, by judged pairs and pins."""
    rows = fetch_all(conn, "duplicates.clusters_with_fingerprints", clusters=sorted(clusters))
    names = {row.article_id: row.cluster_id for row in rows}
    bonds = [
        Bond(row.article_id, row.other_id, row.similarity)
        for row in fetch_all(conn, "duplicates.bonds", clusters=sorted(clusters))
    ]
    pins = fetch_all(conn, "duplicates.pins_between", clusters=sorted(clusters))
    bonds += [Bond(pin.article_id, pin.other_id, PINNED) for pin in pins if pin.same]
    apart = [(pin.article_id, pin.other_id) for pin in pins if not pin.same]
    groups = keep_names(components(list(names), bonds, apart), names)
    fresh = fresh_clusters(conn, len(groups))
    ids = {group: name if name is not None else next(fresh) for group, name in groups.items()}
    add_clusters(conn, {name: min(group) for group, name in ids.items()})
    to = {m: ids[group] for group in groups for m in group if ids[group] != names[m]}
    _move(conn, to, rows)
    emptied = set(names.values()) - set(ids.values())
    heirs = {names[m]: ids[group] for group in groups for m in group if names[m] in emptied}
    if heirs:
        execute_values(conn, "duplicates.merge_clusters", sorted(heirs.items()))
        execute(conn, "duplicates.inherit_events", clusters=sorted(set(heirs.values())))
    show(conn, set(ids.values()))


def show(conn: Connection, clusters: Collection[int]) -> None:
    """Choose the representative of each of these clusters."""
    members: dict[int, list[Member]] = defaultdict(list)
    for r in fetch_all(conn, "duplicates.candidates_to_show", clusters=sorted(clusters)):
        edges = f"{r.opening}\n{r.ending}"
        members[r.cluster_id].append(
            Member(r.article_id, r.event_time, r.published_at_precision, r.words, r.edition,
                   r.slug, r.name, tuple(r.authors), edges)
        )  # fmt: skip
    shown = [(cluster, choose_representative(group)) for cluster, group in sorted(members.items())]
    if shown:
        execute_values(conn, "duplicates.show", shown)


def _show_changed(
    conn: Connection, placements: Sequence[Placement], home: Mapping[int, int]
) -> None:
    """Representatives of the clusters of a batch; who founded one and is alone is shown already."""
    crowd = Counter(home.values())
    alone = {p.cluster_id for p in placements if p.founds and crowd[p.cluster_id] == 1}
    if changed := set(home.values()) - alone:
        show(conn, changed)


def leave(conn: Connection, article_id: int) -> None:
    """Take an article out of its cluster, as before it is forgotten; the others settle anew."""
    lock(conn)
    (row,) = fetch_all(conn, "duplicates.placed", articles=[article_id])
    if row.cluster_id is None:
        return
    members = fetch_all(conn, "duplicates.clusters_with_fingerprints", clusters=[row.cluster_id])
    execute(conn, "duplicates.leave", article_id=article_id)
    own = {f for m in members if m.article_id == article_id for f in m.fingerprints or ()}
    _forget_fingerprints(conn, {row.cluster_id: own})
    if len(members) > 1:
        settle(conn, {row.cluster_id})
    else:
        execute(conn, "duplicates.delete_empty", cluster_id=row.cluster_id)
