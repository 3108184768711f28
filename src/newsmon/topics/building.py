"""From topics to what the tagger runs: needles, the atoms they find, and finders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from newsmon.topics.definitions import (
    AllOf,
    Also,
    AnyOf,
    Lead,
    Near,
    Rule,
    Topics,
    Without,
    Words,
)
from newsmon.topics.nearness import NearFinder, Subjects
from newsmon.topics.rules import (
    AllFinder,
    AlsoFinder,
    AnyFinder,
    Finder,
    LeadFinder,
    Leaf,
    TitleFinder,
    WithoutFinder,
)
from newsmon.topics.term_patterns import Pattern, Term, patterns

# An atom is one term in one of its two uses, found once however many rules name it.
# (atom, term as written, where it begins and ends from the needle's start, what to verify if
# a hit alone does not do)
Target = tuple[int, str, int, int, "Pattern | None"]


class Builder:
    """Numbers atoms, leaves, needles and topics; each is looked up by its number."""

    def __init__(self, topics: Topics) -> None:
        self._atoms: dict[tuple[Term, bool], int] = {}
        self._leaves: dict[tuple[frozenset[int], frozenset[int]], Leaf] = {}
        # By the identity of lists that the topics hold: comparing thousands of terms takes longer.
        self._leaf_of_list: dict[int, Leaf] = {}
        self._needles: dict[str, list[Target]] = {}
        numbers = {topic.slug: i for i, topic in enumerate(topics)}
        self.rules: list[Finder] = [self._finder(topic.rule) for topic in topics]
        self.parents: dict[int, int] = {
            numbers[topic.slug]: numbers[topic.parent]
            for topic in topics
            if topic.parent in numbers
        }
        # By topic, itself and all topics whose evidence is handed up to it.
        self.families: dict[int, list[int]] = {number: [number] for number in range(len(topics))}
        for number in range(len(topics)):
            ancestor = number
            while (ancestor := self.parents.get(ancestor, -1)) >= 0:
                self.families[ancestor].append(number)
        self.order: list[int] = sorted(range(len(topics)), key=self._depth, reverse=True)
        triggers: dict[int, list[int]] = defaultdict(list)
        for i, topic in enumerate(topics):
            for atom in self._starting(topic.rule):
                triggers[atom].append(i)
        self.triggers: dict[int, tuple[int, ...]] = {k: tuple(v) for k, v in triggers.items()}
        self.needles: list[bytes] = [needle.encode() for needle in self._needles]
        self.targets: list[tuple[Target, ...]] = [tuple(t) for t in self._needles.values()]

    def _depth(self, number: int) -> int:
        depth = 0
        while number in self.parents:
            number, depth = self.parents[number], depth + 1
        return depth

    def _finder(self, rule: Rule) -> Finder:
        if isinstance(rule, Words):
            return self._leaf(rule)
        if isinstance(rule, (AnyOf, AllOf, Near)):
            rare_first = sorted(rule.parts, key=lambda part: len(self._starting(part)))
            parts = [self._finder(part) for part in rare_first]
            if isinstance(rule, Near):
                return NearFinder(parts, rule.within, subjects_of(rule))
            return AnyFinder(parts) if isinstance(rule, AnyOf) else AllFinder(parts)
        inner = self._finder(rule.part)
        if isinstance(rule, Without):
            return WithoutFinder(inner, self._finder(rule.excluded), rule.within)
        if isinstance(rule, Also):
            return AlsoFinder(inner, self._finder(rule.support))
        return LeadFinder(inner) if isinstance(rule, Lead) else TitleFinder(inner)

    def _leaf(self, words: Words) -> Leaf:
        if id(words) not in self._leaf_of_list:
            self._leaf_of_list[id(words)] = self._new_leaf(words)
        return self._leaf_of_list[id(words)]

    def _new_leaf(self, words: Words) -> Leaf:
        terms = frozenset(self._atom(term, is_mask=False) for term in words.terms)
        masks = frozenset(self._atom(term, is_mask=True) for term in words.masks)
        if (terms, masks) not in self._leaves:
            self._leaves[terms, masks] = Leaf(len(self._leaves), terms, masks)
        return self._leaves[terms, masks]

    def _atom(self, term: Term, *, is_mask: bool) -> int:
        atom = self._atoms.get((term, is_mask))
        if atom is None:
            atom = self._atoms[term, is_mask] = len(self._atoms)
            for pattern in patterns(term, mask=is_mask):
                begin = pattern.lead - 1  # the haystack begins with a space
                doubt = None if pattern.is_free else pattern
                target = (atom, term.written, begin, begin + pattern.length, doubt)
                self._needles.setdefault(pattern.needle, []).append(target)
        return atom

    def _starting(self, rule: Rule) -> frozenset[int]:
        """Atoms of which one must be hit for the rule to find anything."""
        if isinstance(rule, Words):
            return self._leaf(rule).terms
        if isinstance(rule, AnyOf):
            return frozenset().union(*map(self._starting, rule.parts))
        if isinstance(rule, (AllOf, Near)):
            return min(map(self._starting, rule.parts), key=len)
        return self._starting(rule.part)


def subjects_of(near: Near) -> Subjects:
    """Return the subject that each term names, where two parts of a near could name the same."""
    subjects: Subjects = {}
    shared = False
    for part in near.parts:
        named = {
            term.written: names[0].written
            for words in _words(part)
            for names in words.subjects
            for term in names
        }
        shared = shared or not named.keys().isdisjoint(subjects)
        subjects |= named
    return subjects if shared else {}


def _words(rule: Rule) -> Iterator[Words]:
    """The lists of terms that a rule may find one by one."""
    if isinstance(rule, Words):
        yield rule
    elif isinstance(rule, AnyOf):
        for part in rule.parts:
            yield from _words(part)
