"""Each task of a run without a scheduler has its own log, where the interface looks for it."""

from __future__ import annotations

from pathlib import Path

from tests.embedded.test_airflow_log import FAILURE, began, state

from newsmon.embedded.task_logs import TaskLogs

RUN = "dag_id=newsmon_ingest/run_id=manual__2026-11-21T19:23:47.954666+00:00"


def written(folder: Path, *lines: str) -> dict[str, list[str]]:
    logs = TaskLogs(folder)
    for line in lines:
        logs.take(line + "\n")
    logs.close()
    return {
        str(path.relative_to(folder)): path.read_text().splitlines()
        for path in folder.rglob("*.log")
    }


def test_lines_go_to_the_task_at_work(tmp_path: Path) -> None:
    lines = ["before", began("poll"), "asked", state("success"), "between", began("fetch", 2), "x"]
    logs = written(tmp_path, *lines)
    assert logs[f"{RUN}/task_id=poll/attempt=1.log"] == [began("poll"), "asked", state("success")]
    assert logs[f"{RUN}/task_id=fetch/map_index=2/attempt=1.log"] == [began("fetch", 2), "x"]
    assert len(logs) == 2


def test_each_attempt_has_a_log(tmp_path: Path) -> None:
    again = [began("tag"), *FAILURE, state("up_for_retry"), began("tag"), state("success")]
    logs = written(tmp_path, *again)
    assert sorted(logs) == [f"{RUN}/task_id=tag/attempt={n}.log" for n in (1, 2)]
    assert FAILURE[0] in logs[f"{RUN}/task_id=tag/attempt=1.log"]


def test_a_name_that_leads_elsewhere_gets_no_file(tmp_path: Path) -> None:
    inside = tmp_path / "a" / "b"
    line = began("tag").replace("manual__", "../../manual__")
    assert written(inside, line, "x") == {}
    assert list(tmp_path.rglob("*.log")) == []
