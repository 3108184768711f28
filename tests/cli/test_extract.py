"""`newsmon extract`: one JSON object a line, nothing stored."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from tests.extract.pages import BODY, TITLE, html
from typer.testing import CliRunner

from newsmon.cli.app import app

JSON_LD = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Nora Quist"},'
    ' "datePublished": "2026-05-18T21:30:00-05:00"}</script>'
    '<link rel="canonical" href="https://news.example.org/ferry">'
)


def run(*arguments: str | Path) -> tuple[int, list[dict[str, object]]]:
    result = CliRunner().invoke(app, ["extract", *map(str, arguments), "--json"])
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_an_html_file_gives_its_article(tmp_path: Path) -> None:
    file = tmp_path / "ferry.html"
    file.write_text(html(head=JSON_LD), encoding="utf-8")
    code, [line] = run(file)
    assert code == 0
    assert line["input"] == str(file)
    assert line["url"] == "https://news.example.org/ferry"
    assert line["title"] == TITLE
    assert line["authors"] == ["Nora Quist"]
    assert line["published_at"] == "2026-05-18T21:30:00-05:00"
    assert line["published_at_method"] == "json-ld"
    assert line["language"] == "en"
    assert line["text"] == "\n".join(BODY)
    assert line["rejection"] is None


def test_compressed_pages_texts_and_folders_are_read_in_order(tmp_path: Path) -> None:
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(html().encode()))
    (tmp_path / "b.txt").write_text("\n\n".join([TITLE, *BODY]), encoding="utf-8")
    code, lines = run(tmp_path)
    assert code == 0
    assert [line["title"] for line in lines] == [TITLE, TITLE]


def test_what_is_no_article_says_why_and_what_was_read(tmp_path: Path) -> None:
    file = tmp_path / "short.html"
    file.write_text(html(paragraphs=["One line."]), encoding="utf-8")
    code, [line] = run(file)
    assert code == 0
    assert line["rejection"] == "too_short"
    assert line["title"] == TITLE
    assert line["text"] == "One line."


def test_what_cannot_be_reached_is_worth_a_look() -> None:
    code, [line] = run("http://127.0.0.1:9/nothing")
    assert code == 1
    assert line["url"] is None
    assert line["rejection"] == "forbidden_address"


def test_a_person_sees_the_text(tmp_path: Path) -> None:
    file = tmp_path / "[red]ferry.html"
    file.write_text(html(), encoding="utf-8")
    result = CliRunner().invoke(app, ["extract", str(file)])
    assert result.exit_code == 0
    assert TITLE in result.stdout
    assert "[red]" in result.stdout


def test_a_missing_file_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="no such file"):
        CliRunner().invoke(app, ["extract", str(tmp_path / "none.html")], catch_exceptions=False)
