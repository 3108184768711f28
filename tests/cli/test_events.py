"""`newsmon events …` as typed at a terminal, and what `newsmon explain` says of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from psycopg2.extensions import connection as Connection
from tests.events.texts import happenings
from tests.pipeline.stages.test_group import drain, events_of, load, rows
from typer.testing import CliRunner

from newsmon.cli.app import app
from newsmon.errors import UsageError
from newsmon.store import connect

NEWS = happenings(1, outlets=3, seed=5)


@pytest.fixture
def conn(database: str) -> Iterator[Connection]:
    with closing(connect(database)) as connection:
        yield connection


@pytest.fixture(autouse=True)
def here(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMON_DATABASE_URL", database)
    monkeypatch.setenv("NEWSMON_HOME", str(tmp_path))


def say(*words: object) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.output


def tell(*words: object) -> Any:
    return json.loads(say(*words, "--json"))


def test_pin_and_unpin_by_id_or_url(conn: Connection) -> None:
    first, second, third = load(conn, NEWS)
    drain(conn)
    origin = events_of(conn)[first]
    urls = dict(rows(conn, "select article_id, url from newsmon.article"))

    split = tell("events", "pin", urls[second], origin, "--different")
    assert (split["article_id"], split["same"], split["named_event_id"]) == (second, False, origin)
    assert f"stays in event {split['event_id']}" in say("events", "pin", third, urls[second])
    assert events_of(conn) == {first: origin, second: split["event_id"], third: split["event_id"]}

    assert "by the rule again" in say("events", "unpin", third)
    assert tell("events", "unpin", second)["same"] is None
    drain(conn)
    assert set(events_of(conn).values()) == {origin}


def test_unite_says_which_event_stays(conn: Connection) -> None:
    first, second = load(conn, NEWS[:2])
    drain(conn)
    origin = events_of(conn)[first]
    split = tell("events", "pin", second, origin, "--different")["event_id"]
    assert tell("events", "unite", split, origin) == {"event_id": origin}


def test_explain_shows_the_closest_members_and_what_a_person_said(conn: Connection) -> None:
    first, second, third = load(conn, NEWS)
    drain(conn)

    decision = tell("explain", third)["event_decision"]
    assert {row["article_id"] for row in decision} == {first, second}
    assert 0 < decision[0]["score"] <= 1
    assert "similarity" in say("explain", third)
    (began,) = tell("explain", first)["event_decision"]
    assert (began["article_id"], began["score"], began["pinned"]) == (None, None, False)
    assert "it began the event" in say("explain", first)

    say("events", "pin", third, events_of(conn)[first], "--note", "same bridge")
    assert tell("explain", third)["event_decision"][0]["note"] == "same bridge"
    assert "pinned by a person: same bridge" in say("explain", third)


def test_explain_takes_words_of_a_title_with_and_without_quotes(conn: Connection) -> None:
    (first,) = load(conn, NEWS[:1])
    drain(conn)
    title = dict(rows(conn, "select article_id, title from newsmon.article"))[first]
    for typed in ([title], title.split()):
        assert tell("explain", *typed)["article"]["article_id"] == first


def test_an_unknown_event_is_named(conn: Connection) -> None:
    (article,) = load(conn, NEWS[:1])
    drain(conn)
    failed = CliRunner().invoke(app, ["events", "pin", str(article), "77"])
    assert isinstance(failed.exception, UsageError)
    assert "no event 77" in str(failed.exception)
