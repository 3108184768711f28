"""Reads the boolean queries of media-monitoring tools into a tree.

What Meltwater, Brandwatch and Media Cloud (query strings of Elasticsearch) write: `AND OR NOT` and
`&& || ! -`, brackets, phrases, `NEAR/5` and its like, `"a b"~5`, `title:`, `*` and `?`, `{exact}`.
NEAR binds closest, then AND and NOT, then OR; two terms side by side are joined by AND. Operators
may be in small letters: nobody searches for a lone "and".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase; `exact` where its capitals count."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """Parts joined by an operator: `any`, `all`, or `near` within so many words."""

    operator: str
    parts: tuple[Node, ...]
    words: int = 0
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Negated:
    """A part that must not occur."""

    part: Node


@dataclass(frozen=True, slots=True)
class Field:
    """A part that is looked for in a field, such as `title`."""

    name: str
    part: Node


Node = Term | Joined | Negated | Field


class QueryError(ValueError):
    """The query cannot be read; the message says why, as what follows on "the query"."""


_TOKEN: Final = re.compile(
    r"""\s*(?:
      <<<.*?>>>                                              # a comment of Brandwatch
    | (?P<near>(?i:O?NEAR|WITHIN|W)/\d{1,3}[fF]?|NEAR\b(?!\s*[:*]))
    | (?P<or>OR\b|(?i:or)(?=[\s(]|$)|\|\|?) | (?P<and>AND\b|(?i:and)(?=[\s(]|$)|&&?)
    | (?P<not>NOT\b|(?i:not)(?=[\s(]|$)|!|-(?=[\w"(]))
    | (?P<field>[A-Za-z_]{2,20}):(?!//)
    | "(?P<phrase>[^"]*)"(?:~(?P<slop>\d{1,3}))? | \{(?P<exact>[^{}]*)\}
    | (?P<open>\() | (?P<close>\)) | \+(?=[\w"(])
    | (?P<word>[^\s()"{}|]+)
    )""",
    re.VERBOSE | re.DOTALL,
)
_QUOTES: Final = str.maketrans(
    {"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"'}
)
_DEEPEST: Final = 40  # brackets within brackets
_DEFAULT_NEAR: Final = 10  # words, for a NEAR without a number


def read(query: str) -> Node:
    """Return the tree of a query; raises QueryError for what is none."""
    if not query.strip():
        raise QueryError("is empty")
    reader = _Reader(list(_tokens(query.translate(_QUOTES))))
    node = reader.alternatives(0)
    if reader.kind:
        raise QueryError(f"has a ) too many before {reader.context()!r}")
    return node


def _tokens(query: str) -> Iterator[tuple[str, re.Match[str]]]:
    at = 0
    while at < len(query.rstrip()):
        match = _TOKEN.match(query, at)
        if match is None:
            raise QueryError(f"cannot be read from {query[at : at + 30].strip()!r} on")
        at = match.end()
        kind = next((name for name in _KINDS if match[name] is not None), None)
        if kind is not None:
            yield kind, match


_KINDS: Final = ("near", "or", "and", "not", "field", "phrase", "exact", "open", "close", "word")


class _Reader:
    """Recursive descent over the tokens, one operator a method."""

    def __init__(self, tokens: list[tuple[str, re.Match[str]]]) -> None:
        self._tokens, self._at = tokens, 0

    @property
    def kind(self) -> str:
        """Kind of the next token; empty at the end."""
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def context(self) -> str:
        return "".join(match[0] for _, match in self._tokens[self._at : self._at + 4]).strip()

    def alternatives(self, depth: int) -> Node:
        if depth > _DEEPEST:
            raise QueryError(f"has more than {_DEEPEST} brackets within each other")
        parts = [self._conjunction(depth)]
        while self.kind == "or":
            self._next()
            parts.append(self._conjunction(depth))
        return _joined("any", parts)

    def _conjunction(self, depth: int) -> Node:
        parts = [self._signed(depth)]
        while self.kind not in ("", "or", "close"):
            if self.kind == "and":
                self._next()
            parts.append(self._signed(depth))
        return _joined("all", parts)

    def _signed(self, depth: int) -> Node:
        if self.kind == "not":
            self._next()
            return Negated(self._nearby(depth))
        return self._nearby(depth)

    def _nearby(self, depth: int) -> Node:
        node = self._primary(depth)
        while self.kind == "near":
            operator = self._next()["near"]
            number = re.search(r"\d+", operator)
            words = max(int(number[0]), 1) if number else _DEFAULT_NEAR
            ordered = operator[0] in "Oo" or operator.endswith(("f", "F"))
            node = Joined("near", (node, self._primary(depth)), words, ordered)
        return node

    def _primary(self, depth: int) -> Node:
        kind = self.kind
        if kind not in ("open", "field", "phrase", "exact", "word"):
            raise QueryError(f"lacks a term {self._place()}")
        match = self._next()
        if kind == "open":
            node = self.alternatives(depth + 1)
            if self.kind != "close":
                raise QueryError("has a ( that is not closed")
            self._next()
            return node
        if kind == "field":
            return Field(match["field"].lower(), self._primary(depth))
        if kind == "phrase" and match["slop"] and len(match["phrase"].split()) > 1:
            words = tuple(Term(word) for word in match["phrase"].split())
            return Joined("near", words, max(int(match["slop"]), 1))
        return Term(" ".join(match[kind].split()), exact=kind == "exact")

    def _place(self) -> str:
        return f"before {self.context()!r}" if self.context() else "at its end"

    def _next(self) -> re.Match[str]:
        self._at += 1
        return self._tokens[self._at - 1][1]


def _joined(operator: str, parts: list[Node]) -> Node:
    """Join parts; what is joined by the same operator already is taken in."""
    flat: list[Node] = []
    for part in parts:
        same = isinstance(part, Joined) and part.operator == operator
        flat.extend(part.parts if same and isinstance(part, Joined) else [part])
    return flat[0] if len(flat) == 1 else Joined(operator, tuple(flat))
