"""Fixtures for all tests: a real Postgres, a fresh database for each test, the given documents.

The server is `$NEWSMON_TEST_DATABASE_URL` (of someone who may create databases and roles), else an
embedded one in a temporary home. All workers of one test run share it and its template database;
a guard outside pytest takes it away even when pytest is killed.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import runpy
import secrets
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from hypothesis import settings
from psycopg2 import sql
from psycopg2.extensions import connection as Connection
from tests.newsroom import Newsroom

from newsmon.embedded import EmbeddedPostgres
from newsmon.store import connect, migrate, rows

ROOT = Path(__file__).resolve().parents[1]
CI = os.environ.get("CI", "").lower() == "true"
SERVER_VARIABLE = "NEWSMON_TEST_DATABASE_URL"
# Tests lose nothing worth keeping when the machine dies.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

settings.register_profile("newsmon", deadline=None, derandomize=CI)
settings.load_profile("newsmon")

_GUARD = """
import sys
from pathlib import Path
sys.stdin.read()
if (home := Path(sys.argv[1])).exists():
    from newsmon.embedded import EmbeddedPostgres
    EmbeddedPostgres(home).remove()
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a server, so that `make check` can do without one."""
    for item in items:
        if "server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.postgres)


def pytest_sessionstart(session: pytest.Session) -> None:
    config = session.config
    if hasattr(config, "workerinput"):  # what follows is for the one process above the workers
        return
    directory = _run_directory(config)
    if address := os.environ.get(SERVER_VARIABLE):
        config.add_cleanup(lambda: _drop_template(address, directory / "template"))
        return
    guard = subprocess.Popen(
        [sys.executable, "-c", _GUARD, str(directory / "server")],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )

    def release() -> None:
        assert guard.stdin is not None
        guard.stdin.close()
        guard.wait()

    config.add_cleanup(release)


def _drop_template(url: str, marker: Path) -> None:
    if marker.exists():
        name = marker.read_text()
        run_on_server(url, "alter database {} is_template false", name)
        run_on_server(url, "drop database {}", name)


def _run_directory(config: pytest.Config) -> Path:
    """A folder that all workers of this run share."""
    factory: pytest.TempPathFactory = config._tmp_path_factory  # type: ignore[attr-defined]
    base = factory.getbasetemp()
    return base.parent if hasattr(config, "workerinput") else base


@contextlib.contextmanager
def _one_at_a_time(directory: Path) -> Iterator[None]:
    with (directory / "server.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _named(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def run_on_server(url: str, statement: str, *names: str) -> None:
    """One statement outside a transaction; each `{}` becomes a quoted name."""
    with contextlib.closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        text = sql.SQL(statement).format(*(sql.Identifier(name) for name in names))
        connection.cursor().execute(text)


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> str:
    """URL of the test server's administrator (database `postgres` or the one given)."""
    if address := os.environ.get(SERVER_VARIABLE):
        return address
    directory = _run_directory(request.config)
    with _one_at_a_time(directory):
        postgres = EmbeddedPostgres(directory / "server", settings=FAST)
        postgres.start()
        return postgres.url("postgres")


@pytest.fixture(scope="session")
def template(server: str, request: pytest.FixtureRequest) -> str:
    """Name of a migrated database that nobody can connect to, to be cloned."""
    directory = _run_directory(request.config)
    marker = directory / "template"
    with _one_at_a_time(directory):
        if not marker.exists():
            name = f"newsmon_template_{secrets.token_hex(4)}"
            run_on_server(server, "create database {}", name)
            migrate(_named(server, name))
            run_on_server(
                server, "alter database {} is_template true allow_connections false", name
            )
            marker.write_text(name)
        return marker.read_text()


@contextlib.contextmanager
def fresh_database(server: str, template: str = "template0") -> Iterator[str]:
    """URL of a new database made from a template, dropped afterwards whoever uses it."""
    name = f"newsmon_test_{secrets.token_hex(6)}"
    run_on_server(server, "create database {} template {}", name, template)
    try:
        yield _named(server, name)
    finally:
        run_on_server(server, "drop database if exists {} with (force)", name)


@pytest.fixture
def database(server: str, template: str) -> Iterator[str]:
    """URL of a fresh database with the whole schema and no rows."""
    with fresh_database(server, template) as url:
        yield url


@pytest.fixture
def empty_database(server: str) -> Iterator[str]:
    """URL of a fresh database with nothing in it, not even the schema."""
    with fresh_database(server) as url:
        yield url


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of the given documents, which are not part of the project."""
    folder = Path(os.environ.get("NEWSMON_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        reason = f"the given documents are not here: {folder} (set NEWSMON_SHARED)"
        if CI:
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(autouse=True, scope="session")
def _rows_agree_with_their_types() -> None:
    """Fail where a row has a null that its type does not allow: `-- not null` is only a promise."""
    types = runpy.run_path(str(Path(rows.__file__).with_name("signatures.pyi")))
    rows.CLASSES.update({name: _checked(types[name]) for name in rows.COLUMNS})


def _checked(row_class: type[Any]) -> type[Any]:
    required = [
        (position, name)
        for position, (name, hint) in enumerate(row_class.__annotations__.items())
        if "None" not in str(hint) and "Any" not in str(hint)
    ]

    def make(cls: type[Any], values: Iterable[Any]) -> Any:
        row = tuple.__new__(cls, values)
        for position, name in required:
            assert row[position] is not None, f"{row_class.__name__}.{name} is null"
        return row

    return type(row_class.__name__, (row_class,), {"_make": classmethod(make), "__slots__": ()})


@pytest.fixture
def conn(database: str) -> Iterator[Connection]:
    """A connection to a fresh database."""
    with contextlib.closing(connect(database)) as connection:
        yield connection


@pytest.fixture
def newsroom(conn: Connection) -> Newsroom:
    """An empty newsroom to fill."""
    return Newsroom(conn)
