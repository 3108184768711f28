"""One batch of newcomers, placed one after the other among what is there and among each other.

    Known (what the store found for the batch) + newcomers --Board.place--> Placement each

In memory only: the caller brings all that the decisions need, and writes down what they say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

import numpy as np

from newsmon.dedup.decide import Relation, Rule, compare, decide, may_be_roundup
from newsmon.dedup.placing import Edge, Known, Newcomer, Placed, Placement, judged, same_body
from newsmon.dedup.shingles import Fingerprints, Signature

CANDIDATES = 10  # clusters that a newcomer is compared with, those sharing most first
MEMBERS = 12  # members of each, the representative first
_LEAST_SHARED = 2  # fingerprints that make a cluster a candidate


@dataclass(slots=True)
class Board:
    """The state of a batch. `signature` gives an article's signature by id."""

    known: Known
    rule: Rule
    window: timedelta
    signature: Callable[[int], Signature]
    _clusters: dict[int, set[int]] = field(default_factory=dict)
    _members: dict[int, list[Placed]] = field(default_factory=dict)
    _bodies: dict[UUID, list[Placed]] = field(default_factory=dict)
    _commons: dict[int, Fingerprints] = field(default_factory=dict)
    _heirs: dict[int, int] = field(default_factory=dict)
    _where: dict[int, int] = field(default_factory=dict)
    _signatures: dict[int, Signature] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._where.update(self.known.where)
        for group in (*self.known.members.values(), *self.known.exact.values()):
            self._where.update((placed.article_id, placed.cluster_id) for placed in group)

    def place(self, new: Newcomer) -> Placement:
        """Decide where one newcomer belongs; later ones see it there."""
        own = None if new.cluster_id is None else self.heir(new.cluster_id)
        having = self._having(new.signature)
        self._signatures[new.article_id] = new.signature
        self._commons[new.article_id] = self._common(having)
        edges: dict[int, Edge] = {}
        lost = self._review(new, edges)
        self._match_bodies(new, edges)
        self._match_candidates(new, having, edges)
        linked = {
            self._cluster_of(edge, new.article_id)
            for edge in edges.values()
            if edge.relation.shares_cluster
        }
        pinned = self.known.same.get(new.article_id, frozenset())
        linked |= {self.heir(self._where[other]) for other in pinned if other in self._where}
        return self._settle(new, own, linked, edges, lost)

    def heir(self, cluster: int) -> int:
        """The cluster that goes on for this one."""
        while cluster in self._heirs:
            cluster = self._heirs[cluster]
        return cluster

    def _review(self, new: Newcomer, edges: dict[int, Edge]) -> list[int]:
        """Judge again the pairs judged before; returns those that do not hold any more."""
        lost = []
        for other, shared in self.known.neighbours.get(new.article_id, ()):
            edge = self._judge(new, other)
            if edge is not None:
                edge = (
                    replace(edge, relation=Relation.CONTAINS)
                    if edge.doubtful and not shared
                    else edge
                )
                edges[other.article_id] = edge
            if edge is None or (shared and not edge.relation.shares_cluster):
                lost.append(other.article_id)
        return lost

    def _match_bodies(self, new: Newcomer, edges: dict[int, Edge]) -> None:
        """The exact tier: no window, one edge to each cluster that has the same body."""
        if new.body_hash is None:
            return
        seen = {self._cluster_of(edge, new.article_id) for edge in edges.values()}
        for other in (
            *self.known.exact.get(new.body_hash, ()),
            *self._bodies.get(new.body_hash, ()),
        ):
            cluster = self.heir(other.cluster_id)
            if cluster not in seen and self._may_join(new, other):
                edges[other.article_id] = same_body(new, other)
                seen.add(cluster)

    def _match_candidates(
        self, new: Newcomer, having: Mapping[int, Collection[int] | None], edges: dict[int, Edge]
    ) -> None:
        """Compare with the members of clusters that share fingerprints, until one is a copy.

        A doubtful copy joins only where nothing else says what its text is.
        """
        linked = {
            self._cluster_of(edge, new.article_id)
            for edge in edges.values()
            if edge.relation.shares_cluster
        }
        found = [
            edge
            for cluster in self._candidates(having, linked)
            if (edge := self._best_edge(new, cluster, edges)) is not None
        ]
        certain = [edge for edge in found if edge.relation.shares_cluster and not edge.doubtful]
        for edge in found:
            known = linked or certain or edge is not found[0]
            said = Relation.CONTAINS if edge.doubtful and known else edge.relation
            other = edge.other_id if edge.article_id == new.article_id else edge.article_id
            edges[other] = replace(edge, relation=said)

    def _best_edge(self, new: Newcomer, cluster: int, edges: Mapping[int, Edge]) -> Edge | None:
        """The first copy among the members, else a roundup (either may be it), else in doubt."""
        found: list[Edge] = []
        for other in self._members_of(cluster)[:MEMBERS]:
            near = abs(new.event_time - other.event_time) <= self.window
            if other.article_id in edges or not near or not self._may_join(new, other):
                continue
            edge = self._judge(new, other)
            if edge is not None:
                found.append(edge)
                if edge.relation.shares_cluster and not edge.doubtful:
                    return edge
        return min(found, key=lambda edge: edge.relation.shares_cluster, default=None)

    def _candidates(
        self, having: Mapping[int, Collection[int] | None], linked: set[int]
    ) -> list[int]:
        shared: Counter[int] = Counter()
        for clusters in having.values():
            if clusters and len(clusters) <= self.rule.max_clusters:
                shared.update(clusters)
        chosen = [found for found in shared.items() if found[1] >= _LEAST_SHARED]
        ranked = sorted(chosen, key=lambda found: (-found[1], found[0]))
        return [cluster for cluster, _ in ranked if cluster not in linked][:CANDIDATES]

    def _having(self, signature: Signature) -> dict[int, Collection[int] | None]:
        """Living clusters that have each fingerprint; None where it is on the stop-list."""
        return {
            fingerprint: None
            if fingerprint in self.known.common
            else self._living(
                self.known.clusters.get(fingerprint, ()), self._clusters.get(fingerprint, ())
            )
            for fingerprint in signature.fingerprints.tolist()
        }

    def _living(self, there: Collection[int], here: Collection[int]) -> Collection[int]:
        if self._heirs:
            return {self.heir(cluster) for cluster in (*there, *here)}
        return there if not here else {*there, *here}

    def _judge(self, new: Newcomer, other: Placed) -> Edge | None:
        theirs = self._signatures.get(other.article_id) or self.signature(other.article_id)
        found = compare(new.signature, theirs, self._commons[new.article_id])
        relation = decide(found, self.rule, same_source=new.source_id == other.source_id)
        if relation is None:
            return None
        doubtful = relation.shares_cluster and may_be_roundup(found, self.rule)
        return judged(new, other, relation, found, doubtful=doubtful)

    def _common(self, having: Mapping[int, Collection[int] | None]) -> Fingerprints:
        """Fingerprints of a text that too many clusters have, ascending as they came."""
        common = [
            fingerprint
            for fingerprint, clusters in having.items()
            if clusters is None or len(clusters) > self.rule.max_clusters
        ]
        return np.array(common, dtype=np.int32)

    def _members_of(self, cluster: int) -> list[Placed]:
        heirs = [old for old in self._heirs if self.heir(old) == cluster]
        there = [member for old in (cluster, *heirs) for member in self.known.members.get(old, ())]
        return there + [m for old in (cluster, *heirs) for m in self._members.get(old, ())]

    def _may_join(self, new: Newcomer, other: Placed) -> bool:
        return other.article_id != new.article_id and other.article_id not in self.known.apart.get(
            new.article_id, frozenset()
        )

    def _cluster_of(self, edge: Edge, article_id: int) -> int:
        other = edge.other_id if edge.article_id == article_id else edge.article_id
        return self.heir(self._where[other])

    def _settle(
        self,
        new: Newcomer,
        own: int | None,
        linked: set[int],
        edges: dict[int, Edge],
        lost: list[int],
    ) -> Placement:
        target, merged, unsettled = self._destination(new, own, linked)
        if lost:
            unsettled |= {target}
        for cluster in merged:
            self._heirs[cluster] = target
        self._remember(new, target)
        founds = own is None and not linked and not unsettled
        return Placement(
            new.article_id,
            target,
            founds,
            tuple(edges.values()),
            tuple(lost),
            tuple(merged),
            unsettled,
        )

    def _destination(
        self, new: Newcomer, own: int | None, linked: set[int]
    ) -> tuple[int, list[int], frozenset[int]]:
        """The cluster to stand in, those it takes over, those to be looked at as a whole."""
        if own is not None and new.article_id in self.known.held:
            linked = linked | {own}
        leaves = own in self.known.peopled and own not in linked
        involved = linked if own is None or leaves else linked | {own}
        left = frozenset((own,)) if own is not None and leaves else frozenset[int]()
        if involved & self.known.pinned_apart:
            target = own if own is not None and not leaves else next(self.known.fresh)
            return target, [], left | involved | {target}
        target = min(involved) if involved else next(self.known.fresh)
        return target, sorted(involved - {target}), left

    def _remember(self, new: Newcomer, cluster: int) -> None:
        placed = Placed(new.article_id, cluster, new.source_id, new.event_time)
        self._where[new.article_id] = cluster
        self._members.setdefault(cluster, []).append(placed)
        if new.body_hash is not None:
            self._bodies.setdefault(new.body_hash, []).append(placed)
        for fingerprint in new.signature.fingerprints.tolist():
            self._clusters.setdefault(fingerprint, set()).add(cluster)
