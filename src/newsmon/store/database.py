"""The database that newsmon works on, and connections to it."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import psycopg2
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import make_dsn, parse_dsn
from psycopg2.extras import NamedTupleCursor

from newsmon.config import database_url, paths
from newsmon.errors import DatabaseError

log = logging.getLogger(__name__)

OLDEST_SERVER = 150000  # as `server_version` counts
ROLES = {"owner": "newsmon_owner", "writer": "newsmon_writer", "reader": "newsmon_reader"}
_VARIABLE = "NEWSMON_DATABASE_URL"
_CONNECT_TIMEOUT = 15  # seconds
# A peer that vanished is noticed in about two minutes instead of hours.
_KEEPALIVE: dict[str, Any] = {
    "keepalives_idle": 60,
    "keepalives_interval": 15,
    "keepalives_count": 4,
}


class Kind(str, Enum):
    """Ways to choose a database."""

    EXPLICIT = "given"
    ENVIRONMENT = "environment"
    SETTINGS = "settings"
    EMBEDDED = "embedded"


@dataclass(frozen=True, slots=True)
class Database:
    """A database, and why it was chosen. The URL holds a password: show `location` to people."""

    url: str = field(repr=False)
    origin: str
    kind: Kind = Kind.EXPLICIT

    @property
    def location(self) -> str:
        """Return its place without the password: `user@host:port/name`."""
        parts = _parts(self.url)
        if parts is None:
            return "(unreadable URL)"
        where = f"{parts.get('host', 'localhost')}:{parts.get('port', 5432)}"
        return f"{parts.get('user', '')}@{where}/{parts.get('dbname', '')}"


def resolve(
    url: str | None = None, *, origin: str = "given", only_existing: bool = False
) -> Database:
    """The database to work on: `url`, `$NEWSMON_DATABASE_URL`, `database.url`, the embedded one.

    The first that there is. The embedded server is started if need be. `origin` says where `url`
    came from, for people. With `only_existing` no embedded one is made. Raises ConfigError where
    newsmon.yaml cannot be read, DatabaseError where there is no database.
    """
    if url:
        return Database(_plain(url), origin, Kind.EXPLICIT)
    if named := os.environ.get(_VARIABLE):
        return Database(_plain(named), f"the environment variable {_VARIABLE}", Kind.ENVIRONMENT)
    if configured := database_url():
        origin = f"database.url in {paths.config_directory() / 'newsmon.yaml'}"
        return Database(_plain(configured), origin, Kind.SETTINGS)
    home = paths.home()
    reason = f"the embedded Postgres under {home} ({_VARIABLE} and database.url are not set)"
    from newsmon.embedded import EmbeddedPostgres  # late: most servers are elsewhere

    server = EmbeddedPostgres(home)
    if only_existing and not server.status().data.exists():
        raise DatabaseError(f"There is no database yet: `newsmon run` makes one, {reason}.")
    return Database(server.start(), reason, Kind.EMBEDDED)


def acting_as(url: str, role: str) -> str:
    """The same login, taking on the rights of a role (`reset role` undoes that)."""
    if "://" not in url:  # the other form that libpq reads: `host=… dbname=…`
        options = parse_dsn(url).get("options", "")
        return str(make_dsn(url, options=f"{options} {_role_option(role)}".strip()))
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    query["options"] = f"{query.get('options', '')} {_role_option(role)}".strip()
    return urlunsplit(parts._replace(query=urlencode(query, quote_via=quote)))


def connect(
    database: Database | str,
    *,
    role: str | None = None,
    parameters: Mapping[str, str] = MappingProxyType({}),
) -> Connection:
    """Open a connection: UTC, application name `newsmon`, rows as named tuples.

    `role` (`owner`, `writer`, `reader`) takes on that role's rights and no others. `parameters`
    are Postgres' settings of the session, without blanks. Raises DatabaseError with one line that
    says what to do, never with the password.
    """
    target = database if isinstance(database, Database) else Database(database, "given")
    try:
        connection: Connection = psycopg2.connect(
            _dsn(target, role, parameters),
            connect_timeout=_CONNECT_TIMEOUT,
            cursor_factory=NamedTupleCursor,
            application_name="newsmon",
            **_KEEPALIVE,
        )
    except psycopg2.OperationalError as error:
        raise DatabaseError(_explain(target, error)) from None
    if connection.server_version < OLDEST_SERVER:
        version = connection.server_version // 10000
        connection.close()
        raise DatabaseError(
            f"{target.location} is Postgres {version}, newsmon needs 15 or newer: "
            f"set {_VARIABLE} or database.url to a newer server, or neither for the embedded one."
        )
    log.debug("connected to %s as server process %d",
              target.location, connection.info.backend_pid)  # fmt: skip
    return connection


def _plain(url: str) -> str:
    """The URL as libpq reads it: SQLAlchemy's driver suffix does not belong to it."""
    scheme, separator, address = url.strip().partition("://")
    return f"{scheme.split('+')[0]}{separator}{address}" if separator else url.strip()


def _parts(url: str) -> dict[str, Any] | None:
    """Return the parts that libpq reads from a URL; None where it cannot.

    A password with an unescaped `/` shifts all parts, so that pieces of it would be shown
    as port or name.
    """
    try:
        parts: dict[str, Any] = parse_dsn(url)
    except psycopg2.ProgrammingError:  # its text may quote the password
        return None
    shifted = not str(parts.get("port", "0")).isdigit() or "@" in parts.get("dbname", "")
    return None if shifted else parts


def _dsn(database: Database, role: str | None, parameters: Mapping[str, str]) -> str:
    """Connection string with our session settings after those that the URL carries."""
    parts = _parts(database.url)
    if parts is None:
        raise DatabaseError(
            f"The database URL from {database.origin} cannot be read; it should look like "
            "postgresql://user:password@host:5432/name (special characters as %XX)."
        )
    options = [parts.get("options", ""), "-c timezone=UTC"]
    options += [f"-c {name}={value}" for name, value in parameters.items()]
    if role is not None:
        options.append(_role_option(role))
    return str(make_dsn(database.url, options=" ".join(options).strip()))


def _role_option(role: str) -> str:
    return f"-c role={ROLES.get(role, role)}"


def _explain(database: Database, error: psycopg2.OperationalError) -> str:
    message = " ".join(str(error).split()) or type(error).__name__
    password = (_parts(database.url) or {}).get("password")
    if password:
        message = message.replace(password, "***")
    remedy = (
        "see `newsmon db stop` and the log beside its data"
        if database.kind is Kind.EMBEDDED
        else f"check the URL ({database.origin}) and that the server is running"
    )
    return f"No connection to {database.location}: {message} ({remedy})"
