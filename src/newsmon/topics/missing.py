"""Explanations of topics that do not match a text, by the part of the rule that fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsmon.model import TopicMatch
from newsmon.topics.definitions import (
    AllOf,
    Also,
    AnyOf,
    Near,
    Rule,
    Title,
    Topic,
    Topics,
    Within,
    Without,
    Words,
)
from newsmon.topics.tagger import Tagger

_NAMED = 4  # terms written out of a list that has no name


@dataclass(frozen=True, slots=True)
class Miss:
    """A topic that does not match; `why` is for people, `terms` are the rule's that occur."""

    topic: str
    why: str
    terms: tuple[str, ...]


def misses(tagger: Tagger, title: str, text: str, language: str | None = None) -> list[Miss]:
    """Return the tagger's topics that do not match this text, in the order of the file.

    Compiles every part of every rule anew: meant for a draft, not for an archive.
    """
    there = {match.topic for match in tagger.tag(title, text, language)}
    return [
        miss(topic, tagger, title, text, language)
        for topic in tagger.topics
        if topic.slug not in there
    ]


def miss(topic: Topic, tagger: Tagger, title: str, text: str, language: str | None) -> Miss:
    """Return why a topic does not match a text that it does not match."""
    parts = list(dict.fromkeys(_parts(topic.rule)))
    part_topics = Topics(tuple(Topic(str(i), "", part, minimum=0) for i, part in enumerate(parts)))
    tagged = {m.topic: m for m in Tagger(part_topics, tagger.thresholds).tag(title, text)}
    matches = {part: tagged[str(i)] for i, part in enumerate(parts) if str(i) in tagged}
    words = [match for part, match in matches.items() if isinstance(part, Words)]
    terms = dict.fromkeys(mention.term for match in words for mention in match.mentions)
    whole = matches.get(topic.rule)
    if whole is None:
        why = _why(topic.rule, matches)
    elif language and topic.languages and language not in topic.languages:
        why = f"the text is {language}, and the topic is for {', '.join(topic.languages)}"
    else:
        why = f"{whole.score:g} points, and its min is {topic.minimum:g}"
    return Miss(topic.slug, why, tuple(terms))


def _parts(rule: Rule) -> Iterator[Rule]:
    """The rule and every rule in it."""
    yield rule
    if isinstance(rule, (AnyOf, AllOf, Near)):
        for part in rule.parts:
            yield from _parts(part)
    elif not isinstance(rule, Words):
        yield from _parts(rule.part)
        if isinstance(rule, Without):
            yield from _parts(rule.excluded)


def _why(rule: Rule, matches: dict[Rule, TopicMatch]) -> str:
    """Explain the failure of a rule that is not among the matches."""
    if isinstance(rule, (Words, AnyOf)):
        return f"nothing of {_name(rule)}"
    if isinstance(rule, (AllOf, Near)):
        failing = [_why(part, matches) for part in rule.parts if part not in matches]
        apart = f"its parts are never {_distance(rule)}" if isinstance(rule, Near) else ""
        return "; ".join(failing) or apart
    if rule.part not in matches or isinstance(rule, Also):
        return _why(rule.part, matches)
    if isinstance(rule, Without):
        return f"kept out by {_name(rule.excluded)}"
    return "not in the title" if isinstance(rule, Title) else "not in the title or the lead"


def _distance(near: Near) -> str:
    return {
        "word": f"within {near.within.count} words",
        "lead": "together in the lead",
        "article": "together",
    }.get(near.within.unit, f"within {_count(near.within)}")


def _count(within: Within) -> str:
    return f"{within.count} {within.unit}s" if within.count > 1 else f"one {within.unit}"


def _name(rule: Rule) -> str:
    """A part of a rule as its author would call it: its sets, else its first terms."""
    words = [part for part in _parts(rule) if isinstance(part, Words)]
    names = dict.fromkeys(
        f"@{part.origin}" if part.origin else term.written
        for part in words
        for term in (part.terms[:1] if part.origin else part.terms)
    )
    listed = list(names)[:_NAMED]
    return ", ".join(listed) + (" …" if len(names) > _NAMED else "")
