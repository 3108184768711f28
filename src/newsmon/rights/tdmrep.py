"""The file of the TDM Reservation Protocol: `/.well-known/tdmrep.json` (final report of May 2024).

An array of rules; the first whose location matches counts. 1 reserves text and data mining, 0 says
that it is not reserved, any other value states nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from newsmon.rights import path_patterns
from newsmon.rights.statements import MAX_STATEMENTS, Origin, Statement, Use, Verdict, bounded

WELL_KNOWN: Final = "/.well-known/tdmrep.json"
RESERVATIONS: Final = {"0": Verdict.ALLOWED, "1": Verdict.RESERVED}


@dataclass(frozen=True, slots=True)
class TdmRule:
    """One rule of the file."""

    location: str
    statement: Statement


def parse_tdmrep(text: str | None) -> tuple[TdmRule, ...]:
    """Return the rules of a file in their order; none where it cannot be read."""
    try:
        rows = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return ()
    rows = rows if isinstance(rows, list) else [rows]
    rules = (_rule(row) for row in rows[:MAX_STATEMENTS] if isinstance(row, dict))
    return tuple(rule for rule in rules if rule)


def rights_of_tdmrep(rules: Sequence[TdmRule], url: str) -> list[Statement]:
    """Return the statement on a page of the origin, as a list of one or none."""
    path = path_patterns.path_of(url)
    return [rule.statement for rule in rules if path_patterns.matches(rule.location, path)][:1]


def _rule(row: dict[str, Any]) -> TdmRule | None:
    location, stated = row.get("location"), row.get("tdm-reservation")
    if not isinstance(location, str) or not location or isinstance(stated, bool):
        return None
    verdict = RESERVATIONS.get(str(stated))
    if verdict is None:
        return None
    location = location if location[0] in "/*" else f"/{location}"
    policy = row.get("tdm-policy")
    return TdmRule(
        location,
        Statement(
            Use.MINE,
            verdict,
            Origin.TDMREP,
            bounded(json.dumps(row, ensure_ascii=False)),
            location,
            bounded(policy) if isinstance(policy, str) else None,
        ),
    )
