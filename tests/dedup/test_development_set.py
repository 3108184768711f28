"""The rule on real texts: edited copies, roundups and hard negatives, where they are at hand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from newsmon.dedup import Relation, compare, decide, sign

pytestmark = pytest.mark.xdist_group("development-set")

# A brief of a fifth of the original is found too, but does not count for F1.
UNCOUNTED = "brief75-85"


@pytest.fixture(scope="module")
def verdicts(shared: Path) -> list[tuple[str, str, Relation | None]]:
    """Kind, true relation and verdict of each pair; a pair that is not found has no verdict."""
    return [(pair["kind"], pair["relation"], _verdict(pair)) for pair in _pairs(shared)]


def _pairs(shared: Path) -> Iterator[dict[str, Any]]:
    path = shared / "data" / "near_duplicates" / "pairs_dev.jsonl"
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _verdict(pair: dict[str, Any]) -> Relation | None:
    a, b = sign(pair["a"]["text"]), sign(pair["b"]["text"])
    is_candidate = len(np.intersect1d(a.fingerprints, b.fingerprints)) >= 2
    return decide(compare(a, b)) if is_candidate else None


def test_f1_over_the_edit_kinds_in_an_empty_database(
    verdicts: list[tuple[str, str, Relation | None]],
) -> None:
    counts: Counter[str] = Counter()
    for kind, true, verdict in verdicts:
        if kind != UNCOUNTED and true != "contains":
            shares = verdict is not None and verdict.shares_cluster
            counts[f"{true} {shares}"] += 1
    hits = counts["duplicate True"]
    wrong = counts["duplicate False"] + counts["different True"]
    assert 2 * hits / (2 * hits + wrong) >= 0.995, counts


def test_wire_copy_edited_in_every_way_is_found(
    verdicts: list[tuple[str, str, Relation | None]],
) -> None:
    wire = [verdict for kind, _, verdict in verdicts if kind == "wire_combo"]
    assert sum(v is not None and v.shares_cluster for v in wire) >= 0.95 * len(wire)


def test_reports_of_one_event_are_no_copies(
    verdicts: list[tuple[str, str, Relation | None]],
) -> None:
    assert [k for k, _, v in verdicts if k.startswith("same-event") and v is not None] == []


def test_roundups_and_briefs_are_told_apart(
    verdicts: list[tuple[str, str, Relation | None]],
) -> None:
    roundups = [verdict for _, true, verdict in verdicts if true == "contains"]
    briefs = [verdict for kind, _, verdict in verdicts if kind == UNCOUNTED]
    assert roundups.count(Relation.CONTAINS) >= 0.95 * len(roundups)
    assert briefs.count(Relation.TRIM) >= 0.95 * len(briefs)
