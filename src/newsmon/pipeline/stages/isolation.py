"""One bad item costs that item: a batch that breaks is split until it stands alone.

A stage claims its items in a fixed order and writes a batch in one transaction. Where that raises,
half as many are tried, and so on: what comes before the bad item is written on the way, and a
batch of one that raises is the item. It goes into quarantine with its error (`report.failures`),
and later runs pass it over until newsmon or what is installed with it has changed; then it is
tried again.

What says nothing of an item is raised: no database and no memory as they are, a package that cannot
be imported and what fails without any item as a fault of newsmon (`InternalFaultError`).
"""

from __future__ import annotations

import hashlib
import logging
import platform
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path

from psycopg2.extensions import connection as Connection

from newsmon.errors import InternalFaultError
from newsmon.model import Reason, Rejection
from newsmon.store import quarantine as store
from newsmon.store.faults import is_of_an_item, is_of_newsmon, rejection_of

log = logging.getLogger(__name__)

_DETAIL = 300  # characters of an error in one line
FAULT = 10  # items, and none that went well: then it is not the items


@cache
def environment() -> str:
    """Return the version of newsmon and of Python, and a digest of all installed packages."""
    digest = hashlib.sha256("\n".join(_installed()).encode()).hexdigest()[:12]
    return f"newsmon {version('newsmon')}, Python {platform.python_version()}, packages {digest}"


def _installed() -> list[str]:
    """Return name and version of all packages, as their folders have them: metadata take longer."""
    return sorted(
        entry.name
        for folder in map(Path, sys.path)
        for form in ("*.dist-info", "*.egg-info")
        for entry in folder.glob(form)
    )


def release(conn: Connection) -> int:
    """Queue again what another version or installation could not handle; commits."""
    released = store.release(conn, environment())
    if released:
        log.warning("%d items in quarantine since another version are tried again", released)
    return released


def quarantine(
    conn: Connection, stage: str, item: int, rejection: Rejection, run_id: int | None
) -> None:
    """Have an item passed over from now on, in the transaction that is open."""
    reason = rejection.reason.value
    log.error("%s %d goes into quarantine: %s: %s", stage, item, reason, rejection.detail)
    store.add(conn, stage, item, rejection, environment=environment(), run_id=run_id)


def quarantine_post(conn: Connection, post: int, error: Exception, run_id: int | None) -> None:
    """Have a post of a live blog go without topics from now on, in the transaction that is open."""
    rejection = rejection_of(error)
    log.error("tag: post %d goes into quarantine: %s: %s",
              post, rejection.reason.value, rejection.detail, exc_info=error)  # fmt: skip
    store.add_post(conn, post, rejection, environment=environment(), run_id=run_id)


def quarantine_rollup(
    conn: Connection, day: date, part: str, error: Exception, run_id: int | None
) -> None:
    """Have a rollup of a day left as it is from now on, in the transaction that is open."""
    rejection = rejection_of(error)
    log.error("publish: %s of %s goes into quarantine: %s: %s",
              part, day, rejection.reason.value, rejection.detail, exc_info=error)  # fmt: skip
    store.add_rollup(conn, day, part, rejection, environment=environment(), run_id=run_id)


class Isolation:
    """The batches of one stage in one run, split where one of them breaks."""

    def __init__(
        self,
        stage: str,
        first: Callable[[Connection], int | None],
        requeue: Callable[[Connection], int] = lambda conn: 0,
    ) -> None:
        """`first` gives the id of the first item that waits, which it may claim.

        `requeue` has items that come to the stage in another way wait there, too; it commits and
        returns how many.
        """
        self._stage, self._first, self._requeue = stage, first, requeue
        self._most: int | None = None  # items at once; None: no batch has failed of late
        self._handled = self._failed = 0

    def take(
        self, conn: Connection, run_id: int, batch: int, work: Callable[[int], Counter[str]]
    ) -> Counter[str]:
        """Do `work` for at most so many items and return its counts.

        A batch that breaks is split; an item in quarantine counts as `claimed`, too. Raises
        InternalFaultError where `work` fails and no item is to blame.
        """
        while True:
            size = min(batch, self._most or batch)
            try:
                counts = work(size)
            except Exception as error:
                if is_of_an_item(error):
                    conn.rollback()
                    if size == 1 and self._quarantine(conn, run_id, error):
                        return Counter(claimed=1, quarantine=1)
                    if size > 1 or self._requeue(conn):
                        self._most = max(size // 2, 1)
                        log.info("a batch of %d failed and is split: %s", size, error)
                        continue
                if is_of_newsmon(error):
                    conn.rollback()
                    raise self._fault(error) from error
                raise
            self._handled += counts["claimed"] - counts[Reason.INTERNAL_ERROR.value]
            self._failed += counts[Reason.INTERNAL_ERROR.value]
            if self._most is not None:
                self._most = self._most * 2 if self._most * 2 < batch else None
            return counts

    def conclude(self, conn: Connection, run_id: int) -> None:
        """Raise InternalFaultError where nothing went well: then the items are not to blame.

        What went into quarantine is queued again.
        """
        if self._failed >= FAULT and not self._handled:
            released = store.take_back(conn, self._stage, run_id)
            raise InternalFaultError(
                f"{self._stage}: all of {self._failed} items failed, a fault of newsmon or of its "
                f"installation; the next run tries {released} again. "
                "The log has the errors."
            )

    def _fault(self, error: Exception) -> InternalFaultError:
        log.error("%s failed, and no item is to blame", self._stage, exc_info=error)
        summary = str(error).partition("\n")[0][:_DETAIL]
        return InternalFaultError(
            f"{self._stage}: a fault of newsmon or of its installation, "
            f"{type(error).__name__}: {summary}. The log has the whole of it."
        )

    def _quarantine(self, conn: Connection, run_id: int, error: Exception) -> bool:
        """Set aside the first item that waits; False where none can be claimed."""
        item = self._first_waiting(conn)
        conn.rollback()  # it is not claimed
        if item is None:
            return False
        quarantine(conn, self._stage, item, rejection_of(error), run_id)
        conn.commit()
        self._failed += 1
        return True

    def _first_waiting(self, conn: Connection) -> int | None:
        try:
            return self._first(conn)
        except Exception as error:
            if not is_of_an_item(error):
                raise
            return None  # claiming is what fails
