"""Hashes of topic definitions, which change when and only when matches could."""

from __future__ import annotations

import hashlib
from dataclasses import astuple

from newsmon.topics.definitions import (
    AllOf,
    Also,
    AnyOf,
    Lead,
    Near,
    Rule,
    Topic,
    Topics,
    Without,
    Words,
)
from newsmon.topics.scoring import Thresholds
from newsmon.topics.term_patterns import Term

# Raise this when the tagger's own rules change, so that everything is tagged again.
ENGINE = 5


def digests(topics: Topics, thresholds: Thresholds) -> dict[str, str]:
    """Hash of each topic: its rule with the sets put in, its children, the thresholds.

    Names, examples, the order of terms and the names of sets do not count.
    """
    hashes: dict[str, str] = {}
    children: dict[str | None, list[Topic]] = {}
    for topic in topics:
        children.setdefault(topic.parent, []).append(topic)

    def digest(topic: Topic) -> str:
        if topic.slug not in hashes:
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
            hashes[topic.slug] = hashlib.blake2b(content.encode(), digest_size=8).hexdigest()
        return hashes[topic.slug]

    for topic in topics:
        digest(topic)
    return hashes


def canonical(rule: Rule) -> str:
    """Return a rule as text that is equal for rules of equal meaning by construction."""
    if isinstance(rule, Words):
        subjects = sorted(map(_written, rule.subjects))
        return f"words({_written(rule.terms)},{_written(rule.masks)},{subjects})"
    if isinstance(rule, (AnyOf, AllOf, Near)):
        parts = ",".join(sorted(map(canonical, rule.parts)))
        if isinstance(rule, Near):
            return f"near({parts},{rule.within})"
        return f"{'any' if isinstance(rule, AnyOf) else 'all'}({parts})"
    if isinstance(rule, Without):
        return f"without({canonical(rule.part)},{canonical(rule.excluded)},{rule.within})"
    if isinstance(rule, Also):
        return f"also({canonical(rule.part)},{canonical(rule.support)})"
    return f"{'lead' if isinstance(rule, Lead) else 'title'}({canonical(rule.part)})"


def _written(terms: tuple[Term, ...]) -> str:
    return repr(sorted({term.written for term in terms}))
