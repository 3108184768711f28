"""What goes into the placing of a batch, and what comes out of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from newsmon.dedup.decide import Comparison, Relation, Rule
from newsmon.dedup.shingles import Signature


@dataclass(frozen=True, slots=True)
class Placed:
    """An article that stands in a cluster."""

    article_id: int
    cluster_id: int
    source_id: int
    event_time: datetime


@dataclass(frozen=True, slots=True, eq=False)
class Newcomer:
    """An article to be placed: new, with a new text, or to be decided anew."""

    article_id: int
    source_id: int
    event_time: datetime
    cluster_id: int | None  # where it stands so far
    signature: Signature
    body_hash: UUID | None


@dataclass(frozen=True, slots=True)
class Edge:
    """A judged pair: the one that arrived later, the one that was there, and the evidence."""

    article_id: int
    other_id: int
    relation: Relation
    containment_ab: float
    containment_ba: float
    similarity: float
    shared: int
    same: bool  # each has nearly all of the other

    def beside(self, article_id: int) -> int:
        """The other article of the pair."""
        return self.other_id if self.article_id == article_id else self.article_id

    def share_of(self, article_id: int) -> float:
        """How much of an article of the pair the other one has."""
        return self.containment_ab if self.article_id == article_id else self.containment_ba

    def seen_from(self, article_id: int, *, instead_of: int) -> Edge:
        """The edge as it would be of another article with the same text."""
        if self.article_id == instead_of:
            return replace(self, article_id=article_id)
        return replace(self, other_id=article_id)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an article belongs and why."""

    article_id: int
    cluster_id: int
    founds: bool  # the cluster begins with it
    edges: tuple[Edge, ...]
    lost: tuple[int, ...]  # articles that it was judged a near-duplicate of and is no more
    again: tuple[int, ...]  # others to be decided anew, for what it tells of them
    merged: tuple[int, ...]  # clusters that this one took over because of it
    unsettled: frozenset[int]  # clusters whose members must be looked at as a whole


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows that bears on a batch. Only decided articles occur in it."""

    clusters: Mapping[int, Collection[int]]  # of each fingerprint that any has
    common: frozenset[int]  # fingerprints on the stop-list
    entered: NDArray[np.int64]  # fingerprint and cluster that the index has in this week's part
    recurring: frozenset[int]  # fingerprints that several of the batch have
    members: Mapping[int, Sequence[Placed]]  # of candidate clusters, best to compare with first
    exact: Mapping[UUID, Sequence[Placed]]  # one per cluster
    neighbours: Mapping[int, Sequence[tuple[Placed, bool]]]  # judged so far; shared a cluster?
    same: Mapping[int, frozenset[int]]  # articles pinned together with it, waiting ones too
    where: Mapping[int, int]  # clusters of decided neighbours and pinned ones
    apart: Mapping[int, frozenset[int]]  # pinned apart
    pinned_apart: frozenset[int]  # clusters with a member pinned apart from something
    waiting: Mapping[int, Mapping[int, bool]]  # as neighbours, of those that wait themselves
    held: Mapping[int, frozenset[int]]  # those that wait, bound or pinned to it in its cluster
    peopled: frozenset[int]  # the newcomers' own clusters that have other members
    fresh: Iterator[int]  # ids for new clusters


def judged(one: Newcomer, other: Placed, relation: Relation, found: Comparison, rule: Rule) -> Edge:
    """The edge between two articles, stored once, from the one that arrived later."""
    ab, ba = found.containment_ab, found.containment_ba
    later, earlier = one.article_id, other.article_id
    if later < earlier:
        later, earlier, ab, ba = earlier, later, ba, ab
    return Edge(
        later, earlier, relation, ab, ba, found.similarity, found.shared, found.alike >= rule.wholly
    )


def same_body(one: Newcomer, other: Placed) -> Edge:
    """The edge between two articles of one body."""
    later, earlier = max(one.article_id, other.article_id), min(one.article_id, other.article_id)
    return Edge(
        later, earlier, Relation.EXACT, 1.0, 1.0, 1.0, len(one.signature.distinct), same=True
    )


def heir(heirs: Mapping[int, int], cluster: int) -> int:
    """The cluster that goes on for this one, by who took over whom."""
    while cluster in heirs:
        cluster = heirs[cluster]
    return cluster
