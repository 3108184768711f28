"""The store as far as it bears on a batch: index view, neighbours, constraints."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from newsmon.dedup.pairs import ClusterMember


@dataclass(frozen=True, slots=True)
class IndexView:
    """The fingerprint index, as far as it concerns a batch's fingerprints."""

    clusters: Mapping[int, Collection[int]]  # of each fingerprint that any cluster has
    common: frozenset[int]  # fingerprints on the stop-list
    recurring: frozenset[int]  # fingerprints that several articles of the batch have


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Articles that those of a batch may be copies of. Only `pending` ones are not decided."""

    members: Mapping[int, Sequence[ClusterMember]]  # of candidate clusters, in order of comparison
    same_body: Mapping[UUID, Sequence[ClusterMember]]  # one member of each cluster
    judged: Mapping[int, Sequence[tuple[ClusterMember, bool]]]  # and whether they shared a cluster
    pending: Mapping[int, Mapping[int, bool]]  # judged too, but they wait themselves


@dataclass(frozen=True, slots=True)
class Constraints:
    """Pins of people, by article and by cluster."""

    must_link: Mapping[int, frozenset[int]]  # waiting articles among them
    cannot_link: Mapping[int, frozenset[int]]
    clusters: frozenset[int]  # with a member under a cannot-link


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All of it, as of the moment at which the writer's lock was taken."""

    index: IndexView
    neighbours: Neighbours
    constraints: Constraints
    cluster_of: Mapping[int, int]  # decided articles with a judged pair or a pin in the batch
    dependents: Mapping[int, frozenset[int]]  # waiting articles linked to it in its own cluster
    crowded: frozenset[int]  # clusters of incoming articles that have other members
    new_clusters: Iterator[int]  # ids for new clusters
