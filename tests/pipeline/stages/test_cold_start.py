"""An empty database, in which nothing has recurred, finds copies as well as one that is full."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from psycopg2.extensions import connection as Connection
from tests.pipeline.stages.test_deduplicate import drain, load, query
from tests.pipeline.stages.test_orders import EVERYTHING

FIRST = 100  # pairs, so about twice as many articles
Pair = dict[str, Any]


def texts_of(pairs: Iterable[Pair]) -> dict[str, str]:
    """Texts of pairs, each once, with the title that it came with."""
    return {pair[side]["text"]: pair[side]["title"] for pair in pairs for side in ("a", "b")}


def arrive(conn: Connection, texts: dict[str, str], prefix: str, rng: random.Random) -> None:
    for number, text in enumerate(rng.sample(sorted(texts), len(texts))):
        load(conn, f"{prefix}-{number}", text, title=texts[text], source=f"outlet-{number}")
    drain(conn, batch=50)


def f1(conn: Connection, pairs: Iterable[Pair]) -> float:
    """Of pairs that are copies, told by standing in one cluster."""
    where = dict(query(conn, "select text, cluster_id from newsmon.article"))
    verdicts = [
        (pair["relation"] == "duplicate", where[pair["a"]["text"]] == where[pair["b"]["text"]])
        for pair in pairs
    ]
    hits = verdicts.count((True, True))
    wrong = verdicts.count((True, False)) + verdicts.count((False, True))
    return 2 * hits / (2 * hits + wrong)


@pytest.mark.slow
def test_the_first_articles_are_clustered_as_well_as_later_ones(
    conn: Connection, shared: Path
) -> None:
    path = shared / "data" / "near_duplicates" / "pairs_dev.jsonl"
    with path.open(encoding="utf-8") as lines:
        pairs = [pair for pair in map(json.loads, lines) if pair["relation"] != "contains"]
    rng = random.Random(1)
    first = rng.sample(pairs, FIRST)
    texts = texts_of(first)
    arrive(conn, texts, "first", rng)
    cold = f1(conn, first)
    query(conn, f"truncate {EVERYTHING} cascade; select 1")
    arrive(conn, {t: h for t, h in texts_of(pairs).items() if t not in texts}, "before", rng)
    arrive(conn, texts, "later", rng)
    warm = f1(conn, first)
    assert cold >= warm - 0.01
    assert cold >= 0.98
