"""`newsmon config init|check|schema`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from newsmon.cli.config_commands import app
from newsmon.config import load, shipped
from newsmon.config.adding import add_feed
from newsmon.config.schema import rendered
from newsmon.errors import ConfigError, UsageError

runner = CliRunner()
GOOD = "sources:\n  - {slug: a, name: A, feeds: [https://a.example/rss]}\n"
BAD = "sources:\n  - {slug: a, nam: A}\n"


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEWSMON_CONFIG", str(tmp_path))
    return tmp_path


def test_a_good_configuration_is_in_order(directory: Path) -> None:
    (directory / "feeds.yaml").write_text(GOOD)
    result = runner.invoke(app, ["check"])
    assert result.exit_code == 0
    assert "1 sources, 1 feeds, 0 topics" in result.stdout


def test_a_bad_one_cannot_run_and_says_everything(directory: Path) -> None:
    (directory / "feeds.yaml").write_text(BAD)
    result = runner.invoke(app, ["check"])
    assert isinstance(result.exception, ConfigError)
    assert "did you mean name?" in str(result.exception)


def test_programs_get_json(directory: Path) -> None:
    (directory / "feeds.yaml").write_text(BAD)
    result = runner.invoke(app, ["check", "--json"])
    assert result.exit_code == 2
    verdict = json.loads(result.stdout)
    assert verdict["ok"] is False
    assert len(verdict["problems"]) == 2
    (directory / "feeds.yaml").write_text(GOOD)
    result = runner.invoke(app, ["check", "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["feeds"] == 1


def test_schemas_are_printed_and_written(directory: Path) -> None:
    (directory / "feeds.yaml").write_text(GOOD)
    row = json.loads(runner.invoke(app, ["schema", "feeds"]).stdout)
    assert row["properties"]["sources"]
    everything = json.loads(runner.invoke(app, ["schema"]).stdout)
    assert set(everything) == set(rendered())
    assert runner.invoke(app, ["schema", "--write"]).exit_code == 0
    written = {path.name: path.read_text() for path in (directory / "schemas").iterdir()}
    assert written == rendered()


def test_init_makes_a_copy_that_is_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "my news"
    result = runner.invoke(app, ["init", str(folder)])
    assert f"export NEWSMON_CONFIG='{folder}'" in result.stdout
    assert load(folder).sources == load(shipped("config")).sources
    assert (folder / "schemas" / "feeds.schema.json").is_file()


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "topics.yaml").write_text("topics: {}\n")
    result = runner.invoke(app, ["init", str(tmp_path)])
    assert isinstance(result.exception, UsageError)
    assert "has topics.yaml already" in str(result.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["topics.yaml"]


def test_init_says_where_a_folder_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = runner.invoke(app, ["init", str(tmp_path / "file" / "folder")])
    assert isinstance(result.exception, UsageError)


def test_init_begins_empty_where_newsmon_config_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "mine"
    monkeypatch.setenv("NEWSMON_CONFIG", str(folder))
    result = runner.invoke(app, ["init", "--empty"])
    assert result.exit_code == 0, result.output
    assert "export NEWSMON_CONFIG" not in result.output
    config = load(folder)
    assert (config.sources, len(config.topics)) == ((), 0)
    add_feed("https://www.example.com/rss", directory=folder)
    assert [feed.url for _, feed in load(folder).feeds()] == ["https://www.example.com/rss"]
    assert runner.invoke(app, ["init"]).exit_code != 0


def test_init_begins_with_the_delivered_files(tmp_path: Path) -> None:
    assert runner.invoke(app, ["init", str(tmp_path / "mine")]).exit_code == 0
    assert load(tmp_path / "mine").sources == load(shipped("config")).sources
