"""Mixtures of articles, cuts, longer versions and roundups: however they arrive, one outcome."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from psycopg2.extensions import connection as Connection
from tests.dedup.writing import mixture
from tests.pipeline.stages.test_deduplicate import Groups, drain, groups, load, query, replay, work

EVERYTHING = "newsmon.article, newsmon.cluster, newsmon.fingerprint, newsmon.common_fingerprint"


def arrive(
    conn: Connection, texts: dict[str, str], order: Sequence[str], rng: random.Random
) -> int:
    """Some at once, some one after the other; returns the size of the batches."""
    query(conn, f"truncate {EVERYTHING} cascade; select 1")
    batch = rng.choice((1, 3, 200))
    for name in order:
        load(conn, name, texts[name], source=rng.choice("xyz"))
        if rng.random() < 0.3:
            drain(conn, batch=batch)
    drain(conn, batch=batch)
    return batch


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 3, 4, 8])
def test_any_order_and_any_batches_come_to_the_same_clusters(conn: Connection, seed: int) -> None:
    texts, rng = mixture(seed), random.Random(seed)
    outcomes: list[Groups] = []
    for _ in range(3):
        order = rng.sample(sorted(texts), len(texts))
        batch = arrive(conn, texts, order, rng)
        outcomes.append(groups(conn))
        replay(conn)
        drain(conn, batch=201 - batch)
        assert groups(conn) == outcomes[-1], "a replay is the first run again"
    assert outcomes[1:] == outcomes[:-1]


@pytest.mark.slow
def test_two_workers_come_to_the_clusters_of_one(conn: Connection, database: str) -> None:
    texts = mixture(4)
    arrive(conn, texts, sorted(texts), random.Random(1))
    alone = groups(conn)
    query(conn, f"truncate {EVERYTHING} cascade; select 1")
    for name in sorted(texts):
        load(conn, name, texts[name])
    work(database, batch=3)
    assert groups(conn) == alone
