"""Roundups: texts that print others, one after another.

Of a pair alone this is not always to be told: where the other text stands at the beginning or at
the end, a fuller version or an update adds matter there too; and where it is an update itself, with
a paragraph before it, both have matter of their own. What tells is a third text: one in another
passage, or one that is wholly what the two share.

Whether a pair is undone so depends on all pairs of either article and on nothing else, so the
order in which they arrived does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from newsmon.dedup.decide import Relation, Rule, compare, decide
from newsmon.dedup.masks import Mask, among, spread, without_strays
from newsmon.dedup.placing import Edge, Newcomer
from newsmon.dedup.shingles import Signature

_RUN = 15  # words that are shared in a row where a text is printed
_ALL = 0.95  # who has so much of a text leaves no room for another beside
# Two that have more than this of a text, taken together, do not lie apart in it. (One, and what
# two may overlap by; the rest is for what is no evidence in a pair and yet stands in the text.)
_TOGETHER = 1.3


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


def _lies_within(shared: Mask, rule: Rule) -> bool:
    """Whether there is matter before and after."""
    places = np.flatnonzero(shared)
    return bool(min(places[0], len(shared) - 1 - places[-1]) >= rule.around)


@dataclass(slots=True)
class Roundups:
    """What the texts that a batch meets print of others.

    `signature` gives an article's signature; `pairs` those judged before of an article.
    """

    rule: Rule
    signature: Callable[[int], Signature]
    pairs: Callable[[Collection[int]], Mapping[int, Sequence[Edge]]]
    _stored: dict[int, dict[int, Edge]] = field(default_factory=dict)
    _noted: dict[int, dict[int, Edge]] = field(default_factory=lambda: defaultdict(dict))
    _passages: dict[tuple[int, int], Mask | None] = field(default_factory=dict)
    _shared: dict[tuple[int, int], Mask] = field(default_factory=dict)

    def reread(self, new: Newcomer, edges: dict[int, Edge]) -> set[int]:
        """Make what a roundup prints `contains` in `edges` (of a newcomer, by the other one).

        Returns the other articles that are roundups as is seen now: to be decided anew.
        """
        one = new.article_id
        if new.cluster_id is None:
            self._stored[one] = {}  # never judged: nothing to ask for
        again = set()
        undone = self._undone(one, {**self._pairs_of(one), **edges}) & edges.keys()
        for whole, edge in edges.items():
            if edge.share_of(whole) < _ALL:
                parts = self._undone(whole, {**self._pairs_of(whole), one: edge})
                if one in parts:
                    undone.add(whole)
                if parts - {one}:
                    again.add(whole)
        for other in undone:
            edges[other] = replace(edges[other], relation=Relation.CONTAINS)
        return again

    def remember(self, article_id: int, edges: Mapping[int, Edge]) -> None:
        """Take note of how an article was decided."""
        for other, edge in edges.items():
            self._noted[article_id][other] = self._noted[other][article_id] = edge

    def _undone(self, whole: int, pairs: Mapping[int, Edge]) -> set[int]:
        """Which articles a text prints as a roundup does, though by the pair they are copies."""
        copies = [
            part
            for part, edge in pairs.items()
            if edge.relation.shares_cluster and edge.share_of(whole) < _ALL
        ]
        if not copies:
            return set()
        known = {**self._pairs_of_the_same(whole, pairs), **pairs}
        return {part for part in copies if self._is_undone(whole, part, known)}

    def _pairs_of_the_same(self, whole: int, pairs: Mapping[int, Edge]) -> dict[int, Edge]:
        """What others with the same text were compared with: not each one of them was."""
        same = [other for other, edge in pairs.items() if edge.same]
        self._read(same)
        return {
            part: edge.seen_from(whole, instead_of=one)
            for one in same
            for part, edge in self._pairs_of(one).items()
            if part != whole
        }

    def _is_undone(self, whole: int, part: int, pairs: Mapping[int, Edge]) -> bool:
        room = _TOGETHER - pairs[part].share_of(whole)
        beside = [o for o, e in pairs.items() if o != part and e.share_of(whole) <= room]
        around = [o for o, e in pairs.items() if o != part and e.relation is Relation.CONTAINS]
        if not beside and not around:
            return False
        shared = self._shared_words(whole, part)
        if not shared.any():
            return False
        printed = [mask for o in beside if (mask := self._passage(whole, o)) is not None]
        return is_one_of_several(shared, printed, self.rule) or (
            _lies_within(shared, self.rule)
            and any(self._is_what_they_share(whole, other, shared) for other in around)
        )

    def _is_what_they_share(self, whole: int, other: int, shared: Mask) -> bool:
        """Whether a text embeds another that is all that it shares with a third."""
        printed = self._passage(whole, other)
        if printed is None or (printed & shared).sum() < self.rule.wholly * shared.sum():
            return False
        found = compare(self.signature(whole), self.signature(other))
        return decide(found, self.rule) is Relation.CONTAINS

    def _passage(self, whole: int, part: int) -> Mask | None:
        if (whole, part) not in self._passages:
            found = passage(self.signature(whole), self.signature(part), self.rule)
            self._passages[whole, part] = found
        return self._passages[whole, part]

    def _shared_words(self, whole: int, part: int) -> Mask:
        if (whole, part) not in self._shared:
            found = shared_words(self.signature(whole), self.signature(part))
            self._shared[whole, part] = found
        return self._shared[whole, part]

    def _pairs_of(self, whole: int) -> dict[int, Edge]:
        """Judged pairs of an article, by the other one; those of this batch stand for older."""
        self._read((whole,))
        return self._stored[whole] | self._noted.get(whole, {})

    def _read(self, articles: Collection[int]) -> None:
        if wanted := [article for article in articles if article not in self._stored]:
            for one, pairs in self.pairs(wanted).items():
                self._stored[one] = {edge.beside(one): edge for edge in pairs}
