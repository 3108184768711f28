"""Turns a boolean query of another tool into the draft of a topic, and says what it cannot say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from newsmon.topics.boolean_query import Field, Joined, Negated, Node, Term, read
from newsmon.topics.parsing import parse

Part = str | dict[str, Any]

_TITLES: Final = frozenset({"title", "headline", "headlines", "intitle"})
_LANGUAGES: Final = frozenset({"language", "lang"})
FILL_IN: Final = "FILL IN: a text that this topic must "


@dataclass(slots=True)
class Draft:
    """A topic's definition, ready for YAML, and notes on what differs from the query."""

    definition: dict[str, Any]
    notes: list[str] = field(default_factory=list)


def draft(query: str, name: str) -> Draft:
    """Return the draft of a topic; raises QueryError for what is no query.

    Its examples are to be filled in: until then `newsmon topics check` reports them.
    """
    writer = _Writer()
    rule = writer.rule(read(query))
    definition: dict[str, Any] = {"name": name}
    if writer.languages:
        definition["languages"] = writer.languages
    definition |= rule
    definition["examples"] = {"match": [f"{FILL_IN}find"], "no_match": [f"{FILL_IN}leave alone"]}
    if not rule:
        writer.note("nothing is left of the query that a topic could look for")
    notes = list(dict.fromkeys([*writer.notes, *_problems(definition)]))
    return Draft(definition, notes)


def _problems(definition: dict[str, Any]) -> list[str]:
    """Return what the language of topics has against the draft."""
    _, problems = parse({"topics": {"draft": definition}})
    return [f"{'.'.join(map(str, p.path[2:]))}: {p.message}" for p in problems]


class _Writer:
    """Writes a tree as a rule; collects what cannot be said."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.languages: list[str] = []

    def note(self, text: str) -> None:
        self.notes.append(text)

    def rule(self, node: Node) -> dict[str, Any]:
        """Return the keys of a topic for a whole query."""
        part = self._part(node, top=True)
        if part is None:
            return {}
        return {"any": [part]} if isinstance(part, str) else part

    def _part(self, node: Node, *, top: bool = False) -> Part | None:
        if isinstance(node, Term):
            return self._term(node)
        if isinstance(node, Field):
            return self._field(node, top=top)
        if isinstance(node, Negated):
            self.note("NOT beside nothing, or as an alternative, is left out: a topic looks for "
                      "something, and none takes away from that")  # fmt: skip
            return None
        if node.operator == "all":
            return self._all(node.parts, top=top)
        return self._group(node)

    def _term(self, term: Term) -> str | None:
        text = term.text.rstrip(".,;")
        bare = text.rstrip("*")
        if not any(c.isalnum() for c in bare):
            self.note(f"{term.text!r} has no letter in it and is left out")
            return None
        if "*" in bare or "?" in bare:
            self.note(f"{term.text!r}: * and ? within a word are left out; write each form as a "
                      "term of its own")  # fmt: skip
            return None
        plain = bare.lstrip("@=#$").rstrip("~")
        if plain != bare:
            self.note(
                f"{term.text!r} is written as {plain!r}: signs around words are not looked for"
            )
        if not term.exact and plain.isupper() and plain.isalpha() and 1 < len(plain) <= 5:
            self.note(f"{plain} is found in capitals only; write it small to find it in any case")
        return f"={plain}" if term.exact else plain + ("*" if text.endswith("*") else "")

    def _field(self, node: Field, *, top: bool) -> Part | None:
        if node.name in _TITLES:
            return self._title(node.part)
        if node.name in _LANGUAGES and top and (codes := _words(node.part)):
            self.languages += codes
            return None
        self.note(f"{node.name}: says where an article stands and not what it is about; it is left "
                  "out (choose feeds, or a where in SQL)")  # fmt: skip
        return None

    def _title(self, node: Node) -> Part | None:
        if isinstance(node, Joined) and node.operator == "all":
            return self._all(tuple(Field("title", part) for part in node.parts))
        if isinstance(node, Negated):
            self.note("NOT in the title is left out: none looks at the whole article")
            return None
        part = self._part(node)
        if isinstance(part, dict) and set(part) != {"any"}:
            self.note("NEAR within title: is looked for in the whole article")
            return part
        return None if part is None else {"title": _listed(part)}

    def _all(self, parts: Sequence[Node], *, top: bool = False) -> Part | None:
        """Return what must occur, and under `none` what must not."""
        sought = self._parts([p for p in parts if not isinstance(p, Negated)], top=top)
        avoided = self._parts([_inner(p) for p in parts if isinstance(p, Negated)])
        if not sought:
            return None
        if len(sought) == 1 and isinstance(sought[0], dict) and "none" not in sought[0]:
            rule = dict(sought[0])
        else:
            rule = {"all": sought} if len(sought) > 1 else {"any": sought}
        if avoided:
            rule["none"] = _flat(avoided)
        return rule

    def _group(self, node: Joined) -> Part | None:
        parts = self._parts(node.parts)
        if len(parts) < len(node.parts) and node.operator == "near":
            self.note("a NEAR with a part that is left out looks for its other part alone")
        if len(parts) < 2:
            return parts[0] if parts else None
        if node.operator == "any":
            return {"any": _flat(parts)}
        if node.ordered:
            self.note("NEAR in one order finds both orders")
        return {"near": parts, "within": f"{node.words} word{'s' if node.words > 1 else ''}"}

    def _parts(self, nodes: Iterable[Node], *, top: bool = False) -> list[Part]:
        return [part for node in nodes if (part := self._part(node, top=top)) is not None]


def _inner(node: Node) -> Node:
    return node.part if isinstance(node, Negated) else node


def _flat(parts: Sequence[Part]) -> list[Part]:
    """Alternatives within alternatives are alternatives."""
    return [inner for part in parts for inner in _listed(part)]


def _listed(part: Part) -> list[Part]:
    if isinstance(part, dict) and set(part) == {"any"}:
        return list(part["any"])
    return [part]


def _words(node: Node) -> list[str]:
    """Return the words of a term or of alternatives; none where it is anything else."""
    parts = node.parts if isinstance(node, Joined) and node.operator == "any" else (node,)
    return [p.text.lower() for p in parts if isinstance(p, Term)]
