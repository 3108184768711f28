"""`newsmon alerts list|check|test`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from tests.alert_targets import Hook, webhook
from typer.testing import CliRunner

from newsmon.cli.alert_commands import app
from newsmon.errors import UsageError

runner = CliRunner()


@pytest.fixture
def hook() -> Iterator[Hook]:
    with webhook() as target:
        yield target


@pytest.fixture
def configured(hook: Hook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: str) -> Hook:
    (tmp_path / "feeds.yaml").write_text("sources: []\n")
    target = f"{{name: desk, url: '{hook.url}'}}"
    (tmp_path / "newsmon.yaml").write_text(f"alerts:\n  webhooks: [{target}]\n")
    monkeypatch.setenv("NEWSMON_CONFIG", str(tmp_path))
    monkeypatch.setenv("NEWSMON_DATABASE_URL", database)
    return hook


def failing_feed(database: str) -> None:
    with psycopg2.connect(database) as conn, conn.cursor() as cursor:
        cursor.execute("insert into newsmon.source (slug, name) values ('paper', 'The Paper')")
        cursor.execute(
            """insert into newsmon.feed (source_id, url, fetch_url, kind, state)
               select source_id, 'https://paper.example/rss', 'https://paper.example/rss', 'feed',
                      'failing' from newsmon.source"""
        )
    conn.close()


def test_a_test_message_reaches_every_target(configured: Hook) -> None:
    process = runner.invoke(app, ["test", "--json"])
    assert process.exit_code == 0
    assert [row["error"] for row in json.loads(process.stdout)] == [None]
    assert [message["title"] for message in configured.messages] == ["newsmon: a test"]


def test_a_target_that_does_not_take_it_is_worth_a_look(configured: Hook) -> None:
    configured.status = 404
    process = runner.invoke(app, ["test", "desk"])
    assert process.exit_code == 1
    assert "answered 404" in process.stdout
    assert "hidden" not in process.stdout


def test_an_unknown_target_is_named(configured: Hook) -> None:
    with pytest.raises(UsageError, match=r"nobody.*it has: desk"):
        runner.invoke(app, ["test", "nobody"], catch_exceptions=False)


def test_a_check_tells_and_the_list_shows_it(configured: Hook, database: str) -> None:
    assert runner.invoke(app, ["check"]).exit_code == 0
    failing_feed(database)
    process = runner.invoke(app, ["check", "--json"])
    assert process.exit_code == 1
    assert json.loads(process.stdout) == {"open": 1, "opened": 1, "told": 1}
    listed = json.loads(runner.invoke(app, ["list", "--json"]).stdout)
    (alert,) = listed["alerts"]
    assert (alert["kind"], alert["told"], alert["closed_at"]) == ("failing", ["desk"], None)
    assert listed["targets"][0]["last_error"] is None
    assert "Alerts: 1 open" in runner.invoke(app, ["list"]).stdout
