"""Rules made ready to run: each finds its evidence among the hits of one article.

Evidence is a list of hits in the order of the text. Every rule works in time linear in
the number of hits (times the parts of the rule), however they are arranged.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Protocol

from newsmon.topics.definitions import Within
from newsmon.topics.reading import Hit, Reading

Evidence = Sequence[Hit]


class Finder(Protocol):
    """A rule that can be asked for its evidence in an article."""

    def find(self, reading: Reading) -> Evidence: ...


class Leaf:
    """Hits of a set of terms, without those inside a mask."""

    __slots__ = ("masked", "number")

    def __init__(self, number: int, masked: bool) -> None:
        self.number = number
        self.masked = masked

    def find(self, reading: Reading) -> Evidence:
        hits = reading.hits.get(self.number, ())
        if self.masked and hits and (masks := reading.masks.pop(self.number, None)):
            hits = reading.hits[self.number] = unmasked(hits, masks)
        return hits


def unmasked(hits: Evidence, masks: list[tuple[int, int]]) -> list[Hit]:
    """The hits that lie inside no mask."""
    masks.sort()
    kept, reach, i = [], -1, 0
    for hit in sorted(hits):
        while i < len(masks) and masks[i][0] <= hit[0]:
            reach = max(reach, masks[i][1])
            i += 1
        if hit[1] > reach:
            kept.append(hit)
    return kept


class AnyFinder:
    __slots__ = ("parts",)

    def __init__(self, parts: Sequence[Finder]) -> None:
        self.parts = parts

    def find(self, reading: Reading) -> Evidence:
        found: list[Hit] = []
        for part in self.parts:
            found += part.find(reading)
        return found


class AllFinder:
    __slots__ = ("parts",)

    def __init__(self, parts: Sequence[Finder]) -> None:
        self.parts = parts

    def find(self, reading: Reading) -> Evidence:
        found: list[Hit] = []
        for part in self.parts:
            hits = part.find(reading)
            if not hits:
                return ()
            found += hits
        return found


class AlsoFinder:
    __slots__ = ("part", "support")

    def __init__(self, part: Finder, support: Finder) -> None:
        self.part = part
        self.support = support

    def find(self, reading: Reading) -> Evidence:
        found = self.part.find(reading)
        return [*found, *self.support.find(reading)] if found else ()


class TitleFinder:
    __slots__ = ("part",)

    def __init__(self, part: Finder) -> None:
        self.part = part

    def find(self, reading: Reading) -> Evidence:
        return [hit for hit in self.part.find(reading) if hit[1] <= reading.body]


class NearFinder:
    """Stretches in which every part occurs. Each hit that completes one is an end of one."""

    __slots__ = ("parts", "within")

    def __init__(self, parts: Sequence[Finder], within: Within) -> None:
        self.parts = parts
        self.within = within

    def find(self, reading: Reading) -> Evidence:
        found = []
        for part in self.parts:
            hits = part.find(reading)
            if not hits:
                return ()
            found.append(hits)
        if self.within.unit == "sentence" and self.within.count == 1:
            return _same_sentence(found, reading)
        return _stretches(found, _is_close(self.within, reading))


def _same_sentence(found: list[Evidence], reading: Reading) -> list[Hit]:
    """One piece of evidence a sentence, made of all the hits in it."""
    by_sentence: list[dict[int, list[Hit]]] = []
    shared: set[int] | None = None
    for hits in found:
        groups: dict[int, list[Hit]] = {}
        for hit in hits:
            groups.setdefault(reading.sentence(hit[0]), []).append(hit)
        by_sentence.append(groups)
        shared = set(groups) if shared is None else shared & groups.keys()
        if not shared:
            return []
    together = []
    for sentence in sorted(shared or ()):
        members = [groups[sentence] for groups in by_sentence]
        if _disjoint(members):
            flat = sorted(hit for hits in members for hit in hits)
            together.append(_joined(flat))
    return together


def _disjoint(members: list[list[Hit]]) -> bool:
    """Whether each part has a hit of its own: one word cannot be near to itself."""
    firsts = [(min(hits), max(hits)) for hits in members]
    return all(
        first[1] <= other[0] or other_first[1] <= last[0]
        for i, (first, last) in enumerate(firsts)
        for other_first, other in firsts[:i]
    )


def _joined(hits: list[Hit]) -> Hit:
    return (hits[0][0], max(hit[1] for hit in hits), "", tuple(hits))


def _is_close(within: Within, reading: Reading) -> Callable[[Hit, Hit], bool]:
    """Whether the first of two hits (in the order of the text) reaches to the second."""
    count = within.count
    if within.unit == "word":
        return lambda first, second: reading.words_apart(first[1], second[0], count)
    unit = reading.sentence if within.unit == "sentence" else reading.paragraph
    return lambda first, second: unit(second[0]) - unit(first[0]) < count


def _stretches(found: list[Evidence], is_close: Callable[[Hit, Hit], bool]) -> list[Hit]:
    """For each hit, the latest hits of the other parts before it, if all are close.

    No two parts share a word, so `near: ["@states", "@states"]` means two of them; for
    that the latest hits of a part are kept, as many as there are parts.
    """
    events = sorted((hit, part) for part, hits in enumerate(found) for hit in hits)
    latest: list[list[Hit]] = [[] for _ in found]
    stretches = []
    for hit, part in events:
        members = [hit]
        for other, seen in enumerate(latest):
            if other != part:
                before = next((s for s in reversed(seen) if _is_apart(s, members)), None)
                if before is None or not is_close(before, hit):
                    break
                members.append(before)
        else:
            stretches.append(_joined(sorted(members)))
        latest[part] = [*latest[part], hit][-len(found) :]
    return stretches


def _is_apart(hit: Hit, members: list[Hit]) -> bool:
    return all(hit[1] <= member[0] or member[1] <= hit[0] for member in members)


class WithoutFinder:
    """Evidence that nothing unwanted comes near."""

    __slots__ = ("part", "unwanted", "within")

    def __init__(self, part: Finder, unwanted: Finder, within: Within) -> None:
        self.part = part
        self.unwanted = unwanted
        self.within = within

    def find(self, reading: Reading) -> Evidence:
        hits = self.part.find(reading)
        unwanted = self.unwanted.find(reading) if hits else ()
        if not hits or not unwanted:
            return hits
        unit = self.within.unit
        if unit == "article":
            return ()
        if unit == "lead":
            return () if any(reading.in_lead(bad[0]) for bad in unwanted) else hits
        if unit == "word":
            return _far_in_words(hits, unwanted, self.within.count, reading)
        number = reading.sentence if unit == "sentence" else reading.paragraph
        bad_units = sorted({number(bad[0]) for bad in unwanted})
        reach = self.within.count - 1
        return [
            h
            for h in hits
            if not _any_between(bad_units, number(h[0]) - reach, number(h[1] - 1) + reach)
        ]


def _any_between(ordered: list[int], low: int, high: int) -> bool:
    i = bisect_left(ordered, low)
    return i < len(ordered) and ordered[i] <= high


def _far_in_words(hits: Evidence, unwanted: Evidence, count: int, reading: Reading) -> list[Hit]:
    """Hits with no unwanted one within `count` words on either side.

    The nearest one before a hit is that with the greatest end among those that begin
    before it; the nearest after it is the next that begins.
    """
    ordered = sorted(unwanted)
    starts = [bad[0] for bad in ordered]
    reach: list[Hit] = []
    for bad in ordered:
        reach.append(bad if not reach or bad[1] >= reach[-1][1] else reach[-1])
    kept = []
    for hit in hits:
        i = bisect_left(starts, hit[0])
        if i and reading.words_apart(reach[i - 1][1], hit[0], count):
            continue
        if i < len(ordered) and reading.words_apart(hit[1], starts[i], count):
            continue
        kept.append(hit)
    return kept
