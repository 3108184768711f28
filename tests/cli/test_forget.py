"""`newsmon forget` asks on a terminal, with the title; elsewhere and with --yes it does not."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.newsroom import Newsroom

pytestmark = pytest.mark.slow

Forget = Callable[..., tuple[int, str]]


@pytest.fixture
def forget(database: str, tmp_path: Path) -> Forget:
    """Run the command on a terminal of its own, with an answer typed; its exit code and screen."""
    (tmp_path / "feeds.yaml").write_text("sources: []\n")
    environment = os.environ | {
        "NEWSMON_CONFIG": str(tmp_path),
        "NEWSMON_DATABASE_URL": database,
        "NEWSMON_HOME": str(tmp_path / "home"),
    }

    def run(*arguments: str, answer: str = "") -> tuple[int, str]:
        screen, terminal = pty.openpty()
        os.write(screen, answer.encode())
        command = [sys.executable, "-m", "newsmon.cli", "forget", *arguments]
        with subprocess.Popen(
            command, env=environment, stdin=terminal, stdout=terminal, stderr=terminal
        ) as program:
            os.close(terminal)
            shown = b""
            with contextlib.suppress(OSError):  # the program has ended
                while part := os.read(screen, 4096):
                    shown += part
        os.close(screen)
        return program.returncode, shown.decode()

    return run


def test_it_asks_and_no_leaves_the_article(newsroom: Newsroom, forget: Forget) -> None:
    article = newsroom.article("Ferry back in service")
    code, screen = forget(str(article), answer="n\n")
    assert code == 1
    assert f"Forget article {article}, “Ferry back in service” of " in screen
    assert newsroom.sql("select count(*) from report.articles") == 1


@pytest.mark.parametrize(("options", "answer"), [([], "y\n"), (["--yes"], "")])
def test_yes_forgets_it(
    newsroom: Newsroom, forget: Forget, options: list[str], answer: str
) -> None:
    article = newsroom.article("Ferry back in service")
    code, screen = forget(str(article), *options, answer=answer)
    assert code == 0, screen
    assert newsroom.sql("select count(*) from report.articles") == 0
