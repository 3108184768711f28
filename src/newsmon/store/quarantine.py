"""Items that a stage could not do anything with: passed over until newsmon is another one."""

from __future__ import annotations

from datetime import date

from psycopg2.extensions import connection as Connection

from newsmon.model import Rejection
from newsmon.store.queries import execute, fetch_single
from newsmon.text import storable

_OF_PAGES = "extract"  # the items of the stages after it are articles


def add(
    conn: Connection,
    stage: str,
    item: int,
    rejection: Rejection,
    *,
    environment: str,
    run_id: int | None,
) -> None:
    """Put an item of a stage into quarantine, and note it as a failure of the run."""
    execute(
        conn,
        "quarantine.put_page" if stage == _OF_PAGES else "quarantine.put_article",
        stage=stage,
        item_id=item,
        reason=rejection.reason.value,
        detail=storable(rejection.detail),
        environment=environment,
        run_id=run_id,
    )


def add_post(
    conn: Connection, post: int, rejection: Rejection, *, environment: str, run_id: int | None
) -> None:
    """Put a post of a live blog into quarantine at the stage that tags."""
    execute(
        conn,
        "quarantine.put_post",
        item_id=post,
        reason=rejection.reason.value,
        detail=storable(rejection.detail),
        environment=environment,
        run_id=run_id,
    )


def add_rollup(
    conn: Connection,
    day: date,
    part: str,
    rejection: Rejection,
    *,
    environment: str,
    run_id: int | None,
) -> None:
    """Put a rollup of a day into quarantine; `part` as in `newsmon.quarantine`."""
    execute(
        conn,
        "quarantine.put_rollup",
        stage="publish",
        day=day,
        part=part,
        reason=rejection.reason.value,
        detail=storable(rejection.detail),
        environment=environment,
        run_id=run_id,
    )


def release(conn: Connection, environment: str) -> int:
    """Queue again what came here in another version or installation; return how many. Commits."""
    released = fetch_single(conn, "quarantine.release", environment=environment).items
    conn.commit()
    return released


def take_back(conn: Connection, stage: str, run_id: int) -> int:
    """Queue again what came here at a stage of a run; return how many. Commits."""
    released = fetch_single(conn, "quarantine.take_back", stage=stage, run_id=run_id).items
    conn.commit()
    return released
