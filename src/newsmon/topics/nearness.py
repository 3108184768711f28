"""`near`: stretches of text in which every part of a rule occurs.

Time is linear in the number of hits (times the parts of the rule), however they are arranged.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence, Set
from typing import TYPE_CHECKING

from newsmon.topics.annotated_text import LONGEST_WORD, AnnotatedText, Hit, Units
from newsmon.topics.definitions import Within

if TYPE_CHECKING:
    from newsmon.topics.rules import Evidence, Finder

# Stretches of more sentences or paragraphs than this are looked for hit by hit.
_MOST_UNITS = 8

# By term as written, the subject that it names.
Subjects = dict[str, str]


class NearFinder:
    """Stretches in which every part occurs; each is one piece of evidence, where it ends.

    Where two parts could name the same subject, they must name different ones.
    """

    __slots__ = ("parts", "subjects", "within")

    def __init__(self, parts: Sequence[Finder], within: Within, subjects: Subjects) -> None:
        self.parts = parts
        self.within = within
        self.subjects = subjects

    def extent(self, article: AnnotatedText) -> Set[int]:
        return min((part.extent(article) for part in self.parts), key=len)

    def find(self, article: AnnotatedText) -> Evidence:
        stretches = article.stretches.get(self)
        if stretches is None:
            stretches = article.stretches[self] = self._find(article)
        return stretches

    def _find(self, article: AnnotatedText) -> Evidence:
        hits_of_parts = []
        for part in self.parts:
            hits = part.find(article)
            if not hits:
                return ()
            hits_of_parts.append(hits)
        if self.within.unit == "word":
            return _close_in_words(hits_of_parts, self.within.count, article, self.subjects)
        unit = article.sentence if self.within.unit == "sentence" else article.paragraph
        if self.within.count > _MOST_UNITS:
            count = self.within.count
            return _stretches(
                hits_of_parts, lambda a, b: unit(b[0]) - unit(a[0]) < count, self.subjects
            )
        by_unit = [
            article.by_unit(self.within.unit, part, hits)
            for part, hits in zip(self.parts, hits_of_parts, strict=True)
        ]
        return _windows(by_unit, self.within.count, self.subjects)


def _windows(parts: list[Units], count: int, subjects: Subjects) -> list[Hit]:
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
        if all(members) and _disjoint(members) and (not subjects or _differ(members, subjects)):
            together.append(_joined(sorted(hit for hits in members for hit in hits)))
    return together


def _disjoint(members: Sequence[Evidence]) -> bool:
    """Tell whether each part has a hit of its own: a word cannot be near itself."""
    firsts = [(hits[0], hits[0]) if len(hits) == 1 else (min(hits), max(hits)) for hits in members]
    return all(
        first[1] <= other_last[0] or other_first[1] <= last[0]
        for i, (first, last) in enumerate(firsts)
        for other_first, other_last in firsts[:i]
    )


def _differ(members: Sequence[Evidence], subjects: Subjects) -> bool:
    """Tell whether any two parts that name subjects can name different ones."""
    named = [{subjects.get(hit[2], "") for hit in hits} for hits in members]
    return all(
        len(mine | theirs) > 1 or "" in mine for i, mine in enumerate(named) for theirs in named[:i]
    )


def _joined(hits: list[Hit]) -> Hit:
    return (hits[0][0], max(hit[1] for hit in hits), "", tuple(hits))


def _close_in_words(
    hits_of_parts: list[Evidence], count: int, article: AnnotatedText, subjects: Subjects
) -> list[Hit]:
    """Stretches of a few words. What is far from all hits of the rarest part is left out."""
    longest = max(hit[1] - hit[0] for hits in hits_of_parts for hit in hits)
    reach = 2 * ((count + 1) * LONGEST_WORD + longest)
    starts = sorted(hit[0] for hit in min(hits_of_parts, key=len))
    near: list[Evidence] = [
        [hit for hit in hits if _is_within(reach, starts, hit[0])] for hits in hits_of_parts
    ]
    if not all(near):
        return []
    apart = article.words_apart
    return _stretches(near, lambda a, b: apart(a[1], b[0], count), subjects)


def _is_within(reach: int, starts: list[int], position: int) -> bool:
    i = bisect_left(starts, position - reach)
    return i < len(starts) and starts[i] <= position + reach


def _stretches(
    hits_of_parts: list[Evidence], is_close: Callable[[Hit, Hit], bool], subjects: Subjects
) -> list[Hit]:
    """For each hit, the latest hits of the other parts before it, if all are close.

    No two parts share a word, so `near: ["@states", "@states"]` means two of them; for
    that the latest hits of a part are kept, as many as there are parts (and where subjects
    are distinguished, of different ones).
    """
    events = sorted((hit, part) for part, hits in enumerate(hits_of_parts) for hit in hits)
    latest: list[list[Hit]] = [[] for _ in hits_of_parts]
    stretches = []
    for hit, part in events:
        members = [hit]
        for place, earlier in enumerate(latest):
            if place != part:
                before = next(
                    (s for s in reversed(earlier) if _is_apart(s, members, subjects)), None
                )
                if before is None or not is_close(before, hit):
                    break
                members.append(before)
        else:
            stretches.append(_joined(sorted(members)))
        earlier = latest[part]
        if subjects and (subject := subjects.get(hit[2])):
            earlier = [s for s in earlier if subjects.get(s[2]) != subject]
        latest[part] = [*earlier, hit][-len(hits_of_parts) :]
    return stretches


def _is_apart(hit: Hit, members: list[Hit], subjects: Subjects) -> bool:
    """Tell whether a hit shares neither a word nor, where distinguished, a subject with them."""
    if not all(hit[1] <= member[0] or member[1] <= hit[0] for member in members):
        return False
    subject = subjects.get(hit[2])
    return subject is None or all(subjects.get(member[2]) != subject for member in members)
