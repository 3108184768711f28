"""A run of newsmon_ingest through `dag.test()`, real from feed to digest, with something broken.

A program, since Airflow takes its settings from the environment once, at first import:

    python tests/dags/broken_pipeline.py DAGS_FOLDER [STAGE]

Prints one JSON object: the state of the run and of its tasks. With a stage, that one fails for
whatever it is given.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from importlib import import_module
from typing import Any


def break_stage(name: str) -> None:
    """Have a stage fail with an error that no item explains; before anything imports it."""
    module = import_module(f"newsmon.pipeline.stages.{name}")

    def broken(*_: Any, **__: Any) -> None:
        raise ValueError("a fault of newsmon's own")

    setattr(module, name, broken)


def outcome(folder: str) -> dict[str, Any]:
    sys.path.insert(0, folder)
    import newsmon_policy

    newsmon_policy.DEFAULT_ARGS["retry_delay"] = timedelta(0)
    newsmon_policy.DEFAULT_ARGS["retry_exponential_backoff"] = 0
    newsmon_policy.DEFAULT_ARGS["retries"] = 1
    from airflow.dag_processing.dagbag import DagBag

    run = DagBag(folder).dags["newsmon_ingest"].test()
    tasks = {task.task_id: task.state for task in run.get_task_instances()}
    return {"state": run.state, "tasks": tasks}


if __name__ == "__main__":
    for stage in sys.argv[2:]:
        break_stage(stage)
    print("\n" + json.dumps(outcome(sys.argv[1]), default=str))
