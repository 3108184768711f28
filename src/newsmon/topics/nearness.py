"""`near`: stretches of text in which every part of a rule occurs.

Time is linear in the number of hits (times the parts of the rule), however they are arranged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from newsmon.topics.definitions import Within
from newsmon.topics.reading import Hit, Reading

if TYPE_CHECKING:
    from newsmon.topics.rules import Evidence, Finder

# By term as written, the thing it names.
Things = dict[str, str]


class NearFinder:
    """Stretches in which every part occurs. Each hit that completes one is an end of one.

    Where two parts could name the same of the `things`, they must name different ones.
    """

    __slots__ = ("parts", "things", "within")

    def __init__(self, parts: Sequence[Finder], within: Within, things: Things) -> None:
        self.parts = parts
        self.within = within
        self.things = things

    def find(self, reading: Reading) -> Evidence:
        found = []
        for part in self.parts:
            hits = part.find(reading)
            if not hits:
                return ()
            found.append(hits)
        if self.within.unit == "sentence" and self.within.count == 1:
            return _same_sentence(found, reading, self.things)
        return _stretches(found, _is_close(self.within, reading), self.things)


def _same_sentence(found: list[Evidence], reading: Reading, things: Things) -> list[Hit]:
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
        if _disjoint(members) and (not things or _differ(members, things)):
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


def _differ(members: list[list[Hit]], things: Things) -> bool:
    """Whether any two parts that name things can name different ones."""
    named = [{things.get(hit[2], "") for hit in hits} for hits in members]
    return all(
        len(mine | theirs) > 1 or "" in mine for i, mine in enumerate(named) for theirs in named[:i]
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


def _stretches(
    found: list[Evidence], is_close: Callable[[Hit, Hit], bool], things: Things
) -> list[Hit]:
    """For each hit, the latest hits of the other parts before it, if all are close.

    No two parts share a word, so `near: ["@states", "@states"]` means two of them; for
    that the latest hits of a part are kept, as many as there are parts (and where things
    are told apart, of different things).
    """
    events = sorted((hit, part) for part, hits in enumerate(found) for hit in hits)
    latest: list[list[Hit]] = [[] for _ in found]
    stretches = []
    for hit, part in events:
        members = [hit]
        for other, seen in enumerate(latest):
            if other != part:
                before = next((s for s in reversed(seen) if _is_apart(s, members, things)), None)
                if before is None or not is_close(before, hit):
                    break
                members.append(before)
        else:
            stretches.append(_joined(sorted(members)))
        seen = latest[part]
        if things and (thing := things.get(hit[2])):
            seen = [s for s in seen if things.get(s[2]) != thing]
        latest[part] = [*seen, hit][-len(found) :]
    return stretches


def _is_apart(hit: Hit, members: list[Hit], things: Things) -> bool:
    """Whether it shares neither a word nor, where these are told apart, its thing with them."""
    if not all(hit[1] <= member[0] or member[1] <= hit[0] for member in members):
        return False
    thing = things.get(hit[2])
    return thing is None or all(things.get(member[2]) != thing for member in members)
