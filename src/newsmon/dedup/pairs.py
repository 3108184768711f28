"""Articles and judged pairs of articles, as the clustering of a batch sees them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from newsmon.dedup.comparison import Comparison
from newsmon.dedup.pair_rule import Relation, Rule
from newsmon.dedup.shingles import Signature


@dataclass(frozen=True, slots=True)
class ClusterMember:
    """A decided article and the cluster that it stands in."""

    article_id: int
    cluster_id: int
    source_id: int
    event_time: datetime
    is_collection: bool = False  # a live blog or roundup, which prints texts one after another


@dataclass(frozen=True, slots=True, eq=False)
class IncomingArticle:
    """An article to be assigned: new, with a new text, or to be decided anew."""

    article_id: int
    source_id: int
    event_time: datetime
    cluster_id: int | None  # where it stands so far
    signature: Signature
    body_hash: UUID | None
    is_collection: bool = False


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """Two articles, the later one first, with their relation and its evidence."""

    article_id: int  # the higher id
    other_id: int
    relation: Relation
    containment_ab: float
    containment_ba: float
    similarity: float
    shared: int
    same: bool  # each has nearly all of the other

    @property
    def key(self) -> tuple[int, int]:
        return self.article_id, self.other_id

    def partner_of(self, article_id: int) -> int:
        """Return the id of the pair's article that is not this one."""
        return self.other_id if self.article_id == article_id else self.article_id

    def share_of(self, article_id: int) -> float:
        """Return the share of an article of the pair that its partner has."""
        return self.containment_ab if self.article_id == article_id else self.containment_ba

    def transferred_to(self, article_id: int, *, replacing: int) -> JudgedPair:
        """Return the pair as it would be with an article of the same text instead."""
        if self.article_id == replacing:
            return replace(self, article_id=article_id)
        return replace(self, other_id=article_id)


def pair_key(a: int, b: int) -> tuple[int, int]:
    """Return the ids of two articles in the order in which their pair is stored."""
    return max(a, b), min(a, b)


def prints(
    incoming: IncomingArticle, member: ClusterMember, comparison: Comparison, rule: Rule
) -> bool:
    """Tell whether one of two is a collection that prints the other among its texts.

    Wherever in it the other stands: of a collection this needs no third text to tell.
    """
    ab, ba = comparison.containment_ab, comparison.containment_ba
    whole = incoming if ab < ba else member
    return whole.is_collection and min(ab, ba) < rule.wholly


def judged_pair(
    incoming: IncomingArticle,
    member: ClusterMember,
    relation: Relation,
    comparison: Comparison,
    rule: Rule,
) -> JudgedPair:
    """Return the pair of an incoming article and a member, compared in this order."""
    ab, ba = comparison.containment_ab, comparison.containment_ba
    later, earlier = pair_key(incoming.article_id, member.article_id)
    if later != incoming.article_id:
        ab, ba = ba, ab
    return JudgedPair(
        later, earlier, relation, ab, ba, comparison.similarity, comparison.shared,
        same=comparison.alike >= rule.wholly,
    )  # fmt: skip


def same_body_pair(incoming: IncomingArticle, member: ClusterMember) -> JudgedPair:
    """Return the pair of two articles that have one body."""
    later, earlier = pair_key(incoming.article_id, member.article_id)
    shared = len(incoming.signature.distinct)
    return JudgedPair(later, earlier, Relation.EXACT, 1.0, 1.0, 1.0, shared, same=True)
