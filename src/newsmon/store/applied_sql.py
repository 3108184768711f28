"""SQL that is applied as a whole (views, grants, limits), and what of it a database has already."""

from __future__ import annotations

import hashlib

from psycopg2.extensions import connection as Connection

from newsmon.store.queries import execute, fetch_one


def unchanged(connection: Connection, name: str, sql: str) -> bool:
    """Say whether the definition of this name was last applied with this very text."""
    row = fetch_one(connection, "migrate.definition", name=name)
    connection.commit()
    return row is not None and row.checksum == checksum(sql)


def note(connection: Connection, name: str, sql: str) -> None:
    """Note within the transaction under way that a definition is applied."""
    execute(connection, "migrate.note_definition", name=name, checksum=checksum(sql))


def run(connection: Connection, sql: str) -> None:
    """Run a file's statements within the transaction under way."""
    with connection.cursor() as cursor:
        cursor.execute(sql)


def checksum(sql: str) -> str:
    """SHA-256 of a file's text, in hex."""
    return hashlib.sha256(sql.encode()).hexdigest()
