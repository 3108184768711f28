"""From topics to what the tagger runs: needles, their targets, and finders."""

from __future__ import annotations

from collections import defaultdict

from newsmon.topics.definitions import (
    All,
    Also,
    Any,
    Near,
    Rule,
    Topics,
    Without,
    Words,
)
from newsmon.topics.rules import (
    AllFinder,
    AlsoFinder,
    AnyFinder,
    Finder,
    Leaf,
    NearFinder,
    TitleFinder,
    WithoutFinder,
)
from newsmon.topics.terms import Pattern, Term, patterns

# (leaf, term as written, pattern, is a mask)
Target = tuple[int, str, Pattern, bool]


class Builder:
    """Numbers leaves, needles and topics; each is looked up by its number."""

    def __init__(self, topics: Topics) -> None:
        self._leaves: dict[tuple[frozenset[Term], frozenset[Term]], Leaf] = {}
        self._sizes: list[int] = []  # terms of each leaf
        self._needles: dict[str, list[Target]] = {}
        numbers = {topic.slug: i for i, topic in enumerate(topics)}
        self.rules: list[Finder] = [self._finder(topic.rule) for topic in topics]
        self.parents: dict[int, int] = {
            numbers[topic.slug]: numbers[topic.parent]
            for topic in topics
            if topic.parent in numbers
        }
        self.order: list[int] = sorted(range(len(topics)), key=self._depth, reverse=True)
        triggers: dict[int, list[int]] = defaultdict(list)
        for i, topic in enumerate(topics):
            for leaf in self._starting(topic.rule):
                triggers[leaf].append(i)
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
        if isinstance(rule, (Any, All, Near)):
            parts = [self._finder(part) for part in rule.parts]
            if isinstance(rule, Near):
                return NearFinder(parts, rule.within)
            return AnyFinder(parts) if isinstance(rule, Any) else AllFinder(parts)
        inner = self._finder(rule.part)
        if isinstance(rule, Without):
            return WithoutFinder(inner, self._finder(rule.unwanted), rule.within)
        if isinstance(rule, Also):
            return AlsoFinder(inner, self._finder(rule.support))
        return TitleFinder(inner)

    def _leaf(self, words: Words) -> Leaf:
        key = (frozenset(words.terms), frozenset(words.masks))
        if key not in self._leaves:
            number = len(self._leaves)
            self._leaves[key] = Leaf(number, bool(words.masks))
            self._sizes.append(len(words.terms))
            for terms, is_mask in ((words.terms, False), (words.masks, True)):
                for term in terms:
                    for pattern in patterns(term, mask=is_mask):
                        target = (number, term.written, pattern, is_mask)
                        self._needles.setdefault(pattern.needle, []).append(target)
        return self._leaves[key]

    def _starting(self, rule: Rule) -> set[int]:
        """Leaves of which one must be hit for the rule to find anything."""
        if isinstance(rule, Words):
            return {self._leaf(rule).number}
        if isinstance(rule, Any):
            return set().union(*map(self._starting, rule.parts))
        if isinstance(rule, (All, Near)):
            return min(map(self._starting, rule.parts), key=self._terms_of)
        return self._starting(rule.part)

    def _terms_of(self, leaves: set[int]) -> int:
        return sum(self._sizes[number] for number in leaves)
