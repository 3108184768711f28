"""Roles belong to the server: who makes them, who may migrate, and what is without them."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from tests.conftest import FAST

from newsmon.embedded import EmbeddedPostgres
from newsmon.errors import DatabaseError
from newsmon.store import connect, migrate
from newsmon.store.roles import missing_roles

# a server of its own: nobody else's tests need these roles
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("roles")]

ROLES = ["newsmon_owner", "newsmon_reader", "newsmon_writer"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on which nothing was ever migrated; yields its administrator's URL."""
    postgres = EmbeddedPostgres(tmp_path_factory.mktemp("roles") / "home", settings=FAST)
    postgres.start()
    yield postgres.url("postgres")
    postgres.remove()


def run(url: str, *statements: str) -> list[Any]:
    with contextlib.closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def at(url: str, database: str, user: str | None = None) -> str:
    """The URL of another database of that server, and of another user (password: their name)."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    netloc = f"{user}:{user}@{place}" if user else parts.netloc
    return urlunsplit(parts._replace(netloc=netloc, path=f"/{database}"))


@pytest.fixture
def bare(server: str) -> Iterator[str]:
    """The server without our roles, and without the databases that used them."""
    yield server
    ours = "select datname from pg_database where datname like 't\\_%'"
    for (name,) in run(server, ours):
        run(server, f"drop database {name} with (force)")
    for (name,) in run(server, "select rolname from pg_roles where rolname ~ '^(newsmon|u)_'"):
        run(server, f"drop role {name}")


def new_database(server: str, owner: str = "newsmon") -> str:
    name = f"t_{secrets.token_hex(4)}"
    run(server, f"create database {name} owner {owner}")
    return name


def new_user(server: str, options: str = "") -> str:
    name = f"u_{secrets.token_hex(4)}"
    run(server, f"create role {name} login password '{name}' {options}")
    return name


def roles(server: str) -> list[str]:
    rows = run(server, "select rolname from pg_roles where rolname like 'newsmon\\_%' order by 1")
    return [row[0] for row in rows]


def owner_of_articles(url: str) -> str:
    sql = "select relowner::regrole::text from pg_class where oid = 'newsmon.article'::regclass"
    return str(run(url, sql)[0][0])


def test_databases_migrated_at_once_make_the_roles_once(bare: str) -> None:
    urls = [at(bare, new_database(bare)) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(migrate, urls))
    assert roles(bare) == ROLES
    for url in urls:
        with contextlib.closing(connect(url, role="reader")) as reader:
            reader.cursor().execute("select * from report.articles")


def test_who_may_not_create_roles_migrates_without_them(bare: str) -> None:
    user = new_user(bare)
    url = at(bare, new_database(bare, user), user)
    assert not any(line.startswith("roles") for line in migrate(url))
    assert roles(bare) == []
    with contextlib.closing(connect(url)) as connection:
        assert missing_roles(connection) == ROLES
    assert run(url, "select count(*) from report.articles") == [(0,)]
    assert migrate(url) == []


def test_roles_made_later_get_their_grants_with_the_next_migration(bare: str) -> None:
    user = new_user(bare)
    database = new_database(bare, user)
    migrate(at(bare, database, user))
    assert migrate(at(bare, database)) == [
        "roles newsmon_owner, newsmon_writer, newsmon_reader",
        "views of schema report",
        "grants",
        "limits",
    ]
    run(at(bare, database), "set role newsmon_reader", "select * from report.articles")


def test_who_may_create_roles_needs_no_superuser(bare: str) -> None:
    user = new_user(bare, "createrole")
    url = at(bare, new_database(bare, user), user)
    migrate(url)
    assert roles(bare) == ROLES
    assert owner_of_articles(url) == "newsmon_owner"
    assert migrate(url) == []


def test_any_member_of_the_owner_may_migrate_and_others_may_not(bare: str) -> None:
    database = new_database(bare)
    migrate(at(bare, database))
    member, stranger = new_user(bare), new_user(bare)
    run(bare, f"grant newsmon_owner to {member}")
    assert migrate(at(bare, database, member)) == []
    with pytest.raises(DatabaseError, match="belongs to newsmon_owner"):
        migrate(at(bare, database, stranger))


def test_a_user_with_the_readers_role_can_log_in_and_only_read(bare: str) -> None:
    database = new_database(bare)
    migrate(at(bare, database))
    analyst = new_user(bare)
    run(bare, f"grant newsmon_reader to {analyst}")
    url = at(bare, database, analyst)
    assert run(url, "select count(*) from report.articles") == [(0,)]
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        run(url, "select count(*) from newsmon.article")


def test_a_login_for_a_role_of_the_embedded_server_keeps_its_password(
    bare: str, tmp_path: Path
) -> None:
    postgres = EmbeddedPostgres(tmp_path / "home", settings=FAST)
    try:
        migrate(postgres.start())
        url = postgres.login_url("newsmon_reader")
        assert postgres.login_url("newsmon_reader") == url
        assert run(url, "select current_user, count(*) from report.articles") == [
            ("newsmon_reader", 0)
        ]
        password = tmp_path / "home" / "postgres" / "password-newsmon_reader"
        assert password.stat().st_mode & 0o777 == 0o600
    finally:
        postgres.remove()
