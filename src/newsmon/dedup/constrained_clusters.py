"""Clusters of linked articles, never with two that a person keeps apart in one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Two articles that are one text, and their similarity (a must-link is above 1)."""

    article_id: int
    other_id: int
    strength: float

    @property
    def precedence(self) -> tuple[float, int, int]:
        """The strongest first, whatever the order of its articles."""
        low, high = sorted((self.article_id, self.other_id))
        return -self.strength, low, high


MUST_LINK = 2.0  # strength of a link that a person made


def constrained_clusters(
    members: Collection[int], links: Iterable[Link], cannot_link: Collection[tuple[int, int]] = ()
) -> list[frozenset[int]]:
    """Group members by their links, the strongest first; in order of their lowest member.

    A link that would bring two of `cannot_link` into one group is passed over.
    """
    group: dict[int, frozenset[int]] = {member: frozenset((member,)) for member in members}
    for link in sorted(links, key=lambda link: link.precedence):
        a, b = group[link.article_id], group[link.other_id]
        if a is b or _violates(a, b, cannot_link):
            continue
        joined = a | b
        for member in joined:
            group[member] = joined
    return sorted(set(group.values()), key=min)


def _violates(
    group: frozenset[int], joining: frozenset[int], cannot_link: Collection[tuple[int, int]]
) -> bool:
    return any(
        (a in group and b in joining) or (b in group and a in joining) for a, b in cannot_link
    )


def keep_cluster_ids(
    groups: Iterable[frozenset[int]], cluster_of: Mapping[int, int]
) -> dict[frozenset[int], int | None]:
    """Return the cluster that each group goes on as; None: a new one.

    A cluster's id stays with the group that has most of its members (the lowest member decides
    between equals); a group that could go on as several takes the oldest.
    """
    successors: dict[int, frozenset[int]] = {}
    for group in sorted(groups, key=min):
        for cluster, count in Counter(cluster_of[member] for member in group).items():
            leading = successors.get(cluster)
            if leading is None or count > sum(cluster_of[member] == cluster for member in leading):
                successors[cluster] = group
    ids: dict[frozenset[int], int | None] = dict.fromkeys(groups)
    for cluster in sorted(successors, reverse=True):
        ids[successors[cluster]] = cluster
    return ids
