"""Runs of newsmon_ingest through `dag.test()`, with the pipeline replaced by a recorder.

A program, since Airflow takes its settings from the environment once, at first import:

    python tests/dags/scenarios.py DAGS_FOLDER      prints one JSON object: scenario → outcome
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

RUN = 41
STAGES = (
    "fetch", "extract", "deduplicate", "tag", "group", "publish", "check_health", "tell_news",
    "fail",
)  # fmt: skip


class Recorder:
    """Stands for newsmon.pipeline.tasks: remembers calls, answers, and breaks where told."""

    def __init__(self) -> None:
        self.calls: list[list[Any]] = []
        self.shards: list[int] = [0, 3]
        self.breaks: Callable[[str, tuple[Any, ...]], Exception | None] = lambda name, args: None

    def install(self, module: Any) -> None:
        for name in ("start", "poll", *STAGES):
            setattr(module, name, self._function(name))

    def _function(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **keywords: Any) -> Any:
            self.calls.append([name, *args, keywords])
            if error := self.breaks(name, args):
                raise error
            return {"start": RUN, "poll": self.shards}.get(name, {"claimed": 1})

        return call


def outcome(dag: Any, recorder: Recorder, **arguments: Any) -> dict[str, Any]:
    """One run; what became of it and of each of its tasks, and what the pipeline was asked."""
    recorder.calls = []
    run = dag.test(**arguments)
    tasks = {
        ti.task_id + (f" {ti.map_index}" if ti.map_index >= 0 else ""): [ti.state, ti.try_number]
        for ti in run.get_task_instances()
    }
    return {"state": run.state, "tasks": tasks, "calls": recorder.calls}


def scenarios(dag: Any, recorder: Recorder) -> dict[str, Any]:
    from newsmon.errors import ConfigError

    result: dict[str, Any] = {}
    now = datetime.now(timezone.utc)
    result["no logical date"] = outcome(dag, recorder, logical_date=None, run_after=now)
    result["now"] = outcome(dag, recorder)
    result["past interval"] = outcome(dag, recorder, logical_date=now - timedelta(days=90))
    result["limited"] = outcome(dag, recorder, run_conf={"feeds": ["example-times"]})

    recorder.shards = []
    result["nothing pending"] = outcome(dag, recorder)
    recorder.shards = [0, 3]

    def failing(task_name: str, error: Exception, shard: int | None = None) -> dict[str, Any]:
        def breaks(name: str, args: tuple[Any, ...]) -> Exception | None:
            return error if name == task_name and (shard is None or args[1] == shard) else None

        recorder.breaks = breaks
        return outcome(dag, recorder)

    result["one shard fails"] = failing("fetch", RuntimeError("broken"), shard=3)
    result["bad configuration"] = failing("fetch", ConfigError(["feeds.yaml: …"]), shard=3)
    result["poll fails"] = failing("poll", ConfigError(["feeds.yaml: …"]))
    result["start fails"] = failing("start", ConfigError(["feeds.yaml: …"]))
    result["publish fails"] = failing("publish", ConfigError(["…"]))
    return result


def main(folder: str) -> None:
    sys.path.insert(0, folder)
    import newsmon_policy

    newsmon_policy.DEFAULT_ARGS["retry_delay"] = timedelta(0)  # nobody is waiting for a database
    newsmon_policy.DEFAULT_ARGS["retry_exponential_backoff"] = 0
    from airflow.dag_processing.dagbag import DagBag

    from newsmon import report
    from newsmon.pipeline import tasks

    recorder = Recorder()
    recorder.install(tasks)
    report.digest_address = lambda run, **_: f"file:///reports/digest-run-{run}.html"
    dag = DagBag(folder).dags["newsmon_ingest"]
    output = json.dumps(scenarios(dag, recorder), default=str)
    print(f"\n{output}")


if __name__ == "__main__":
    main(sys.argv[1])
