"""The log of `airflow dags test` becomes what a person who waits wants to know."""

from __future__ import annotations

from newsmon.embedded.airflow import describe_task
from newsmon.embedded.airflow_log import Ended, LogReader

STAMP = "2026-11-21T19:23:57.214015Z [info     ] "


def began(task: str, index: int | None = None) -> str:
    mapped = "" if index is None else f"map_index={index} "
    return (
        f"{STAMP}[DAG TEST] running task <TaskInstance: newsmon_ingest.{task} "
        f"manual__2026-11-21T19:23:47.954666+00:00 {mapped}[scheduled] ti_id=1> [airflow.sdk]"
    )


def returned(value: str) -> str:
    return f"{STAMP}Done. Returned value was: {value} [airflow.task.operators] loc=python.py:1"


def state(name: str) -> str:
    return f"{STAMP}Task instance state updated [airflow.api] new_state={name} rows_affected=1"


FAILURE = [
    f"{STAMP}Task failed with exception [task]",
    "Traceback (most recent call last):",
    '  File "tasks.py", line 3, in fetch',
    "    raise DatabaseError('gone')",
    "newsmon.errors.DatabaseError: the server went away",
]


def read(*lines: str) -> list[Ended]:
    reader = LogReader()
    return [ended for line in lines if (ended := reader.read(line + "\n"))]


def test_a_task_ends_with_its_counts_and_zeros_left_out() -> None:
    (ended,) = read(began("extract", 1), returned("{'claimed': 12, 'new': 0}"), state("success"))
    assert (ended.dag, ended.task, ended.state) == ("newsmon_ingest", "extract 2", "success")
    assert describe_task(ended) == "newsmon_ingest: extract 2: 12 claimed"


def test_what_returns_no_counts_is_simply_done() -> None:
    for value in ("poll", "[0, 3]", "{'half", "None"):
        (ended,) = read(began("poll"), returned(value), state("success"))
        assert describe_task(ended) == "newsmon_ingest: poll: done"


def test_a_failure_says_why_and_keeps_its_traceback() -> None:
    (ended,) = read(began("fetch", 0), *FAILURE, state("failed"))
    assert describe_task(ended) == (
        "newsmon_ingest: fetch 1: failed: newsmon.errors.DatabaseError: the server went away"
    )
    assert ended.traceback.startswith("Traceback")
    assert "tasks.py" in ended.traceback


def test_a_retry_is_announced_with_its_reason() -> None:
    (ended,) = read(began("tag"), *FAILURE, state("up_for_retry"))
    assert describe_task(ended).startswith(
        "newsmon_ingest: tag: will be tried again after newsmon.errors"
    )


def test_one_task_does_not_inherit_the_error_of_another() -> None:
    first, second = read(began("tag"), *FAILURE, state("failed"), began("group"), state("success"))
    assert first.error
    assert not second.error


def test_only_the_last_traceback_counts() -> None:
    second = ["Traceback (most recent call last):", "ValueError: before"]
    (ended,) = read(began("tag"), *second, *FAILURE, state("failed"))
    assert "before" not in ended.traceback


def test_lines_of_nobody_are_passed_over() -> None:
    assert read(state("running"), state("success"), "noise", returned("{'a': 1}")) == []


def test_the_task_at_work_is_known() -> None:
    reader = LogReader()
    reader.read(began("fetch", 2))
    assert (reader.dag, reader.task) == ("newsmon_ingest", "fetch 3")
    reader.read(state("success"))
    assert reader.task == ""
