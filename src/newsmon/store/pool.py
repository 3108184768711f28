"""Connections that may only read, shared by the threads of a server."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, LifoQueue
from typing import Final

from psycopg2 import InterfaceError, OperationalError
from psycopg2.extensions import connection as Connection

from newsmon.errors import TransientError
from newsmon.store.database import Database, connect
from newsmon.store.queries import execute

log = logging.getLogger(__name__)

_MOST_MEMORY: Final = "16MB"  # of one sort or hash


class PoolBusyError(TransientError):
    """Every connection is at work, and none came free in time."""


class ReaderPool:
    """At most `size` connections with the rights of the role newsmon_reader.

    No statement takes longer than `statement_seconds`: Postgres cancels it (QueryCanceled). Who
    asks for a connection waits `wait_seconds` for it at most.
    """

    def __init__(
        self,
        database: Database,
        *,
        size: int = 8,
        statement_seconds: float = 5.0,
        wait_seconds: float = 5.0,
    ) -> None:
        self._database = database
        self._wait = wait_seconds
        milliseconds = f"{statement_seconds * 1000:.0f}"
        self._parameters = {
            "default_transaction_read_only": "on",
            "statement_timeout": milliseconds,
            "idle_in_transaction_session_timeout": f"{4 * statement_seconds * 1000:.0f}",
            "work_mem": _MOST_MEMORY,
            "max_parallel_workers_per_gather": "0",  # so that one question takes one core at most
            "jit": "off",  # compiling takes longer than any statement here should
        }
        self._places: LifoQueue[Connection | None] = LifoQueue()
        for _ in range(size):
            self._places.put(None)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a connection; all that is read through it is of one moment.

        Raises PoolBusyError where none came free, DatabaseError where none can be made.
        """
        try:
            idle = self._places.get(timeout=self._wait)
        except Empty:
            raise PoolBusyError("all connections to the database are at work") from None
        connection: Connection | None = None
        try:
            connection = self._begun(idle)
            yield connection
        finally:
            self._places.put(_reusable(connection))

    def close(self) -> None:
        """Close the connections that nobody holds."""
        while not self._places.empty():
            if connection := self._places.get_nowait():
                connection.close()

    def _begun(self, idle: Connection | None) -> Connection:
        """Begin a transaction on this connection, or on a new one where it is dead."""
        if idle is not None:
            try:
                execute(idle, "report.begin")
                return idle
            except (OperationalError, InterfaceError):
                log.debug("an idle connection has died")
                idle.close()
        fresh = connect(self._database, role="reader", parameters=self._parameters)
        execute(fresh, "report.begin")
        return fresh


def _reusable(connection: Connection | None) -> Connection | None:
    """End its transaction; None where it is of no more use."""
    if connection is None or connection.closed:
        return None
    try:
        connection.rollback()
    except (OperationalError, InterfaceError):
        connection.close()
        return None
    return connection
