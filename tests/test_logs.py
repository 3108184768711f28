"""What a log record says, on a terminal and to a program."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from newsmon import logs

log = logging.getLogger("newsmon.pipeline.example")


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """Leave the logger of newsmon as it was."""
    logger = logging.getLogger("newsmon")
    before = logger.handlers, logger.propagate, logger.level
    yield
    logger.handlers, logger.propagate, logger.level = before


def test_a_text_line_says_what_it_is_about(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("info")
    with logs.about(run=7), logs.about(stage="fetch", url="https://paper.example/a"):
        log.info("%d pages", 3)
    line = capsys.readouterr().err
    assert line[8:] == " info: 3 pages [run=7 stage=fetch url=https://paper.example/a]\n"


def test_a_json_line_has_a_key_for_each_field(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("info", "json")
    with logs.about(run=7, stage="tag", batch=2):
        log.warning("slow", extra={"url": "https://paper.example/a"})
    entry = json.loads(capsys.readouterr().err)
    assert entry.pop("at").endswith("+00:00")
    assert entry == {
        "level": "warning", "logger": "newsmon.pipeline.example", "message": "slow",
        "run": 7, "stage": "tag", "batch": 2, "url": "https://paper.example/a",
    }  # fmt: skip


def test_fields_end_with_their_block_and_go_along_into_a_thread(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure("info")
    with logs.about(run=7), ThreadPoolExecutor(1) as threads:
        threads.submit(logs.carried(log.info), "there").result()
    log.info("after")
    there, after = capsys.readouterr().err.splitlines()
    assert there.endswith("there [run=7]")
    assert after.endswith("after")


def test_a_level_keeps_the_rest_out(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("warning")
    log.info("nothing of note")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_unexpected_error_keeps_its_traceback(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure("info", form)
    try:
        dict[str, int]()["missing"]
    except KeyError as error:
        log.exception("failed")
        detail = logs.describe(error)
    assert '["missing"]' in capsys.readouterr().err.replace("\\", "")
    assert detail.startswith("KeyError: 'missing'\n")
    assert "test_logs.py" in detail


def test_the_traceback_of_a_deep_error_fits_with_its_end() -> None:
    def descend(depth: int) -> None:
        if not depth:
            raise ValueError("x" * 5000)
        descend(depth - 1)

    try:
        descend(100)
    except ValueError as error:
        detail = logs.describe(error)
    assert len(detail) <= 2000
    assert detail.endswith('raise ValueError("x" * 5000)')


def test_control_characters_of_others_do_nothing_on_a_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure("info")
    log.info("a page with \x1b[2J in its title")
    assert "\x1b" not in capsys.readouterr().err
