"""The stages after fetch, in the order in which an article passes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.pipeline.deduplicate import deduplicate
from newsmon.pipeline.extract import extract
from newsmon.pipeline.group import group
from newsmon.pipeline.tag import tag
from newsmon.pipeline.workers import Workers
from newsmon.store import runs

Stage = Callable[..., Counter[str]]  # (conn, config, *, batch) -> counts, `claimed` among them
EXTRACT_BATCH = 25  # pages: a second or so, so that the first article is there soon


def round_of(workers: Workers) -> dict[str, tuple[Stage, int | None]]:
    """Stage by name, each with its own batch size or None for the configured one."""
    return {
        "extract": (partial(extract, workers=workers), EXTRACT_BATCH),
        "deduplicate": (deduplicate, None),
        "tag": (tag, None),
        "group": (group, None),
    }


def step(
    conn: Connection, config: Config, run_id: int, name: str, stage: Stage, batch: int | None
) -> int:
    """One batch of one stage, counted in the run; returns how many it claimed."""
    counts = stage(conn, config, batch=batch or config.settings.run.batch)
    if any(counts.values()):
        runs.add_counts(conn, run_id, name, counts)
    return counts["claimed"]


def advance(conn: Connection, config: Config, run_id: int, workers: Workers) -> int:
    """One batch of every stage, so that what is there flows on; returns how many were claimed."""
    return sum(
        step(conn, config, run_id, name, stage, batch)
        for name, (stage, batch) in round_of(workers).items()
    )


def drain(conn: Connection, config: Config, run_id: int, name: str, workers: Workers) -> None:
    """All that waits for one stage."""
    stage, batch = round_of(workers)[name]
    while step(conn, config, run_id, name, stage, batch):
        pass
