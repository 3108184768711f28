"""Output: what others wrote shows on a terminal and does nothing else."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg2
import psycopg2.errors
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from newsmon.cli import output
from newsmon.terminal import visible

HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31m [red]title[/red] \u202etxt.exe\x00\r"


def printed_by(action: str) -> str:
    """Return what a program prints that runs `action` with `HOSTILE` at hand."""
    code = f"from newsmon.cli import output; HOSTILE = {HOSTILE!r}; {action}"
    process = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True
    )
    return process.stdout + process.stderr


@pytest.mark.parametrize(
    "action",
    [
        "output.print_table(HOSTILE, [HOSTILE], [[HOSTILE * 2]])",
        "output.print_counts({HOSTILE: 1})",
        "output.complain(HOSTILE)",
        "output.console.print(HOSTILE, markup=False)",
        "output.print_json({HOSTILE: HOSTILE})",
        "output.print_json_lines([HOSTILE])",
    ],
)
def test_no_control_character_reaches_the_terminal(action: str) -> None:
    printed = printed_by(action)
    assert "title" in printed
    assert not [c for c in printed if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160)]
    assert "\u202e" not in printed


def test_a_title_is_text_and_never_markup() -> None:
    assert "[red]title[/red]" in printed_by("output.print_table(HOSTILE, ['a'], [['b' * 70]])")


WIDE = (
    ["source", "stage", "reason", "times", "example", "another column"],
    [
        [
            "capital-observer",
            "extract",
            "needs_javascript",
            12,
            "https://paper.example/" + "a" * 60,
            5,
        ]
    ],
)


def table(monkeypatch: pytest.MonkeyPatch, width: int, columns: list[str], rows: list[Any]) -> str:
    written = io.StringIO()
    monkeypatch.setattr(output, "console", output.Terminal(file=written, width=width))
    output.print_table("Not loaded", columns, rows)
    return written.getvalue()


def test_a_table_that_is_too_wide_is_printed_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "━" in table(monkeypatch, 120, *WIDE)
    narrow = table(monkeypatch, 60, *WIDE)
    assert "━" not in narrow
    assert narrow.startswith("Not loaded\ncapital-observer\n  stage: extract · reason: ")
    assert max(map(len, narrow.splitlines())) <= 60


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
def test_no_word_of_a_table_is_cut_at_any_width(
    monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    printed = table(monkeypatch, width, *WIDE)
    for word in ("capital-observer", "needs_javascript", "extract", "12"):
        assert word in printed


def test_mentions_keep_their_places_in_a_text_made_visible() -> None:
    text = Text("\x1b[1m iron")
    text.stylize("bold", 5, 9)
    console = output.Terminal(file=io.StringIO(), width=80)
    console.print(text)
    assert (text.plain[5:9], text.spans[0].start) == ("iron", 5)


@given(st.text())
def test_json_says_the_same_whatever_the_text(text: str) -> None:
    assert json.loads(output.to_json(text)) == text


@given(st.text())
def test_a_text_made_visible_is_as_long_and_printable_text_is_unchanged(text: str) -> None:
    assert len(visible(text)) == len(text)
    assert visible(visible(text)) == visible(text)


def test_rows_for_a_terminal_are_visible_and_end_in_plain_newlines() -> None:
    out = io.StringIO()
    output.for_terminal(out).write("a,\x1b[2J\r\n")
    assert out.getvalue() == "a,\ufffd[2J\n"


def test_an_unexpected_error_is_exit_2_with_its_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from newsmon import cli
    from newsmon.cli import app

    def broken() -> None:
        raise KeyError("missing")

    monkeypatch.setattr(app, "app", broken)
    with pytest.raises(SystemExit) as exit_:
        cli.main()
    assert exit_.value.code == 2
    errors = capsys.readouterr().err
    assert "Traceback" in errors
    assert errors.rstrip().endswith("newsmon cannot go on: KeyError: 'missing'")


@pytest.mark.parametrize(
    "error",
    [
        psycopg2.OperationalError("server closed the connection\n\tunexpectedly"),
        psycopg2.errors.DiskFull("no space left on device"),
        psycopg2.InterfaceError("connection already closed"),
    ],
)
def test_a_database_that_goes_away_is_one_line_and_exit_2(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from newsmon import cli
    from newsmon.cli import app

    def gone() -> None:
        raise error

    monkeypatch.setattr(app, "app", gone)
    with pytest.raises(SystemExit) as exit_:
        cli.main()
    assert exit_.value.code == 2
    errors = capsys.readouterr().err
    assert "Traceback" not in errors
    assert errors.startswith("The database cannot go on: ")
    assert "run it again once the database answers" in " ".join(errors.split())
