"""`newsmon keys` and `newsmon config contact-page`: who asks."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from newsmon.cli.app import app
from newsmon.errors import UsageError
from newsmon.fetch.bot_auth import thumbprint

runner = CliRunner()


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEWSMON_CONFIG", str(tmp_path))
    (tmp_path / "feeds.yaml").write_text("sources: []\n")
    return tmp_path


def test_a_new_key_works_as_printed(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = runner.invoke(app, ["keys", "new"]).stdout
    line = re.search(r"^export NEWSMON_SIGNING_KEY=(\S+)$", printed, re.MULTILINE)
    settings = re.search(r"^fetch:\n(?: .*\n)+", printed, re.MULTILINE)
    assert line
    assert settings
    monkeypatch.setenv("NEWSMON_SIGNING_KEY", line[1])
    (directory / "newsmon.yaml").write_text(settings[0])
    keys = json.loads(runner.invoke(app, ["keys", "directory"]).stdout)["keys"]
    assert [key["kid"] for key in keys] == [thumbprint(line[1])]


def test_without_a_key_it_says_how_to_make_one(directory: Path) -> None:
    result = runner.invoke(app, ["keys", "directory"])
    assert isinstance(result.exception, UsageError)
    assert "newsmon keys new" in str(result.exception)


def test_a_key_in_the_file_is_refused(directory: Path) -> None:
    (directory / "newsmon.yaml").write_text(
        "fetch: {signature: {agent: 'https://a.example', key: abc}}\n"
    )
    result = runner.invoke(app, ["config", "check"])
    assert "belongs into the environment" in str(result.exception)


def test_the_contact_page_says_what_is_configured(directory: Path) -> None:
    (directory / "newsmon.yaml").write_text(
        "fetch: {user_agent: '<papers>', per_host_delay_seconds: 5, rights: {mine: honour}}\n"
    )
    page = runner.invoke(app, ["config", "contact-page"]).stdout
    assert "User-agent: &lt;papers&gt;" in page
    assert "at most every 5 seconds" in page
    (directory / "newsmon.yaml").write_text("fetch: {per_host_delay_seconds: 1}\n")
    assert "at most every second, " in runner.invoke(app, ["config", "contact-page"]).stdout
    assert "pages are left alone: mine" in page
