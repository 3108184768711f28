"""Assignment of a batch to clusters, article by article: constrained clustering as news arrives.

    Snapshot (what the store has) + incoming articles --assign_batch--> Plan (what to write)

Candidates come from the index view, verdicts from pairs of texts, and the constraints of people
stand above both. In memory only: the caller brings all that the decisions need.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from newsmon.dedup.batch_index import BatchIndex, Postings
from newsmon.dedup.comparison import compare
from newsmon.dedup.pair_rule import Relation, Rule, decide
from newsmon.dedup.pairs import (
    ClusterMember,
    IncomingArticle,
    JudgedPair,
    judged_pair,
    prints,
    same_body_pair,
)
from newsmon.dedup.plan import Assignment, Plan, make_plan, surviving_cluster
from newsmon.dedup.roundups import Roundups
from newsmon.dedup.shingles import Fingerprints, Signature
from newsmon.dedup.snapshot import Snapshot

MEMBERS = 12  # members compared of each cluster, the representative first

SignatureOf = Callable[[int], Signature]
"""signature of an article of the store, by id"""
PairsOf = Callable[[Collection[int]], Mapping[int, Sequence[JudgedPair]]]
"""judged pairs of articles of the store, by id"""


def assign_batch(
    batch: Sequence[IncomingArticle],
    snapshot: Snapshot,
    rule: Rule,
    window: timedelta,
    *,
    signature_of: SignatureOf,
    pairs_of: PairsOf,
    unnamed_source: int | None = None,
) -> Plan:
    """Decide where each article of a batch belongs, and what that changes.

    Articles further apart than `window` are compared by their bodies only. `unnamed_source` is the
    source of documents whose outlet nobody knows.
    """
    clustering = _Clustering(snapshot, rule, window, signature_of, pairs_of, unnamed_source)
    assignments = [clustering.assign(incoming) for incoming in batch]
    return make_plan(batch, assignments, snapshot.index.common)


@dataclass(slots=True)
class _Clustering:
    """The clusters as a batch finds and changes them."""

    snapshot: Snapshot
    rule: Rule
    window: timedelta
    signature_of: SignatureOf
    pairs_of: PairsOf
    unnamed_source: int | None
    _members: dict[int, list[ClusterMember]] = field(default_factory=dict)
    _bodies: dict[UUID, list[ClusterMember]] = field(default_factory=dict)
    _common: dict[int, Fingerprints] = field(default_factory=dict)
    _successors: dict[int, int] = field(default_factory=dict)
    _cluster_of: dict[int, int] = field(default_factory=dict)
    _assigned: dict[int, ClusterMember] = field(default_factory=dict)
    _signatures: dict[int, Signature] = field(default_factory=dict)
    _signature: SignatureOf = field(init=False)
    _index: BatchIndex = field(init=False)
    _roundups: Roundups = field(init=False)

    def __post_init__(self) -> None:
        self._index = BatchIndex(self.snapshot.index, self.rule.max_clusters, self._successors)
        self._signature = _either(self._signatures, self.signature_of)
        self._roundups = Roundups(self.rule, self._signature, self.pairs_of)
        self._cluster_of.update(self.snapshot.cluster_of)
        near = self.snapshot.neighbours
        for members in (*near.members.values(), *near.same_body.values()):
            self._cluster_of.update((member.article_id, member.cluster_id) for member in members)

    def assign(self, incoming: IncomingArticle) -> Assignment:
        """Decide where one article belongs; later ones of the batch see it there."""
        own = None if incoming.cluster_id is None else self._surviving(incoming.cluster_id)
        postings = self._index.postings(incoming.signature)
        self._signatures[incoming.article_id] = incoming.signature
        self._common[incoming.article_id] = self._index.common(postings)
        pairs: dict[int, JudgedPair] = {}  # by partner
        self._judge_again(incoming, pairs)
        self._match_bodies(incoming, pairs)
        redecide = self._match_candidates(incoming, postings, pairs)
        linked = self._copies(incoming, pairs) | self._must_links(incoming)
        return self._assignment(incoming, own, linked, pairs, redecide)

    def _copies(self, incoming: IncomingArticle, pairs: Mapping[int, JudgedPair]) -> set[int]:
        """Return the clusters of the articles that it is a copy of."""
        return {
            self._partners_cluster(pair, incoming.article_id)
            for pair in pairs.values()
            if pair.relation.shares_cluster
        }

    def _must_links(self, incoming: IncomingArticle) -> set[int]:
        """Return the clusters of the articles that a person says it is a copy of."""
        linked = self.snapshot.constraints.must_link.get(incoming.article_id, frozenset())
        return {self._surviving(self._cluster_of[i]) for i in linked if i in self._cluster_of}

    def _judge_again(self, incoming: IncomingArticle, pairs: dict[int, JudgedPair]) -> None:
        for member, _ in self._judged_before(incoming):
            pair = self._judge(incoming, member)
            if pair is not None:
                pairs[member.article_id] = pair

    def _judged_before(self, incoming: IncomingArticle) -> list[tuple[ClusterMember, bool]]:
        """Return the partners of its judged pairs, those of the batch as far as assigned."""
        pending = self.snapshot.neighbours.pending.get(incoming.article_id, {})
        return [
            *self.snapshot.neighbours.judged.get(incoming.article_id, ()),
            *((self._assigned[i], shared) for i, shared in pending.items() if i in self._assigned),
        ]

    def _broken(self, incoming: IncomingArticle, pairs: Mapping[int, JudgedPair]) -> list[int]:
        """Return the partners of its judged pairs that do not hold any more."""
        return [
            member.article_id
            for member, shared in self._judged_before(incoming)
            if (pair := pairs.get(member.article_id)) is None
            or (shared and not pair.relation.shares_cluster)
        ]

    def _match_bodies(self, incoming: IncomingArticle, pairs: dict[int, JudgedPair]) -> None:
        """Pair it with one article of each cluster that has the same body, whatever the time."""
        if incoming.body_hash is None:
            return
        paired = {self._partners_cluster(pair, incoming.article_id) for pair in pairs.values()}
        for member in (
            *self.snapshot.neighbours.same_body.get(incoming.body_hash, ()),
            *self._bodies.get(incoming.body_hash, ()),
        ):
            cluster = self._surviving(member.cluster_id)
            if cluster not in paired and self._may_link(incoming, member):
                pairs[member.article_id] = same_body_pair(incoming, member)
                paired.add(cluster)

    def _match_candidates(
        self, incoming: IncomingArticle, postings: Postings, pairs: dict[int, JudgedPair]
    ) -> set[int]:
        """Compare it with clusters that share fingerprints, and tell roundups from copies.

        Returns articles to be decided anew: those that turn out to be roundups.
        """
        identical = {
            self._partners_cluster(pair, incoming.article_id)
            for pair in pairs.values()
            if pair.same
        }
        for cluster in self._index.candidates(postings):
            if cluster not in identical:
                self._match_members(incoming, cluster, pairs)
        return self._roundups.separate(incoming, pairs)

    def _match_members(
        self, incoming: IncomingArticle, cluster: int, pairs: dict[int, JudgedPair]
    ) -> None:
        """Compare it with the members of a cluster, until one is the same text from end to end.

        The first copy will not do: a roundup stands with a text that it prints until a second one
        comes, and in the end belongs to neither.
        """
        for member in self._members_of(cluster)[:MEMBERS]:
            near = abs(incoming.event_time - member.event_time) <= self.window
            if member.article_id in pairs or not near or not self._may_link(incoming, member):
                continue
            pair = self._judge(incoming, member)
            if pair is not None:
                pairs[member.article_id] = pair
                if pair.same:
                    return

    def _judge(self, incoming: IncomingArticle, member: ClusterMember) -> JudgedPair | None:
        comparison = compare(
            incoming.signature,
            self._signature(member.article_id),
            self._common[incoming.article_id],
        )
        relation = decide(
            comparison,
            self.rule,
            same_source=incoming.source_id == member.source_id,
            apart=self._time_between(incoming, member),
        )
        if relation is None:
            return None
        if relation.shares_cluster and prints(incoming, member, comparison, self.rule):
            relation = Relation.CONTAINS
        return judged_pair(incoming, member, relation, comparison, self.rule)

    def _time_between(self, incoming: IncomingArticle, member: ClusterMember) -> timedelta:
        """Return the time between two articles; none where no outlet is named."""
        if incoming.source_id == self.unnamed_source:
            return timedelta(0)
        return abs(incoming.event_time - member.event_time)

    def _members_of(self, cluster: int) -> list[ClusterMember]:
        merged = [old for old in self._successors if self._surviving(old) == cluster]
        stored = self.snapshot.neighbours.members
        return [
            *(member for old in (cluster, *merged) for member in stored.get(old, ())),
            *(member for old in (cluster, *merged) for member in self._members.get(old, ())),
        ]

    def _may_link(self, incoming: IncomingArticle, member: ClusterMember) -> bool:
        cannot_link = self.snapshot.constraints.cannot_link.get(incoming.article_id, frozenset())
        return member.article_id != incoming.article_id and member.article_id not in cannot_link

    def _surviving(self, cluster: int) -> int:
        return surviving_cluster(self._successors, cluster)

    def _partners_cluster(self, pair: JudgedPair, article_id: int) -> int:
        return self._surviving(self._cluster_of[pair.partner_of(article_id)])

    def _assignment(
        self,
        incoming: IncomingArticle,
        own: int | None,
        linked: set[int],
        pairs: dict[int, JudgedPair],
        redecide: set[int],
    ) -> Assignment:
        broken = self._broken(incoming, pairs)
        target, merged, to_recluster = self._destination(incoming, own, linked)
        if broken:
            to_recluster |= {target}
        for cluster in merged:
            self._successors[cluster] = target
        self._record(incoming, target)
        self._roundups.record(incoming.article_id, pairs)
        return Assignment(
            incoming.article_id,
            target,
            founds=own is None and not linked and not to_recluster,
            pairs=tuple(pairs.values()),
            broken=tuple(broken),
            redecide=tuple(sorted(redecide)),
            merged=tuple(merged),
            to_recluster=to_recluster,
        )

    def _destination(
        self, incoming: IncomingArticle, own: int | None, linked: set[int]
    ) -> tuple[int, list[int], frozenset[int]]:
        """Return its cluster, those that this takes over, those to be clustered as a whole."""
        dependents = self.snapshot.dependents.get(incoming.article_id, frozenset())
        if own is not None and dependents - self._assigned.keys():
            linked = linked | {own}
        leaves = own in self.snapshot.crowded and own not in linked
        involved = linked if own is None or leaves else linked | {own}
        vacated = frozenset((own,)) if own is not None and leaves else frozenset[int]()
        if involved & self.snapshot.constraints.clusters:
            stays = own is not None and not leaves
            target = own if own is not None and stays else next(self.snapshot.new_clusters)
            return target, [], vacated | involved | {target}
        target = min(involved) if involved else next(self.snapshot.new_clusters)
        return target, sorted(involved - {target}), vacated

    def _record(self, incoming: IncomingArticle, cluster: int) -> None:
        member = ClusterMember(
            incoming.article_id, cluster, incoming.source_id, incoming.event_time,
            incoming.is_collection,
        )  # fmt: skip
        self._assigned[incoming.article_id] = member
        self._cluster_of[incoming.article_id] = cluster
        self._members.setdefault(cluster, []).append(member)
        if incoming.body_hash is not None:
            self._bodies.setdefault(incoming.body_hash, []).append(member)
        self._index.add(incoming.signature, cluster)


def _either(signatures: Mapping[int, Signature], signature_of: SignatureOf) -> SignatureOf:
    """Return a function that looks into both.

    A method would make a circle of references, and the signatures of batch after batch, which can
    be large, would wait for the garbage collector.
    """
    return lambda article_id: signatures.get(article_id) or signature_of(article_id)
