"""A connection to the database for each request that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request
from psycopg2.extensions import connection as Connection

from newsmon.store.pool import ReaderPool


def reading(request: Request) -> Iterator[Connection]:
    """Lend a connection until the answer is made; a client that is slow to read it holds none."""
    pool: ReaderPool = request.app.state.pool
    with pool.reading() as connection:
        yield connection


Reading = Annotated[Connection, Depends(reading, scope="function")]
