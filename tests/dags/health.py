"""Runs of newsmon_watch and newsmon_ingest through `dag.test()`, the pipeline and its world real.

A program, since Airflow takes its settings from the environment once, at first import:

    python tests/dags/health.py DAGS_FOLDER DAG[:CONF]…      prints one JSON object a run
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def main(folder: str, runs: list[str]) -> None:
    sys.path[:0] = [folder, str(Path(__file__).parent)]
    from airflow.dag_processing.dagbag import DagBag

    dags = DagBag(folder).dags
    for request in runs:
        name, _, conf = request.partition(":")
        run: Any = dags[name].test(run_conf=json.loads(conf) if conf else None)
        states = {ti.task_id: ti.state for ti in run.get_task_instances()}
        print("\n" + json.dumps({"dag": name, "state": run.state, "tasks": states}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
