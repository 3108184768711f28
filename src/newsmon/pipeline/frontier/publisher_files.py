"""Files in which publishers address programs, kept in Postgres: robots.txt, and those of rights."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import asdict

from psycopg2.extensions import connection as Connection

from newsmon.fetch import RightsFile, RobotsRules
from newsmon.rights import Statement
from newsmon.store import execute, fetch_one, rights


class PublisherFiles:
    """Loads and saves them over one connection, one statement at a time."""

    def __init__(self, conn: Connection, turn: asyncio.Lock) -> None:
        """`turn` is held while the connection is used."""
        self._conn, self._turn = conn, turn

    async def load_robots(self, origin: str) -> RobotsRules | None:
        async with self._turn:
            row = await asyncio.to_thread(fetch_one, self._conn, "robots.load", origin=origin)
        return None if row is None else RobotsRules(*row)

    async def save_robots(self, rules: RobotsRules) -> None:
        await self._save(lambda: execute(self._conn, "robots.save", **asdict(rules)))

    async def load_rights(self, url: str) -> RightsFile | None:
        async with self._turn:
            row = await asyncio.to_thread(fetch_one, self._conn, "rights.load_file", url=url)
        return None if row is None else RightsFile(*row)

    async def save_rights(self, file: RightsFile) -> None:
        await self._save(lambda: execute(self._conn, "rights.save_file", **asdict(file)))

    async def save_origin(self, origin: str, statements: Sequence[Statement]) -> None:
        """Save what all files of an origin state."""
        await self._save(lambda: rights.of_origin(self._conn, origin, statements))

    async def _save(self, write: Callable[[], object]) -> None:
        def save() -> None:
            write()
            self._conn.commit()

        async with self._turn:
            await asyncio.to_thread(save)
