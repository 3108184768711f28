"""The rules of a topic: groups with any, all, none, near, not_near, title and also."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from newsmon.topics.definitions import (
    AllOf,
    Also,
    AnyOf,
    Lead,
    Near,
    Rule,
    Title,
    Within,
    Without,
    Words,
)
from newsmon.topics.problems import Path, Problems
from newsmon.topics.sets import Sets, distinct
from newsmon.topics.term_patterns import Term

GROUP_KEYS = ("any", "all", "none", "near", "within", "not_near", "title", "lead", "also")
_POSITIVE = ("any", "all", "near", "title", "lead")
_DISTANCE = re.compile(r"(\d{1,6})\s+(word|sentence|paragraph)s?$")
_SENTENCE = Within("sentence")
# Groups nested deeper than this are unreadable to people, and no rule needs them.
_DEEPEST = 8
# A rule with more parts than this was not written by a person.
_MOST_PARTS = 20_000


@dataclass
class RuleReader:
    """Reads the rule of one topic; `masks` are those of the topic itself."""

    sets: Sets
    problems: Problems
    masks: tuple[Term, ...] = ()
    used: tuple[str, ...] = ()  # sets met so far
    parts: int = 0

    def group(self, path: Path, raw: Mapping[str, object], depth: int = 0) -> Rule | None:
        """All keys of a group must hold; none and not_near take away, also adds."""
        if not any(key in raw for key in _POSITIVE):
            self.problems.error(path, "nothing to look for: write any, all, near, title or lead")
        if "within" in raw and "near" not in raw:
            message = "within belongs to near; not_near has one of its own"
            self.problems.error((*path, "within"), message)
        positive = self._positive(path, raw, depth)
        if not positive:
            return None
        rule: Rule = positive[0] if len(positive) == 1 else AllOf(tuple(positive))
        if "none" in raw:
            rule = self._without(rule, (*path, "none"), raw["none"], Within("article"), depth)
        if "not_near" in raw:
            rule = self._not_near(rule, (*path, "not_near"), raw["not_near"], depth)
        if "also" in raw and (support := self._rules((*path, "also"), raw["also"], depth)):
            rule = Also(rule, any_of(support))
        return rule

    def _positive(self, path: Path, raw: Mapping[str, object], depth: int) -> list[Rule]:
        makers: dict[str, Callable[[list[Rule]], Rule]] = {
            "any": any_of,
            "all": lambda parts: AllOf(tuple(parts)),
            "near": lambda parts: Near(tuple(parts), self._within(path, raw)),
            "title": lambda parts: Title(any_of(parts)),
            "lead": lambda parts: Lead(any_of(parts)),
        }
        rules = []
        for key, make in makers.items():
            if key in raw and (parts := self._rules((*path, key), raw[key], depth)):
                if key == "near" and len(parts) == len(self.problems.listed(path, raw[key])) == 1:
                    message = "near needs at least two things that come near each other"
                    self.problems.error((*path, key), message)
                rules.append(make(parts))
        return rules

    def _rules(self, path: Path, raw: object, depth: int) -> list[Rule]:
        listed = self.problems.listed(path, raw)
        if not listed:
            self.problems.error(path, "list at least one term, @set or group")
        rules = [self._rule(where, value, depth) for where, value in listed]
        return [rule for rule in rules if rule is not None]

    def _rule(self, path: Path, raw: object, depth: int) -> Rule | None:
        self.parts += 1
        if self.parts > _MOST_PARTS:
            if self.parts == _MOST_PARTS + 1:
                self.problems.error(path, f"more than {_MOST_PARTS:,} parts; make sets of them")
            return None
        if isinstance(raw, Mapping):
            if depth >= _DEEPEST:
                self.problems.error(path, "nested too deep; give the inner terms a set's name")
                return None
            self.problems.unknown_keys(path, raw, GROUP_KEYS)
            return self.group(path, raw, depth + 1)
        member = self.sets.read(path, raw)
        if isinstance(member, Words):
            self.used += self.sets.used[member.origin]
            masks = distinct((*member.masks, *self.masks))
            return replace(member, masks=masks)
        return None if member is None else Words((member,), self.masks)

    def _without(self, rule: Rule, path: Path, raw: object, within: Within, depth: int) -> Rule:
        excluded = self._rules(path, raw, depth)
        return Without(rule, any_of(excluded), within) if excluded else rule

    def _not_near(self, rule: Rule, path: Path, raw: object, depth: int) -> Rule:
        if not isinstance(raw, Mapping):
            return self._without(rule, path, raw, _SENTENCE, depth)
        self.problems.unknown_keys(path, raw, ("any", "within"))
        within = self._within(path, raw, far=True)
        return self._without(rule, (*path, "any"), raw.get("any"), within, depth)

    def _within(self, path: Path, raw: Mapping[str, object], *, far: bool = False) -> Within:
        if "within" not in raw:
            return _SENTENCE
        text = " ".join(str(raw["within"]).lower().split())
        if text in {"sentence", "paragraph"} or (far and text in {"lead", "article"}):
            return Within(text)
        match = _DISTANCE.match(text)
        if match and int(match[1]) > 0:
            return Within(match[2], int(match[1]))
        choices = "sentence, paragraph, 8 words or 2 sentences" + far * ", lead or article"
        self.problems.error((*path, "within"), f'write {choices}, not "{raw["within"]}"')
        return _SENTENCE


def any_of(parts: list[Rule]) -> Rule:
    """One rule for a list; its plain terms together, so that they are looked up at once."""
    inline = [part for part in parts if isinstance(part, Words) and not part.origin]
    rules: list[Rule] = [part for part in parts if not isinstance(part, Words) or part.origin]
    if inline:
        terms = distinct(term for words in inline for term in words.terms)
        rules.insert(0, Words(terms, inline[0].masks))
    return rules[0] if len(rules) == 1 else AnyOf(tuple(rules))
