"""The stages after fetch, in the order in which an article passes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.pipeline.stages.deduplicate import deduplicate
from newsmon.pipeline.stages.extract import extract
from newsmon.pipeline.stages.extract_workers import Workers
from newsmon.pipeline.stages.group import group
from newsmon.pipeline.stages.tag import tag
from newsmon.store import runs

DEDUPLICATE_BATCH = 1000  # articles: the more at once, the nearer their keys lie in the index


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage, and how much of its queue it takes at once (None: as configured)."""

    name: str
    take: Callable[..., Counter[str]]  # (conn, config, *, batch) -> counts, `claimed` among them
    batch: int | None = None

    def step(self, conn: Connection, config: Config, run_id: int) -> Counter[str]:
        """One batch, counted in the run."""
        counts = self.take(conn, config, batch=self.batch or config.settings.run.batch)
        runs.add_counts(conn, run_id, self.name, counts)
        return counts


def stages(workers: Workers) -> tuple[Stage, ...]:
    """The stages after fetch, in their order, as they are to be taken now."""
    return (
        Stage("extract", partial(extract, workers=workers), workers.at_once),
        Stage("deduplicate", deduplicate, DEDUPLICATE_BATCH),
        Stage("tag", tag),
        Stage("group", group),
    )


def advance(conn: Connection, config: Config, run_id: int, workers: Workers) -> int:
    """One batch of every stage, so that what is there flows on; returns how many were claimed."""
    return sum(stage.step(conn, config, run_id)["claimed"] for stage in stages(workers))


def drain(
    conn: Connection,
    config: Config,
    run_id: int,
    name: str,
    workers: Workers,
    *,
    done: Callable[[], None] = lambda: None,
) -> Counter[str]:
    """All that waits for one stage; returns the counts of what was done here.

    `done` is called after each batch.
    """
    counts: Counter[str] = Counter()
    while True:
        (stage,) = (stage for stage in stages(workers) if stage.name == name)
        some = stage.step(conn, config, run_id)
        if not some["claimed"]:
            return counts
        counts += some
        done()
