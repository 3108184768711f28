"""Rules made ready to run: each finds its evidence among the hits of one article.

Evidence is a list of hits in the order of the text. Every rule works in time linear in
the number of hits (times the parts of the rule), however they are arranged.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence, Set
from typing import Protocol

from newsmon.topics.annotated_text import AnnotatedText, Hit
from newsmon.topics.definitions import Within

Evidence = Sequence[Hit]


class Finder(Protocol):
    """A rule that can be asked for its evidence in an article."""

    def find(self, article: AnnotatedText) -> Evidence: ...

    def extent(self, article: AnnotatedText) -> Set[int]:
        """Return the sentences of what is found; of a relation, those of its rarest side."""
        ...


class Leaf:
    """Hits of a set of terms (by the numbers of their atoms), without those inside a mask."""

    __slots__ = ("masks", "number", "terms")

    def __init__(self, number: int, terms: frozenset[int], masks: frozenset[int]) -> None:
        self.number = number
        self.terms = terms
        self.masks = masks

    def find(self, article: AnnotatedText) -> Evidence:
        hits = article.leaves.get(self.number)
        if hits is None:
            hits = article.leaves[self.number] = self._find(article.hits)
        return hits

    def extent(self, article: AnnotatedText) -> Set[int]:
        return article.by_unit("sentence", self, self.find(article)).keys()

    def _find(self, hits: dict[int, list[Hit]]) -> list[Hit]:
        own_hits: list[Hit] = []
        for atom in _shared(hits, self.terms):
            own_hits += hits[atom]
        if own_hits and self.masks and (masking := _shared(hits, self.masks)):
            masks = [(hit[0], hit[1]) for atom in masking for hit in hits[atom]]
            return unmasked(own_hits, masks)
        return own_hits


def _shared(hits: dict[int, list[Hit]], atoms: frozenset[int]) -> Collection[int]:
    """The atoms that were hit, at the cost of the fewer."""
    return atoms.intersection(hits) if len(hits) < len(atoms) else hits.keys() & atoms


def unmasked(hits: Evidence, masks: list[tuple[int, int]]) -> list[Hit]:
    """The hits that lie inside no mask."""
    masks.sort()
    visible, reach, i = [], -1, 0
    for hit in sorted(hits):
        while i < len(masks) and masks[i][0] <= hit[0]:
            reach = max(reach, masks[i][1])
            i += 1
        if hit[1] > reach:
            visible.append(hit)
    return visible


def union_of(extents: Iterable[Set[int]]) -> Set[int]:
    return frozenset().union(*extents)


class AnyFinder:
    __slots__ = ("parts",)

    def __init__(self, parts: Sequence[Finder]) -> None:
        self.parts = parts

    def find(self, article: AnnotatedText) -> Evidence:
        evidence: list[Hit] = []
        for part in self.parts:
            evidence += part.find(article)
        return evidence

    def extent(self, article: AnnotatedText) -> Set[int]:
        return union_of(part.extent(article) for part in self.parts if part.find(article))


class AllFinder:
    __slots__ = ("parts",)

    def __init__(self, parts: Sequence[Finder]) -> None:
        self.parts = parts

    def find(self, article: AnnotatedText) -> Evidence:
        evidence: list[Hit] = []
        for part in self.parts:
            hits = part.find(article)
            if not hits:
                return ()
            evidence += hits
        return evidence

    def extent(self, article: AnnotatedText) -> Set[int]:
        return min((part.extent(article) for part in self.parts), key=len)


class AlsoFinder:
    __slots__ = ("part", "support")

    def __init__(self, part: Finder, support: Finder) -> None:
        self.part = part
        self.support = support

    def find(self, article: AnnotatedText) -> Evidence:
        evidence = self.part.find(article)
        return [*evidence, *self.support.find(article)] if evidence else ()

    def extent(self, article: AnnotatedText) -> Set[int]:
        return self.part.extent(article) | self.support.extent(article)


class TitleFinder:
    __slots__ = ("part",)

    def __init__(self, part: Finder) -> None:
        self.part = part

    def find(self, article: AnnotatedText) -> Evidence:
        return [hit for hit in self.part.find(article) if hit[1] <= article.body]

    def extent(self, article: AnnotatedText) -> Set[int]:
        return self.part.extent(article)


class LeadFinder:
    __slots__ = ("part",)

    def __init__(self, part: Finder) -> None:
        self.part = part

    def find(self, article: AnnotatedText) -> Evidence:
        return [hit for hit in self.part.find(article) if article.in_lead(hit[1] - 1)]

    def extent(self, article: AnnotatedText) -> Set[int]:
        return self.part.extent(article)


class WithoutFinder:
    """Evidence with none of the excluded within the distance."""

    __slots__ = ("excluded", "part", "within")

    def __init__(self, part: Finder, excluded: Finder, within: Within) -> None:
        self.part = part
        self.excluded = excluded
        self.within = within

    def find(self, article: AnnotatedText) -> Evidence:
        hits = self.part.find(article)
        excluded = self.excluded.find(article) if hits else ()
        if not hits or not excluded:
            return hits
        unit = self.within.unit
        if unit == "article":
            return ()
        if unit == "lead":
            return () if any(article.in_lead(bad[0]) for bad in excluded) else hits
        if unit == "word":
            return _far_in_words(hits, excluded, self.within.count, article)
        number = article.sentence if unit == "sentence" else article.paragraph
        bad_units = sorted({number(bad[0]) for bad in excluded})
        reach = self.within.count - 1
        return [
            h
            for h in hits
            if not _any_between(bad_units, number(h[0]) - reach, number(h[1] - 1) + reach)
        ]

    def extent(self, article: AnnotatedText) -> Set[int]:
        return self.part.extent(article)


def _any_between(ordered: list[int], low: int, high: int) -> bool:
    i = bisect_left(ordered, low)
    return i < len(ordered) and ordered[i] <= high


def _far_in_words(
    hits: Evidence, excluded: Evidence, count: int, article: AnnotatedText
) -> list[Hit]:
    """Return the hits with no excluded hit within `count` words on either side.

    The nearest one before a hit is that with the greatest end among those that begin
    before it; the nearest after it is the next that begins.
    """
    ordered = sorted(excluded)
    starts = [bad[0] for bad in ordered]
    reach: list[Hit] = []
    for bad in ordered:
        reach.append(bad if not reach or bad[1] >= reach[-1][1] else reach[-1])
    distant = []
    for hit in hits:
        i = bisect_left(starts, hit[0])
        if i and article.words_apart(reach[i - 1][1], hit[0], count):
            continue
        if i < len(ordered) and article.words_apart(hit[1], starts[i], count):
            continue
        distant.append(hit)
    return distant
