"""The course of runs of newsmon_ingest, good and bad (the pipeline recorded, Airflow real)."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.local_airflow import local_airflow

from newsmon.embedded.airflow import inherited

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("airflow")]

DAGS = Path(__file__).resolve().parents[2] / "dags"
STAGES = ("poll", "fetch", "extract", "deduplicate", "tag", "group")


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    local = local_airflow(tmp_path_factory)
    environment = inherited() | local.environment()
    environment.pop("NEWSMON_DATABASE_URL", None)
    environment["AIRFLOW__LOGGING__LOGGING_LEVEL"] = "ERROR"
    program = Path(__file__).with_name("scenarios.py")
    process = subprocess.run(
        [sys.executable, str(program), str(DAGS)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert process.returncode == 0, process.stderr[-3000:]
    result: dict[str, Any] = json.loads(process.stdout.splitlines()[-1])
    return result


def _names(outcome: dict[str, Any]) -> list[str]:
    return [call[0] for call in outcome["calls"]]


def _call(outcome: dict[str, Any], name: str) -> list[Any]:
    result: list[Any] = next(call for call in outcome["calls"] if call[0] == name)
    return result


@pytest.mark.parametrize("scenario", ["no logical date", "now"])
def test_a_run_goes_through_every_stage(outcomes: dict[str, Any], scenario: str) -> None:
    outcome = outcomes[scenario]
    assert outcome["state"] == "success"
    assert {state for state, _ in outcome["tasks"].values()} == {"success"}
    names = _names(outcome)
    assert names[:2] == ["start", "poll"]
    assert names[-3] == "publish"
    assert set(names[-2:]) == {"check_health", "tell_news"}
    assert set(names) == {"start", *STAGES, "publish", "check_health", "tell_news"}


def test_a_run_without_a_logical_date_has_no_interval(outcomes: dict[str, Any]) -> None:
    assert _call(outcomes["no logical date"], "start")[-1]["interval"] is None


def test_a_run_of_now_polls_and_stands_for_no_past_interval(outcomes: dict[str, Any]) -> None:
    assert _call(outcomes["now"], "start")[-1]["interval"] is None


def test_a_past_interval_is_a_whole_day(outcomes: dict[str, Any]) -> None:
    first, last = _call(outcomes["past interval"], "start")[-1]["interval"]
    assert first.endswith("00:00:00+00:00")
    assert datetime.fromisoformat(last) - datetime.fromisoformat(first) == timedelta(days=1)


def test_each_shard_is_a_mapped_task_of_its_own(outcomes: dict[str, Any]) -> None:
    fetched = [call[2] for call in outcomes["now"]["calls"] if call[0] == "fetch"]
    assert sorted(fetched) == [0, 3]  # they run side by side, in no order


def test_the_stages_know_their_run(outcomes: dict[str, Any]) -> None:
    for call in outcomes["now"]["calls"]:
        assert call[0] in {"start", "check_health", "tell_news"} or call[1] == 41, call


def test_a_past_interval_polls_nothing_and_is_published(outcomes: dict[str, Any]) -> None:
    outcome = outcomes["past interval"]
    assert outcome["state"] == "success"
    assert _names(outcome)[:2] == ["start", "publish"]
    assert set(_names(outcome)[2:]) == {"check_health", "tell_news"}
    for stage in STAGES:
        states = [s for name, (s, _) in outcome["tasks"].items() if name.split()[0] == stage]
        assert set(states) == {"skipped"}, stage


def test_feeds_limit_a_run(outcomes: dict[str, Any]) -> None:
    assert _call(outcomes["limited"], "start")[-1]["feeds"] == ["example-times"]
    assert _call(outcomes["now"], "start")[-1]["feeds"] is None


def test_with_nothing_to_fetch_the_other_stages_still_run(outcomes: dict[str, Any]) -> None:
    outcome = outcomes["nothing pending"]
    assert outcome["state"] == "success"
    assert set(_names(outcome)) == {"start", *STAGES, "publish", "check_health", "tell_news"}


def test_a_shard_that_fails_stops_nothing_and_hides_nothing(outcomes: dict[str, Any]) -> None:
    outcome = outcomes["one shard fails"]
    tasks = outcome["tasks"]
    assert tasks["fetch 0"] == ["success", 1]
    assert tasks["fetch 1"] == ["failed", 4]  # three times again
    for name in ("extract 0", "deduplicate", "tag", "group", "publish"):
        assert tasks[name][0] == "success", name
    assert _call(outcome, "publish")[-1]["failed"] == ["fetch_1"]
    assert tasks["verdict"][0] == "failed"
    assert outcome["state"] == "failed"
    assert "fail" not in _names(outcome)  # published as degraded; that stays


def test_what_only_a_person_can_mend_is_not_tried_again(outcomes: dict[str, Any]) -> None:
    assert outcomes["bad configuration"]["tasks"]["fetch 1"] == ["failed", 1]


def test_when_polling_fails_what_is_stored_is_still_worked_on(outcomes: dict[str, Any]) -> None:
    outcome = outcomes["poll fails"]
    assert set(_names(outcome)) == {
        "start", "poll", "extract", "deduplicate", "tag", "group", "publish", "check_health",
        "tell_news",
    }  # fmt: skip
    assert _call(outcome, "publish")[-1]["failed"] == ["poll"]
    assert outcome["state"] == "failed"


def test_without_a_start_nothing_else_is_touched(outcomes: dict[str, Any]) -> None:
    outcome = outcomes["start fails"]
    assert _names(outcome) == ["start"]
    assert outcome["state"] == "failed"
    red = {name for name, (state, _) in outcome["tasks"].items() if state == "failed"}
    assert red == {"start"}  # one wrong parameter is one red square


def test_a_run_that_could_not_be_published_is_closed_as_failed(outcomes: dict[str, Any]) -> None:
    outcome = outcomes["publish fails"]
    assert _names(outcome)[-1] == "fail"
    assert outcome["state"] == "failed"
