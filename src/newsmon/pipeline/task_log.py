"""The last lines of a task's log: what it did, what could not be had, and why."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Final

from psycopg2.extensions import connection as Connection

from newsmon import logs
from newsmon.model import Reason
from newsmon.store import fetch_all, run_records
from newsmon.text.quantities import quantity

log = logging.getLogger(__name__)

_FLOW: Final = ("poll", "fetch", "extract", "deduplicate", "tag", "group", "publish")


def tell_polled(conn: Connection, run_id: int, counts: Mapping[str, int]) -> None:
    """Log how many feeds were asked, how many could not be reached or read, and what was new."""
    failed = _failures(conn, run_id, "poll")
    unreachable = {name: n for name, n in failed.items() if Reason(name).is_unreachable}
    unreadable = {name: n for name, n in failed.items() if name not in unreachable}
    offline = counts.get("offline", 0)
    parts = [
        f"{quantity(counts.get('feeds', 0) + offline, 'feed')} asked",
        _part("unreachable", unreachable),
        f"{offline} left as they were, for this machine is offline" if offline else "",
        _part("answered with an error or no feed", unreadable),
        f"new: {quantity(counts.get('entries', 0), 'entry', 'entries')}",
    ]
    log.info("%s", "; ".join(filter(None, parts)), extra={"run": run_id, "stage": "poll"})


def tell_stage(conn: Connection, run_id: int, stage: str, counts: Mapping[str, int]) -> None:
    """Log what a task did, and why what the run came upon in this stage was not loaded."""
    _tell(conn, run_id, stage, f"this task: {logs.counted(counts)}")


def _tell(conn: Connection, run_id: int, stage: str, summary: str) -> None:
    parts = [
        summary,
        _part("not loaded in this run", _rejections(conn, run_id, stage)),
        _part("to be tried again", _failures(conn, run_id, stage)),
    ]
    log.info("%s", "; ".join(filter(None, parts)), extra={"run": run_id, "stage": stage})


def tell_run(conn: Connection, run_id: int, state: str) -> None:
    """Log how a run ended: its counts by stage, and by reason what was not loaded."""
    counts = run_records.get(conn, run_id).counts
    for stage in sorted(counts, key=_place):
        _tell(conn, run_id, stage, f"{stage}: {logs.counted(counts[stage])}")
    log.info("run %d: %s", run_id, state, extra={"run": run_id, "stage": "publish"})


def _place(stage: str) -> int:
    """Place of a stage in the flow; others come last."""
    return _FLOW.index(stage) if stage in _FLOW else len(_FLOW)


def _part(words: str, by_reason: Mapping[str, int]) -> str:
    if not by_reason:
        return ""
    return f"{words}: {sum(by_reason.values())} ({logs.counted(by_reason)})"


def _failures(conn: Connection, run_id: int, stage: str) -> dict[str, int]:
    rows = fetch_all(conn, "runs.failed_by_reason", run_id=run_id, stage=stage)
    return {row.reason: row.times for row in rows}


def _rejections(conn: Connection, run_id: int, stage: str) -> dict[str, int]:
    rows = fetch_all(conn, "runs.rejected_by_reason", run_id=run_id, stage=stage)
    return {row.reason: row.times for row in rows}
