"""`near`: stretches of text in which every part of a rule occurs.

Time is linear in the number of hits (times the parts of the rule), however they are arranged.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from newsmon.topics.definitions import Within
from newsmon.topics.reading import LONGEST_WORD, Hit, Reading, Units

if TYPE_CHECKING:
    from newsmon.topics.rules import Evidence, Finder

# Stretches of more sentences or paragraphs than this are looked for hit by hit.
_MOST_UNITS = 8

# By term as written, the thing it names.
Things = dict[str, str]


class NearFinder:
    """Stretches in which every part occurs; each is one piece of evidence, where it ends.

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
        if self.within.unit == "word":
            return _close_in_words(found, self.within.count, reading, self.things)
        unit = reading.sentence if self.within.unit == "sentence" else reading.paragraph
        if self.within.count > _MOST_UNITS:
            count = self.within.count
            return _stretches(found, lambda a, b: unit(b[0]) - unit(a[0]) < count, self.things)
        by_unit = [
            reading.by_unit(self.within.unit, part, hits)
            for part, hits in zip(self.parts, found, strict=True)
        ]
        return _windows(by_unit, self.within.count, self.things)


def _windows(parts: list[Units], count: int, things: Things) -> list[Hit]:
    """One piece of evidence for each unit that ends a stretch of `count`, of all hits in it."""
    rarest = min(parts, key=len)
    ends = {unit + i for unit in rarest for i in range(count)} if count > 1 else set(rarest)
    together = []
    for end in sorted(ends):
        if count == 1:
            members = [part.get(end, ()) for part in parts]
        elif any(end in part for part in parts):
            units = range(end - count + 1, end + 1)
            members = [[hit for unit in units for hit in part.get(unit, ())] for part in parts]
        else:
            continue
        if all(members) and _disjoint(members) and (not things or _differ(members, things)):
            together.append(_joined(sorted(hit for hits in members for hit in hits)))
    return together


def _disjoint(members: Sequence[Evidence]) -> bool:
    """Whether each part has a hit of its own: one word cannot be near to itself."""
    firsts = [(hits[0], hits[0]) if len(hits) == 1 else (min(hits), max(hits)) for hits in members]
    return all(
        first[1] <= other[0] or other_first[1] <= last[0]
        for i, (first, last) in enumerate(firsts)
        for other_first, other in firsts[:i]
    )


def _differ(members: Sequence[Evidence], things: Things) -> bool:
    """Whether any two parts that name things can name different ones."""
    named = [{things.get(hit[2], "") for hit in hits} for hits in members]
    return all(
        len(mine | theirs) > 1 or "" in mine for i, mine in enumerate(named) for theirs in named[:i]
    )


def _joined(hits: list[Hit]) -> Hit:
    return (hits[0][0], max(hit[1] for hit in hits), "", tuple(hits))


def _close_in_words(
    found: list[Evidence], count: int, reading: Reading, things: Things
) -> list[Hit]:
    """Stretches of a few words. What is far from all hits of the rarest part is left out."""
    longest = max(hit[1] - hit[0] for hits in found for hit in hits)
    reach = 2 * ((count + 1) * LONGEST_WORD + longest)
    starts = sorted(hit[0] for hit in min(found, key=len))
    near: list[Evidence] = [
        [hit for hit in hits if _is_within(reach, starts, hit[0])] for hits in found
    ]
    if not all(near):
        return []
    apart = reading.words_apart
    return _stretches(near, lambda a, b: apart(a[1], b[0], count), things)


def _is_within(reach: int, starts: list[int], position: int) -> bool:
    i = bisect_left(starts, position - reach)
    return i < len(starts) and starts[i] <= position + reach


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
