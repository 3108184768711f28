"""`newsmon push`: a key, subscriptions, and what is missing for them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from newsmon.cli.app import app
from newsmon.config import has_push, load
from newsmon.errors import ConfigError, UsageError

runner = CliRunner()
KEY = "a key that only the tests have"


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEWSMON_CONFIG", str(tmp_path))
    monkeypatch.setenv("NEWSMON_PUSH_KEY", KEY)
    (tmp_path / "feeds.yaml").write_text("sources: []\n")
    return tmp_path


def configure(directory: Path, push: str) -> None:
    (directory / "newsmon.yaml").write_text(f"push: {push}\n")


def test_a_new_key_works_as_printed(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = runner.invoke(app, ["push", "key"]).stdout
    line = re.search(r"^export NEWSMON_PUSH_KEY=(\S+)$", printed, re.MULTILINE)
    settings = re.search(r"^push:\n(?: .*\n)+", printed, re.MULTILINE)
    assert line
    assert settings
    monkeypatch.setenv("NEWSMON_PUSH_KEY", line[1])
    (directory / "newsmon.yaml").write_text(settings[0])
    push = load().settings.push
    assert push.key == line[1]
    assert push.callback("token") == "https://news.example.org/push/token"


@pytest.mark.parametrize(
    ("push", "complaint"),
    [
        ("{callback_url: 'https://a.example/push'}", "needs a `key`"),
        ("{callback_url: 'https://a.example/push', key: in-the-file-itself}", "environment"),
        ("{callback_url: 'https://a.example/push?x=1', key: '${NEWSMON_PUSH_KEY}'}", "a query"),
        ("{callback_url: 'https://${HOST}/', key: '${NEWSMON_PUSH_KEY}'}", "variable"),
    ],
)
def test_settings_that_would_let_strangers_in_are_refused(
    directory: Path, push: str, complaint: str
) -> None:
    configure(directory, push)
    with pytest.raises(ConfigError, match=re.escape(complaint)):
        load()


def test_a_short_key_is_refused(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMON_PUSH_KEY", "short")
    configure(directory, "{callback_url: 'https://a.example', key: '${NEWSMON_PUSH_KEY}'}")
    with pytest.raises(ConfigError, match="16 characters"):
        load()


def test_airflow_learns_from_the_file_whether_there_is_something_to_renew(directory: Path) -> None:
    assert not has_push()
    configure(directory, "{callback_url: 'https://a.example', key: '${NEWSMON_PUSH_KEY}'}")
    assert has_push()


@pytest.mark.parametrize("command", ["serve", "renew"])
def test_without_a_callback_it_says_what_is_missing(
    directory: Path, database: str, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("NEWSMON_DATABASE_URL", database)
    result = runner.invoke(app, ["push", command])
    assert isinstance(result.exception, UsageError)
    assert "push.callback_url" in str(result.exception)


def test_subscriptions_are_shown_and_nothing_is_asked_where_no_feed_names_a_hub(
    directory: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSMON_DATABASE_URL", database)
    configure(directory, "{callback_url: 'https://a.example', key: '${NEWSMON_PUSH_KEY}'}")
    assert "0 requests to hubs" in runner.invoke(app, ["push", "renew"]).stdout
    assert json.loads(runner.invoke(app, ["push", "renew", "--json"]).stdout) == {}
    assert "Subscriptions: 0 active" in runner.invoke(app, ["push", "status"]).stdout
    shown = runner.invoke(app, ["push", "status", "--json"]).stdout
    assert json.loads(shown) == {"subscriptions": []}
