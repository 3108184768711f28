"""`newsmon notify check|list|test|send`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from tests.alert_targets import Hook, ntfy, webhook
from tests.newsroom import NOON, Newsroom
from typer.testing import CliRunner

from newsmon.cli.notify_commands import app
from newsmon.errors import ConfigError, UsageError
from newsmon.store import connect

runner = CliRunner()
RULE = "{name: desk, topics: [us-china, sanctions], min_outlets: 3, at_most: 20/day, to: desk}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: str) -> Path:
    (tmp_path / "feeds.yaml").write_text("sources: []\n")
    (tmp_path / "topics.yaml").write_text(
        "topics:\n  us-china: {name: US–China, any: [tariff]}\n"
        "  sanctions: {name: Sanctions, any: [sanction]}\n"
    )
    monkeypatch.setenv("NEWSMON_CONFIG", str(tmp_path))
    monkeypatch.setenv("NEWSMON_DATABASE_URL", database)
    return tmp_path


@pytest.fixture
def hook(folder: Path) -> Iterator[Hook]:
    with webhook() as target:
        write(folder, RULE, target.url)
        yield target


def write(folder: Path, rule: str, url: str = "https://chat.example.org/x") -> None:
    (folder / "newsmon.yaml").write_text(
        f"alerts:\n  webhooks: [{{name: desk, url: '{url}'}}]\nnotify: [{rule}]\n"
    )


def write_week(database: str) -> None:
    """Three outlets with one event on a topic, two of them with one text; and old news."""
    with closing(connect(database)) as conn:
        newsroom = Newsroom(conn)
        newsroom.topic("us-china", "US–China")
        event = newsroom.event("Truce extended")
        first = newsroom.printed("Truce extended", event=event, topics=("us-china",))
        newsroom.printed("Truce", source="south", copy_of=first, topics=("us-china",))
        newsroom.printed("Longer truce", source="west", event=event, topics=("us-china",))
        newsroom.printed("Last month", at=NOON - timedelta(days=30), topics=("us-china",))


def test_check_shows_the_rules(hook: Hook) -> None:
    (rule,) = json.loads(runner.invoke(app, ["check", "--json"]).stdout)
    assert rule["topics"] == ["us-china", "sanctions"]
    assert rule["when"] == ["match", "spike", "event", "pickup"]
    assert "20/day" in runner.invoke(app, ["check"]).stdout


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("{name: desk, topics: [us-chnia], to: desk}", "did you mean us-china?"),
        ("{name: desk, topics: all, to: dsk}", "dsk, which is no target under alerts:"),
        ("{name: desk, topics: all, to: desk, at_most: 20}", "at_most"),
        ("{name: desk, topics: all, to: desk, at_most: 20/week}", "write it as 20/day or 4/hour"),
        ("{name: desk, topics: all, to: desk, quiet: '25:00-7:00'}", "is not a time of day"),
        ("{name: desk, topics: all, to: desk, quiet: '22:00'}", 'write it as "22:00-07:00"'),
        ("{name: desk, topics: all, to: desk, timezone: Berlin}", "is no time zone"),
        ("{name: desk, topics: all, to: desk, when: [copies]}", "when"),
        ("{name: desk, topics: all, to: []}", "needs something in `to`"),
        (f"{RULE}, {RULE}", "two rules of the name desk"),
    ],
)
def test_check_says_what_is_wrong(folder: Path, rule: str, problem: str) -> None:
    write(folder, rule)
    result = runner.invoke(app, ["check"])
    assert isinstance(result.exception, ConfigError)
    assert problem in str(result.exception)


def test_a_dry_run_over_the_archive_counts_and_shows_samples(hook: Hook, database: str) -> None:
    write_week(database)
    (trial,) = json.loads(runner.invoke(app, ["test", "--json"]).stdout)
    assert (trial["count"], trial["kinds"]) == (3, {"match": 2, "event": 1})
    shown = runner.invoke(app, ["test", "desk"]).stdout
    assert "desk would have told 3 in the 7 days up to 2026-05-12" in shown
    assert "Event: “Truce extended” has reached 3 outlets" in shown
    assert hook.messages == []
    assert json.loads(runner.invoke(app, ["list", "--json"]).stdout) == []


def test_a_dry_run_takes_other_days(hook: Hook, database: str) -> None:
    write_week(database)
    (trial,) = json.loads(
        runner.invoke(app, ["test", "--json", "--until", "2026-04-12", "--days", "3"]).stdout
    )
    assert [item["text"].partition("\n")[0] for item in trial["news"]] == [
        "New text: “Last month” (Harbour News, 2026-04-12 12:00 UTC)"
    ]


def test_a_dry_run_of_an_unknown_rule_names_those_there_are(hook: Hook) -> None:
    result = runner.invoke(app, ["test", "dsk"])
    assert isinstance(result.exception, UsageError)
    assert "it has: desk" in str(result.exception)


def test_send_tells_history_when_asked_and_list_shows_it(hook: Hook, database: str) -> None:
    write_week(database)
    assert runner.invoke(app, ["send"]).exit_code == 0
    assert hook.messages == []
    result = runner.invoke(app, ["send", "--since", "2026-05-01", "--json"])
    assert json.loads(result.stdout) == {"news": 3, "told": 1}
    listed = json.loads(runner.invoke(app, ["list", "--json"]).stdout)
    assert sorted(row["kind"] for row in listed) == ["event", "match", "match"]
    assert "3 told, 0 waiting" in runner.invoke(app, ["list"]).stdout


def test_send_exits_1_while_a_target_does_not_take_it(hook: Hook, database: str) -> None:
    write_week(database)
    hook.status = 500
    assert runner.invoke(app, ["send", "--since", "2026-05-01"]).exit_code == 1
    assert "0 told, 3 waiting" in runner.invoke(app, ["list"]).stdout


def test_a_chat_service_is_told_the_news_through_apprise(folder: Path, database: str) -> None:
    write_week(database)
    with ntfy(200) as (service, bodies):
        (folder / "newsmon.yaml").write_text(
            f"alerts:\n  services: [{{name: desk, url: '{service.url}'}}]\nnotify: [{RULE}]\n"
        )
        for _ in range(2):
            result = runner.invoke(app, ["send", "--since", "2026-05-01", "--json"])
            assert result.exit_code == 0
    (body,) = bodies
    assert body["title"] == "newsmon: 2 new texts, 1 event on US–China"
    assert "Event: “Truce extended” has reached 3 outlets" in body["message"]
