"""`newsmon run|load`: what they say while they work and when they are stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.dedup.writing import article

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
