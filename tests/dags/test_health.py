"""Alerts and news under Airflow: they reach webhook, mail, chat and Airflow's notifiers."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import yaml
from tests.alert_targets import Hook, Post, mail_server, ntfy, webhook
from tests.local_airflow import local_airflow
from tests.newsroom import Newsroom

from newsmon.config import load, shipped
from newsmon.embedded.airflow import LocalAirflow, inherited
from newsmon.pipeline import notify
from newsmon.store import connect

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("airflow")]

DAGS = Path(__file__).resolve().parents[2] / "dags"
NOWHERE = "http://127.0.0.1:9/rss"  # a port where nobody listens


@pytest.fixture(scope="module")
def airflow(tmp_path_factory: pytest.TempPathFactory) -> LocalAirflow:
    return local_airflow(tmp_path_factory)


def write(folder: Path, hook: Hook, down: Hook, post: Post, notes: Path) -> None:
    """A feed that is down, and every kind of target."""
    alerts: dict[str, Any] = {
        "webhooks": [{"name": "desk", "url": hook.url}, {"name": "down", "url": down.url}],
        "mails": [
            {"name": "editors", "to": "editors@example.org", "sender": "newsmon@example.org",
             "server": f"127.0.0.1:{post.port}", "security": "none"}
        ],
        "notifiers": [
            {"name": "chat", "notifier": "recording_notifier.RecordingNotifier",
             "arguments": {"path": str(notes), "text": "{{ alert.title }}"}}
        ],
        "pause": "0s",
    }  # fmt: skip
    feed = {"url": NOWHERE, "poll": "1s"}
    files = {
        "feeds": {"sources": [{"slug": "paper", "name": "The Paper", "feeds": [feed]}]},
        "newsmon": {
            "fetch": {"allow_private_hosts": ["127.0.0.1"], "per_host_delay_seconds": 0},
            "run": {"processes": 1},
            "alerts": alerts,
        },
    }
    folder.mkdir()
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    (folder / "topics.yaml").write_bytes((shipped("config") / "topics.yaml").read_bytes())


def carry_out(airflow: LocalAirflow, database: str, config: Path, *runs: str) -> list[Any]:
    environment = inherited() | airflow.environment()
    environment |= {
        "AIRFLOW_CONN_NEWSMON_DB": database.replace("postgresql://", "postgres://"),
        "NEWSMON_CONFIG": str(config),
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "ERROR",
    }
    program = Path(__file__).with_name("health.py")
    process = subprocess.run(
        [sys.executable, str(program), str(DAGS), *runs],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert process.returncode == 0, process.stderr[-3000:]
    return [json.loads(line) for line in process.stdout.splitlines() if line.startswith('{"dag"')]


def test_every_target_is_told_once_by_the_dags_and_one_that_is_down_holds_up_nobody(
    airflow: LocalAirflow, database: str, tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    failing_feed(database)
    with webhook() as hook, webhook() as down, mail_server() as post:
        down.status = 503
        write(tmp_path / "config", hook, down, post, notes)
        # the test last: `dag.test()` keeps the conf of a run for those after it
        runs = ("newsmon_ingest", "newsmon_watch", "newsmon_watch:" + '{"test": true}')
        process = carry_out(airflow, database, tmp_path / "config", *runs)
        # the watch is red while somebody has not been told; the ingest is not
        assert [run["state"] for run in process] == ["success", "failed", "success"]
        assert process[0]["tasks"]["check_health"] == "success"
        titles = ["newsmon: 1 feed failing", "newsmon: a test"]
        assert [message["title"] for message in hook.messages] == titles
        assert [letter["Subject"] for letter in post.mails] == titles
        assert down.messages == []
    output = [json.loads(line) for line in notes.read_text(encoding="utf-8").splitlines()]
    assert output == [[title, "check_health"] for title in titles]


def test_news_reaches_a_notifier_and_a_chat_service_once(
    airflow: LocalAirflow, database: str, tmp_path: Path
) -> None:
    notes, now = tmp_path / "notes", datetime.now(timezone.utc)
    with webhook() as hook, webhook() as down, mail_server() as post, ntfy(200) as (phone, bodies):
        write(tmp_path / "config", hook, down, post, notes)
        file = tmp_path / "config" / "newsmon.yaml"
        settings = yaml.safe_load(file.read_text())
        settings["alerts"]["services"] = [{"name": "phone", "url": phone.url, "kinds": ["none"]}]
        settings["alerts"]["notifiers"][0] |= {"kinds": ["none"]}
        settings["notify"] = [{"name": "desk", "topics": "all", "to": ["chat", "phone"]}]
        file.write_text(yaml.safe_dump(settings))
        with closing(connect(database)) as conn:
            notify.begin(conn, load(tmp_path / "config"), now=now - timedelta(hours=1))
            newsroom = Newsroom(conn)
            topic = newsroom.topic("us-china")
            newsroom.printed("Truce extended", at=now, seen_at=now, topics=(topic,))
        process = carry_out(
            airflow, database, tmp_path / "config", "newsmon_watch", "newsmon_watch"
        )
    assert [run["state"] for run in process] == ["success", "success"]
    titles = [json.loads(line)[0] for line in notes.read_text(encoding="utf-8").splitlines()]
    assert titles == [body["title"] for body in bodies]
    assert len(titles) == 1
    assert "Truce extended" in bodies[0]["message"]


def failing_feed(database: str) -> None:
    """The feed has been failing, and is not due."""
    with psycopg2.connect(database) as conn, conn.cursor() as cursor:
        cursor.execute("insert into newsmon.source (slug, name) values ('paper', 'The Paper')")
        cursor.execute(
            """insert into newsmon.feed (source_id, url, fetch_url, kind, state, next_poll_at)
               select source_id, %s, %s, 'feed', 'failing', now() + interval '1 day'
               from newsmon.source""",
            (NOWHERE, NOWHERE),
        )
    conn.close()
