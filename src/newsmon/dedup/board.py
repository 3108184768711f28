"""One batch of newcomers, placed one after the other among what is there and among each other.

    Known (what the store found for the batch) + newcomers --Board.place--> Placement each

In memory only: the caller brings all that the decisions need, and writes down what they say.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from newsmon.dedup.decide import Rule, compare, decide
from newsmon.dedup.index import Having, Index
from newsmon.dedup.placing import Edge, Known, Newcomer, Placed, Placement, heir, judged, same_body
from newsmon.dedup.roundups import Roundups
from newsmon.dedup.shingles import Fingerprints, Signature

MEMBERS = 12  # members of each, the representative first


@dataclass(slots=True)
class Board:
    """The state of a batch.

    `signature` gives an article's signature by id, `pairs` what was judged of some (see Roundups).
    """

    known: Known
    rule: Rule
    window: timedelta
    signature: Callable[[int], Signature]
    pairs: Callable[[Collection[int]], Mapping[int, Sequence[Edge]]]
    unnamed: int | None = None  # the source of documents whose outlet nobody knows
    _members: dict[int, list[Placed]] = field(default_factory=dict)
    _bodies: dict[UUID, list[Placed]] = field(default_factory=dict)
    _commons: dict[int, Fingerprints] = field(default_factory=dict)
    _heirs: dict[int, int] = field(default_factory=dict)
    _where: dict[int, int] = field(default_factory=dict)
    _placed: dict[int, Placed] = field(default_factory=dict)
    _signatures: dict[int, Signature] = field(default_factory=dict)
    _index: Index = field(init=False)
    _roundups: Roundups = field(init=False)

    def __post_init__(self) -> None:
        self._index = Index(self.known, self.rule.max_clusters, self._heirs)
        self._roundups = Roundups(self.rule, self._signature, self.pairs)
        self._where.update(self.known.where)
        for group in (*self.known.members.values(), *self.known.exact.values()):
            self._where.update((placed.article_id, placed.cluster_id) for placed in group)

    def place(self, new: Newcomer) -> Placement:
        """Decide where one newcomer belongs; later ones see it there."""
        own = None if new.cluster_id is None else self._heir(new.cluster_id)
        having = self._index.having(new.signature)
        self._signatures[new.article_id] = new.signature
        self._commons[new.article_id] = self._index.common(having)
        edges: dict[int, Edge] = {}
        self._review(new, edges)
        self._match_bodies(new, edges)
        again = self._match_candidates(new, having, edges)
        pinned = self.known.same.get(new.article_id, frozenset())
        linked = self._linked(new, edges)
        linked |= {self._heir(self._where[other]) for other in pinned if other in self._where}
        return self._settle(new, own, linked, edges, again)

    def _linked(self, new: Newcomer, edges: Mapping[int, Edge]) -> set[int]:
        """Clusters of the articles that it is a copy of."""
        return {
            self._cluster_of(edge, new.article_id)
            for edge in edges.values()
            if edge.relation.shares_cluster
        }

    def _review(self, new: Newcomer, edges: dict[int, Edge]) -> None:
        """Judge again the pairs judged before."""
        for other, _ in self._neighbours(new):
            edge = self._judge(new, other)
            if edge is not None:
                edges[other.article_id] = edge

    def _neighbours(self, new: Newcomer) -> list[tuple[Placed, bool]]:
        """Articles that it was judged a near-duplicate of, if they are decided by now."""
        waited = self.known.waiting.get(new.article_id, {})
        return [
            *self.known.neighbours.get(new.article_id, ()),
            *((self._placed[k], shared) for k, shared in waited.items() if k in self._placed),
        ]

    def _lost(self, new: Newcomer, edges: Mapping[int, Edge]) -> list[int]:
        """Articles whose judged pair with it does not hold any more."""
        return [
            other.article_id
            for other, shared in self._neighbours(new)
            if (edge := edges.get(other.article_id)) is None
            or (shared and not edge.relation.shares_cluster)
        ]

    def _match_bodies(self, new: Newcomer, edges: dict[int, Edge]) -> None:
        """The exact tier: no window, one edge to each cluster that has the same body."""
        if new.body_hash is None:
            return
        seen = {self._cluster_of(edge, new.article_id) for edge in edges.values()}
        for other in (
            *self.known.exact.get(new.body_hash, ()),
            *self._bodies.get(new.body_hash, ()),
        ):
            cluster = self._heir(other.cluster_id)
            if cluster not in seen and self._may_join(new, other):
                edges[other.article_id] = same_body(new, other)
                seen.add(cluster)

    def _match_candidates(self, new: Newcomer, having: Having, edges: dict[int, Edge]) -> set[int]:
        """Compare with clusters that share fingerprints, and see who is a roundup.

        Returns articles to be decided anew: roundups, as is seen now.
        """
        settled = {self._cluster_of(edge, new.article_id) for edge in edges.values() if edge.same}
        for cluster in self._index.candidates(having):
            if cluster not in settled:
                self._match_members(new, cluster, edges)
        return self._roundups.reread(new, edges)

    def _match_members(self, new: Newcomer, cluster: int, edges: dict[int, Edge]) -> None:
        """Compare with the members of a cluster, until one is the same text from end to end.

        The first copy will not do: a roundup stands with a text that it prints until a second one
        is known, and in the end belongs to neither.
        """
        for other in self._members_of(cluster)[:MEMBERS]:
            near = abs(new.event_time - other.event_time) <= self.window
            if other.article_id in edges or not near or not self._may_join(new, other):
                continue
            edge = self._judge(new, other)
            if edge is not None:
                edges[other.article_id] = edge
                if edge.same:
                    return

    def _judge(self, new: Newcomer, other: Placed) -> Edge | None:
        theirs = self._signature(other.article_id)
        found = compare(new.signature, theirs, self._commons[new.article_id])
        relation = decide(
            found,
            self.rule,
            same_source=new.source_id == other.source_id,
            apart=self._apart(new, other),
        )
        return None if relation is None else judged(new, other, relation, found, self.rule)

    def _apart(self, new: Newcomer, other: Placed) -> timedelta:
        """How long after the other one of the two came out, as far as an outlet is known."""
        if new.source_id == self.unnamed:
            return timedelta(0)
        return abs(new.event_time - other.event_time)

    def _signature(self, article_id: int) -> Signature:
        return self._signatures.get(article_id) or self.signature(article_id)

    def _members_of(self, cluster: int) -> list[Placed]:
        heirs = [old for old in self._heirs if self._heir(old) == cluster]
        there = [member for old in (cluster, *heirs) for member in self.known.members.get(old, ())]
        return there + [m for old in (cluster, *heirs) for m in self._members.get(old, ())]

    def _may_join(self, new: Newcomer, other: Placed) -> bool:
        return other.article_id != new.article_id and other.article_id not in self.known.apart.get(
            new.article_id, frozenset()
        )

    def _heir(self, cluster: int) -> int:
        return heir(self._heirs, cluster)

    def _cluster_of(self, edge: Edge, article_id: int) -> int:
        return self._heir(self._where[edge.beside(article_id)])

    def _settle(
        self,
        new: Newcomer,
        own: int | None,
        linked: set[int],
        edges: dict[int, Edge],
        again: set[int],
    ) -> Placement:
        lost = self._lost(new, edges)
        target, merged, unsettled = self._destination(new, own, linked)
        if lost:
            unsettled |= {target}
        for cluster in merged:
            self._heirs[cluster] = target
        self._remember(new, target)
        self._roundups.remember(new.article_id, edges)
        founds = own is None and not linked and not unsettled
        return Placement(
            new.article_id,
            target,
            founds,
            tuple(edges.values()),
            tuple(lost),
            tuple(sorted(again)),
            tuple(merged),
            unsettled,
        )

    def _destination(
        self, new: Newcomer, own: int | None, linked: set[int]
    ) -> tuple[int, list[int], frozenset[int]]:
        """The cluster to stand in, those it takes over, those to be looked at as a whole."""
        if (
            own is not None
            and self.known.held.get(new.article_id, frozenset()) - self._placed.keys()
        ):
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
        self._placed[new.article_id] = placed
        self._where[new.article_id] = cluster
        self._members.setdefault(cluster, []).append(placed)
        if new.body_hash is not None:
            self._bodies.setdefault(new.body_hash, []).append(placed)
        self._index.remember(new.signature, cluster)
