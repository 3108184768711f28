"""Roundups: texts that print others, one after another.

Of a pair alone this is not to be told where the other text stands at the beginning or at the end:
a fuller version or an update adds matter there too. What tells is a third text in another passage.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from newsmon.dedup.decide import Relation, Rule
from newsmon.dedup.masks import Mask, among, spread, without_strays
from newsmon.dedup.placing import Edge, Newcomer
from newsmon.dedup.shingles import Signature

_RUN = 15  # words that are shared in a row where a text is printed
_SAME_LENGTH = 0.95  # Who covers so much of a text leaves no room for another beside.


def passage(whole: Signature, part: Signature, rule: Rule) -> Mask | None:
    """Which words of `whole` print `part`; None where it does not have nearly all of it."""
    both = part.distinct[among(part.distinct, whole.distinct)]
    if len(both) < max(rule.min_shared, rule.wholly * len(part.distinct)):
        return None
    found = shared_words(whole, part)
    return found if found.any() else None


def shared_words(whole: Signature, other: Signature) -> Mask:
    """Which words of `whole` stand in runs that the other has too."""
    shared = spread(among(whole.shingles, other.distinct), len(whole.words))
    return without_strays(shared, _RUN)


def is_one_of_several(printed: Mask, others: Iterable[Mask], rule: Rule) -> bool:
    """Whether a text prints others beside the one in this passage, as a roundup does.

    Copies of one text, and cuts of it, have one passage. Where the others are little, only the
    longest text of them all may still be what the whole is a copy of.
    """
    beside = [other for other in others if _apart(printed, other, rule)]
    if not beside:
        return False
    matter = np.logical_or.reduce(beside) & ~printed
    return int(matter.sum()) >= rule.beside * len(printed) or any(
        _precedence(other) > _precedence(printed) for other in beside
    )


def _apart(one: Mask, other: Mask, rule: Rule) -> bool:
    shorter = min(int(one.sum()), int(other.sum()))
    return int((one & other).sum()) <= rule.overlap * shorter


def _precedence(printed: Mask) -> tuple[int, int]:
    """The longer first, of equals the one that stands first."""
    return int(printed.sum()), -int(np.argmax(printed))


@dataclass(slots=True)
class Roundups:
    """What the texts that a batch meets print of others.

    `signature` gives an article's signature; `pairs` those judged before of an article.
    """

    rule: Rule
    signature: Callable[[int], Signature]
    pairs: Callable[[int], Sequence[Edge]]
    _stored: dict[int, dict[int, Edge]] = field(default_factory=dict)
    _noted: dict[int, dict[int, Edge]] = field(default_factory=lambda: defaultdict(dict))
    _passages: dict[tuple[int, int], Mask | None] = field(default_factory=dict)

    def reread(self, new: Newcomer, edges: dict[int, Edge]) -> set[int]:
        """Make what a roundup prints `contains` in `edges` (of a newcomer, by the other one).

        Returns the other articles that are roundups as is seen now: to be decided anew.
        """
        if new.cluster_id is None:
            self._stored[new.article_id] = {}  # never judged: nothing to ask for
        again = set()
        self._reread_as_whole(new.article_id, edges)
        for whole, edge in list(edges.items()):
            if self._covers(new.article_id, whole):
                continue
            before = self._pairs_of(whole)
            before.pop(new.article_id, None)
            printed = self._printed(whole, [new.article_id, *before])
            if self._is_undone(edge, whole, printed):
                edges[whole] = replace(edge, relation=Relation.CONTAINS)
            if any(self._is_undone(one, whole, printed) for one in before.values()):
                again.add(whole)
        return again

    def remember(self, article_id: int, edges: Mapping[int, Edge]) -> None:
        """Take note of how an article was decided."""
        for other, edge in edges.items():
            self._noted[article_id][other] = self._noted[other][article_id] = edge

    def _reread_as_whole(self, article_id: int, edges: dict[int, Edge]) -> None:
        parts = {**self._pairs_of(article_id), **edges} if edges else {}
        printed = self._printed(article_id, parts) if len(parts) > 1 else {}
        for other, edge in list(edges.items()):
            if self._is_undone(edge, article_id, printed):
                edges[other] = replace(edge, relation=Relation.CONTAINS)

    def _printed(self, whole: int, parts: Collection[int]) -> dict[int, Mask]:
        found = {part: self._passage(whole, part) for part in parts}
        return {part: mask for part, mask in found.items() if mask is not None}

    def _is_undone(self, edge: Edge, whole: int, printed: Mapping[int, Mask]) -> bool:
        """Whether a pair that counts as copies is a roundup and (a version of) what it prints."""
        part = edge.beside(whole)
        if not edge.relation.shares_cluster:
            return False
        others = [mask for other, mask in printed.items() if other != part]
        if not others:
            return False
        shared = shared_words(self.signature(whole), self.signature(part))
        return bool(shared.any()) and is_one_of_several(shared, others, self.rule)

    def _covers(self, part: int, whole: int) -> bool:
        shared = shared_words(self.signature(whole), self.signature(part))
        return not shared.any() or bool(shared.mean() > _SAME_LENGTH)

    def _passage(self, whole: int, part: int) -> Mask | None:
        if (whole, part) not in self._passages:
            found = passage(self.signature(whole), self.signature(part), self.rule)
            self._passages[whole, part] = found
        return self._passages[whole, part]

    def _pairs_of(self, whole: int) -> dict[int, Edge]:
        """Judged pairs of an article, by the other one; those of this batch stand for older."""
        if whole not in self._stored:
            self._stored[whole] = {edge.beside(whole): edge for edge in self.pairs(whole)}
        return self._stored[whole] | self._noted.get(whole, {})
