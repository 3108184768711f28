"""`newsmon duplicates …` as typed at a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from psycopg2.extensions import connection as Connection
from tests.dedup.writing import article
from tests.pipeline.stages.test_deduplicate import drain, groups, load
from typer.testing import CliRunner

from newsmon.cli.duplicate_commands import app
from newsmon.errors import UsageError

A, B = "https://gazette.example/a", "https://gazette.example/b"


@pytest.fixture(autouse=True)
def here(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMON_DATABASE_URL", database)
    monkeypatch.setenv("NEWSMON_HOME", str(tmp_path))


def test_pin_and_unpin_by_id_or_url(conn: Connection) -> None:
    a, b = load(conn, A, article(1)), load(conn, B, article(2), source="other")
    drain(conn)
    pinned = CliRunner().invoke(app, ["pin", A, str(b), "--json"])
    assert pinned.exit_code == 0, pinned.output
    pair = json.loads(pinned.stdout)
    assert (pair["article_id"], pair["other_id"], pair["same"]) == (a, b, True)
    assert pair["cluster_id"] == pair["other_cluster_id"]
    assert groups(conn) == {frozenset((A, B))}
    assert CliRunner().invoke(app, ["unpin", B, A]).exit_code == 0
    drain(conn)
    assert len(groups(conn)) == 2


def test_pin_different_says_so(conn: Connection) -> None:
    load(conn, A, article(1))
    load(conn, B, article(1), source="other")
    drain(conn)
    pinned = CliRunner().invoke(app, ["pin", A, B, "--different"])
    assert "two texts" in pinned.output
    assert groups(conn) == {frozenset((A,)), frozenset((B,))}


def test_an_unknown_article_is_named(conn: Connection) -> None:
    load(conn, A, article(1))
    failed = CliRunner().invoke(app, ["pin", A, "https://nowhere.example/"])
    assert isinstance(failed.exception, UsageError)
    assert "https://nowhere.example/" in str(failed.exception)
