"""`newsmon db …` as typed at a terminal."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from typer.testing import CliRunner

from newsmon.cli.db_commands import app
from newsmon.cli.output import Exit
from newsmon.embedded import EmbeddedPostgres
from newsmon.errors import NewsmonError
from newsmon.store import connect

PROGRAM = "from newsmon.cli import main; import sys; sys.argv[0] = 'newsmon'; sys.exit(main())"


@pytest.fixture
def environment(database: str, tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "NEWSMON_DATABASE_URL": database,
        "NEWSMON_HOME": str(tmp_path / "home"),
        "COLUMNS": "200",
    }


@dataclass(frozen=True)
class Answer:
    code: int
    stdout: str
    stderr: str


def newsmon(environment: Mapping[str, str], *arguments: str) -> Answer:
    """The command in this process; what it raises on purpose is its line on stderr."""
    hidden = {name: environment.get(name) for name in ("NEWSMON_DATABASE_URL", "NEWSMON_HOME")}
    result = CliRunner().invoke(app, arguments, env=hidden)
    if isinstance(result.exception, NewsmonError):
        return Answer(Exit.CANNOT_RUN, result.stdout, str(result.exception))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(result.exit_code, result.stdout, result.stderr)


def terminal(environment: Mapping[str, str], *arguments: str) -> Answer:
    """The command as a program of its own."""
    process = subprocess.run(
        [sys.executable, "-c", PROGRAM, "db", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return Answer(process.returncode, process.stdout, process.stderr)


def output_of(answer: Answer) -> str:
    assert answer.code == 0, answer.stderr
    return answer.stdout


def run(url: str, sql: str) -> list[Any]:
    with contextlib.closing(connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        rows = cursor.fetchall() if cursor.description else []
        connection.commit()
        return rows


SOURCES = "select slug from newsmon.source order by 1"


@pytest.fixture
def filled(database: str) -> str:
    run(database, "insert into newsmon.source (slug, name) values ('gazette', 'The Gazette')")
    return database


def test_migrate_says_what_it_did(environment: dict[str, str], empty_database: str) -> None:
    environment["NEWSMON_DATABASE_URL"] = empty_database
    assert "migration 0001" in output_of(newsmon(environment, "migrate"))
    assert "nothing to do" in output_of(newsmon(environment, "migrate"))
    answer = json.loads(output_of(newsmon(environment, "migrate", "--json")))
    assert (answer["applied"], answer["missing_roles"]) == ([], [])


def test_url_is_that_of_the_environment(environment: dict[str, str], database: str) -> None:
    assert output_of(newsmon(environment, "url")).strip() == database


def test_url_for_the_reader_reads_and_does_not_write(
    environment: dict[str, str], filled: str
) -> None:
    url = output_of(newsmon(environment, "url", "--role", "reader")).strip()
    assert run(url, "select source from report.sources") == [("gazette",)]
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        run(url, SOURCES)


def test_an_unknown_role_is_refused_in_one_line(environment: dict[str, str]) -> None:
    process = newsmon(environment, "url", "--role", "king")
    assert process.code == 2
    assert process.stderr.strip() == "There is no role king: choose owner, writer, reader."


def test_no_database_is_one_line_and_exit_2(environment: dict[str, str]) -> None:
    environment["NEWSMON_DATABASE_URL"] = "postgresql://ann:secret@127.0.0.1:1/news"
    process = terminal(environment, "migrate")
    assert process.code == 2
    assert len(process.stderr.strip().splitlines()) == 1
    assert "secret" not in process.stderr


def test_shell_hands_over_to_psql(environment: dict[str, str], filled: str) -> None:
    process = terminal(environment, "shell", "--role", "reader", "-Atc", "table report.sources")
    assert output_of(process).startswith("gazette|The Gazette")
    assert terminal(environment, "shell", "-c", "select 1/0").code == 1


def test_a_backup_brings_everything_back(
    environment: dict[str, str], filled: str, tmp_path: Path
) -> None:
    file = tmp_path / "news.dump"
    output_of(newsmon(environment, "backup", str(file)))
    assert file.stat().st_mode & 0o777 == 0o600
    run(filled, "update newsmon.source set slug = 'herald'")
    run(filled, "create table newsmon.newer (a int)")

    refused = newsmon(environment, "restore", str(file))
    assert refused.code == 2
    assert "--force" in refused.stderr
    assert run(filled, SOURCES) == [("herald",)]

    output_of(newsmon(environment, "restore", str(file), "--force"))
    assert run(filled, SOURCES) == [("gazette",)]
    assert run(filled, "select to_regclass('newsmon.newer') as there")[0].there is None
    reader = output_of(newsmon(environment, "url", "--role", "reader")).strip()
    assert run(reader, "select source from report.sources") == [("gazette",)]


def test_a_backup_fills_an_empty_database(
    environment: dict[str, str], filled: str, empty_database: str, tmp_path: Path
) -> None:
    output_of(newsmon(environment, "backup", str(tmp_path / "news.dump"), "--json"))
    environment["NEWSMON_DATABASE_URL"] = empty_database
    output_of(newsmon(environment, "restore", str(tmp_path / "news.dump")))
    assert run(empty_database, SOURCES) == [("gazette",)]
    assert "nothing to do" in output_of(newsmon(environment, "migrate"))


def test_a_backup_replaces_no_file_unasked(
    environment: dict[str, str], filled: str, tmp_path: Path
) -> None:
    file = tmp_path / "news.dump"
    file.write_text("mine")
    process = newsmon(environment, "backup", str(file))
    assert (process.code, file.read_text()) == (2, "mine")
    output_of(newsmon(environment, "backup", str(file), "--force"))
    assert file.read_bytes().startswith(b"PGDMP")


@pytest.mark.parametrize("damage", ["cut", "other"])
def test_a_broken_archive_changes_nothing(
    environment: dict[str, str], filled: str, tmp_path: Path, damage: str
) -> None:
    file = tmp_path / "news.dump"
    output_of(newsmon(environment, "backup", str(file)))
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) - 5000] if damage == "cut" else b"no archive at all")
    process = newsmon(environment, "restore", str(file), "--force")
    assert process.code == 2
    assert "nothing was changed" in process.stderr
    assert run(filled, SOURCES) == [("gazette",)]


@pytest.fixture
def at_home(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """No database named: the embedded server of a home of its own."""
    del environment["NEWSMON_DATABASE_URL"]
    yield environment
    EmbeddedPostgres(Path(environment["NEWSMON_HOME"])).remove()


@pytest.mark.slow
def test_the_embedded_server_is_started_for_a_url_and_stopped(at_home: dict[str, str]) -> None:
    assert "no embedded server was running" in output_of(newsmon(at_home, "stop"))
    url = output_of(newsmon(at_home, "url", "--role", "reader")).strip()
    assert url.startswith("postgresql://newsmon_reader:")
    assert run(url, "select * from report.articles") == []
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        run(url, "set role newsmon_writer")
    assert output_of(newsmon(at_home, "stop")).strip() == "stopped"
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(url)
