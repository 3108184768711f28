"""Promises of every DAG to the people who run it, and of each DAG by name."""

from __future__ import annotations

import importlib
import itertools
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

DAGS = Path(__file__).resolve().parents[2] / "dags"
NAMES = ("newsmon_ingest", "newsmon_maintain", "newsmon_report", "newsmon_watch")


def test_all_files_parse_into_the_dags(bag: Any) -> None:
    assert bag.import_errors == {}
    assert sorted(bag.dags) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_dag_says_what_it_does_and_whose_it_is(bag: Any, name: str) -> None:
    dag = bag.dags[name]
    assert dag.doc_md.startswith("### ")
    assert "newsmon" in dag.tags
    assert {task.owner for task in dag.tasks} == {"newsmon"}


@pytest.mark.parametrize("name", NAMES)
def test_no_dag_catches_up_or_overlaps_itself(bag: Any, name: str) -> None:
    dag = bag.dags[name]
    assert dag.catchup is False
    assert dag.max_active_runs == 1


@pytest.mark.parametrize("name", NAMES)
def test_every_task_has_an_end_and_passing_trouble_is_retried(bag: Any, name: str) -> None:
    for task in bag.dags[name].tasks:
        assert task.execution_timeout is not None, task.task_id
        if task.task_id == "verdict":  # it only reads; what failed has been retried
            assert task.retries == 0
            continue
        assert task.retries >= 2, task.task_id
        assert task.retry_exponential_backoff > 1, task.task_id
        assert task.max_retry_delay <= timedelta(minutes=30), task.task_id


def test_stages_stand_in_the_order_of_the_flow(bag: Any) -> None:
    dag = bag.dags["newsmon_ingest"]
    order = ["start", "poll", "fetch", "extract", "deduplicate", "tag", "worked", "publish"]
    for before, after in itertools.pairwise(order):
        assert after in dag.get_task(before).downstream_task_ids
    assert dag.get_task("deduplicate").downstream_task_ids >= {"tag", "group"}
    assert "worked" in dag.get_task("group").downstream_task_ids
    assert dag.get_task("verdict").upstream_task_ids >= {"start", "publish"}


def test_health_is_checked_once_a_run_is_published(bag: Any) -> None:
    check = bag.dags["newsmon_ingest"].get_task("check_health")
    assert check.upstream_task_ids == {"publish"}
    assert check.downstream_task_ids == {"verdict"}


@pytest.mark.parametrize(
    ("alerts", "scheduled"),
    [("{}", False), ("{webhooks: []}", False), ("{webhooks: [{name: a}]}", True)],
)
def test_the_watch_runs_by_itself_only_where_there_is_somebody_to_tell(
    airflow_settings: None,
    fresh_modules: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    alerts: str,
    scheduled: bool,
) -> None:
    (tmp_path / "newsmon.yaml").write_text(f"alerts: {alerts}\n")
    monkeypatch.setenv("NEWSMON_CONFIG", str(tmp_path))
    dag = importlib.import_module("newsmon_watch").newsmon_watch()
    assert ("Null" in type(dag.timetable).__name__) is not scheduled


def test_the_watch_renews_subscriptions_where_hubs_are_given_a_callback(
    airflow_settings: None,
    fresh_modules: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "newsmon.yaml").write_text("push: {callback_url: 'https://a.example/push'}\n")
    monkeypatch.setenv("NEWSMON_CONFIG", str(tmp_path))
    dag = importlib.import_module("newsmon_watch").newsmon_watch()
    assert "Null" not in type(dag.timetable).__name__
    assert set(dag.task_ids) == {"check_health", "renew_subscriptions", "send_out", "tell_news"}


def test_fetch_is_mapped_over_shards_and_takes_slots_of_its_pool(bag: Any) -> None:
    fetch = bag.dags["newsmon_ingest"].get_task("fetch")
    assert fetch.is_mapped
    assert fetch.pool == "newsmon_fetch"


def test_publish_emits_the_asset_that_starts_the_report(bag: Any) -> None:
    publish = bag.dags["newsmon_ingest"].get_task("publish")
    assert [asset.name for asset in publish.outlets] == ["newsmon.articles"]
    condition = bag.dags["newsmon_report"].timetable.asset_condition
    assert [asset.name for asset in condition.objects] == ["newsmon.articles"]


def test_a_run_can_be_limited_to_feeds(bag: Any) -> None:
    param = bag.dags["newsmon_ingest"].params.get_param("feeds")
    assert param.resolve() == []
    assert param.resolve(["example-times"]) == ["example-times"]


@pytest.mark.parametrize("name", NAMES)
def test_no_parameter_is_marked_as_required(bag: Any, name: str) -> None:
    for key, param in bag.dags[name].params.items():
        described = bag.dags[name].params.get_param(key).schema
        assert "null" in described["type"], (key, param)


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("@daily", "0 0 * * *"),
        ("*/5 * * * *", "*/5 * * * *"),
    ],
)
def test_the_schedule_is_that_of_newsmon_yaml(
    airflow_settings: None,
    fresh_modules: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    expected: str,
) -> None:
    (tmp_path / "newsmon.yaml").write_text(f'run:\n  schedule: "{setting}"\n')
    monkeypatch.setenv("NEWSMON_CONFIG", str(tmp_path))
    module = importlib.import_module("newsmon_ingest")
    timetable = module.newsmon_ingest().timetable
    assert type(timetable).__name__ == "CronDataIntervalTimetable"  # a day that is over
    assert timetable.expression == expected


@pytest.mark.parametrize("setting", ["@once", "@continuous", "null"])
def test_schedules_without_an_interval_are_airflows_own(
    airflow_settings: None,
    fresh_modules: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
) -> None:
    written = setting if setting == "null" else f'"{setting}"'
    (tmp_path / "newsmon.yaml").write_text(f"run:\n  schedule: {written}\n")
    monkeypatch.setenv("NEWSMON_CONFIG", str(tmp_path))
    dag = importlib.import_module("newsmon_ingest").newsmon_ingest()
    assert dag.dag_id == "newsmon_ingest"
    assert "CronData" not in type(dag.timetable).__name__


# Watches one parse of the DAG files, Airflow itself being imported already.
_PARSE = """
import sys
import airflow.sdk, airflow.sdk.exceptions, psycopg2, newsmon.config
airflow.sdk.DAG, airflow.sdk.dag, airflow.sdk.task, airflow.sdk.Asset, airflow.sdk.Param
airflow.sdk.CronDataIntervalTimetable, airflow.sdk.ExceptionRetryPolicy, airflow.sdk.Connection
sys.path.insert(0, sys.argv[1])
seen, watching = [], True
def hook(event, arguments):
    if not watching:
        return
    if event == "open" and str(arguments[0]).endswith((".yaml", ".yml")):
        seen.append(str(arguments[0]).rsplit("/", 1)[-1])
    if event.startswith(("socket.", "subprocess.", "sqlite3.", "os.fork", "os.exec")):
        seen.append(event)
sys.addaudithook(hook)
import newsmon_ingest, newsmon_report, newsmon_maintain, newsmon_watch
watching = False
heavy = {"newsmon.pipeline", "newsmon.store", "newsmon.fetch", "newsmon.report", "trafilatura"}
print(*seen, *sorted(heavy & set(sys.modules)))
"""


def test_parsing_reads_newsmon_yaml_once_and_nothing_else(
    airflow_settings: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "newsmon.yaml").write_text("run:\n  schedule: '@daily'\n")
    monkeypatch.setenv("NEWSMON_CONFIG", str(tmp_path))
    process = subprocess.run(
        [sys.executable, "-c", _PARSE, str(DAGS)], capture_output=True, text=True, check=True
    )
    assert process.stdout.split() == ["newsmon.yaml"]


def test_a_broken_newsmon_yaml_is_an_import_error_that_names_it(
    airflow_settings: None,
    fresh_modules: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from newsmon.errors import ConfigError

    (tmp_path / "newsmon.yaml").write_text("run:\n  schedule: sometimes\n")
    monkeypatch.setenv("NEWSMON_CONFIG", str(tmp_path))
    with pytest.raises(ConfigError, match=r"newsmon\.yaml"):
        importlib.import_module("newsmon_ingest")


class _Event:
    def __init__(self, **extra: int) -> None:
        self.extra = extra


def test_the_report_covers_every_published_run_once_in_order(
    airflow_settings: None, fresh_modules: None
) -> None:
    report = importlib.import_module("newsmon_report")
    asset = importlib.import_module("newsmon_policy").ARTICLES
    events = {asset: [_Event(run_id=9), _Event(run_id=7), _Event(), _Event(run_id=9)]}
    assert report.published_runs(events) == [7, 9]
    assert report.published_runs({asset: []}) == []
    assert report.published_runs(None) == []


@pytest.mark.parametrize(
    "schedule",
    ["@hourly", "@daily", "@weekly", "@monthly", "@quarterly", "@yearly", "@midnight", "@dayly",
     "0 6 * * *", "0 6 * * mon-fri", "mon * * * *", "15,45 8-18/2 1 jan,jul 0", "0 22-2 * * *",
     "0 6 L * *", "0 6 * * 5#2", "60 * * * *", "*/0 * * * *", "* * * *", "H * * * *", ""],
)  # fmt: skip
def test_the_configuration_takes_the_schedules_that_airflow_takes(schedule: str) -> None:
    from airflow.timetables.interval import CronDataIntervalTimetable

    from newsmon.config.quick import check_schedule

    def accepts(check: Callable[[], object], refusal: type[Exception]) -> bool:
        try:
            check()
        except refusal:
            return False
        return True

    airflow = accepts(lambda: CronDataIntervalTimetable(schedule, "UTC").validate(), Exception)
    assert accepts(lambda: check_schedule(schedule), ValueError) is airflow
