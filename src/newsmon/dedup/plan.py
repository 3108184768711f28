"""The outcome of a batch: an assignment for each article, and one plan for the writer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsmon.dedup.pairs import IncomingArticle, JudgedPair, pair_key


@dataclass(frozen=True, slots=True)
class Assignment:
    """The cluster of one incoming article, with the reasons and the consequences."""

    article_id: int
    cluster_id: int
    founds: bool  # the cluster begins with it
    pairs: tuple[JudgedPair, ...]
    broken: tuple[int, ...]  # partners of pairs that do not hold any more
    redecide: tuple[int, ...]  # articles to be decided anew, for what it tells of them
    merged: tuple[int, ...]  # clusters that its own takes over because of it
    to_recluster: frozenset[int]  # clusters whose members must be clustered as a whole


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a batch changes. Clusters are surviving ones wherever articles stand in them."""

    assignments: tuple[Assignment, ...]
    cluster_of: Mapping[int, int]  # by article
    founders: Mapping[int, int]  # article that founds a cluster, where that is not there
    merged: Mapping[int, int]  # surviving cluster, by the one that it takes over
    vacated: Mapping[int, int]  # cluster that an article went to, by the one that it left
    pairs: tuple[JudgedPair, ...]
    broken_pairs: tuple[tuple[int, int], ...]
    to_recluster: frozenset[frozenset[int]]  # clusters to be clustered as a whole, each with others
    reshown: frozenset[int]  # clusters whose representative is to be chosen anew
    redecide: frozenset[int]  # articles to be decided anew
    index_entries: NDArray[np.int64]  # rows of fingerprint and cluster, ascending


def surviving_cluster(successors: Mapping[int, int], cluster: int) -> int:
    """Return the cluster that goes on for this one, by who was taken over by whom."""
    while cluster in successors:
        cluster = successors[cluster]
    return cluster


def make_plan(
    batch: Sequence[IncomingArticle], assignments: Sequence[Assignment], common: frozenset[int]
) -> Plan:
    """Sum up the assignments of a batch; `common` are fingerprints that are not indexed."""
    successors = {old: assigned.cluster_id for assigned in assignments for old in assigned.merged}
    cluster_of = {
        assigned.article_id: surviving_cluster(successors, assigned.cluster_id)
        for assigned in assignments
    }
    pairs = {pair.key: pair for assigned in assignments for pair in assigned.pairs}
    broken = {
        pair_key(assigned.article_id, partner)
        for assigned in assignments
        for partner in assigned.broken
    }
    before = {i.cluster_id: cluster_of[i.article_id] for i in batch if i.cluster_id}
    return Plan(
        assignments=tuple(assignments),
        cluster_of=cluster_of,
        founders={assigned.cluster_id: assigned.article_id for assigned in reversed(assignments)},
        merged={old: surviving_cluster(successors, old) for old in successors},
        vacated={old: new for old, new in before.items() if old != new},
        pairs=tuple(pairs[key] for key in sorted(pairs)),
        broken_pairs=tuple(sorted(broken - pairs.keys())),
        to_recluster=frozenset(
            frozenset(surviving_cluster(successors, cluster) for cluster in assigned.to_recluster)
            for assigned in assignments
            if assigned.to_recluster
        ),
        reshown=_reshown(assignments, cluster_of),
        redecide=frozenset(i for a in assignments for i in (*a.broken, *a.redecide)),
        index_entries=_index_entries(batch, cluster_of, common),
    )


def _reshown(assignments: Sequence[Assignment], cluster_of: Mapping[int, int]) -> frozenset[int]:
    """Return the clusters that changed; who founded one and is alone is shown already."""
    sizes = Counter(cluster_of.values())
    alone = {
        assigned.cluster_id
        for assigned in assignments
        if assigned.founds and sizes[assigned.cluster_id] == 1
    }
    return frozenset(sizes.keys() - alone)


def _index_entries(
    batch: Sequence[IncomingArticle], cluster_of: Mapping[int, int], common: frozenset[int]
) -> NDArray[np.int64]:
    by_article = [incoming.signature.fingerprints for incoming in batch]
    fingerprints = np.concatenate(by_article).astype(np.int64)
    clusters = np.repeat(
        [cluster_of[incoming.article_id] for incoming in batch],
        [len(prints) for prints in by_article],
    )
    indexed = ~np.isin(fingerprints, list(common))
    entries: NDArray[np.int64] = np.unique(
        np.column_stack((fingerprints[indexed], clusters[indexed])), axis=0
    )
    return entries
