"""A value that breaks a statement or the page costs its row of the digest, and nothing else."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import pytest
from psycopg2.extensions import connection as Connection
from tests.newsroom import NOON, Newsroom

from newsmon.config import Config
from newsmon.report import page, write_digest
from newsmon.store import queries

Parameters = dict[str, Any]
# Sections of which one statement gives all: it costs the section.
SECTIONS = {
    "report.topics", "report.totals", "report.topics_before", "report.rejections",
    "report.failures", "report.feed_states",
}  # fmt: skip
OF_ALL = {"report.begin", "report.article_ids"}  # these say nothing of an article


@pytest.fixture
def filled(newsroom: Newsroom) -> dict[str, int]:
    """Return ids of a day's articles and events that a statement can be asked for."""
    event, other = newsroom.event("Bridge closed"), newsroom.event("Harbour opened")
    bad = newsroom.article("Bridge closed", event=event, source="alpha", topics=("rail",))
    newsroom.article("Bridge shut", copy_of=bad, source="beta")
    good = newsroom.article("Harbour opened", event=other, source="alpha", topics=("steel",))
    copy = newsroom.article(
        "Harbour is open", copy_of=good, source="beta", url="https://b.example/x"
    )
    newsroom.article("Alone on this day", event=newsroom.event("Alone"), source="gamma")
    newsroom.rejection("https://a.example/1", "too_short")
    newsroom.failure("https://a.example/2", "timeout")
    newsroom.feed("https://a.example/feed", "failing", reason="timeout")
    newsroom.roll_up()
    cluster = newsroom.sql("select cluster_id from newsmon.article where article_id = %s", bad)
    return {"articles": bad, "events": event, "clusters": cluster, "copy": copy}


def written(conn: Connection, config: Config, folder: Path) -> str:
    return write_digest(conn, config, day=NOON.date(), directory=folder).read_text()


def is_about(parameters: Parameters, bad: dict[str, int]) -> bool:
    """Return whether a statement is called for a bad item, or is not called for items at all."""
    for name in ("articles", "events", "clusters"):
        if name in parameters:
            return bad[name] in parameters[name]
    return NOON.date() in parameters["days"] if "days" in parameters else True


def test_a_fault_at_any_statement_costs_what_it_is_about(
    conn: Connection,
    config: Config,
    filled: dict[str, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    call, names, broken = queries._call, set[str](), [""]

    def watched(name: str, parameters: Parameters) -> Any:
        names.add(name)
        if name == broken[0] and is_about(parameters, filled):
            raise ValueError(f"injected at {name}")
        return call(name, parameters)

    monkeypatch.setattr(queries, "_call", watched)
    assert "could not be shown" not in written(conn, config, tmp_path)
    statements = sorted(name for name in names if name.startswith("report."))
    assert len(statements) == 13
    for statement in statements:
        broken[0] = statement
        caplog.clear()
        if statement in OF_ALL:
            with pytest.raises(ValueError, match="injected"):
                written(conn, config, tmp_path)
            continue
        html = written(conn, config, tmp_path)
        assert "1 item could not be shown" in html, statement
        assert "Harbour opened" in html, statement
        assert "Alone on this day" in html, statement
        assert statement in SECTIONS or "timeout" in html, statement
        (record,) = (r for r in caplog.records if "leaves out" in r.getMessage())
        assert record.levelno == logging.ERROR
        assert record.exc_info is not None, statement
    broken[0] = ""
    assert "could not be shown" not in written(conn, config, tmp_path)  # nothing is kept of it


@pytest.mark.usefixtures("filled")
def test_an_article_that_breaks_the_page_costs_that_article(
    conn: Connection,
    config: Config,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def breaking(url: str) -> Any:
        if url == "https://b.example/x":
            raise RuntimeError("no page can be made of this")
        return urlsplit(url)

    monkeypatch.setattr(page, "urlsplit", breaking)
    html = written(conn, config, tmp_path)
    assert "Harbour is open" not in html
    for title in ("Harbour opened", "Bridge closed", "Bridge shut", "Alone on this day"):
        assert title in html
    assert "1 item could not be shown" in html
    assert "timeout" in html
    (record,) = (r for r in caplog.records if "leaves out" in r.getMessage())
    assert "Harbour is open" in record.getMessage()
    assert "internal_error: RuntimeError: no page can be made of this" in record.getMessage()


@pytest.mark.usefixtures("filled")
def test_a_fault_of_the_page_itself_is_raised(
    conn: Connection, config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(*_: object) -> str:
        raise RuntimeError("no page at all")

    monkeypatch.setattr(page, "title", breaking)
    with pytest.raises(RuntimeError, match="no page at all"):
        written(conn, config, tmp_path)


@pytest.mark.usefixtures("filled")
def test_a_database_that_goes_away_is_no_fault_of_an_article(
    conn: Connection, config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = queries._call

    def ended(name: str, parameters: Parameters) -> Any:
        if name == "report.events":
            raise psycopg2.OperationalError("the connection was closed")
        return call(name, parameters)

    monkeypatch.setattr(queries, "_call", ended)
    with pytest.raises(psycopg2.OperationalError):
        written(conn, config, tmp_path)
