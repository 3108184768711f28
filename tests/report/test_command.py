"""`newsmon report`, and the function that the report DAG calls."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
import typer
from tests.newsroom import NOON, Newsroom
from typer.testing import CliRunner

from newsmon.cli.report_command import report
from newsmon.errors import UsageError
from newsmon.report import write_digest_for

app = typer.Typer()
app.command()(report)
runner = CliRunner()


@pytest.fixture
def home(
    newsroom: Newsroom, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A home whose database holds one article, seen in run 1."""
    (tmp_path / "feeds.yaml").write_text("sources: []\n")
    monkeypatch.setenv("NEWSMON_CONFIG", str(tmp_path))
    monkeypatch.setenv("NEWSMON_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NEWSMON_DATABASE_URL", database)
    newsroom.article("Ferry back in service", at=NOON - timedelta(days=2), seen_at=NOON)
    newsroom.run(NOON - timedelta(hours=1), NOON + timedelta(hours=1))
    return tmp_path / "home"


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ([], "digest-2026-05-10.html"),
        (["--day", "2026-05-10"], "digest-2026-05-10.html"),
        (["--run", "1"], "digest-run-1.html"),
    ],
)
def test_it_says_where_the_digest_lies(home: Path, options: list[str], name: str) -> None:
    result = runner.invoke(app, options)
    assert result.exit_code == 0
    path = Path(result.stdout.strip())
    assert path == home / "reports" / name
    assert "Ferry back in service" in path.read_text()


def test_programs_get_json(home: Path, tmp_path: Path) -> None:
    result = runner.invoke(app, ["--json", "--directory", str(tmp_path / "here")])
    assert json.loads(result.stdout) == {"path": str(tmp_path / "here/digest-2026-05-10.html")}


@pytest.mark.parametrize(
    "options", [["--day", "yesterday"], ["--run", "9"], ["--run", "1", "--day", "2026-05-10"]]
)
def test_what_cannot_be_done_is_a_usage_error(home: Path, options: list[str]) -> None:
    assert isinstance(runner.invoke(app, options).exception, UsageError)
    assert not (home / "reports").exists()


def test_the_dag_gets_the_path_as_text(home: Path, database: str) -> None:
    path = write_digest_for(database_url=database, run_id=1)
    assert path == str(home / "reports" / "digest-run-1.html")
    assert Path(write_digest_for(database_url=None)).name == "digest-2026-05-10.html"
