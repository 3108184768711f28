"""Bring a database to the schema of this newsmon: numbered files, then views, roles and grants.

Our own runner and not a library: what there is to do is "run the files that this database has not
seen, in order, each in one transaction", fifty lines of it. Libraries bring a state of their own
(a table, a configuration, a graph of revisions), and none knows of views that are created anew as
a whole, of roles that belong to the server, or of ours being plain SQL that psql could run.

- `sql/migrations/NNNN_name.sql`: append-only; each runs once, in one transaction whose first
  statement is its row in `newsmon.migration`. A file that changed after it was applied is refused.
- `sql/views/*.sql`: the public views, created anew when a file changed or a migration ran. A
  migration that must alter a column which a view reads drops that view first.
- `sql/roles.sql` once per server, `sql/grants.sql` and `sql/limits.sql` after every change
  (`store.roles`).

A session advisory lock lets one runner at a time into a database, so that two starting at once
are safe: the second finds everything done. A killed runner's lock and open transaction are gone
at once.
"""

from __future__ import annotations

import contextlib
import logging
import re
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from psycopg2 import errors as pg
from psycopg2.extensions import connection as Connection

from newsmon.config import paths
from newsmon.errors import DatabaseError
from newsmon.store import applied_sql, roles
from newsmon.store.database import Database, connect
from newsmon.store.queries import execute, fetch_all, fetch_single

_LOCK = 0x6E657773  # any number that nobody else uses: "news"
log = logging.getLogger(__name__)
_FILE = re.compile(r"(\d{4})_(\w+)\.sql")
_LOCK_PAUSE = 0.1  # seconds


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of `sql/migrations`."""

    version: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        return applied_sql.checksum(self.sql)


def migrate(database: Database | str, *, directory: Path | None = None) -> list[str]:
    """Bring a database up to date; returns a line for each thing applied, none if there was none.

    `directory` holds `migrations/`, `views/`, `roles.sql` and `grants.sql` (default: the shipped
    ones). Raises DatabaseError for a database that this newsmon cannot bring up to date.
    """
    sql = directory or paths.shipped("sql")
    with contextlib.closing(connect(database)) as connection:
        _wait_for_others(connection)
        applied = roles.create(connection, sql / "roles.sql")
        roles.become_owner(connection)
        if not _prepared(connection):
            execute(connection, "migrate.create_bookkeeping")
            connection.commit()
        applied += [
            _apply(connection, migration)
            for migration in _pending(connection, read(sql / "migrations"))
        ]
        applied += _views(connection, sql / "views", force=bool(applied))
        applied += roles.grant(connection, sql / "grants.sql", force=bool(applied))
        applied += roles.limit(connection, sql / "limits.sql", force=bool(applied))
    log.debug("the schema is up to date: %s", ", ".join(applied) or "nothing was to be done")
    return applied


def unapplied(database: Database | str, *, directory: Path | None = None) -> list[str]:
    """Names of the migrations that a database lacks; nothing is written.

    Raises DatabaseError for one that a newer newsmon has migrated.
    """
    sql = directory or paths.shipped("sql")
    files = read(sql / "migrations")
    with contextlib.closing(connect(database)) as connection:
        pending = _pending(connection, files) if _prepared(connection) else files
    return [f"{migration.version:04}_{migration.name}" for migration in pending]


def _wait_for_others(connection: Connection) -> None:
    """Wait while somebody else migrates; the lock is the session's.

    Anybody who may connect can take it. Who could not migrate is not waited for: then two at once
    would only meet at the row of their first migration, and the later one fail.
    """
    reported = False
    while not _take_lock(connection):
        migrators = fetch_all(connection, "migrate.other_migrators", key=_LOCK)
        connection.commit()
        if not migrators:
            return
        if not reported:
            log.info(
                "waiting for %s to migrate (server process %d)",
                migrators[0].username,
                migrators[0].pid,
            )
            reported = True
        time.sleep(_LOCK_PAUSE)
    connection.commit()


def _take_lock(connection: Connection) -> bool:
    """Take the lock; True also for who may not: that they have no rights here is found out next."""
    try:
        return fetch_single(connection, "migrate.try_lock", key=_LOCK).locked
    except pg.InsufficientPrivilege:
        connection.rollback()
        return True


def read(directory: Path) -> list[Migration]:
    """The migrations of a folder in order; ValueError on a name out of form or a number twice."""
    migrations: dict[int, Migration] = {}
    for path in sorted(directory.glob("*.sql")):
        match = _FILE.fullmatch(path.name)
        if match is None:
            raise ValueError(f"{path}: the name of a migration is NNNN_words.sql")
        version = int(match[1])
        if version in migrations:
            raise ValueError(f"{path}: there are two migrations {version:04}")
        migrations[version] = Migration(version, match[2], path.read_text(encoding="utf-8"))
    return list(migrations.values())


def _prepared(connection: Connection) -> bool:
    return fetch_single(connection, "migrate.bookkeeping_exists").exists


def _pending(connection: Connection, files: list[Migration]) -> list[Migration]:
    """Those not yet applied; refuses a history that is not the beginning of ours."""
    shipped = {file.version: file for file in files}
    applied = {row.version: row for row in fetch_all(connection, "migrate.applied")}
    connection.commit()
    for row in applied.values():
        if row.version not in shipped:
            raise DatabaseError(
                f"The database has migration {row.version:04}_{row.name}, which this newsmon does "
                "not know: it was migrated by a newer newsmon. Update this one."
            )
        if row.checksum != shipped[row.version].checksum:
            raise DatabaseError(
                f"Migration {row.version:04}_{row.name} changed after it was applied: restore the "
                "file as it was, and put the change into a new migration."
            )
    newest = max(applied, default=0)
    pending = [file for file in files if file.version not in applied]
    for file in pending:
        if file.version < newest:
            raise DatabaseError(
                f"Migration {file.version:04}_{file.name} comes before one that is applied already "
                f"({newest:04}): give it a higher number."
            )
    return pending


def _apply(connection: Connection, migration: Migration) -> str:
    label = f"{migration.version:04}_{migration.name}"
    execute(
        connection, "migrate.begin_migration", version=migration.version,
        name=migration.name, checksum=migration.checksum,
    )  # fmt: skip
    try:
        applied_sql.run(connection, migration.sql)
    except psycopg2.Error as error:
        connection.rollback()
        raise DatabaseError(f"Migration {label} failed, nothing of it stays: {error}") from error
    connection.commit()
    log.info("migration %s is applied", label)
    return f"migration {label}"


def _views(connection: Connection, directory: Path, *, force: bool) -> list[str]:
    """Create all views in one transaction: replaced in place where Postgres can, else anew."""
    sql = "\n".join(path.read_text(encoding="utf-8") for path in sorted(directory.glob("*.sql")))
    if not force and applied_sql.unchanged(connection, "views", sql):
        return []
    try:
        applied_sql.run(connection, sql)
    except (pg.InvalidTableDefinition, pg.FeatureNotSupported):  # columns left, moved, new type
        connection.rollback()
        log.info("the report views change columns, and are created anew")
        _drop_views(connection)
        applied_sql.run(connection, sql)
    applied_sql.note(connection, "views", sql)
    connection.commit()
    return ["views of schema report"]


def _drop_views(connection: Connection) -> None:
    names = [row.view for row in fetch_all(connection, "migrate.report_views")]
    try:
        applied_sql.run(
            connection, f"drop view {', '.join(names)}"
        )  # restrict: never a view of the users
    except pg.DependentObjectsStillExist as error:
        connection.rollback()
        detail = (error.diag.message_detail or "").replace("\n", "; ")
        raise DatabaseError(
            f"The report views change columns, and views of yours depend on them: {detail}. "
            "Drop those, migrate, and create them again."
        ) from error
