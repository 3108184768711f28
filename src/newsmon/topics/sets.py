"""Sets of terms: `@united-states` and what it stands for, other sets included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from newsmon.topics.definitions import SLUG, Words
from newsmon.topics.problems import Path, Problems, suggest
from newsmon.topics.term_patterns import Term, TermError, check_forms, parse_term

_KEYS = ("terms", "except")
# Terms that all sets may come to when each is written out: sets that name sets that name
# sets can grow beyond all bounds in a few lines.
_MOST_TERMS = 1_000_000


class Sets:
    """The sets of a file, resolved when they are first asked for."""

    def __init__(self, raw: Mapping[str, object], problems: Problems) -> None:
        self._raw = raw
        self._problems = problems
        self._resolved: dict[str, Words | None] = {}
        self._terms: dict[str, Term | None] = {}
        self._size = 0
        self.used: dict[str, tuple[str, ...]] = {}  # the set itself and all that it names
        for name in raw:
            self._set(name, ())

    def resolved(self) -> dict[str, Words]:
        return {name: words for name, words in self._resolved.items() if words is not None}

    def read(self, path: Path, raw: object, inside: tuple[str, ...] = ()) -> Words | Term | None:
        """A term, or the set that `@name` stands for; None (and a problem) for neither."""
        text = self._problems.text(path, raw)
        if text is None:
            return None
        if not text.startswith("@"):
            return self._term(path, text)
        name = text[1:].strip()
        if name not in self._raw:
            message = f'there is no set "{name}"{suggest(name, list(self._raw))}'
            self._problems.error(path, message)
            return None
        if name in inside:
            circle = " > ".join([*inside[inside.index(name) :], name])
            self._problems.error(path, f"sets go in a circle: {circle}")
            return None
        return self._set(name, inside)

    def _term(self, path: Path, text: str) -> Term | None:
        if text not in self._terms:
            try:
                term = parse_term(text)
                check_forms(term)
            except TermError as problem:
                self._problems.error(path, str(problem))
                return None
            self._terms[text] = term
        return self._terms[text]

    def _set(self, name: str, inside: tuple[str, ...]) -> Words | None:
        if name in self._resolved:
            return self._resolved[name]
        path: Path = ("sets", name)
        if not SLUG.match(name):
            self._problems.error(path, "name sets in small letters, digits and dashes: gulf-states")
        definition = self._raw[name]
        fields = definition if isinstance(definition, Mapping) else {"terms": definition}
        self._problems.unknown_keys(path, fields, _KEYS)
        chain = (*inside, name)
        members, subjects = self._listed_terms((*path, "terms"), fields.get("terms"), chain)
        exceptions = self._members((*path, "except"), fields.get("except"), chain)
        terms = distinct(term for member in members for term in terms_of(member))
        masks = [mask for member in members if isinstance(member, Words) for mask in member.masks]
        masks += [term for member in exceptions for term in terms_of(member)]
        self._size += len(terms) + len(masks)
        if not members and not fields.get("terms"):
            self._problems.error((*path, "terms"), "list at least one term")
        if self._size > _MOST_TERMS:
            self._problems.error(path, f"the sets come to more than {_MOST_TERMS:,} terms")
            terms = ()
        names = [
            n for m in (*members, *exceptions) if isinstance(m, Words) for n in self.used[m.origin]
        ]
        self.used[name] = tuple(dict.fromkeys((name, *names)))
        self._resolved[name] = Words(terms, distinct(masks), name, subjects) if terms else None
        return self._resolved[name]

    def _listed_terms(
        self, path: Path, raw: object, chain: tuple[str, ...]
    ) -> tuple[list[Words | Term], tuple[tuple[Term, ...], ...]]:
        """Return all members and, where a list stands among them, the terms of each subject.

        Members beside such a list are subjects of their own; a set that distinguishes its
        subjects keeps them.
        """
        members: list[Words | Term] = []
        subjects: list[tuple[Term, ...]] = []
        listed = self._problems.listed(path, raw)
        tells_apart = any(isinstance(value, list) for _, value in listed)
        for where, value in listed:
            if isinstance(value, list):
                names = self._members(where, value, chain)
                members += names
                subjects.append(distinct(term for name in names for term in terms_of(name)))
            elif member := self.read(where, value, chain):
                members.append(member)
                inner = member.subjects if isinstance(member, Words) else ()
                subjects += inner or [(term,) for term in terms_of(member) if tells_apart]
        return members, tuple(subjects)

    def _members(self, path: Path, raw: object, chain: tuple[str, ...]) -> list[Words | Term]:
        read = (self.read(where, value, chain) for where, value in self._problems.listed(path, raw))
        return [member for member in read if member is not None]


def terms_of(member: Words | Term) -> tuple[Term, ...]:
    return member.terms if isinstance(member, Words) else (member,)


def distinct(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Without repetitions, in order."""
    return tuple(dict.fromkeys(terms))
