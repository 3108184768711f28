"""`newsmon run|load`: what they say while they work and when they are stopped."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.dedup.writing import article

from newsmon.cli import output, run_command

pytestmark = pytest.mark.slow


def test_ctrl_c_says_what_becomes_of_the_rest_and_the_next_load_goes_on(
    database: str, tmp_path: Path
) -> None:
    config = tmp_path / "config"
    config.mkdir()
    (config / "feeds.yaml").write_text("sources: []\n")
    documents = tmp_path / "given.jsonl"
    count = 400
    documents.write_text(
        "".join(
            json.dumps({"url": f"https://paper.example/{n}", "text": article(n)}) + "\n"
            for n in range(count)
        )
    )
    command = [sys.executable, "-m", "newsmon.cli", "load", str(documents), "--json"]
    environment = {
        **os.environ,
        "NEWSMON_CONFIG": str(config),
        "NEWSMON_DATABASE_URL": database,
        "NEWSMON_HOME": str(tmp_path / "home"),
    }
    with subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stderr is not None
        assert any(" new" in line for line in program.stderr)  # the first pages are articles
        program.send_signal(signal.SIGINT)
        output = program.stderr.read()
        assert program.wait() == 130
    assert "the next run goes on with the rest" in output
    assert "Traceback" not in output
    again = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    counts = json.loads(again.stdout)["counts"]
    assert counts["load"]["known"] == count
    assert 0 < counts["extract"]["new"] < count


def test_a_load_says_what_it_passed_over_kept_back_and_removed(
    database: str, tmp_path: Path
) -> None:
    """Counts are in the output for people as well as in `--json`."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "feeds.yaml").write_text("sources: []\n")
    (tmp_path / "wire").mkdir()
    text = {"version": "1", "headline": "Ferry sails", "body_text": article(1)}
    items = [
        {"uri": "urn:a", **text},
        {"uri": "urn:a", "version": "2", "pubstatus": "canceled"},
        {"uri": "urn:b", "embargoed": "2099-01-01T00:00:00Z", **text},
        {"uri": "urn:c", "type": "picture", "renditions": {}},
    ]
    (tmp_path / "wire" / "items.json").write_text(json.dumps(items))
    (tmp_path / "wire" / "notes.pdf").write_text("")
    (tmp_path / "wire" / "broken.xml").write_text("<newsItem")
    finished = subprocess.run(
        [sys.executable, "-m", "newsmon.cli", "load", str(tmp_path / "wire")],
        env={
            **os.environ,
            "NEWSMON_CONFIG": str(tmp_path / "config"),
            "NEWSMON_DATABASE_URL": database,
            "NEWSMON_HOME": str(tmp_path / "home"),
            "COLUMNS": "200",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 1  # worth a look: a file could not be read
    output = finished.stdout
    passed_over = next(line for line in output.splitlines() if line.startswith("Passed over:"))
    for reason in ("1 canceled", "1 picture", "1 of a kind that is not read"):
        assert reason in passed_over
    assert "Under embargo, to appear by themselves: 1." in output
    assert "Unreadable: 1." in output
    assert "withdrawn" in output
    assert "to be tried again" not in output
    assert "What could not be read; mend it and load it again" in output


def test_a_load_says_what_became_of_pages_that_are_here_already(
    database: str, tmp_path: Path
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "feeds.yaml").write_text("sources: []\n")
    environment = {
        **os.environ,
        "NEWSMON_CONFIG": str(tmp_path / "config"),
        "NEWSMON_DATABASE_URL": database,
        "NEWSMON_HOME": str(tmp_path / "home"),
        "COLUMNS": "200",
    }
    documents = tmp_path / "given.jsonl"

    def newsmon(*arguments: str) -> str:
        command = [sys.executable, "-m", "newsmon.cli", *arguments]
        finished = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True
        )
        return finished.stdout

    def loaded(*texts: str) -> str:
        lines = [
            json.dumps({"url": f"https://paper.example/{n}", "title": f"No {n}", "text": text})
            for n, text in enumerate(texts)
        ]
        documents.write_text("\n".join(lines))
        outputs.append(newsmon("load", str(documents)))
        (line,) = (x for x in outputs[-1].splitlines() if "Documents:" in x)
        return line

    outputs: list[str] = []
    assert loaded(article(1), article(2)) == "Documents: 2 read; 2 new."
    assert "Newest in this run" in outputs[-1]  # with their ids, for `explain`
    assert loaded(article(1), article(2), article(3)) == (
        "Documents: 3 read; 2 here already, the same to the byte, 1 new."
    )
    assert loaded(article(1), article(4), article(3)) == (
        "Documents: 3 read; 2 here already, the same to the byte, 1 the next version of an article."
    )
    newsmon("forget", "https://paper.example/0")
    assert loaded(article(1)) == "Documents: 1 read; 1 forgotten before, and kept out."


def test_the_seeds_are_listed_by_the_run_that_loads_them_and_no_other(
    database: str, tmp_path: Path
) -> None:
    (tmp_path / "feeds.yaml").write_text(
        f"sources:\n  - slug: seeds\n    name: Seeds\n    feeds: [{{path: {ROOT / 'seeds'}}}]\n"
    )
    environment = {
        **os.environ,
        "NEWSMON_CONFIG": str(tmp_path),
        "NEWSMON_DATABASE_URL": database,
        "NEWSMON_HOME": str(tmp_path / "home"),
    }
    command = [sys.executable, "-m", "newsmon.cli", "run"]

    def output_of_a_run() -> str:
        finished = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False
        )
        return finished.stdout

    assert "The seeds" in output_of_a_run()
    assert "The seeds" not in output_of_a_run()


def test_a_bar_on_a_terminal_says_what_the_command_begins_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(output, "errors", output.Terminal(file=screen, force_terminal=True))
    with run_command._reporting(False, "reading documents"):
        pass
    assert "reading documents" in screen.getvalue()
    assert "polling" not in screen.getvalue()
