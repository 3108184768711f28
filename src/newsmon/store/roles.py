"""Roles of the server, who owns the schema, what each role may, and what a reader may cost.

`sql/roles.sql` once per server, `sql/grants.sql` and `sql/limits.sql` after every change of the
schema or of the roles that there are.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from psycopg2 import errors as pg
from psycopg2.extensions import connection as Connection

from newsmon.errors import DatabaseError
from newsmon.store import applied_sql
from newsmon.store.queries import execute, fetch_all, fetch_one, fetch_single

_ROLES = ("newsmon_owner", "newsmon_writer", "newsmon_reader")
_TRIES = 20
_PAUSE = 0.25  # seconds


def create(connection: Connection, path: Path) -> list[str]:
    """Create the roles that this server lacks; a message where we may not."""
    missing = missing_roles(connection)
    connection.commit()
    if not missing:
        return []
    allowed = fetch_single(connection, "migrate.may_create_roles").allowed
    connection.commit()
    if not allowed:
        return []
    sql = path.read_text(encoding="utf-8")

    def apply() -> None:
        applied_sql.run(connection, sql)
        connection.commit()

    _retry(connection, apply)
    return [f"roles {', '.join(_ROLES)}"]


def missing_roles(connection: Connection) -> list[str]:
    """Roles that this server lacks because nobody who may has created them."""
    there = {row.name for row in fetch_all(connection, "migrate.roles")}
    return sorted(set(_ROLES) - there)


def become_owner(connection: Connection) -> None:
    """Act as the owner of the schema, so that whoever may migrate leaves it to one owner."""
    existing = fetch_one(connection, "migrate.schema_owner")
    if existing is not None:
        if not existing.allowed:
            raise DatabaseError(
                f"Schema newsmon belongs to {existing.owner}: migrate as that role or a member of "
                f"it (grant {existing.owner} to …)."
            )
        execute(connection, "migrate.adopt")
        execute(connection, "migrate.act_as", role=existing.owner)
    elif (role := fetch_one(connection, "migrate.owner_role")) is not None and role.allowed:
        execute(connection, "migrate.let_owner_create")
        if fetch_single(connection, "migrate.may_owner_create").allowed:
            execute(connection, "migrate.act_as", role="newsmon_owner")
    connection.commit()


def grant(connection: Connection, path: Path, *, force: bool) -> list[str]:
    """Say what each role may, on all that there is by now."""
    sql = path.read_text(encoding="utf-8")
    present = ",".join(sorted(row.name for row in fetch_all(connection, "migrate.roles")))
    marked = f"{sql}\n-- for {present}"
    if not force and applied_sql.unchanged(connection, "grants", marked):
        return []
    applied_sql.run(connection, sql)
    applied_sql.note(connection, "grants", marked)
    connection.commit()
    return ["grants"]


def limit(connection: Connection, path: Path, *, force: bool) -> list[str]:
    """Limit what a reader may cost, as far as the user who logged in may."""
    sql = path.read_text(encoding="utf-8")
    login = fetch_single(connection, "migrate.login_rights")
    roles = sorted(row.name for row in fetch_all(connection, "migrate.roles"))
    rank = 2 if login.superuser else int(login.createrole)
    # who may no more than the one who applied it before has nothing to add
    marked = [f"{sql}\n-- {roles} {applied_by}" for applied_by in range(rank, 3)]
    if not force and any(
        applied_sql.unchanged(connection, "limits", variant) for variant in marked
    ):
        return []

    def apply() -> None:
        applied_sql.note(connection, "limits", marked[0])
        execute(connection, "migrate.act_as_login")
        applied_sql.run(connection, sql)
        connection.commit()

    _retry(connection, apply)
    return ["limits"]


def _retry(connection: Connection, change: Callable[[], None]) -> None:
    """Change roles, which belong to the server: another of its databases may be migrated now."""
    for attempt in range(_TRIES):
        try:
            return change()
        except (pg.UniqueViolation, pg.DuplicateObject, pg.InternalError_):
            connection.rollback()
            time.sleep(_PAUSE * (attempt + 1) / 2)
    raise DatabaseError("The roles could not be changed: others keep changing them. Migrate again.")
