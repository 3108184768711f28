"""The pages that come next, extracted while those before them are stored.

They are claimed by a transaction of a connection of its own, which only keeps other processes from
extracting them, too. It ends before they are stored: whoever stores them claims them anew, and what
somebody else has done by then is left out. So nothing depends on it, and after some seconds it is
given up: somebody may wait for it whom the work before waits for.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from threading import Timer
from types import TracebackType
from typing import Final

import psycopg2
from psycopg2.extensions import connection as Connection

from newsmon.pipeline.stages.extract_workers import Extraction, Result
from newsmon.store import Database, connect, pages
from newsmon.store.batches import PAGE_BYTES
from newsmon.store.rows import ClaimedPage

log = logging.getLogger(__name__)

SECONDS: Final = 3.0  # for which others are kept from them at most
HALF: Final = PAGE_BYTES // 2  # of pages: those that are stored, and those that come next

Begin = Callable[[Connection, list[ClaimedPage]], Extraction]


class ReadAhead:
    """At most one batch of pages that is ahead; closed as a context manager."""

    def __init__(self, database: Database | str) -> None:
        self._database = database
        self._conn: Connection | None = None
        self._rows: list[ClaimedPage] = []
        self._extraction: Extraction | None = None
        self._timer: Timer | None = None

    def __enter__(self) -> ReadAhead:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.drop()
        if self._conn is not None:
            self._conn.close()

    def begin(self, batch: int, begin: Begin) -> None:
        """Have at most so many of the pages that wait extracted, by `begin`.

        An error is left for their own batch to meet.
        """
        try:
            if self._conn is None or self._conn.closed:
                self._conn = connect(self._database)
            self._rows = pages.claim(self._conn, batch, HALF)
            if self._rows:
                self._extraction = begin(self._conn, self._rows)
                self._timer = Timer(SECONDS, self._release)
                self._timer.daemon = True
                self._timer.start()
        except Exception as error:  # noqa: BLE001 - it only means that nothing is ahead
            log.debug("nothing is extracted ahead: %s", error)
        if self._extraction is None:
            self._release()

    def take(self, conn: Connection) -> list[tuple[ClaimedPage, Result]]:
        """Return the pages that are ahead with what came of them, claimed by this transaction.

        None where nothing is ahead, or others have taken it. Raises as extracting them does.
        """
        if self._extraction is None:
            return []
        result_of = {
            row.page_id: result
            for row, result in zip(self._rows, self._extraction.results(), strict=True)
        }
        rows, self._rows, self._extraction = self._rows, [], None
        self._release()
        return [(row, result_of[row.page_id]) for row in pages.claim_again(conn, rows)]

    def drop(self) -> None:
        """Leave what is ahead to be claimed again."""
        if self._extraction is not None:
            self._extraction.cancel()
        self._rows, self._extraction = [], None
        self._release()

    def _release(self) -> None:
        """Let others have the pages that are ahead."""
        if self._timer is not None:
            self._timer.cancel()
        if self._conn is not None and not self._conn.closed:
            with suppress(psycopg2.Error):
                self._conn.rollback()
