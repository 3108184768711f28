"""The stages after fetch, in the order in which an article passes them."""

from __future__ import annotations

import itertools
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from psycopg2.extensions import connection as Connection

from newsmon import logs
from newsmon.config import Config
from newsmon.pipeline.stages.extract import extract
from newsmon.pipeline.stages.extract_workers import Workers
from newsmon.pipeline.stages.isolation import Isolation
from newsmon.pipeline.stages.read_ahead import ReadAhead
from newsmon.pipeline.stages.tag import tag
from newsmon.store import pages, run_records, topics

log = logging.getLogger(__name__)

DEDUPLICATE_BATCH = 1000  # articles: the more at once, the nearer their keys lie in the index
_batches = itertools.count(1)  # of this process, to tell them apart in the log


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage, how much of its queue it takes at once, and how it gets over a bad item."""

    name: str
    take: Callable[..., Counter[str]]  # (conn, config, *, batch) -> counts, `claimed` among them
    batch: Callable[[Config], int]
    isolation: Isolation

    def step(self, conn: Connection, config: Config, run_id: int) -> Counter[str]:
        """Take one batch, count it in the run, and return the counts."""
        with logs.about(run=run_id, stage=self.name, batch=next(_batches)):
            work = partial(self.take, conn, config)
            counts = self.isolation.take(
                conn, run_id, self.batch(config), lambda size: work(batch=size)
            )
            run_records.add_counts(conn, run_id, self.name, counts)
            if counts["claimed"]:
                log.info("%s", logs.counted(counts))
            return counts

    def drain(
        self, conn: Connection, config: Config, run_id: int, after_batch: Callable[[], None]
    ) -> Counter[str]:
        """Take all that waits and return the counts of what was done here.

        Raises InternalFaultError where nothing but failed.
        """
        counts: Counter[str] = Counter()
        begun = time.monotonic()
        while (batch := self.step(conn, config, run_id))["claimed"]:
            counts += batch
            after_batch()
        log.info("ends after %.1f s: %s", time.monotonic() - begun, logs.counted(counts),
                 extra={"run": run_id, "stage": self.name})  # fmt: skip
        self.isolation.conclude(conn, run_id)
        return counts


class Sequence:
    """The stages after fetch in one run, in their order."""

    def __init__(self, workers: Workers, run_id: int, ahead: ReadAhead | None = None) -> None:
        """With `ahead`, pages are extracted while those before them are stored."""

        def configured(config: Config) -> int:
            return config.settings.run.batch

        read = partial(extract, workers=workers, ahead=ahead, run_id=run_id)
        self._stages = (
            Stage("extract", read, lambda _: workers.at_once,
                  Isolation("extract", _first_page)),
            Stage("deduplicate", _deduplicate, lambda _: DEDUPLICATE_BATCH,
                  Isolation("deduplicate", _first_to_deduplicate)),
            Stage("tag", partial(tag, run_id=run_id), configured,
                  Isolation("tag", _first_to_tag, topics.requeue_stretch)),
            Stage("group", _group, configured, Isolation("group", _first_to_group)),
        )  # fmt: skip
        self._has_synced = False  # the topics of the database are those of the configuration

    def __iter__(self) -> Iterator[Stage]:
        return iter(self._stages)

    def __getitem__(self, name: str) -> Stage:
        return next(stage for stage in self if stage.name == name)

    def advance(self, conn: Connection, config: Config, run_id: int) -> int:
        """Take one batch of every stage that has work, so that what is there flows on.

        Returns how many items. A stage has work where it had before the round, or one before it
        has taken something in the round.
        """
        waiting = run_records.stages_with_work(conn)
        if not self._has_synced:
            waiting.add("tag")  # it also finds out which topics have changed
        claimed = 0
        for stage in self:
            if claimed or stage.name in waiting:
                claimed += stage.step(conn, config, run_id)["claimed"]
        self._has_synced = True
        return claimed

    def conclude(self, conn: Connection, run_id: int) -> None:
        """Raise InternalFaultError where a stage did nothing but fail."""
        for stage in self:
            stage.isolation.conclude(conn, run_id)


# Comparing texts needs much that a run without new ones does not load.


def _deduplicate(conn: Connection, config: Config, *, batch: int) -> Counter[str]:
    from newsmon.pipeline.stages.deduplicate import deduplicate

    return deduplicate(conn, config, batch=batch)


def _group(conn: Connection, config: Config, *, batch: int) -> Counter[str]:
    from newsmon.pipeline.stages.group import group

    return group(conn, config, batch=batch)


def _first_page(conn: Connection) -> int | None:
    return next((row.page_id for row in pages.claim(conn, 1)), None)


def _first_to_deduplicate(conn: Connection) -> int | None:
    from newsmon.store import duplicates

    return next((row.article_id for row in duplicates.claim(conn, 1)), None)


def _first_to_tag(conn: Connection) -> int | None:
    return next((row.article_id for row in topics.claim(conn, 1)), None)


def _first_to_group(conn: Connection) -> int | None:
    from newsmon.store import events

    return next((row.article_id for row in events.claim(conn, 1)), None)
