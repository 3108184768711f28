"""`newsmon db`: the database that newsmon works on."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsmon.cli.output import Json, complain, console, print_json

if TYPE_CHECKING:
    from newsmon.store import Database

app = typer.Typer(help="The database: migrate, url, shell, stop, backup, restore.")

_Role = Annotated[
    str | None,
    typer.Option("--role", help="reader (views only), writer or owner; default: all rights.",
                 show_default=False),
]  # fmt: skip
_File = Annotated[Path, typer.Argument(help="The archive.", show_default=False)]


@app.command()
def migrate(as_json: Json = False) -> None:
    """Bring the database to the schema of this newsmon; changes nothing when it is there."""
    from newsmon.store import connect, resolve
    from newsmon.store import migrate as bring_up_to_date
    from newsmon.store.roles import missing_roles

    database = resolve()
    applied = bring_up_to_date(database)
    with closing(connect(database)) as connection:
        missing = missing_roles(connection)
    if as_json:
        print_json({"database": database.location, "applied": applied, "missing_roles": missing})
    else:
        for line in applied or ["nothing to do, the schema is up to date"]:
            console.print(line, markup=False, highlight=False)
    if missing:
        complain(
            f"You may not create roles on this server, so these are missing: {', '.join(missing)}. "
            "An administrator can run sql/roles.sql; then migrate again."
        )


@app.command()
def url(role: _Role = None, as_json: Json = False) -> None:
    """Print a URL that psql accepts; it holds a password."""
    from newsmon.store import resolve

    database = resolve()
    address = as_role(database, role)
    if as_json:
        print_json({"url": address, "origin": database.origin, "role": role})
    else:
        sys.stdout.write(f"{address}\n")


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def shell(context: typer.Context, role: _Role = None) -> None:
    """Open psql on the database; further arguments go to psql: `newsmon db shell -c "…"`."""
    from newsmon.store import Database, resolve
    from newsmon.store.backup import client_call

    database = resolve()
    there = Database(as_role(database, role), database.origin, database.kind)
    command, environment = client_call("psql", there, *context.args)
    sys.stdout.flush()
    os.execve(command[0], command, environment)  # noqa: S606  (psql takes over the terminal)


@app.command()
def stop(as_json: Json = False) -> None:
    """Stop the embedded server; the next command that needs it starts it again."""
    from newsmon.config.paths import home
    from newsmon.embedded import EmbeddedPostgres

    stopped = EmbeddedPostgres(home()).stop()
    if as_json:
        print_json({"stopped": stopped})
    else:
        console.print("stopped" if stopped else "no embedded server was running")


@app.command()
def backup(
    file: _File,
    force: Annotated[bool, typer.Option("--force", help="Replace the file.")] = False,
    as_json: Json = False,
) -> None:
    """Write the database to one file, as it is at this moment; work may go on meanwhile."""
    from newsmon.store import backup as archive
    from newsmon.store import resolve

    size = archive.backup(resolve(), file, replace=force)
    if as_json:
        print_json({"file": file, "bytes": size})
    else:
        console.print(f"{file}: {size / 1e6:.1f} MB", markup=False, highlight=False)


@app.command()
def restore(
    file: _File,
    force: Annotated[
        bool, typer.Option("--force", help="Replace what the database has now.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Bring back what backup wrote: all of it, or nothing is changed."""
    from newsmon.store import backup as archive
    from newsmon.store import resolve

    database = resolve()
    applied = archive.restore(database, file, replace=force)
    if as_json:
        print_json({"database": database.location, "restored": file, "applied": applied})
    else:
        console.print(f"{database.location} is as it was in {file}", markup=False, highlight=False)


def as_role(database: Database, role: str | None) -> str:
    """The database's URL for a role: a login of its own on the embedded server.

    Elsewhere logins are the administrator's business: the URL given, taking on the role.
    """
    from newsmon.config.paths import home
    from newsmon.embedded import EmbeddedPostgres
    from newsmon.errors import UsageError
    from newsmon.store import migrate as bring_up_to_date
    from newsmon.store.database import ROLES, Kind, acting_as

    if role is None:
        return database.url
    name = ROLES.get(role.removeprefix("newsmon_"))
    if name is None:
        raise UsageError(f"There is no role {role}: choose {', '.join(ROLES)}.")
    bring_up_to_date(database)  # the role is there after it
    if database.kind is Kind.EMBEDDED:
        return EmbeddedPostgres(home()).login_url(name)
    complain(f"note: the login of {database.location}, acting as {name} (reset role undoes that)")
    return acting_as(database.url, name)
