"""Choosing a database, and connections to it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import pytest
from psycopg2.extensions import make_dsn

from newsmon import embedded
from newsmon.config import load
from newsmon.errors import ConfigError, DatabaseError
from newsmon.store import Database, connect, execute, resolve
from newsmon.store.database import Kind, acting_as

SECRET = "s3cr3t-word"


def answer(url: str | Database, sql: str, **options: Any) -> Any:
    with contextlib.closing(connect(url, **options)) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()


class Unreachable:
    """Stands where no embedded server may be started."""

    def __init__(self, home: Path) -> None:
        raise AssertionError("the embedded server was asked for")


def test_a_given_url_goes_before_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMON_DATABASE_URL", "postgresql://elsewhere/x")
    monkeypatch.setattr(embedded, "EmbeddedPostgres", Unreachable)
    resolved = resolve("postgresql://here/x", origin="the Airflow connection newsmon_db")
    assert (resolved.url, resolved.origin) == (
        "postgresql://here/x",
        "the Airflow connection newsmon_db",
    )


def test_the_environment_goes_before_the_embedded_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMON_DATABASE_URL", "postgresql://elsewhere/x")
    monkeypatch.setattr(embedded, "EmbeddedPostgres", Unreachable)
    resolved = resolve()
    assert (resolved.url, resolved.kind) == ("postgresql://elsewhere/x", Kind.ENVIRONMENT)
    assert "NEWSMON_DATABASE_URL" in resolved.origin


def test_the_settings_go_before_the_embedded_server(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("NEWSMON_DATABASE_URL", raising=False)
    monkeypatch.setenv("NEWSMON_CONFIG", str(tmp_path))
    monkeypatch.setenv("NEWS_PASSWORD", SECRET)
    monkeypatch.setattr(embedded, "EmbeddedPostgres", Unreachable)
    written = (
        "database: {url: 'postgresql://ann:${NEWS_PASSWORD}@db.example/news'}\nfetch: {typo: 1}"
    )
    (tmp_path / "newsmon.yaml").write_text(written)
    resolved = resolve()
    assert resolved.url == f"postgresql://ann:{SECRET}@db.example/news"
    assert (resolved.kind, SECRET in resolved.origin) == (Kind.SETTINGS, False)
    assert str(tmp_path / "newsmon.yaml") in resolved.origin
    monkeypatch.setenv("NEWSMON_DATABASE_URL", "postgresql://elsewhere/x")
    assert resolve().url == "postgresql://elsewhere/x"


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        (f"postgresql://ann:{SECRET}@db.example/news", "a password does not belong here"),
        (
            f"postgresql://db.example/news?user=ann&password={SECRET}",
            "a password does not belong here",
        ),
        ("postgresql://ann:${NO_SUCH_WORD}@db.example/news", "NO_SUCH_WORD"),
        ("db.example", "write it as postgresql"),
    ],
)
def test_a_password_stands_in_no_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str, problem: str
) -> None:
    monkeypatch.delenv("NEWSMON_DATABASE_URL", raising=False)
    monkeypatch.setenv("NEWSMON_CONFIG", str(tmp_path))
    (tmp_path / "newsmon.yaml").write_text(f"database: {{url: '{url}'}}\n")
    with pytest.raises(ConfigError, match=problem) as caught:
        resolve()
    assert SECRET not in str(caught.value)
    if "NO_SUCH_WORD" not in problem:  # where it is used, and where the whole file is checked
        with pytest.raises(ConfigError, match=problem) as caught:
            load(tmp_path)
        assert SECRET not in str(caught.value)


def test_with_nothing_set_the_embedded_server_is_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Started:
        def __init__(self, home: Path) -> None:
            self.home = home

        def start(self) -> str:
            return f"postgresql://started/{self.home.name}"

    monkeypatch.delenv("NEWSMON_DATABASE_URL", raising=False)
    monkeypatch.setenv("NEWSMON_HOME", str(tmp_path))
    monkeypatch.setattr(embedded, "EmbeddedPostgres", Started)
    resolved = resolve()
    assert (resolved.url, resolved.kind) == (f"postgresql://started/{tmp_path.name}", Kind.EMBEDDED)
    assert str(tmp_path) in resolved.origin


@pytest.mark.parametrize("scheme", ["postgresql+psycopg2", "postgres", "postgresql"])
def test_urls_in_the_spelling_of_other_tools_are_read(scheme: str) -> None:
    resolved = resolve(f"{scheme}://ann:{SECRET}@db.example:6432/news")
    assert resolved.location == "ann@db.example:6432/news"


def test_the_other_form_of_libpq_is_left_as_it_is() -> None:
    resolved = resolve(f"host=db.example user=ann password={SECRET}+1 dbname=news")
    assert resolved.url == f"host=db.example user=ann password={SECRET}+1 dbname=news"
    assert resolved.location == "ann@db.example:5432/news"


@pytest.mark.parametrize("options", ["", "?options=-c%20statement_timeout%3D4321"])
@pytest.mark.parametrize("form", ["url", "words"])
def test_a_login_acts_as_a_role_in_either_form(database: str, form: str, options: str) -> None:
    url = database + options
    acting = acting_as(url if form == "url" else make_dsn(url), "newsmon_reader")
    sql = "select current_user as a, current_setting('statement_timeout') as b"
    with contextlib.closing(psycopg2.connect(acting)) as connection:
        cursor = connection.cursor()
        cursor.execute(sql)
        assert cursor.fetchone() == ("newsmon_reader", "4321ms" if options else "0")


def test_a_database_never_shows_its_password() -> None:
    resolved = resolve(f"postgresql://ann:{SECRET}@db.example/news")
    assert SECRET not in repr(resolved)
    assert SECRET not in resolved.location


def test_a_connection_lives_in_utc_and_says_who_it_is(database: str) -> None:
    sql = "select current_setting('TimeZone') as a, current_setting('application_name') as b"
    assert answer(database, sql) == ("UTC", "newsmon")


def test_options_of_the_url_are_kept(database: str) -> None:
    url = f"{database}?options=-c%20statement_timeout%3D4321"
    sql = "select current_setting('statement_timeout') as a, current_setting('TimeZone') as b"
    assert answer(url, sql) == ("4321ms", "UTC")


def test_rows_have_named_fields(database: str) -> None:
    assert answer(database, "select 7 as articles").articles == 7


def test_a_connection_starts_transactions_by_itself(database: str) -> None:
    with contextlib.closing(connect(database)) as connection:
        execute(connection, "migrate.note_definition", name="x", checksum="y")
        connection.rollback()
    sql = "select count(*) from newsmon.definition where name = 'x'"
    assert answer(database, sql) == (0,)


@pytest.mark.parametrize(
    ("role", "name"), [("reader", "newsmon_reader"), ("writer", "newsmon_writer")]
)
def test_a_role_is_taken_on(database: str, role: str, name: str) -> None:
    assert answer(database, "select current_user", role=role) == (name,)


@pytest.fixture
def dead_url() -> Iterator[str]:
    import socket

    with socket.socket() as bound:  # bound and not listening: every connection is refused
        bound.bind(("127.0.0.1", 0))
        yield f"postgresql://ann:{SECRET}@127.0.0.1:{bound.getsockname()[1]}/news"


def test_an_unreachable_server_is_explained_in_one_line(dead_url: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        connect(Database(dead_url, "the environment variable NEWSMON_DATABASE_URL"))
    message = str(caught.value)
    assert "NEWSMON_DATABASE_URL" in message
    assert "check the URL" in message
    assert "\n" not in message
    assert SECRET not in message


def test_a_wrong_password_is_not_repeated(database: str) -> None:
    parts = urlsplit(database)
    if parts.password is None:
        pytest.skip("this server asks for no password")
    place = database.rpartition("@")[2]
    with pytest.raises(DatabaseError, match="password") as caught:
        connect(f"postgresql://{parts.username}:{SECRET}@{place}")
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        SECRET,
        f"postgresql://ann:{SECRET}@db:port/news",
        f"postgresql://ann:{SECRET}/tail@db/news",
        f"postgresql://ann:5/{SECRET}@db/news",
    ],
)
def test_an_unreadable_url_is_explained_without_repeating_it(url: str) -> None:
    with pytest.raises(DatabaseError, match="postgresql://user:password@host") as caught:
        connect(resolve(url))
    assert SECRET not in str(caught.value)
    assert SECRET not in resolve(url).location


def test_servers_that_are_too_old_are_refused(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsmon.store.database.OLDEST_SERVER", 990000)
    with pytest.raises(DatabaseError, match="needs 15 or newer"):
        connect(database)
