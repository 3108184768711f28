"""Which stage a process of newsmon is at, as its sessions in the database show it from outside."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache

import psycopg2
from psycopg2.extensions import connection as Connection

from newsmon.store import queries

STAGES = ("poll", "fetch", "extract", "deduplicate", "tag", "group", "publish")
LOADING = ("fetch", "extract", "deduplicate", "tag", "group", "publish")  # fetch: pages are kept
_OF_AREA = {
    "feeds": "poll", "robots": "fetch", "articles": "extract", "duplicates": "deduplicate",
    "fingerprints": "deduplicate", "topics": "tag", "events": "group", "addresses": "fetch",
    "pages": "fetch", "runs": None,
}  # fmt: skip
_STATEMENTS: Mapping[str, Sequence[str]] = {
    "poll": (
        "addresses.by_guids", "addresses.add", "addresses.add_sightings", "addresses.add_moved",
    ),
    "extract": (
        "addresses.mark_loaded", "addresses.add_aliases", "addresses.feed_texts",
        "pages.claim", "pages.claim_again", "pages.mark_extracted",
    ),
    "publish": ("runs.stale_days", "runs.roll_up_topics", "runs.roll_up_sources"),
}  # fmt: skip
_EXCEPT = {name: stage for stage, names in _STATEMENTS.items() for name in names}
_SESSIONS = """
    select query from pg_stat_activity
    where datname = %s and application_name = 'newsmon' and state <> 'idle'
    order by query_start desc
"""


@cache
def _beginnings() -> list[tuple[str, str]]:
    """The fixed text at the beginning of each statement, the longest first, and its stage."""
    beginnings = []
    for area, stage in _OF_AREA.items():
        for name, statement in queries.area(area).items():
            stage_of_it = _EXCEPT.get(f"{area}.{name}", stage)
            text = re.split(r"%\(|%s|%%", statement.sql)[0].strip()
            if stage_of_it and len(text) > 15:
                beginnings.append((text, stage_of_it))
    return sorted(beginnings, key=lambda pair: -len(pair[0]))


def stage_of(query: str) -> str | None:
    """Return the stage that a statement is of; None for what several stages do."""
    return next((stage for text, stage in _beginnings() if text in query), None)


class Watch:
    """Sees which stage the sessions of one database are at."""

    def __init__(self, conn: Connection, database: str) -> None:
        self._conn, self._database = conn, database
        self.last: str | None = None

    def look(self) -> list[str]:
        """Return the stages that are in a transaction now."""
        with self._conn.cursor() as cursor:
            cursor.execute(_SESSIONS, (self._database,))
            stages = [stage for (query,) in cursor.fetchall() if (stage := stage_of(query))]
        self.last = stages[0] if stages else self.last
        return stages

    def wait_for(self, stage: str, process: subprocess.Popen[bytes], seconds: float = 60) -> bool:
        """Return True once that stage is in a transaction; False if the process ends before."""
        end = time.monotonic() + seconds
        while process.poll() is None and time.monotonic() < end:
            if stage in self.look():
                return True
            time.sleep(0.001)
        return False


@contextmanager
def watching(server: str, database: str) -> Iterator[Watch]:
    with closing(psycopg2.connect(server)) as conn:
        conn.autocommit = True
        yield Watch(conn, database)
