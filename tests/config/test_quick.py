"""The schedule for Airflow: cheap, cached, and never a surprise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsmon.config import database_url, schedule
from newsmon.config.quick import check_schedule
from newsmon.errors import ConfigError


@pytest.fixture
def newsmon_yaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEWSMON_CONFIG", str(tmp_path))
    return tmp_path / "newsmon.yaml"


def test_without_a_file_it_is_daily(newsmon_yaml: Path) -> None:
    assert not newsmon_yaml.exists()
    assert schedule() == "@daily"


@pytest.mark.parametrize("text", ["", "fetch: {}\n", "run:\n", "run: {shards: 3}\n"])
def test_without_the_setting_it_is_daily(newsmon_yaml: Path, text: str) -> None:
    newsmon_yaml.write_text(text)
    assert schedule() == "@daily"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('"*/5 * * * *"', "*/5 * * * *"),
        ('"0 6 * * mon"', "0 6 * * mon"),
        ('"15,45 8-18/2 1 jan,jul 0"', "15,45 8-18/2 1 jan,jul 0"),
        ('"0 6 * * mon-fri"', "0 6 * * mon-fri"),
        ('"@continuous"', "@continuous"),
        ('"@quarterly"', "@quarterly"),
        ("null", None),
    ],
)
def test_presets_cron_and_never(newsmon_yaml: Path, written: str, expected: str | None) -> None:
    newsmon_yaml.write_text(f"run:\n  schedule: {written}\n")
    assert schedule() == expected


def test_a_change_of_the_file_is_seen_at_once(newsmon_yaml: Path) -> None:
    newsmon_yaml.write_text('run: {schedule: "@daily"}\n')
    assert schedule() == "@daily"
    newsmon_yaml.write_text('run: {schedule: "@hourly"}\n')
    os.utime(newsmon_yaml, ns=(1, 1))
    assert schedule() == "@hourly"


@pytest.mark.parametrize(
    "text",
    ["* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "*/0 * * * *", "mon * * * *", "x * * * *",
     "@dayly", "", "@daily * * * *"],
)  # fmt: skip
def test_what_is_no_schedule(text: str) -> None:
    with pytest.raises(ValueError, match="is not a schedule"):
        check_schedule(text)


@pytest.mark.parametrize("text", ["run: {schedule: dayly}\n", "run: {schedule: 5}\n", "run: [\n"])
def test_a_broken_file_is_a_config_error(newsmon_yaml: Path, text: str) -> None:
    newsmon_yaml.write_text(text)
    with pytest.raises(ConfigError, match=r"^newsmon\.yaml:"):
        schedule()


def test_reading_the_schedule_imports_nothing_heavy(newsmon_yaml: Path) -> None:
    newsmon_yaml.write_text("run: {shards: 3}\n")
    code = "import sys; from newsmon.config import schedule; schedule(); print(*sys.modules)"
    modules = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = {"pydantic", "re2", "newsmon.topics", "newsmon.urls", "psycopg2", "lxml", "numpy"}
    assert not heavy & set(modules)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("postgresql://app:${WORD}@db/news", "postgresql://app:p%25%2F%40%20%23%3F@db/news"),
        ("postgresql://db/news?user=app&password=${WORD}",
         "postgresql://db/news?user=app&password=p%25%2F%40%20%23%3F"),
        ("postgresql://app@${HOST}/news", "postgresql://app@db:5432/news"),
    ],
)  # fmt: skip
def test_a_password_of_the_environment_is_taken_as_it_is(
    newsmon_yaml: Path, monkeypatch: pytest.MonkeyPatch, written: str, expected: str
) -> None:
    monkeypatch.setenv("WORD", "p%/@ #?")
    monkeypatch.setenv("HOST", "db:5432")
    newsmon_yaml.write_text(f"database:\n  url: {written}\n")
    assert database_url() == expected
