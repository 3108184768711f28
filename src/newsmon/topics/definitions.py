"""Topics and rules as values: made by `parse` from topics.yaml, taken by `compile`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from newsmon.topics.term_patterns import Term

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*$")

# Scores run from 0 to this: title 4, lead 4, body 10.
TITLE_POINTS = 4
LEAD_POINTS = 2
MOST_LEAD_POINTS = 4
BODY_POINTS = 1
MOST_BODY_POINTS = 10
MOST_POINTS = TITLE_POINTS + MOST_LEAD_POINTS + MOST_BODY_POINTS


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong (`error`) or doubtful (`warning`) in topics.yaml.

    `path` leads to it through the mapping, from the top; `message` says what to write.
    """

    path: tuple[str | int, ...]
    message: str
    severity: str = "error"


@dataclass(frozen=True, slots=True)
class Words:
    """Leaf of a rule: any of these terms, unless inside one of the masks.

    `origin` is the set's name, or empty for terms written into the rule. `subjects` holds, for
    sets that distinguish their subjects, the terms of each subject (a state, say).
    """

    terms: tuple[Term, ...]
    masks: tuple[Term, ...] = ()
    origin: str = ""
    subjects: tuple[tuple[Term, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Within:
    """A distance. `unit` is word, sentence, paragraph, lead or article."""

    unit: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Evidence is that of all parts that are found; one is enough."""

    parts: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part must be found, anywhere in the article."""

    parts: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Every part must be found within one stretch; the stretches are the evidence."""

    parts: tuple[Rule, ...]
    within: Within


@dataclass(frozen=True, slots=True)
class Title:
    """Only what is found in the title counts."""

    part: Rule


@dataclass(frozen=True, slots=True)
class Lead:
    """Only what is found in the title or in the first sentences counts."""

    part: Rule


@dataclass(frozen=True, slots=True)
class Without:
    """Evidence of `part` that has nothing of `excluded` within the distance."""

    part: Rule
    excluded: Rule
    within: Within


@dataclass(frozen=True, slots=True)
class Also:
    """Once `part` is found, what is found of `support` counts as evidence too."""

    part: Rule
    support: Rule


Rule: TypeAlias = "Words | AnyOf | AllOf | Near | Title | Lead | Without | Also"


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic, its rule with all sets put in."""

    slug: str
    name: str
    rule: Rule
    parent: str | None = None
    languages: tuple[str, ...] = ()
    minimum: float = 1.0
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()  # names of the sets it uses, directly or not


@dataclass(frozen=True, slots=True)
class Topics:
    """All topics in the order of the file, and the sets by name."""

    topics: tuple[Topic, ...] = ()
    sets: dict[str, Words] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Topic]:
        return iter(self.topics)

    def __len__(self) -> int:
        return len(self.topics)
