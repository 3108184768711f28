"""Save a database to one file and bring it back, with Postgres' own pg_dump, pg_restore and psql.

The wheel of the embedded server brings all three, so they are there on every machine.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from psycopg2.errors import InsufficientPrivilege, UndefinedTable
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import make_dsn, parse_dsn

from newsmon.embedded import binaries
from newsmon.errors import DatabaseError, UsageError
from newsmon.store.database import Database, Kind, connect
from newsmon.store.migrate import migrate
from newsmon.store.queries import execute, fetch_one, fetch_single

_OUR_SCHEMAS = ("--schema=newsmon", "--schema=report")
_UNKNOWN_BEFORE_17 = b"SET transaction_timeout = 0;"
_CLEAR = "drop schema if exists report cascade; drop schema if exists newsmon cascade"


def client_call(
    program: str, database: Database, *arguments: str
) -> tuple[list[str], dict[str, str]]:
    """Command and environment of a client program; the password goes by the environment alone."""
    path = _client(program)
    parts = parse_dsn(database.url)
    password = parts.pop("password", None)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
    if password is not None:
        environment["PGPASSWORD"] = password
    return [str(path), f"--dbname={make_dsn('', **parts)}", *arguments], environment


def backup(database: Database, file: Path, *, replace: bool = False) -> int:
    """Write the database to `file` as of one moment; its size in bytes.

    Of the embedded server the whole database, of another our schemas only: what else lies there
    is not ours to read. The file appears whole or not at all.
    """
    if file.exists() and not replace:
        raise UsageError(f"{file} exists: choose another name, or add --force to replace it.")
    partial = file.with_name(f".{file.name}.partial")
    schemas = () if database.kind is Kind.EMBEDDED else _OUR_SCHEMAS
    try:
        partial.touch(mode=0o600)  # an archive is nobody else's business
        _run("pg_dump", database, "--format=custom", f"--file={partial}", *schemas)
        partial.replace(file)
    except OSError as error:
        raise DatabaseError(f"The backup cannot be written: {error}") from error
    finally:
        partial.unlink(missing_ok=True)
    return file.stat().st_size


def restore(database: Database, file: Path, *, replace: bool = False) -> list[str]:
    """Bring back what `backup` wrote, in one transaction, then migrate; what that applied.

    What a database holds is only replaced when asked to; one that was only migrated holds nothing.
    """
    if not file.is_file():
        raise UsageError(f"There is no file {file}.")
    with contextlib.closing(connect(database)) as connection:
        used = _is_used(connection)
    if used and not replace:
        raise UsageError(
            f"{database.location} has data already: add --force to replace them all, "
            "or restore into an empty database."
        )
    with tempfile.TemporaryDirectory(prefix="newsmon-restore-") as folder:
        # first whole as a file, then run: a broken archive must not be half restored
        script = Path(folder) / "restore.sql"
        command = [str(_client("pg_restore")), "--no-owner", "--no-privileges"]
        _check("pg_restore", [*command, f"--file={script}", str(file)], dict(os.environ))
        _suit_older_servers(script)
        _run(
            "psql", database, "--no-psqlrc", "--quiet", "--single-transaction",
            *("--set=ON_ERROR_STOP=1", "--output=/dev/null"),
            *("--command=set client_min_messages = warning", f"--command={_CLEAR}"),
            f"--file={script}",
        )  # fmt: skip
    with contextlib.closing(connect(database)) as connection:
        execute(connection, "migrate.forget_definitions")  # who may read is this server's matter
        connection.commit()
    return migrate(database)


def _is_used(connection: Connection) -> bool:
    """Tell whether our schemas hold anything; a schema that is not of our making does."""
    if fetch_one(connection, "migrate.schema_owner") is None:
        return False
    try:
        return fetch_single(connection, "migrate.holds_data").used
    except (UndefinedTable, InsufficientPrivilege):
        connection.rollback()
        return True


def _suit_older_servers(script: Path) -> None:
    """Blank out, in place, a setting that pg_restore writes and servers before 17 do not know."""
    with script.open("r+b") as file:
        head = file.read(4096)
        if (at := head.find(_UNKNOWN_BEFORE_17)) >= 0:
            file.seek(at)
            file.write(b" " * len(_UNKNOWN_BEFORE_17))


def _client(program: str) -> Path:
    path = binaries.client(program)
    if path is None:
        raise DatabaseError(f"{program} is not on this machine: install the Postgres client tools.")
    return path


def _run(program: str, database: Database, *arguments: str) -> None:
    command, environment = client_call(program, database, *arguments)
    _check(program, command, environment)


def _check(program: str, command: Sequence[str], environment: dict[str, str]) -> None:
    process = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        errors="replace", check=False,
    )  # fmt: skip
    if process.returncode != 0:
        output = " ".join(process.stderr.split()) or f"exit code {process.returncode}"
        raise DatabaseError(f"{program} failed, nothing was changed: {output[:1000]}")
