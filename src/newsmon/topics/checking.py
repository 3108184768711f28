"""Checks of `newsmon topics check`: examples that fail, terms and sets that have no effect.

Examples that fail are errors. The rest are warnings: the file works, though hardly as meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from newsmon.topics.definitions import (
    TITLE_POINTS,
    AllOf,
    Also,
    AnyOf,
    Lead,
    Near,
    Problem,
    Rule,
    Title,
    Topics,
    Without,
    Words,
)
from newsmon.topics.missing import miss
from newsmon.topics.tagger import Tagger
from newsmon.topics.term_patterns import Term

# Names that are everyday words in small letters.
_WORDS = """
    turkey china chile jordan chad georgia guinea polish apple shell amazon orange may march
    august bush rice gap visa target meta swift who it aids mali niger reading nice bath
    cork sandwich hamburg cologne lima java trump
"""
_EVERYDAY = frozenset(_WORDS.split())
# A plain term this short is an abbreviation of many things, or a word of every text.
_SHORT = 2
# So do beginnings this short: MiG* finds "might" and "migrants".
_SHORT_START = 3
# Share of their terms from which on two topics are nearly the same.
_ALMOST_ALL = 0.9


def check(tagger: Tagger) -> list[Problem]:
    """Everything that deserves a look, examples that fail first."""
    topics = tagger.topics
    return [
        *_examples(tagger),
        *_masked_terms(topics),
        *_unreachable(topics),
        *_unused_sets(topics),
        *_ambiguous(topics),
        *_overlaps(topics),
        *_without_examples(topics),
    ]


def _examples(tagger: Tagger) -> Iterator[Problem]:
    for topic in tagger.topics:
        language = topic.languages[0] if topic.languages else None
        for key, texts in (("match", topic.match), ("no_match", topic.no_match)):
            for i, text in enumerate(texts):
                matches = {match.topic: match for match in tagger.tag("", text, language)}
                match = matches.get(topic.slug)
                if (match is not None) == (key == "match"):
                    continue
                path = ("topics", topic.slug, "examples", key, i)
                if match is None:
                    why = miss(topic, tagger, "", text, language).why
                    yield Problem(path, f"should match and does not, {why}: {_short(text)}")
                else:
                    terms = ", ".join(dict.fromkeys(m.term for m in match.mentions))
                    yield Problem(path, f"should not match, but does for {terms}: {_short(text)}")


def _masked_terms(topics: Topics) -> Iterator[Problem]:
    """Terms that an except phrase hides wherever they occur."""
    for name, words in topics.sets.items():
        for term in _never(words):
            yield Problem(("sets", name), _hidden(term), "warning")
    for topic in topics:
        for words in {words for words in leaves(topic.rule) if not words.origin}:
            for term in _never(words):
                yield Problem(("topics", topic.slug), _hidden(term), "warning")


def _never(words: Words) -> list[Term]:
    masks = {mask.body.casefold() for mask in words.masks}
    return [term for term in words.terms if term.body.casefold() in masks]


def _hidden(term: Term) -> str:
    return f'"{term.written}" can never match: it stands under except too'


def _unreachable(topics: Topics) -> Iterator[Problem]:
    """Topics that cannot reach their own min, or rule themselves out."""
    for topic in topics:
        if isinstance(topic.rule, Title) and topic.minimum > TITLE_POINTS:
            message = f"can never match: a title gives {TITLE_POINTS} points and min is above"
            yield Problem(("topics", topic.slug, "min"), message, "warning")
        for rule in _nested(topic.rule):
            if isinstance(rule, Without) and rule.within.unit == "article":
                for term in _common(rule.part, rule.excluded):
                    message = f'"{term.written}" can never match: none rules it out'
                    yield Problem(("topics", topic.slug, "none"), message, "warning")


def _common(searched: Rule, excluding: Rule) -> list[Term]:
    if not isinstance(excluding, (Words, AnyOf)):
        return []
    bad = {term for words in leaves(excluding) for term in words.terms}
    return [term for words in leaves(searched) for term in words.terms if term in bad]


def _unused_sets(topics: Topics) -> Iterator[Problem]:
    used = {name for topic in topics for name in topic.sets}
    for name in topics.sets:
        if name not in used:
            yield Problem(("sets", name), "no topic uses this set", "warning")


def _ambiguous(topics: Topics) -> Iterator[Problem]:
    places: list[tuple[tuple[str | int, ...], Words]] = [
        (("sets", name), words) for name, words in topics.sets.items()
    ]
    for topic in topics:
        places += [(("topics", topic.slug), w) for w in leaves(topic.rule) if not w.origin]
    reported = set()
    for place, words in places:
        for term in words.terms:
            if term not in reported and (message := _doubt(term)):
                reported.add(term)
                yield Problem(place, message, "warning")


def _doubt(term: Term) -> str:
    """Return the reason why a term finds more than is meant, or an empty string."""
    if _is_ambiguous(term):
        return f'"{term.written}" is also an everyday word: write "={term.body}"'
    if term.prefix and not term.exact and term.body.isascii() and len(term.body) <= _SHORT_START:
        longer = f'write more letters, or "={term.written}" if its capitals tell it apart'
        return f'many words begin like "{term.written}": {longer}'
    return ""


def _is_ambiguous(term: Term) -> bool:
    """A name that is found in small letters too, or a syllable that occurs in many words."""
    word = term.body
    if term.exact or " " in word or not word.isascii() or word.isupper():
        return False
    return len(word) <= _SHORT or (word[0].isupper() and word.lower() in _EVERYDAY)


def _overlaps(topics: Topics) -> Iterator[Problem]:
    """Topics whose rules are made of nearly the same terms."""
    shapes = {topic.slug: _shape(topic.rule) for topic in topics}
    for first, second in combinations(topics, 2):
        mine, theirs = shapes[first.slug], shapes[second.slug]
        if len(mine & theirs) >= _ALMOST_ALL * len(mine | theirs):
            message = f'overlaps almost wholly with the topic "{first.slug}"'
            yield Problem(("topics", second.slug), message, "warning")


def _shape(rule: Rule, place: str = "") -> frozenset[tuple[str, str]]:
    """Return the terms and sets of a rule, each with its place in the rule."""
    if isinstance(rule, Words):
        named = [f"@{rule.origin}"] if rule.origin else [term.written for term in rule.terms]
        return frozenset((place, name) for name in named)
    if isinstance(rule, AnyOf):
        return frozenset().union(*(_shape(part, place) for part in rule.parts))
    if isinstance(rule, (AllOf, Near)):
        inner = f"{place} {type(rule).__name__}"
        return frozenset().union(
            *(_shape(part, inner + str(i)) for i, part in enumerate(rule.parts))
        )
    if isinstance(rule, (Title, Lead)):
        return _shape(rule.part, f"{place} {type(rule).__name__}")
    return _shape(rule.part, place)


def _without_examples(topics: Topics) -> Iterator[Problem]:
    for topic in topics:
        if not topic.match:
            message = "has no examples: give some texts that it should match and some not"
            yield Problem(("topics", topic.slug), message, "warning")


def leaves(rule: Rule) -> Iterator[Words]:
    """The lists of terms in a rule that speak for it."""
    for inner in _nested(rule):
        if isinstance(inner, Words):
            yield inner


def _nested(rule: Rule) -> Iterator[Rule]:
    yield rule
    if isinstance(rule, (AnyOf, AllOf, Near)):
        for part in rule.parts:
            yield from _nested(part)
    elif not isinstance(rule, Words):
        yield from _nested(rule.part)
        if isinstance(rule, Also):
            yield from _nested(rule.support)


def _short(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:97]}..."
