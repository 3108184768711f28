"""From the mapping in topics.yaml to topics: strict, and with every problem at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from newsmon.topics.definitions import (
    MOST_POINTS,
    All,
    Also,
    Any,
    Near,
    Problem,
    Rule,
    Title,
    Topic,
    Topics,
    Within,
    Without,
    Words,
)
from newsmon.topics.terms import Term, TermError, parse_term, patterns

Path = tuple[str | int, ...]

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*$")
_LANGUAGE = re.compile(r"[a-z]{2,3}$")
_DISTANCE = re.compile(r"(\d+)\s+(word|sentence|paragraph)s?$")
_GROUP_KEYS = ("any", "all", "none", "near", "within", "not_near", "title", "also")
_TOPIC_KEYS = (
    "name", "description", *_GROUP_KEYS, "except", "parent", "languages", "min", "examples",
)  # fmt: skip
_SET_KEYS = ("terms", "except")
_SENTENCE = Within("sentence")
# Groups nested deeper than this are unreadable to people, and no rule needs them.
_DEEPEST = 8


def parse(mapping: Mapping[str, object]) -> tuple[Topics, list[Problem]]:
    """Topics of a file (keys `sets` and `topics`), and all problems in it.

    A topic with an error is left out of the topics; the problems say which and why.
    """
    reader = _Reader()
    if not isinstance(mapping, Mapping):
        reader.error((), "write a mapping with the keys sets and topics")
        return Topics(), reader.problems
    reader.unknown_keys((), mapping, ("sets", "topics"))
    reader.raw_sets = reader.mapping(("sets",), mapping.get("sets")) or {}
    for name in reader.raw_sets:
        reader.set_words(name, ())
    raw_topics = reader.mapping(("topics",), mapping.get("topics")) or {}
    topics = [
        topic
        for slug, raw in raw_topics.items()
        if (topic := reader.topic(slug, raw, raw_topics)) is not None
    ]
    sets = {name: words for name, words in reader.sets.items() if words is not None}
    return Topics(tuple(_without_orphans(topics, reader)), sets), reader.problems


def _without_orphans(topics: list[Topic], reader: _Reader) -> list[Topic]:
    """Parents must exist and must not go in a circle."""
    parents = {topic.slug: topic.parent for topic in topics}
    for topic in topics:
        seen = [topic.slug]
        parent = topic.parent
        while parent is not None and parent in parents and parent not in seen:
            seen.append(parent)
            parent = parents[parent]
        if parent is not None and parent == topic.slug:
            circle = " > ".join([*seen, parent])
            reader.error(("topics", topic.slug, "parent"), f"parents go in a circle: {circle}")
            parents[topic.slug] = None
    bad = {path[1] for p in reader.problems if (path := p.path)[:1] == ("topics",) and len(path) > 1
           and p.severity == "error"}  # fmt: skip
    return [topic for topic in topics if topic.slug not in bad]


@dataclass
class _Reader:
    """Collects problems and resolved sets while the mapping is walked."""

    problems: list[Problem] = field(default_factory=list)
    raw_sets: dict[str, object] = field(default_factory=dict)
    sets: dict[str, Words | None] = field(default_factory=dict)
    used: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def error(self, path: Path, message: str) -> None:
        self.problems.append(Problem(path, message))

    def unknown_keys(self, path: Path, raw: Mapping[str, object], known: tuple[str, ...]) -> None:
        for key in raw:
            if key not in known:
                self.error((*path, key), f'unknown key "{key}"{suggest(str(key), known)}')

    def mapping(self, path: Path, raw: object) -> dict[str, object] | None:
        if raw is None:
            return {}
        if not isinstance(raw, Mapping):
            self.error(path, f"write a mapping of names, not {_kind(raw)}")
            return None
        for key in raw:
            if not isinstance(key, str):
                self.error((*path, str(key)), f"names are text: write '{key}' in quotes")
        return {key: value for key, value in raw.items() if isinstance(key, str)}

    # --- sets

    def set_words(self, name: str, inside: tuple[str, ...]) -> Words | None:
        """The set with all sets that it names; None (and a problem) if it cannot be used."""
        if name in self.sets:
            return self.sets[name]
        path = ("sets", name)
        if not _SLUG.match(name):
            self.error(path, "a set's name has small letters, digits and dashes: united-states")
        raw = self.raw_sets[name]
        if not isinstance(raw, Mapping):
            raw = {"terms": raw}
        self.unknown_keys(path, raw, _SET_KEYS)
        if not raw.get("terms"):
            self.error((*path, "terms"), "list at least one term")
        chain = (*inside, name)
        terms, masks, used = [], [], [name]
        for key, into in (("terms", terms), ("except", masks)):
            for i, written in self.items((*path, key), raw.get(key)):
                inner = self.set_or_term((*path, key, i), written, chain)
                if isinstance(inner, Words):
                    into += inner.terms
                    masks += inner.masks if into is terms else ()
                    used += self.used.get(inner.origin, ())
                elif inner is not None:
                    into.append(inner)
        self.used[name] = tuple(dict.fromkeys(used))
        words = Words(_distinct(terms), _distinct(masks), name) if terms else None
        self.sets[name] = words
        return words

    def set_or_term(
        self, path: Path, written: object, inside: tuple[str, ...]
    ) -> Words | Term | None:
        text = self.text(path, written)
        if text is None:
            return None
        if not text.startswith("@"):
            return self.term(path, text)
        name = text[1:].strip()
        if name not in self.raw_sets:
            self.error(path, f"there is no set {name!r}{suggest(name, tuple(self.raw_sets))}")
            return None
        if name in inside:
            self.error(path, f"sets go in a circle: {' > '.join([*inside, name])}")
            return None
        return self.set_words(name, inside)

    def text(self, path: Path, written: object) -> str | None:
        if isinstance(written, bool) or written is None:
            self.error(path, "YAML reads this as true, false or nothing: put it in quotes")
            return None
        if isinstance(written, (int, float)):
            return str(written)
        if not isinstance(written, str):
            self.error(path, f"write a term, not {_kind(written)}")
            return None
        if not written.strip():
            self.error(path, "the term is empty")
            return None
        return written.strip()

    def term(self, path: Path, text: str) -> Term | None:
        try:
            term = parse_term(text)
            patterns(term)
        except TermError as problem:
            self.error(path, str(problem))
            return None
        return term

    def items(self, path: Path, raw: object) -> list[tuple[int, object]]:
        if raw is None:
            return []
        if isinstance(raw, (str, int, float, Mapping)):
            raw = [raw]
        if not isinstance(raw, (list, tuple)):
            self.error(path, f"write a list, not {_kind(raw)}")
            return []
        return list(enumerate(raw))

    # --- rules

    def rule(self, path: Path, raw: object, found: _Used, depth: int = 0) -> Rule | None:
        """One element of a list in a rule: a term, a set or a group."""
        if isinstance(raw, Mapping):
            if depth >= _DEEPEST:
                self.error(path, "groups are nested too deep; name the inner ones as sets")
                return None
            self.unknown_keys(path, raw, _GROUP_KEYS)
            return self.group(path, raw, found, depth + 1)
        inner = self.set_or_term(path, raw, ())
        if isinstance(inner, Words):
            found.sets += self.used[inner.origin]
            return Words(inner.terms, _distinct([*inner.masks, *found.masks]), inner.origin)
        return None if inner is None else Words((inner,), found.masks)

    def rules(self, path: Path, raw: object, found: _Used, depth: int) -> list[Rule]:
        listed = self.items(path, raw)
        if not listed:
            self.error(path, "list at least one term, @set or group")
        parts = [self.rule((*path, i), value, found, depth) for i, value in listed]
        return [part for part in parts if part is not None]

    def group(self, path: Path, raw: Mapping[str, object], found: _Used, depth: int) -> Rule | None:
        """All keys of a group must hold; `none` and `not_near` take away."""
        parts = self.positive(path, raw, found, depth)
        if not any(key in raw for key in ("any", "all", "near", "title")):
            self.error(path, "nothing to look for: write any, all, near or title")
        if "within" in raw and "near" not in raw:
            self.error((*path, "within"), "within belongs to near (not_near has one of its own)")
        if not parts:
            return None
        rule: Rule = parts[0] if len(parts) == 1 else All(tuple(parts))
        for key in ("none", "not_near"):
            if key in raw:
                rule = self.without((*path, key), key, raw[key], rule, found, depth)
        if "also" in raw and (support := self.rules((*path, "also"), raw["also"], found, depth)):
            rule = Also(rule, any_of(support))
        return rule

    def positive(
        self, path: Path, raw: Mapping[str, object], found: _Used, depth: int
    ) -> list[Rule]:
        makers: dict[str, Callable[[list[Rule]], Rule]] = {
            "any": any_of,
            "all": lambda parts: All(tuple(parts)),
            "near": lambda parts: Near(tuple(parts), self.within(path, raw, _SENTENCE)),
            "title": lambda parts: Title(any_of(parts)),
        }
        made = []
        for key, make in makers.items():
            if key in raw and (parts := self.rules((*path, key), raw[key], found, depth)):
                if key == "near" and len(parts) == 1:
                    self.error((*path, key), "near needs at least two: one would stand alone")
                made.append(make(parts))
        return made

    def without(
        self, path: Path, key: str, raw: object, rule: Rule, found: _Used, depth: int
    ) -> Rule:
        within = Within("article") if key == "none" else _SENTENCE
        if key == "not_near" and isinstance(raw, Mapping):
            within = self.within(path, raw, _SENTENCE, far=True)
            self.unknown_keys(path, raw, ("any", "within"))
            path, raw = (*path, "any"), raw.get("any")
        unwanted = self.rules(path, raw, found, depth)
        return Without(rule, any_of(unwanted), within) if unwanted else rule

    def within(
        self, path: Path, raw: Mapping[str, object], default: Within, *, far: bool = False
    ) -> Within:
        if "within" not in raw:
            return default
        written = raw["within"]
        text = " ".join(str(written).lower().split())
        if text in {"sentence", "paragraph"} or (far and text in {"lead", "article"}):
            return Within(text)
        match = _DISTANCE.match(text)
        if match and int(match[1]) > 0:
            return Within(match[2], int(match[1]))
        choices = "sentence, paragraph, 8 words or 2 sentences" + far * ", lead or article"
        self.error((*path, "within"), f"write {choices}, not {written!r}")
        return default

    # --- topics

    def topic(self, slug: str, raw: object, known: Mapping[str, object]) -> Topic | None:
        path: Path = ("topics", slug)
        if not _SLUG.match(slug):
            self.error(path, "a topic's name has small letters, digits and dashes: us-china")
        if not isinstance(raw, Mapping):
            self.error(path, f"write a mapping with any, all, near or title, not {_kind(raw)}")
            return None
        self.unknown_keys(path, raw, _TOPIC_KEYS)
        found = _Used(self.masks((*path, "except"), raw.get("except")))
        rule = self.group(path, raw, found, 0)
        parent = self.parent((*path, "parent"), raw.get("parent"), known)
        match, no_match = self.examples((*path, "examples"), raw.get("examples"))
        minimum = self.minimum((*path, "min"), raw.get("min", 1))
        languages = self.languages((*path, "languages"), raw.get("languages"))
        name = raw.get("name", slug)
        if not isinstance(name, str):
            self.error((*path, "name"), "write a name in quotes")
        if rule is None:
            return None
        used = tuple(dict.fromkeys(found.sets))
        return Topic(slug, str(name), rule, parent, languages, minimum, match, no_match, used)

    def masks(self, path: Path, raw: object) -> tuple[Term, ...]:
        masks: list[Term] = []
        for i, written in self.items(path, raw):
            inner = self.set_or_term((*path, i), written, ())
            if inner is not None:
                masks += inner.terms if isinstance(inner, Words) else (inner,)
        return _distinct(masks)

    def parent(self, path: Path, raw: object, known: Mapping[str, object]) -> str | None:
        if raw is None or (isinstance(raw, str) and raw in known):
            return raw
        self.error(path, f"there is no topic {raw!r}{suggest(str(raw), tuple(known))}")
        return None

    def minimum(self, path: Path, raw: object) -> float:
        if isinstance(raw, bool) or not isinstance(raw, (int, float)) or not raw > 0:
            self.error(path, f"write a number above 0, not {raw!r}")
        elif raw > MOST_POINTS:
            self.error(path, f"no article can reach {raw}: scores end at {MOST_POINTS}")
        else:
            return float(raw)
        return 1.0

    def languages(self, path: Path, raw: object) -> tuple[str, ...]:
        codes = []
        for i, code in self.items(path, raw):
            if isinstance(code, str) and _LANGUAGE.match(code):
                codes.append(code)
            else:
                self.error((*path, i), f"write a language code such as en, not {code!r}")
        return tuple(codes)

    def examples(self, path: Path, raw: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
        given = self.mapping(path, raw) or {}
        self.unknown_keys(path, given, ("match", "no_match"))
        lists = []
        for key in ("match", "no_match"):
            texts = []
            for i, text in self.items((*path, key), given.get(key)):
                if isinstance(text, str) and text.strip():
                    texts.append(text)
                else:
                    self.error((*path, key, i), "write the example's text in quotes")
            lists.append(tuple(texts))
        return lists[0], lists[1]


@dataclass
class _Used:
    """What one topic brings along while its rule is read."""

    masks: tuple[Term, ...] = ()
    sets: tuple[str, ...] = ()


def any_of(parts: list[Rule]) -> Rule:
    """One rule for a list: its plain terms together, so that they are looked up at once."""
    terms = [p.terms[0] for p in parts if isinstance(p, Words) and not p.origin]
    masks = next((p.masks for p in parts if isinstance(p, Words) and not p.origin), ())
    rules: list[Rule] = [p for p in parts if not isinstance(p, Words) or p.origin]
    if terms:
        rules.insert(0, Words(_distinct(terms), masks))
    return rules[0] if len(rules) == 1 else Any(tuple(rules))


def _distinct(terms: list[Term]) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(terms))


def suggest(written: str, known: tuple[str, ...]) -> str:
    """`; did you mean "us-china"?` where something known is close to what was written."""
    close = difflib.get_close_matches(written, known, n=1)
    return f'; did you mean "{close[0]}"?' if close else f"; known are {', '.join(known[:12])}"


def _kind(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return "true, false or nothing"
    return {list: "a list", dict: "a mapping", str: "text"}.get(type(value), "a number")
