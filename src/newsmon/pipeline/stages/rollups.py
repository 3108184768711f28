"""Daily rollups: the days that can be computed, and of the others what can.

All days are computed at once, and where that raises each half of them, and so on. Of a day that
breaks alone, each topic and each outlet is; the one that breaks goes into quarantine, and its row
stays as it was until newsmon, or what is installed with it, has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from psycopg2.extensions import connection as Connection

from newsmon.errors import InternalFaultError
from newsmon.pipeline.stages import isolation
from newsmon.store import execute, fetch_all
from newsmon.store.faults import attempt, each_sound


@dataclass(frozen=True, slots=True)
class _Rollup:
    """One table of rows by day and key: what a part of it is called, and its statements."""

    part: str
    keys: Callable[[Connection, date], list[str]]
    compute: Callable[[Connection, Sequence[date], Sequence[str] | None], object]


def _topics(conn: Connection, day: date) -> list[str]:
    return [row.key for row in fetch_all(conn, "runs.rolled_up_topics", day=day)]


def _sources(conn: Connection, day: date) -> list[str]:
    return [row.key for row in fetch_all(conn, "runs.rolled_up_sources", day=day)]


def _compute(
    statement: str, conn: Connection, days: Sequence[date], only: Sequence[str] | None
) -> None:
    span = {"days": list(days), "first": min(days), "last": max(days)}
    execute(conn, statement, **span, only=None if only is None else list(only))


_ROLLUPS = (
    _Rollup("topic", _topics, partial(_compute, "runs.roll_up_topics")),
    _Rollup("source", _sources, partial(_compute, "runs.roll_up_sources")),
)


def roll_up(conn: Connection, days: Sequence[date], run_id: int | None) -> int:
    """Recompute the rollups of these days; return how many went into quarantine.

    Raises InternalFaultError where none could be computed: then it is not the days.
    """
    return sum(_Days(conn, run_id, rollup).compute(days) for rollup in _ROLLUPS)


class _Days:
    """One kind of rollup, computed for the days of a run."""

    def __init__(self, conn: Connection, run_id: int | None, rollup: _Rollup) -> None:
        self._conn, self._run_id, self._rollup = conn, run_id, rollup
        self._computed = self._failed = 0

    def compute(self, days: Sequence[date]) -> int:
        """Compute what can be; return how much cannot."""
        each_sound(days, self._days, lambda day, _: self._parts(day))
        if self._failed >= isolation.FAULT and not self._computed:
            raise InternalFaultError(
                f"publish: all of {self._failed} rollups failed, a fault of newsmon or of its "
                "installation; the next run tries them again. The log has the errors."
            )
        return self._failed

    def _days(self, days: Sequence[date]) -> Sequence[date]:
        attempt(self._conn, lambda: self._rollup.compute(self._conn, days, None))
        self._computed += len(days)
        return days

    def _parts(self, day: date) -> None:
        """Compute each part of a day that cannot be computed as a whole."""
        part = self._rollup.part

        def compute(keys: Sequence[str]) -> Sequence[str]:
            attempt(self._conn, lambda: self._rollup.compute(self._conn, [day], keys))
            self._computed += len(keys)
            return keys

        def all_parts(days: Sequence[date]) -> Sequence[str]:
            keys = attempt(self._conn, lambda: self._rollup.keys(self._conn, days[0]))
            return each_sound(keys, compute, lambda k, e: self._set_aside(day, f"{part} {k}", e))

        each_sound([day], all_parts, lambda day, error: self._set_aside(day, f"{part}s", error))

    def _set_aside(self, day: date, part: str, error: Exception) -> None:
        isolation.quarantine_rollup(self._conn, day, part, error, self._run_id)
        self._failed += 1
