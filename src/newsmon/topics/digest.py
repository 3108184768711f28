"""The hash of a topic's definition: what it depends on, and nothing else."""

from __future__ import annotations

import hashlib
from dataclasses import astuple

from newsmon.topics.definitions import (
    All,
    Also,
    Any,
    Lead,
    Near,
    Rule,
    Topic,
    Topics,
    Without,
    Words,
)
from newsmon.topics.scoring import Thresholds
from newsmon.topics.terms import Term

# Raise this when the tagger's own rules change, so that everything is tagged again.
ENGINE = 2


def digests(topics: Topics, thresholds: Thresholds) -> dict[str, str]:
    """Hash of each topic: its rule with the sets put in, its children, the thresholds.

    Names, examples, the order of terms and the names of sets do not count.
    """
    known: dict[str, str] = {}
    children: dict[str | None, list[Topic]] = {}
    for topic in topics:
        children.setdefault(topic.parent, []).append(topic)

    def digest(topic: Topic) -> str:
        if topic.slug not in known:
            inherited = sorted(digest(child) for child in children.get(topic.slug, ()))
            content = repr(
                (
                    ENGINE,
                    astuple(thresholds),
                    canonical(topic.rule),
                    topic.minimum,
                    sorted(topic.languages),
                    inherited,
                )
            )
            known[topic.slug] = hashlib.blake2b(content.encode(), digest_size=8).hexdigest()
        return known[topic.slug]

    for topic in topics:
        digest(topic)
    return known


def canonical(rule: Rule) -> str:
    """A rule as text that is the same for rules that mean the same by construction."""
    if isinstance(rule, Words):
        things = sorted(map(_written, rule.things))
        return f"words({_written(rule.terms)},{_written(rule.masks)},{things})"
    if isinstance(rule, (Any, All, Near)):
        parts = ",".join(sorted(map(canonical, rule.parts)))
        name = type(rule).__name__.lower()
        return f"{name}({parts},{rule.within})" if isinstance(rule, Near) else f"{name}({parts})"
    if isinstance(rule, Without):
        return f"without({canonical(rule.part)},{canonical(rule.unwanted)},{rule.within})"
    if isinstance(rule, Also):
        return f"also({canonical(rule.part)},{canonical(rule.support)})"
    return f"{'lead' if isinstance(rule, Lead) else 'title'}({canonical(rule.part)})"


def _written(terms: tuple[Term, ...]) -> str:
    return repr(sorted({term.written for term in terms}))
