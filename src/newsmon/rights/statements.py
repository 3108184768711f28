"""The statement: one verdict on one use, with its wording and its place; and which one counts."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

MAX_TEXT: Final = 300  # characters of a statement that are kept
MAX_STATEMENTS: Final = 200  # of one file or page; what follows is ignored


class Use(str, Enum):
    """A use of a text that publishers allow or reserve."""

    SEARCH = "search"  # storing, finding, linking back
    MINE = "mine"  # text and data mining: topics, duplicates, events
    AI_INPUT = "ai_input"  # input of a generative model: grounding, retrieval, summaries
    AI_TRAIN = "ai_train"  # training of models
    ALL = "all"  # any automated use


class Verdict(str, Enum):
    """The publisher's word on a use, the least restrictive first."""

    ALLOWED = "allowed"
    PRICED = "priced"  # allowed to who pays, or asks for a licence
    RESERVED = "reserved"


class Origin(str, Enum):
    """The place of a statement."""

    ROBOTS = "robots"
    HEADER = "header"
    META = "meta"
    TDMREP = "tdmrep"
    RSL = "rsl"
    HTTP_402 = "http_402"


@dataclass(frozen=True, slots=True)
class Statement:
    """One verdict on one use, as a publisher states it."""

    use: Use
    verdict: Verdict
    origin: Origin
    text: str  # verbatim
    path: str | None = (
        None  # the part of the origin that it is about; None: all of what it came with
    )
    policy: str | None = None  # where its terms can be read
    price: str | None = None  # amount and currency, or the scheme by which it is paid


# A use without a statement of its own falls back to the wider one: training is a kind of mining.
_WIDER: Final = {
    Use.SEARCH: (Use.ALL,),
    Use.MINE: (Use.ALL,),
    Use.AI_INPUT: (Use.ALL,),
    Use.AI_TRAIN: (Use.MINE, Use.ALL),
    Use.ALL: (),
}
_RESTRICTIVE: Final = {verdict: rank for rank, verdict in enumerate(Verdict)}


def decide(levels: Sequence[Sequence[Statement]]) -> tuple[Statement, ...]:
    """Return the statements that count, each once, in the order of uses.

    `levels` go from the nearest to the widest: page, header, file. For each use the first level
    that states anything on it, or on a wider use, counts; within a level the narrower use comes
    first, and of several statements on the same use the most restrictive one.
    """
    deciding = (_deciding(use, levels) for use in Use)
    return tuple(dict.fromkeys(statement for statement in deciding if statement))


def _deciding(use: Use, levels: Sequence[Sequence[Statement]]) -> Statement | None:
    for level in levels:
        for stated_use in (use, *_WIDER[use]):
            if statement := most_restrictive(s for s in level if s.use is stated_use):
                return statement
    return None


def most_restrictive(statements: Iterable[Statement]) -> Statement | None:
    """Return the first of the most restrictive statements; None for none."""
    return max(statements, key=lambda s: _RESTRICTIVE[s.verdict], default=None)


def first_honoured(decided: Sequence[Statement], honoured: Collection[Use]) -> Statement | None:
    """Return the statement by which a page is to be left alone; None: it may be read.

    `decided` is what `decide` returned, `honoured` the uses whose reservation the user obeys.
    A price is a reservation from who does not pay.
    """
    for use in Use:
        if use in honoured:
            statement = _deciding(use, [decided])
            if statement and statement.verdict is not Verdict.ALLOWED:
                return statement
    return None


def to_json(statements: Iterable[Statement]) -> str:
    """Return statements as canonical JSON: the same statements give the same text."""
    rows = [
        {
            "use": s.use.value,
            "verdict": s.verdict.value,
            "origin": s.origin.value,
            "statement": s.text,
            **{
                name: value
                for name, value in (("path", s.path), ("policy", s.policy), ("price", s.price))
                if value is not None
            },
        }
        for s in statements
    ]
    return json.dumps(rows, ensure_ascii=False, sort_keys=True)


def from_json(rows: Iterable[dict[str, Any]]) -> tuple[Statement, ...]:
    """Return the statements that `to_json` wrote, from the JSON that Postgres reads."""
    return tuple(
        Statement(
            Use(row["use"]),
            Verdict(row["verdict"]),
            Origin(row["origin"]),
            row["statement"],
            row.get("path"),
            row.get("policy"),
            row.get("price"),
        )
        for row in rows
    )


def bounded(text: str) -> str:
    """Return the wording of a statement as it is kept: no control characters, bounded."""
    return " ".join("".join(c if c.isprintable() else " " for c in text[:2000]).split())[:MAX_TEXT]
