"""The beginning of most commands: the configuration and a migrated database."""

from __future__ import annotations

from dataclasses import dataclass

from newsmon.config import Config
from newsmon.store import Database


@dataclass(frozen=True, slots=True)
class Workspace:
    """A checked configuration and a database with an up-to-date schema."""

    config: Config
    database: Database


def open_workspace() -> Workspace:
    """Read the configuration, then find the database and migrate it.

    Raises ConfigError before any server is started, DatabaseError where there is none.
    """
    from newsmon.config import load
    from newsmon.store import migrate, resolve

    config = load()
    database = resolve()
    migrate(database)
    return Workspace(config, database)
