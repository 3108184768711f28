"""From the mapping in topics.yaml to topics: strict, and with every problem at once."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from newsmon.text import language_code
from newsmon.topics.definitions import MOST_POINTS, SLUG, Problem, Topic, Topics
from newsmon.topics.grammar import GROUP_KEYS, RuleReader
from newsmon.topics.problems import Path, Problems, kind, suggest
from newsmon.topics.sets import Sets, distinct, terms_of
from newsmon.topics.term_patterns import Term

_LANGUAGE = re.compile(r"[a-z]{2,3}$")
_KEYS = (
    "name", "description", *GROUP_KEYS, "except", "parent", "languages", "min", "examples",
)  # fmt: skip


def parse(mapping: Mapping[str, object]) -> tuple[Topics, list[Problem]]:
    """Topics of a file (keys `sets` and `topics`), and all problems in it.

    A topic with an error is left out of the topics; the problems say which and why.
    """
    problems = Problems()
    if not isinstance(mapping, Mapping):
        problems.error((), f"write a mapping with the keys sets and topics, not {kind(mapping)}")
        return Topics(), problems.reported
    problems.unknown_keys((), mapping, ("sets", "topics"))
    sets = Sets(problems.mapping(("sets",), mapping.get("sets")), problems)
    raw = problems.mapping(("topics",), mapping.get("topics"))
    reader = _TopicReader(problems, sets, list(raw))
    topics = [
        topic for slug, definition in raw.items() if (topic := reader.topic(slug, definition))
    ]
    _refuse_circles(topics, problems)
    wrong = {p.path[1] for p in problems.reported if len(p.path) > 1 and p.path[0] == "topics"}
    valid = tuple(topic for topic in topics if topic.slug not in wrong)
    return Topics(valid, sets.resolved()), problems.reported


def _refuse_circles(topics: list[Topic], problems: Problems) -> None:
    """A topic must not be its own ancestor."""
    parents = {topic.slug: topic.parent for topic in topics}
    for topic in topics:
        line = [topic.slug]
        while (parent := parents.get(line[-1])) is not None and parent not in line:
            line.append(parent)
        if parent == topic.slug:
            circle = " > ".join([*line, parent])
            problems.error(("topics", topic.slug, "parent"), f"parents go in a circle: {circle}")


@dataclass
class _TopicReader:
    problems: Problems
    sets: Sets
    slugs: list[str]  # slugs of all topics

    def topic(self, slug: str, raw: object) -> Topic | None:
        path: Path = ("topics", slug)
        if not SLUG.match(slug):
            self.problems.error(path, "name topics in small letters, digits and dashes: us-china")
        if not isinstance(raw, Mapping):
            message = f"write a mapping with any, all, near, title or lead, not {kind(raw)}"
            self.problems.error(path, message)
            return None
        self.problems.unknown_keys(path, raw, _KEYS)
        rules = RuleReader(self.sets, self.problems, self.masks((*path, "except"), raw))
        rule = rules.group(path, raw)
        match, no_match = self.examples((*path, "examples"), raw.get("examples"))
        name = self.problems.text((*path, "name"), raw.get("name", slug))
        parent = self.parent((*path, "parent"), raw.get("parent"))
        languages = self.languages((*path, "languages"), raw.get("languages"))
        minimum = self.minimum((*path, "min"), raw.get("min", 1))
        if rule is None or name is None:
            return None
        used = tuple(dict.fromkeys(rules.used))
        return Topic(slug, name, rule, parent, languages, minimum, match, no_match, used)

    def masks(self, path: Path, raw: Mapping[str, object]) -> tuple[Term, ...]:
        listed = self.problems.listed(path, raw.get("except"))
        read = [self.sets.read(where, value) for where, value in listed]
        return distinct(term for member in read if member for term in terms_of(member))

    def parent(self, path: Path, raw: object) -> str | None:
        if raw is None:
            return None
        if isinstance(raw, str) and raw in self.slugs:
            return raw
        message = f'there is no topic "{raw}"{suggest(str(raw), self.slugs)}'
        self.problems.error(path, message)
        return None

    def minimum(self, path: Path, raw: object) -> float:
        number = isinstance(raw, (int, float)) and not isinstance(raw, bool)
        if not isinstance(raw, (int, float)) or not number or not 0 < raw < math.inf:
            self.problems.error(path, f'write a number above 0, not "{raw}"')
            return 1.0
        if raw > MOST_POINTS:
            self.problems.error(path, f"no article can reach {raw}: scores end at {MOST_POINTS}")
        return float(raw)

    def languages(self, path: Path, raw: object) -> tuple[str, ...]:
        codes = []
        for where, code in self.problems.listed(path, raw):
            if isinstance(code, str) and _LANGUAGE.match(code):
                codes.append(language_code(code) or code)
            else:
                self.problems.error(where, f'write a language code such as en, not "{code}"')
        return tuple(dict.fromkeys(codes))

    def examples(self, path: Path, raw: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
        fields = self.problems.mapping(path, raw)
        self.problems.unknown_keys(path, fields, ("match", "no_match"))
        match, no_match = (
            tuple(
                text
                for where, value in self.problems.listed((*path, key), fields.get(key))
                if (text := self.problems.text(where, value))
            )
            for key in ("match", "no_match")
        )
        return match, no_match
