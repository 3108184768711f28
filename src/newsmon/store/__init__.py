"""Postgres: which one, connections to it, statements by name, migrations.

Statements live in `sql/queries/<area>.sql` and are called as `"area.name"`.
"""

from newsmon.store.database import Database, connect, resolve
from newsmon.store.migrate import migrate, unapplied
from newsmon.store.queries import (
    execute,
    execute_values,
    fetch_all,
    fetch_dicts,
    fetch_one,
    fetch_single,
    fetch_values,
    statement,
    stream,
)

__all__ = [
    "Database",
    "connect",
    "execute",
    "execute_values",
    "fetch_all",
    "fetch_dicts",
    "fetch_one",
    "fetch_single",
    "fetch_values",
    "migrate",
    "resolve",
    "statement",
    "stream",
    "unapplied",
]
